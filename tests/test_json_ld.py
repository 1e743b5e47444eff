"""Search engines read in JSON-LD what readers read on the page."""

import json

import pages
import pytest
import snippets
from bs4 import BeautifulSoup
from content import bodies
from content.pages import PageFile
from finishing import json_ld
from pyld import jsonld
from selectolax.lexbor import LexborHTMLParser

SCHEMA = "https://schema.org/"


def schema_org(*_):
    """The part of schema.org's context that matters here: its words, and which of them are addresses."""
    addresses = {name: {"@type": "@id"} for name in ("url", "item", "contentUrl")}
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
    return read(site / pages.MAIN / "index.html")


@pytest.mark.parametrize("address", pages.PAGES)
def test_every_page_says_what_it_is_and_who_publishes_it(site, address):
    page, kinds = read(site / address / "index.html")
    (node,) = kinds["WebPage"]
    assert node["@id"] == value(node, "url") == page.find("link", rel="canonical")["href"]
    assert value(node, "name") == page.h1.get_text(strip=True)
    assert value(node, "description") == page.find("meta", attrs={"name": "description"})["content"]
    (publisher,) = kinds["GovernmentOrganization"]
    assert value(node, "publisher") == publisher["@id"]
    assert value(publisher, "name") == "Singapore Customs"


@pytest.mark.parametrize(("meta", "language"), [({"lang": "zh-Hans"}, "zh-Hans"), ({}, snippets.settings().language)])
def test_a_page_says_its_language(meta, language):
    found = json_ld.describe(snippets.settings(), PageFile("a.md", "a/", meta), LexborHTMLParser(""), [])
    assert [node["inLanguage"] for node in found["@graph"] if node["@type"] == "WebPage"] == [language]


def test_the_page_says_when_it_was_reviewed_and_changed(participation):
    page, kinds = participation
    dates = [time["datetime"] for time in page.select("time")]
    for kind in ("WebPage", "Dataset"):
        (node,) = kinds[kind]
        assert (
            value(node, "dateModified") == page.select_one(".page-foot time")["datetime"]
        )  # the newest update is first
    assert value(kinds["WebPage"][0], "lastReviewed") in dates


def test_the_breadcrumb_is_the_one_on_the_page(participation):
    page, kinds = participation
    steps = sorted(kinds["ListItem"], key=lambda step: value(step, "position"))
    shown = [link.get_text(strip=True) for link in page.select(".breadcrumb a")]
    assert [value(step, "name") for step in steps] == [*shown, page.h1.get_text(strip=True)]
    assert value(steps[-1], "item") == page.find("link", rel="canonical")["href"]


def test_the_home_page_has_no_breadcrumb(site):
    _, kinds = read(site / "index.html")
    assert "BreadcrumbList" not in kinds


def test_the_bodies_are_organisations_and_each_role_of_the_agency_is_a_membership(participation):
    page, kinds = participation
    (node,) = kinds["WebPage"]
    organisations = {found["@id"]: found for found in kinds["Organization"]}
    mentioned = [found["@id"] for found in node[SCHEMA + "mentions"]]
    rows = page.select(".glance tbody tr")
    assert [value(organisations[id], "name") for id in mentioned] == [pages.words(row.a) for row in rows]
    held = {value(role, "memberOf"): value(role, "roleName") for role in kinds["OrganizationRole"]}
    (agency,) = kinds["GovernmentOrganization"]
    assert {role["@id"] for role in agency[SCHEMA + "memberOf"]} == {role["@id"] for role in kinds["OrganizationRole"]}
    for id, row in zip(mentioned, rows, strict=True):
        role = pages.words(row.select("td")[0]).split()[0]
        assert held.get(id) == (role if role in ("Chair", "Participant") else None), id


def test_a_role_that_begins_on_a_day_says_so(participation):
    _, kinds = participation
    starts = [value(role, "startDate") for role in kinds["OrganizationRole"] if SCHEMA + "startDate" in role]
    assert starts == ["2025-07-01"]


def test_groups_stand_below_those_of_the_diagram(participation):
    page, kinds = participation
    organisations = {found["@id"]: found for found in kinds["Organization"]}
    address = page.find("link", rel="canonical")["href"]
    for link in page.select(".structure li > a"):
        above = link.find_parent("li").find_parent("li")
        parent = organisations[f"{address}{link['href']}"].get(SCHEMA + "parentOrganization")
        assert bool(above) is bool(parent)
        if above:
            name = value(organisations[parent[0]["@id"]], "name")
            assert (
                above.a["href"] == f"#{parent[0]['@id'].rpartition('#')[2]}"
                if above.find("a", recursive=False)
                else pages.words(above).startswith(name)
            )


def test_the_data_set_leads_to_its_files(participation, site):
    _, kinds = participation
    (node,) = kinds["Dataset"]
    (publisher,) = kinds["GovernmentOrganization"]
    assert value(node, "publisher") == publisher["@id"]
    for download in kinds["DataDownload"]:
        name = value(download, "contentUrl").rpartition("/")[2]
        assert (site / pages.MAIN / name).is_file()
        assert value(download, "encodingFormat")
    assert len(node[SCHEMA + "distribution"]) == len(kinds["DataDownload"]) == 2


def test_what_the_diagram_links_to_elsewhere_is_known_by_that_address():
    diagram = '<li><a href="https://a.example/">A</a><ul><li><a href="#b">B</a></li></ul></li>'
    document = LexborHTMLParser(f'<article><div class="structure"><ul>{diagram}</ul></div></article>')
    address = f"{snippets.settings().site_url}a/"
    body = dict.fromkeys(bodies.FIELDS) | {"name": "B", "role": "Attends", "section": f"{address}#b"}
    found = json_ld.describe(snippets.settings(), PageFile("a.md", "a/", {}), document, [body])
    organisations = {node["@id"]: node for node in found["@graph"] if node["@type"] == "Organization"}
    assert organisations[f"{address}#b"]["parentOrganization"] == {"@id": "https://a.example/"}
    assert organisations["https://a.example/"]["name"] == "A"
