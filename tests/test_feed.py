"""The feed has the updates notes of every page, the same on every build."""

from datetime import date
from xml.etree import ElementTree

import snippets
from bs4 import BeautifulSoup
from conftest import mkdocs
from content.pages import PageFile
from finishing import feed

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(text: bytes) -> list[dict[str, str]]:
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
        for item in page.select(".page-foot li:has(time)"):
            address = page.find("link", rel="canonical")["href"]
            shown.append((address, item.time["datetime"], item.get_text().partition(":")[2].strip()))
        assert not page.select_one("link[type='application/atom+xml']") or (
            (file.parent / page.select_one("link[type='application/atom+xml']")["href"]).resolve()
            == (site / "updates.xml").resolve()
        )
    published = entries((site / "updates.xml").read_bytes())
    assert shown
    assert sorted((item["link"], item["day"][:10], item["note"]) for item in published) == sorted(shown)
    assert all(item["day"].endswith("T00:00:00+08:00") for item in published)


def notes(*updates):
    page = PageFile("a.md", "a/", {"title": "About us", "updates": [{"date": d, "note": n} for d, n in updates]})
    return entries(feed.files(snippets.settings(), [page])[feed.NAME])


def test_newest_first_with_names_that_stay():
    before = notes((date(2026, 11, 22), "Made."))
    after = notes((date(2027, 1, 5), "WCO & <APEC> added."), (date(2026, 11, 22), "Made."))
    assert [item["day"][:10] for item in after] == ["2027-01-05", "2026-11-22"]
    assert after[1] == before[0]
    assert after[0]["note"] == "WCO &amp; &lt;APEC&gt; added."  # the summary is HTML


def test_without_notes_there_is_no_feed(project, tmp_path):
    root = project()
    for file in (root / "docs").rglob("*.md"):
        text = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join(line for line in text if not line.startswith(("updates:", "  - date:", "    note:"))))
    assert mkdocs(root, tmp_path / "site").returncode == 0
    assert not (tmp_path / "site/updates.xml").exists()
    assert "atom+xml" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
