"""Reading built pages: what tests share about the articles and their addresses."""

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

MAIN = "about-us/our-international-participation/"
PAGES = ["", "about-us/", MAIN, "glossary/"]
EVERYWHERE = [*PAGES, "404.html"]


@cache
def read(site: Path, page: str) -> BeautifulSoup:
    """The built page at an address such as `glossary/`; do not change what comes back."""
    file = site / (page if page.endswith(".html") else f"{page}index.html")
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def words(node: Tag) -> str:
    """The text of a part of a page with its white space folded."""
    return " ".join(node.get_text(" ").split())


def article(page: BeautifulSoup, *without: str) -> Tag:
    """A copy of the page's article without the parts that the selectors name."""
    copy = BeautifulSoup(str(page.select_one("article")), "html.parser")
    for selector in without:
        for node in copy.select(selector):
            node.decompose()
    return copy
