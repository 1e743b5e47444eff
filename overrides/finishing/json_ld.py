"""What search engines read about a page: JSON-LD in the words of schema.org.

A browser never runs it: its type is data, so no content security policy needs to know of it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from content import bodies
from content.pages import PageFile
from content.settings import Settings
from finishing import participation_data
from selectolax.lexbor import LexborHTMLParser, LexborNode

HELD = ("Chair", "Participant")  # the roles that are the agency's own
FILES = {participation_data.CSV: "text/csv", participation_data.JSON: "application/json"}


def describe(settings: Settings, page: PageFile, html: str, trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the JSON-LD of a page: the page, its publisher, its place on the site, and the bodies of its table.

    html: the text of the page, without the frame.
    trail: name and absolute address of each page that the breadcrumb leads to, the home page first.
    """
    address = urljoin(settings.site_url, page.url)
    publisher = {"@id": f"{settings.site_url}#publisher"}
    agency = {"@type": "GovernmentOrganization", **publisher, "name": settings.site_name, "url": settings.site_url}
    about = {
        "url": address,
        "name": page.title,
        "description": page.description,
        "inLanguage": settings.language,
        "publisher": publisher,
        "dateModified": participation_data.modified(page),
    }
    this = _filled(
        {"@type": "WebPage", "@id": address, **about, "lastReviewed": str(page.meta.get("last_reviewed", ""))}
    )
    if trail:
        steps = enumerate([*trail, (page.title, address)], start=1)
        items = [{"@type": "ListItem", "position": place, "name": name, "item": item} for place, (name, item) in steps]
        this["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
    graph = [this, agency]
    if found := participation_data.records(settings, page, html):
        table = f"{address}#at-a-glance"
        this |= {"mentions": [{"@id": body["section"]} for body in found], "mainEntity": {"@id": table}}
        agency["memberOf"] = [_membership(body) for body in found if body["role"] in HELD]
        files = [
            {"@type": "DataDownload", "contentUrl": address + name, "encodingFormat": FILES[name]} for name in FILES
        ]
        terms = {"creator": publisher, "license": participation_data.licence(settings), "distribution": files}
        graph.append(_filled({"@type": "Dataset", "@id": table, **about, **terms}))
        graph += _organisations(found, LexborHTMLParser(html), address)
    return {"@context": "https://schema.org", "@graph": graph}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """A node without what is empty."""
    return {name: value for name, value in node.items() if value}


def _membership(body: bodies.Body) -> dict[str, Any]:
    member = {"@type": "OrganizationRole", "roleName": body["role"], "memberOf": {"@id": body["section"]}}
    return _filled(member | {"startDate": body["role_from"], "endDate": body["role_until"]})


def _organisations(found: list[bodies.Body], document: LexborHTMLParser, address: str) -> list[dict[str, Any]]:
    """The bodies, and what stands above them in the diagram; a link in the text gives the address of the latter."""
    links = {bodies.words(link): link.attributes["href"] for link in document.css('a[href^="http"]')}
    organisations = {
        body["section"]: {
            "@type": "Organization",
            "@id": body["section"],
            "name": body["name"],
            "alternateName": body["abbreviation"],
            "url": body["official_site"],
            "description": body["purpose"],
        }
        for body in found
    }
    for item in document.css(".structure li"):
        below: dict[str, Any] = {}
        for name, section in _upwards(item):
            this = f"{address}#{section or 'organisation-' + re.sub('[^a-z0-9]+', '-', name.lower())}"
            below["parentOrganization"] = {"@id": this}
            new = {"@type": "Organization", "@id": this, "name": name, "url": links.get(name)}
            below = organisations.setdefault(this, new)
    return [_filled(organisation) for organisation in organisations.values()]


def _upwards(item: LexborNode | None) -> Iterator[tuple[str, str]]:
    """The name and the id of an item of the diagram, and of each above it; an item without a section has the id ""."""
    while item and item.tag != "div":
        if item.tag == "li":
            own, text = item.child, ""
            while own and own.tag not in ("a", "em", "ul"):
                text, own = text + own.text(), own.next
            link = own if own and own.tag == "a" else None
            yield (
                (bodies.words(link), (link.attributes.get("href") or "")[1:]) if link else (" ".join(text.split()), "")
            )
        item = item.parent
