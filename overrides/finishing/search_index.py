"""The index of search: what each section of the site says and what it is called, in the words of the glossary.

docs/assets/javascripts/search.js ranks these sections.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NotRequired, TypedDict
from urllib.parse import urljoin

from content.pages import PageFile
from selectolax.lexbor import LexborHTMLParser

PATH = "search/index.json"
OTHER_NAMES = re.compile(r"(?:Also written|In plain words): (.*?)\.(?: |$)")
ASIDE = re.compile(r"\([^)]*\)")

UNSEEN = "h1, script, style, svg, template, [hidden], .visually-hidden"  # the title of a page is in its front matter
LINES = "p, li, dt, dd, tr, div, pre, summary, h2, h3, h4, h5, h6"
CELLS = "td, th, br"
STARTS = ':is(h2, h3, h4, h5, h6, dt)[id]:not([id=""])'
START, TITLE_END, LINE_END = "\0<", "\0>", "\0/"  # in the text of a page; HTML can't write the letter 0


class Section(TypedDict):
    """A section of a page, or the page up to its first section, as search knows it."""

    location: str  # from the root of the site, such as `glossary/#wco`; that of a page has no `#`
    title: str
    text: str
    leads: NotRequired[bool]  # on to other sections, which come first: an index page, an entry of the glossary
    names: NotRequired[list[str]]  # what else it is called


def sections(page: PageFile, html: str) -> list[Section]:
    """Return the sections of a page, the page itself first; none where its front matter says so.

    A section begins at a heading, or at a term of a definition list, that has an id.
    html: the text of the page, without the frame.
    """
    if page.meta.get("search", {}).get("exclude"):
        return []
    document = LexborHTMLParser(html)
    while node := document.css_first(UNSEEN):  # one by one: some stand within others
        node.decompose()
    for selector, end in ((LINES, LINE_END), (CELLS, " ")):
        for node in document.css(selector):
            node.insert_before(end)
            node.insert_after(end)
    found = [Section(location=page.url, title=page.title, text="")]
    for node in document.css(STARTS):
        location = f"{page.url}#{node.attributes['id']}"
        found.append(Section(location=location, title=_folded(node.text()), text=""))
        node.insert_before(START)
        node.insert_after(TITLE_END)
    for section, part in zip(found, document.body.text().split(START), strict=True):
        lines = part.rpartition(TITLE_END)[2].split(LINE_END)
        section["text"] = "\n".join(filter(None, map(_folded, lines)))
    if page.source.endswith(("index.md", "README.md")):
        found[0]["leads"] = True
    return found


def names(page: PageFile, html: str) -> dict[str, list[str]]:
    """Return what the glossary, this page with this text, calls the sections of the site, by their location.

    Each entry is a term and a description: the full name, other names after "Also written:" or "In plain words:" with
    commas between, and a link to the section. What stands in brackets is an aside, not a name.
    """
    found = defaultdict(list)
    term = ""
    for node in LexborHTMLParser(html).css("dt, dd"):
        text = _plain(node.text())
        if node.tag == "dt":
            term = text
            continue
        others = [name for line in OTHER_NAMES.findall(text) for name in re.split("[,;]", line)]
        for link in node.css("a[href]"):
            location = urljoin(f"/{page.url}", link.attributes["href"]).removeprefix("/")
            found[location] += [_folded(name) for name in (term, text.partition(".")[0], *others)]
    return dict(found)


def text(sections: list[Section], names: Mapping[str, list[str]]) -> str:
    """Return the text of the index from the sections of all pages and the names of the glossary."""
    terms = {name for called in names.values() for name in called}
    for section in sections:
        if section["location"] in names:
            section["names"] = names[section["location"]]
        elif _plain(section["title"]) in terms:
            section["leads"] = True
    return json.dumps(sections, ensure_ascii=False, separators=(",", ":"))


def _plain(name: str) -> str:
    return _folded(ASIDE.sub("", name))


def _folded(text: str) -> str:
    return " ".join(text.split())
