"""Every link to another site opens a new tab and says so."""

from bs4 import BeautifulSoup
from finishing import new_tab
from selectolax.lexbor import LexborHTMLParser


def marked(html: str) -> str:
    document = LexborHTMLParser(html)
    new_tab.mark(document)
    return document.html


def test_a_link_says_once_that_it_opens_a_new_tab():
    page = '<p><a href="https://www.apec.org/" target="_blank">APEC</a></p>'
    once = marked(page)
    link = BeautifulSoup(once, "html.parser").a
    assert link.get_text() == "APEC (opens in new tab)"
    assert link["rel"] == ["noopener", "noreferrer"]
    assert marked(once) == once


def test_other_links_stay_as_they_are():
    page = '<!DOCTYPE html><html><head></head><body><p><a href="#wco">WCO</a></p></body></html>'
    assert marked(page) == page


def test_all_outgoing_links_of_the_site(site):
    outgoing = 0
    for file in site.rglob("*.html"):
        page = BeautifulSoup(file.read_text(), "html.parser")
        canonical = page.find("link", rel="canonical")
        host = canonical["href"].split("/")[2] if canonical else "www.customs.gov.sg"
        for link in page.select('a[href^="http"]'):
            if link["href"].split("/")[2] == host:
                continue
            outgoing += 1
            assert link["href"].startswith("https://"), (file, link)
            assert link.get("target") == "_blank", (file, link)
            assert {"noopener", "noreferrer"} <= set(link["rel"]), (file, link)
            assert link.get_text().count("opens in new tab") == 1, (file, link)
    assert outgoing > 9
