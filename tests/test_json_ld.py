"""Search engines read in JSON-LD what readers read on the page."""

import json

import pytest
from bs4 import BeautifulSoup
from pyld import jsonld

SCHEMA = "https://schema.org/"


def schema_org(*_):
    """The part of schema.org's context that matters here: its words, and which of them are addresses."""
    addresses = {name: {"@type": "@id"} for name in ("url", "item")}
    return {
        "contextUrl": None,
        "documentUrl": None,
        "document": {"@context": {"@vocab": SCHEMA, **addresses}},
    }


def read(file):
    """The page's HTML and its JSON-LD nodes by type, expanded."""
    page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    (script,) = page.head.find_all("script", type="application/ld+json")
    nodes = jsonld.flatten(json.loads(script.string), options={"documentLoader": schema_org})
    kinds = {}
    for node in nodes:
        for kind in node["@type"]:
            kinds.setdefault(kind.removeprefix(SCHEMA), []).append(node)
    return page, kinds


def value(node, name):
    """The one value or address that a node has under a schema.org word."""
    (only,) = node[SCHEMA + name]
    return only.get("@value", only.get("@id"))


@pytest.fixture(scope="module")
def participation(site):
    return read(site / "about-us" / "our-international-participation" / "index.html")


def test_every_page_says_what_it_is_and_who_publishes_it(site):
    files = [
        file for file in site.rglob("index.html") if 'http-equiv="refresh"' not in file.read_text()
    ]
    assert len(files) > 3
    for file in files:
        page, kinds = read(file)
        (node,) = kinds["WebPage"]
        assert node["@id"] == value(node, "url") == page.find("link", rel="canonical")["href"]
        assert value(node, "name") == page.h1.get_text(strip=True)
        assert (
            value(node, "description")
            == page.find("meta", attrs={"name": "description"})["content"]
        )
        (publisher,) = kinds["GovernmentOrganization"]
        assert value(node, "publisher") == publisher["@id"]
        assert value(publisher, "name") == "Singapore Customs"


def test_the_page_says_when_it_was_reviewed_and_changed(participation):
    page, kinds = participation
    (node,) = kinds["WebPage"]
    dates = [time["datetime"] for time in page.select(".page-foot time")]
    assert value(node, "lastReviewed") in dates
    assert value(node, "dateModified") == max(
        date for date in dates if date <= value(node, "dateModified")
    )


def test_the_breadcrumb_is_the_one_on_the_page(participation):
    page, kinds = participation
    steps = sorted(kinds["ListItem"], key=lambda step: value(step, "position"))
    shown = [item.get_text(strip=True) for item in page.select(".breadcrumb li")]
    assert [value(step, "name") for step in steps] == shown
    assert value(steps[-1], "item") == page.find("link", rel="canonical")["href"]


def test_the_home_page_has_no_breadcrumb(site):
    _, kinds = read(site / "index.html")
    assert "BreadcrumbList" not in kinds


def test_the_nine_bodies_are_organisations_with_their_addresses(participation):
    page, kinds = participation
    found = kinds["Organization"]
    assert len(found) == 9
    (node,) = kinds["WebPage"]
    assert {body["@id"] for body in found} == {body["@id"] for body in node[SCHEMA + "mentions"]}
    for body in found:
        section = page.find(id=body["@id"].partition("#")[2])
        assert all(word in section.get_text() for word in value(body, "alternateName").split())
        assert section.find_next("a", href=value(body, "url"))
        assert value(body, "name") in [cell.get_text() for cell in page("td")]
