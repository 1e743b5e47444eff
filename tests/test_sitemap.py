"""The sitemap names every page and no other, whenever it is built; robots.txt names the sitemap."""

import gzip
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import snippets
from bs4 import BeautifulSoup
from content.pages import PageFile
from finishing import sitemap

SCHEMA = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_it_names_every_page_and_no_other(site):
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    named = [node.text for node in root.iter(f"{SCHEMA}loc")]
    found = []
    for file in site.rglob("index.html"):
        found.append(
            BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").find("link", rel="canonical")["href"]
        )
    assert sorted(named) == sorted(found)
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()


def test_a_page_says_when_it_last_changed():
    updates = [{"date": date(2026, 11, day), "note": "x"} for day in (22, 23)]
    pages = [PageFile("a & b.md", "a & b/", {"updates": updates}), PageFile("index.md", "", {})]
    root = ElementTree.fromstring(sitemap.files(snippets.settings(), pages)[sitemap.NAME])
    assert [[node.text for node in url] for url in root] == [
        ["https://www.customs.gov.sg/a%20%26%20b/", "2026-11-23"],
        ["https://www.customs.gov.sg/"],
    ]


def test_robots_names_the_sitemap_of_the_site_that_is_built(tmp_path):
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow:\nsitemap: https://old.example/sitemap.xml\n")
    settings = replace(snippets.settings(), docs=tmp_path, site_url="https://example.org/participation/")
    assert sitemap.files(settings, [])["robots.txt"].decode() == (
        "User-agent: *\nDisallow:\n\nSitemap: https://example.org/participation/sitemap.xml\n"
    )
    (tmp_path / "robots.txt").unlink()
    assert "robots.txt" not in sitemap.files(settings, [])
