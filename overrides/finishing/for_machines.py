"""What the head of a page tells machines: its data, the feed, its copy as Markdown."""

import json
import posixpath
from collections.abc import Mapping
from typing import Any

from content.pages import PageFile
from finishing import markdown_copies


def add(html: str, page: PageFile, data: Mapping[str, Any], feed: str | None) -> str:
    """Return the HTML of a page with its data (JSON-LD) and links to the feed and to its copy in the head.

    feed: the path of the feed in the site; None where there is none.
    """
    if not data:  # the page of a missing address is about nothing
        return html
    folder = posixpath.dirname(page.built) or "."
    links = [("text/markdown", "This page as Markdown", markdown_copies.path(page))]
    if feed:
        links.insert(0, ("application/atom+xml", "Updates", feed))
    elements = [
        f'<link rel="alternate" type="{kind}" title="{title}" href="{posixpath.relpath(path, folder)}">'
        for kind, title, path in links
    ]
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    elements.append(f'<script type="application/ld+json">{written}</script>')
    return html.replace("</head>", f"{''.join(elements)}</head>", 1)
