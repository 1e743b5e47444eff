"""The Markdown copies of pages and llms.txt say what each page is.

The plugin llmstxt converts a page's text alone: the title and the description
stand in the frame around it. This adds them.
"""

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from selectolax.lexbor import LexborHTMLParser

ENTRY = re.compile(r"^- \[.*\]\((?P<address>.+)\)$", re.MULTILINE)


def head(html: str) -> tuple[str, str]:
    """The title and the description (empty where there is none) of a built page."""
    document = LexborHTMLParser(html)
    description = document.css_first('meta[name="description"]')
    title = document.css_first("h1").text(strip=True)
    return title, description.attributes["content"] if description else ""


def on_page_context(context: dict[str, Any], *, page, **_) -> dict[str, Any]:
    """Tell the template where the page's copy is."""
    context["markdown_copy"] = f"{page.url.removesuffix('./')}index.md"
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    site = Path(config.site_dir)
    entries = {}
    for copy in site.rglob("index.md"):
        title, description = head(copy.with_suffix(".html").read_text(encoding="utf-8"))
        text = copy.read_text(encoding="utf-8")
        copy.write_text(f"# {title}\n\n{description}\n\n{text}", encoding="utf-8")
        address = config.site_url + copy.relative_to(site).as_posix()
        entries[address] = f"- [{title}]({address}): {description}"
    index = site / "llms.txt"
    contents = index.read_text(encoding="utf-8")
    index.write_text(ENTRY.sub(lambda entry: entries[entry["address"]], contents), encoding="utf-8")
