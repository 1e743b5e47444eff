"""A Markdown copy of each page, and llms.txt (llmstxt.org), which leads to the copies.

The copy is made from the page as built, so that it has what includes and
extensions add, and none of their syntax.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html_to_markdown
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from page_title import title
from selectolax.lexbor import LexborHTMLParser

NAME = "llms.txt"


def convert(html: str, address: str) -> str:
    """The Markdown of a page's text. Its links lead to where those of the page at `address` lead."""
    document = LexborHTMLParser(html)
    document.unwrap_tags(["abbr"])  # or each would be spelt out each time
    for link in document.css('a[href]:not([href^="#"])'):
        link.attrs["href"] = urljoin(address, link.attrs["href"])
    return html_to_markdown.convert(document.body.inner_html).content


def copy(page: Page) -> str:
    """The Markdown copy of a page: title, description, text."""
    parts = [f"# {title(page)}", page.meta.get("description", ""), convert(page.content, page.canonical_url)]
    return "\n\n".join(part for part in parts if part)


def contents(site_name: str, description: str, pages: list[Page]) -> str:
    """The text of llms.txt: the site, and a link to the copy of each page."""
    entries = [
        f"- [{title(page)}]({page.canonical_url}index.md): {page.meta.get('description', '')}\n"
        for page in pages
    ]
    return f"# {site_name}\n\n> {description}\n\n## Pages\n\n{''.join(entries)}"


def on_page_context(context: dict[str, Any], *, page: Page, **_) -> dict[str, Any]:
    """Write the page's copy into the site, beside its HTML, and tell the template where it is."""
    file = Path(page.file.abs_dest_path).with_suffix(".md")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(copy(page), encoding="utf-8")
    context["markdown_copy"] = f"{page.url.removesuffix('./')}index.md"
    return context


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> None:
    pages = [file.page for file in files.documentation_pages()]
    text = contents(config.site_name, config.site_description, pages)
    files.append(File.generated(config, NAME, content=text))
