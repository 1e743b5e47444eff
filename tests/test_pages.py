"""What every page owes its readers and search engines: a title, an address, a language, its own host."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import repeat
from urllib.parse import unquote, urlsplit

import pages
import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT, mkdocs

SITE = "https://www.customs.gov.sg/"


@pytest.mark.parametrize("address", pages.PAGES)
def test_head(site, address):
    page = pages.read(site, address)
    assert page.html["lang"] == "en"
    assert page.select_one('link[rel="canonical"]')["href"] == SITE + address
    assert 50 < len(page.select_one('meta[name="description"]')["content"]) <= 160
    assert page.title.get_text().endswith("Singapore Customs")
    assert page.select_one('link[rel="icon"]')


def test_titles_and_descriptions_are_unique(site):
    for select in (
        lambda page: page.title.get_text(),
        lambda page: page.select_one('meta[name="description"]')["content"],
    ):
        assert len({select(pages.read(site, address)) for address in pages.PAGES}) == len(pages.PAGES)


@pytest.mark.parametrize("address", pages.EVERYWHERE)
def test_one_title_and_no_skipped_level(site, address):
    levels = [int(node.name[1]) for node in pages.read(site, address).select("article :is(h1,h2,h3,h4,h5,h6)")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


def test_a_page_may_bring_its_own_title(project, tmp_path):
    front_matter = (ROOT / "docs/about-us/index.md").read_text(encoding="utf-8").split("---")[1]
    copy = project({"about-us/index.md": f"---{front_matter}---\n\n# About us\n\nText.\n"})
    result = mkdocs(copy, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stdout
    titles = pages.read(tmp_path / "site", "about-us/").select("h1")
    assert [title.get_text() for title in titles] == ["About us"]


@pytest.mark.parametrize("address", pages.EVERYWHERE)
def test_ids_are_unique_and_links_within_the_site_lead_somewhere(site, address):
    page = pages.read(site, address)
    ids = [node["id"] for node in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.select("a[href]"):
        path, _, anchor = link["href"].partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        folder = site if path.startswith("/") or address == "404.html" else site / address
        target = (folder / path.lstrip("/")).resolve() if path else site / address
        file = target / "index.html" if target.is_dir() else target
        assert file.exists(), (address, link)
        if anchor:
            target_page = pages.read(site, file.relative_to(site.resolve()).as_posix())
            assert target_page.find(id=anchor), (address, link)


@pytest.mark.parametrize("address", pages.PAGES)
def test_permalink_is_the_address(site, address):
    source = "index.md" if not address else f"{address[:-1]}.md"
    file = ROOT / "docs" / source
    if not file.exists():
        file = ROOT / "docs" / address / "index.md"
    front_matter = yaml.safe_load(file.read_text(encoding="utf-8").split("---")[1])
    assert front_matter["permalink"] == f"/{address}"
    assert {"title", "description", "last_reviewed", "review_in"} <= set(front_matter)


def test_foot_says_when_reviewed_and_when_next_due(site):
    foot = pages.words(pages.read(site, pages.MAIN).select_one(".page-foot"))
    assert "Last reviewed: 22 November 2026" in foot
    assert "Next review due: 22 May 2027" in foot
    assert "Updates to this page" in foot


def test_report_a_problem_carries_the_address_of_the_page(site):
    link = pages.read(site, pages.MAIN).find("a", string="Report a problem with this page")
    assert link["href"].startswith("mailto:")
    assert link["href"].endswith("https%3A//www.customs.gov.sg/about-us/our-international-participation/")


def test_sitemap_and_robots(site):
    sitemap = ElementTree.parse(site / "sitemap.xml")
    found = {node.text for node in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert found == {SITE + address for address in pages.PAGES}
    assert f"Sitemap: {SITE}sitemap.xml" in (site / "robots.txt").read_text()


def test_missing_page_offers_the_likeliest_pages_and_search(site):
    page = pages.read(site, "404.html")
    links = {link["href"] for link in page.select("article a")}
    assert {"/about-us/our-international-participation/", "/glossary/"} <= links
    assert page.select_one("form[role=search] input[name=q]")
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"


def test_site_url_comes_from_the_environment(tmp_path):
    assert mkdocs(ROOT, tmp_path, SITE_URL="https://preview.example/docs/").returncode == 0
    page = pages.read(tmp_path, "glossary/")
    assert page.select_one('link[rel="canonical"]')["href"] == "https://preview.example/docs/glossary/"


@pytest.mark.parametrize("address", pages.PAGES)
def test_shared_well(site, address):
    page = pages.read(site, address)
    tags = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert tags["og:url"] == SITE + address
    assert tags["og:title"] and tags["og:description"]
    card = site / urlsplit(tags["og:image"]).path.lstrip("/")
    header = card.read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (1200, 630)
    assert (site / "assets/images/touch-icon.png").exists()


def test_masthead_is_off_unless_turned_on(site, project, tmp_path):
    assert "masthead" not in str(pages.read(site, "").body)
    copy = project()
    config = copy / "mkdocs.yml"
    config.write_text(config.read_text().replace("masthead: false", "masthead: true"))
    assert mkdocs(copy, tmp_path / "site").returncode == 0
    page = pages.read(tmp_path / "site", "")
    first = page.body.find(["details", "header"])
    assert first.name == "details" and "masthead" in first["class"]


def test_site_links_are_optional(project, tmp_path):
    copy = project()
    config = copy / "mkdocs.yml"
    text = re.sub(r"  site_links:.*?\n\n", "\n", config.read_text(), flags=re.DOTALL)
    config.write_text(re.sub(r"  report_problem:.*\n", "", text))
    assert mkdocs(copy, tmp_path / "site", "--strict").returncode == 0
    page = pages.read(tmp_path / "site", "")
    assert not page.select(".site-links") and not page.select(".report")


def test_site_links_stand_in_the_standard_order(site):
    names = [link.find(string=True) for link in pages.read(site, "").select(".site-links a")]
    assert names == [
        "Contact",
        "Feedback",
        "FAQ",
        "Sitemap",
        "Report Vulnerability",
        "Privacy Statement",
        "Terms of Use",
    ]


def test_icon_and_logo_are_the_favicon_and_need_no_request(site):
    favicon = BeautifulSoup((site / "assets/images/favicon.svg").read_text(encoding="utf-8"), "html.parser").svg
    for page in map(pages.read, repeat(site), pages.EVERYWHERE):
        logo = page.select_one("header .md-logo")
        assert str(logo.svg) == str(favicon)
        assert logo["aria-label"] == "Singapore Customs"
        kind, _, icon = page.select_one("link[rel=icon]")["href"].partition(",")
        assert kind == "data:image/svg+xml"
        assert str(BeautifulSoup(unquote(icon), "html.parser").svg) == str(favicon)
        assert page.select_one("link[rel=apple-touch-icon]")["href"].endswith("touch-icon.png")
        assert not page.select("body img")
