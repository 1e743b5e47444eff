"""What search engines read about a page: JSON-LD in the words of schema.org.

A browser never runs it: its type is data, so no content security policy needs to know of it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urljoin

from content import bodies
from content.pages import PageFile
from content.settings import Settings
from finishing import participation_data
from selectolax.lexbor import LexborHTMLParser

HELD = ("Chair", "Participant")  # the roles that are the agency's own


def describe(settings: Settings, page: PageFile, html: str, trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the JSON-LD of a page: the page, its publisher, its place on the site, and the bodies of its table.

    html: the text of the page, without the frame.
    trail: name and absolute address of each page that the breadcrumb leads to, the home page first.
    """
    address = urljoin(settings.site_url, page.url)
    publisher = {"@id": f"{settings.site_url}#publisher"}
    agency = {"@type": "GovernmentOrganization", **publisher, "name": settings.site_name, "url": settings.site_url}
    dates = {"lastReviewed": page.meta.get("last_reviewed"), "dateModified": participation_data.modified(page)}
    this: dict[str, Any] = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": page.title,
        "inLanguage": settings.language,
        "publisher": publisher,
        **({"description": page.description} if page.description else {}),
        **{name: str(day) for name, day in dates.items() if day},
    }
    if trail:
        steps = [*trail, (page.title, address)]
        this["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": item}
                for position, (name, item) in enumerate(steps, start=1)
            ],
        }
    graph = [this, agency]
    found = participation_data.records(settings, page, html)
    if found:
        organisations = _organisations(found, LexborHTMLParser(html), address)
        this["mentions"] = [{"@id": body["section"]} for body in found]
        this["mainEntity"] = {"@id": f"{address}#at-a-glance"}
        agency["memberOf"] = [_membership(body) for body in found if body["role"] in HELD]
        graph += [_dataset(settings, page, address, publisher), *organisations]
    return {"@context": "https://schema.org", "@graph": graph}


def _membership(body: bodies.Body) -> dict[str, Any]:
    dates = {"startDate": body["role_from"], "endDate": body["role_until"]}
    return {
        "@type": "OrganizationRole",
        "roleName": body["role"],
        "memberOf": {"@id": body["section"]},
        **{name: day for name, day in dates.items() if day},
    }


def _dataset(settings: Settings, page: PageFile, address: str, publisher: dict[str, str]) -> dict[str, Any]:
    terms = participation_data.licence(settings)
    return {
        "@type": "Dataset",
        "@id": f"{address}#at-a-glance",
        "url": f"{address}#at-a-glance",
        "name": page.title,
        "description": page.description,
        "inLanguage": settings.language,
        "publisher": publisher,
        "creator": publisher,
        **({"dateModified": day} if (day := participation_data.modified(page)) else {}),
        **({"license": terms} if terms else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{address}{name}",
                "encodingFormat": participation_data.TYPES[name],
            }
            for name in (participation_data.CSV, participation_data.JSON)
        ],
    }


def _organisations(found: Iterable[bodies.Body], document: LexborHTMLParser, address: str) -> list[dict[str, Any]]:
    """The bodies, and what stands above them in the diagram; a link in the text gives the address of the latter."""
    links = {bodies.words(link): link.attributes["href"] for link in document.css('a[href^="http"]')}
    organisations = {}
    for body in found:
        organisations[body["section"]] = {
            "@type": "Organization",
            "@id": body["section"],
            "name": body["name"],
            **({"alternateName": body["abbreviation"]} if body["abbreviation"] else {}),
            **({"url": body["official_site"]} if body["official_site"] else {}),
            "description": body["purpose"],
        }
    for child, chain in bodies.above(document).items():
        below = organisations.get(f"{address}#{child}")
        for name, section in chain:
            this = f"{address}#{section or 'organisation-' + re.sub(r'[^a-z0-9]+', '-', name.lower())}"
            if below is not None:
                below["parentOrganization"] = {"@id": this}
            new = {"@type": "Organization", "@id": this, "name": name}
            below = organisations.setdefault(this, new | ({"url": links[name]} if name in links else {}))
    return [*organisations.values()]
