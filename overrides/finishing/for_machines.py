"""What the head of a page tells machines: its data, the feed, its copy as Markdown."""

import json
from collections.abc import Mapping
from typing import Any

from content.pages import PageFile
from finishing import feed, markdown_copies
from selectolax.lexbor import LexborHTMLParser


def add(document: LexborHTMLParser, page: PageFile, data: Mapping[str, Any], has_feed: bool) -> None:
    """Add to the head of a page its data (JSON-LD) and links to the feed and to its copy."""
    links = [("application/atom+xml", "Updates", "../" * page.url.count("/") + feed.NAME)] * has_feed
    links.append(("text/markdown", "This page as Markdown", markdown_copies.NAME))
    elements = [f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">' for kind, title, href in links]
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    elements.append(f'<script type="application/ld+json">{written}</script>')
    for element in LexborHTMLParser("".join(elements)).head.iter():
        document.head.insert_child(element)
