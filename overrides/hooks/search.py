"""Search: our engine behind the theme's own search box.

The theme talks to any web worker that speaks its protocol. Ours, in
docs/assets/javascripts/search/, ranks by name first; it and the index are fetched
when a reader types. The names come from the glossary, so that a spelling is
written down once, where readers see it too. Zensical keeps its own search.
"""

import json
import posixpath
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

GLOSSARY = "glossary.md"
WORKER = "assets/javascripts/search/worker.js"
OTHER_NAMES = re.compile(r"(?:Also written|In plain words): (.*?)\.(?: |$)")
ASIDE = re.compile(r"\([^)]*\)")


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


def add_names(index: dict, names: dict[str, list[str]]) -> dict:
    """The search index with the names of each section beside its title and text."""
    for document in index["docs"]:
        if document["location"] in names:
            document["names"] = names[document["location"]]
    return index


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


_names: dict[str, list[str]] = {}


def on_page_content(html: str, page, **_) -> None:
    if page.file.src_uri == GLOSSARY:
        _names.update(names(html, page.url))


def on_post_build(config, **_) -> None:
    file = Path(config.site_dir, "search", "search_index.json")
    if file.exists():
        index = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps(add_names(index, _names), separators=(",", ":")), encoding="utf-8")
