"""The feed has the updates notes of every page, the same on every build."""

import re
from datetime import date
from xml.etree import ElementTree

import feed
from bs4 import BeautifulSoup
from conftest import ROOT, mkdocs

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "https://www.customs.gov.sg/about-us/"


def entries(text: str) -> list[dict[str, str]]:
    return [
        {
            "title": entry.findtext(f"{ATOM}title"),
            "day": entry.findtext(f"{ATOM}updated"),
            "id": entry.findtext(f"{ATOM}id"),
            "link": entry.find(f"{ATOM}link").get("href"),
            "note": entry.findtext(f"{ATOM}summary"),
        }
        for entry in ElementTree.fromstring(text).iter(f"{ATOM}entry")
    ]


def test_the_notes_that_readers_see_are_in_the_feed(site):
    shown = []
    for file in site.rglob("index.html"):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for item in page.select(".page-foot li"):
            address = page.find("link", rel="canonical")["href"]
            shown.append(
                (address, item.time["datetime"], item.get_text().partition(":")[2].strip())
            )
    published = entries((site / "updates.xml").read_text(encoding="utf-8"))
    assert shown
    assert sorted((item["link"], item["day"][:10], item["note"]) for item in published) == sorted(
        shown
    )
    assert all(item["day"].endswith("T00:00:00+08:00") for item in published)


def test_every_page_leads_to_the_feed(site):
    for file in (site / "index.html", site / "glossary" / "index.html", site / "404.html"):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        link = page.find("link", type="application/atom+xml")
        assert (file.parent / link["href"].lstrip("/")).resolve() == (
            site / "updates.xml"
        ).resolve() or (link["href"] == "/updates.xml")


def test_newest_first_with_names_that_stay():
    old = feed.Update(date(2026, 11, 22), "About us", PAGE, "Made.", 1)
    new = feed.Update(date(2027, 1, 5), "About us", PAGE, "WCO & <APEC> added.", 2)
    before = entries(feed.atom("Singapore Customs", "https://www.customs.gov.sg/", [old]))
    after = entries(feed.atom("Singapore Customs", "https://www.customs.gov.sg/", [old, new]))
    assert [item["day"][:10] for item in after] == ["2027-01-05", "2026-11-22"]
    assert after[1] == before[0]
    assert after[0]["note"] == "WCO &amp; &lt;APEC&gt; added."  # the summary is HTML


def test_without_notes_there_is_no_feed(project, tmp_path):
    page = "about-us/our-international-participation.md"
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    copy = project({page: re.sub(r"^updates:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)})
    assert mkdocs(copy, tmp_path / "site", "--strict").returncode == 0
    assert not (tmp_path / "site/updates.xml").exists()
    assert "updates.xml" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
