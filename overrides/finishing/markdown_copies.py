"""A Markdown copy of each page, and llms.txt (llmstxt.org), which leads to the copies.

It is made from the page as built: it has what includes and extensions add, and none of their syntax.
"""

from collections.abc import Sequence
from urllib.parse import urljoin

import html_to_markdown
from content.pages import PageFile
from content.settings import Settings
from selectolax.lexbor import LexborHTMLParser

NAME = "index.md"  # of each copy, beside its page
CONTENTS = "llms.txt"
PLAIN = str.maketrans({"[": r"\[", "]": r"\]"})  # a title is no link


def copy(settings: Settings, page: PageFile, text: str) -> str:
    """Return a page as Markdown: title, description, and its text, whose links lead where those of the page do."""
    document = LexborHTMLParser(text)
    for link in document.css('a[href]:not([href^="#"], [href^="http"])'):
        link.attrs["href"] = urljoin(settings.site_url + page.url, link.attrs["href"])
    words = html_to_markdown.convert(document.body.inner_html).content
    return "\n\n".join(part for part in (f"# {page.title}", page.description, words) if part)


def contents(settings: Settings, pages: Sequence[PageFile]) -> dict[str, bytes]:
    """Return llms.txt: the site, and a link to the copy of each page."""
    entries = "".join(
        f"- [{p.title.translate(PLAIN)}]({settings.site_url}{p.url}{NAME}): {p.description}\n" for p in pages
    )
    head = f"# {settings.site_name}\n\n> {settings.site_description}\n\n## Pages\n\n"
    return {CONTENTS: f"{head}{entries}".encode()}
