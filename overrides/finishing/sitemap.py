"""What search engines ask for first: the sitemap, and a robots.txt that names it."""

import gzip
import re
from collections.abc import Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from content import published_files
from content.pages import PageFile
from content.settings import Settings

NAME = "sitemap.xml"


def files(settings: Settings, pages: Sequence[PageFile]) -> dict[str, bytes]:
    """Return sitemap.xml, the same compressed, and robots.txt where the site has one.

    A page says when it last changed where its front matter does: the newest of its updates.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for page in pages:
        when = f"<lastmod>{page.updated}</lastmod>" if page.updated else ""
        lines.append(f"<url><loc>{escape(settings.site_url + quote(page.url))}</loc>{when}</url>")
    text = "\n".join([*lines, "</urlset>\n"]).encode()
    found = {NAME: text, f"{NAME}.gz": gzip.compress(text, mtime=0)}
    robots = settings.docs / "robots.txt"
    if not published_files.problem(settings, robots):
        text = robots.read_text(encoding="utf-8", errors="replace")
        rules = re.sub(r"^Sitemap:.*\n?", "", text, flags=re.MULTILINE | re.IGNORECASE)
        found["robots.txt"] = f"{rules.rstrip()}\n\nSitemap: {settings.site_url}{NAME}\n".encode()
    return found
