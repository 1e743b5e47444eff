"""What search engines read about a page: JSON-LD in the words of schema.org.

A browser never runs it: its type is data, so no content security policy needs to know of it.
"""

import json
import re
from typing import Any
from urllib.parse import urljoin

from content import bodies
from content.pages import PageFile
from content.settings import Settings
from finishing import participation_data
from selectolax.lexbor import LexborHTMLParser, LexborNode

HELD = ("Chair", "Participant")  # the roles that are the agency's own
FILES = {participation_data.CSV: "text/csv", participation_data.JSON: "application/json"}
Node = dict[str, Any]


def add(document: LexborHTMLParser, data: Node) -> None:
    """Add data to the head of a page."""
    script = document.create_node("script")
    script.attrs["type"] = "application/ld+json"
    script.inner_html = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    document.head.insert_child(script)


def describe(settings: Settings, page: PageFile, document: LexborHTMLParser, found: list[bodies.Body]) -> Node:
    """Return the JSON-LD of a page on which these bodies were found: the page, its publisher, its place, the bodies."""
    address = settings.site_url + page.url
    publisher = {"@id": f"{settings.site_url}#publisher"}
    agency = {"@type": "GovernmentOrganization", **publisher, "name": settings.site_name, "url": settings.site_url}
    about = {
        "url": address,
        "name": page.title,
        "description": page.description,
        "inLanguage": page.meta.get("lang", settings.language),
        "publisher": publisher,
        "dateModified": str(page.modified or ""),
    }
    reviewed = {"lastReviewed": str(page.meta.get("last_reviewed", ""))}
    this = _filled({"@type": "WebPage", "@id": address, **about, **reviewed})
    if links := document.css(".breadcrumb a"):
        trail = [(link.text(strip=True), urljoin(address, link.attrs["href"])) for link in links]
        steps = enumerate([*trail, (page.title, address)], start=1)
        items = [{"@type": "ListItem", "position": place, "name": name, "item": item} for place, (name, item) in steps]
        this["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
    graph = [this, agency]
    if found:
        table = f"{address}#at-a-glance"
        this |= {"mentions": [{"@id": body["section"]} for body in found], "mainEntity": {"@id": table}}
        agency["memberOf"] = [_membership(body) for body in found if body["role"] in HELD]
        files = [{"@type": "DataDownload", "contentUrl": address + n, "encodingFormat": k} for n, k in FILES.items()]
        terms = {"creator": publisher, "license": settings.licence, "distribution": files}
        graph.append(_filled({"@type": "Dataset", "@id": table, **about, **terms}))
        graph += _organisations(found, document, address)
    return {"@context": "https://schema.org", "@graph": graph}


def _filled(node: Node) -> Node:
    """A node without what is empty."""
    return {name: value for name, value in node.items() if value}


def _membership(body: bodies.Body) -> Node:
    member = {"@type": "OrganizationRole", "roleName": body["role"], "memberOf": {"@id": body["section"]}}
    return _filled(member | {"startDate": body["role_from"], "endDate": body["role_until"]})


def _organisations(found: list[bodies.Body], document: LexborHTMLParser, address: str) -> list[Node]:
    """The bodies, and what stands above them in the diagram; a link in the text gives the address of the latter."""
    links = {bodies.words(link): link.attributes["href"] for link in document.css('article a[href^="http"]')}
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
        name, section = _named(item)
        this = urljoin(address, section)
        new = {"@type": "Organization", "@id": this, "name": name, "url": links.get(name)}
        organisation = organisations.setdefault(this, new)
        if (above := item.parent.parent).tag == "li":
            organisation["parentOrganization"] = {"@id": urljoin(address, _named(above)[1])}
    return [_filled(organisation) for organisation in organisations.values()]


def _named(item: LexborNode) -> tuple[str, str]:
    """The name of an item of the diagram, and the address of its section; without one, an address of its own."""
    name = ""
    for part in item.iter(include_text=True):
        if part.tag == "a" and part.attributes.get("href"):
            return bodies.words(part), part.attributes["href"]
        if part.tag in ("em", "ul"):
            break
        name += part.text()
    name = " ".join(name.split())
    return name, "#organisation-" + re.sub("[^a-z0-9]+", "-", name.lower())
