"""Search: our engine behind the theme's own search box.

The theme talks to any web worker that speaks its protocol. Ours, in
docs/assets/javascripts/search/, ranks by name first; it and the index are fetched
when a reader types. The names come from the glossary, so that a spelling is
written down once, where readers see it too. The index is ours as well: the theme's
takes ten times as long to make, a tenth of the build of a large site, and has
markup that our engine would only take out again. Zensical keeps its own search.
"""

import json
import posixpath
import re
from collections import defaultdict
from html import unescape
from pathlib import Path
from typing import NotRequired, TypedDict
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from page_title import title
from selectolax.lexbor import LexborHTMLParser

GLOSSARY = "glossary.md"
WORKER = "assets/javascripts/search/worker.js"
OTHER_NAMES = re.compile(r"(?:Also written|In plain words): (.*?)\.(?: |$)")
ASIDE = re.compile(r"\([^)]*\)")

# In the HTML of a page
TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
HEADING = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]*)"[^>]*>(.*?)</h[1-6]>', re.DOTALL)
NO_TEXT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
LINE_END = re.compile(r"</(?:p|li|h[1-6])>")
CELL_END = re.compile(r"</(?:td|th|dt|dd|div|summary)>")
TAG = re.compile(r"<[^>]*>")


class Section(TypedDict):
    """A section of a page, or the page up to its first section, as search knows it.

    location: its address from the root of the site, such as `glossary/#wco`.
    boost: how much its score counts, from the front matter of its page.
    names: what else it is called.
    """

    location: str
    title: str
    text: str
    boost: NotRequired[float]
    names: NotRequired[list[str]]


def sections(html: str, url: str, title: str) -> list[Section]:
    """The sections of a page, itself first, from the HTML of its text; `url` is its location."""
    start, *rest = HEADING.split(TITLE.sub("", html, count=1))
    found = [Section(location=url, title=title, text=plain(start))]
    for anchor, heading, text in zip(*[iter(rest)] * 3, strict=True):
        found.append(Section(location=f"{url}#{anchor}", title=plain(heading), text=plain(text)))
    return found


def plain(html: str) -> str:
    """The words of a piece of HTML, with a line for each paragraph and each item of a list."""
    in_one_line = " ".join(NO_TEXT.sub("", html).split())
    text = unescape(TAG.sub("", CELL_END.sub(" ", LINE_END.sub("\n", in_one_line))))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def names(html: str, url: str) -> dict[str, list[str]]:
    """What the sections of the site are called, by their location in the search index.

    Takes the HTML of the glossary's text and the page's address from the root of
    the site, such as `glossary/`. Each entry is a term and a description: the full
    name, other names after "Also written:" or "In plain words:" with commas between,
    and a link to the section. What stands in brackets is an aside, not a name.
    """
    found = defaultdict(list)
    term = ""
    for node in LexborHTMLParser(html).css("dt, dd"):
        text = " ".join(ASIDE.sub("", node.text()).split())
        if node.tag == "dt":
            term = text
            continue
        full_name = text.partition(".")[0]
        others = [name for line in OTHER_NAMES.findall(text) for name in line.split(",")]
        for link in node.css("a[href]"):
            location = urljoin(f"/{url}", link.attrs["href"]).lstrip("/")
            found[location] += [" ".join(name.split()) for name in (term, full_name, *others)]
    return dict(found)


def prepare(document: LexborHTMLParser) -> None:
    """Have the theme's search of a page use our worker.

    The worker's address goes into the theme's settings. The form loses its name, by
    which the theme tells whether to fetch the index at once.
    """
    settings = document.css_first("#__config")
    form = document.css_first("form[name=search]")
    if settings and form:
        config = json.loads(settings.text())
        config["search"] = posixpath.join(config["base"], WORKER)
        settings.inner_html = json.dumps(config)
        del form.attrs["name"]


_sections: list[Section] = []
_names: dict[str, list[str]] = {}


def on_pre_build(**_) -> None:
    _sections.clear()
    _names.clear()


@event_priority(-50)
def on_page_content(html: str, *, page: Page, **_) -> None:
    """Index the page, and keep the theme from doing it too."""
    settings = page.meta.get("search", {})
    if not settings.get("exclude"):
        boost = {"boost": settings["boost"]} if "boost" in settings else {}
        found = sections(html, page.url.removeprefix("./"), title(page))
        _sections.extend(section | boost for section in found)
    page.meta["search"] = settings | {"exclude": True}
    if page.file.src_uri == GLOSSARY:
        _names.update(names(html, page.url))


def on_post_build(config: MkDocsConfig) -> None:
    """Put the sections into the index that the theme has written."""
    file = Path(config.site_dir, "search", "search_index.json")
    if file.exists():
        for section in _sections:
            if section["location"] in _names:
                section["names"] = _names[section["location"]]
        index = json.loads(file.read_text(encoding="utf-8")) | {"docs": _sections}
        file.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
