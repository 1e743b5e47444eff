"""Pages that moved: at each old address, a page that leads to the new one.

`redirects` under `extra` in `mkdocs.yml` names the old file or address and the new one:
`old.md: new.md#part`, or `/2019/old.html: new.md`.
"""

import html
import posixpath
from urllib.parse import quote

from content.pages import url_of
from content.settings import Settings
from finishing.policy import CHARSET


def built(old: str) -> str:
    """Return the path in the site of the page at an old address or of an old Markdown file."""
    old = old.strip("/")
    if old.endswith(".md"):
        return f"{url_of(old)}index.html"
    return old if old.endswith(".html") else posixpath.join(old, "index.html")


def target(settings: Settings, new: str) -> str:
    """Return the whole address to which a redirect leads."""
    if "://" in new:
        return new
    file, mark, part = new.strip("/").partition("#")
    url = url_of(file) if file.endswith(".md") else file
    return f"{settings.site_url}{quote(url)}{mark}{part}"


def entries(settings: Settings) -> dict[str, str]:
    """Return the path in the site of each old address, and the new one; without what leads out of the site."""
    found = {built(old): new for old, new in (settings.extra.get("redirects") or {}).items()}
    return {path: new for path, new in found.items() if ".." not in path.split("/")}


def pages(settings: Settings) -> dict[str, bytes]:
    """Return the pages at the old addresses, by their path in the site.

    The refresh works without JavaScript; with it, site.js keeps the part (#anchor) that was asked for.
    """
    found = {}
    for path, new in entries(settings).items():
        address = html.escape(target(settings, new))
        script = posixpath.relpath("assets/javascripts/site.js", posixpath.dirname(path) or ".")
        found[path] = (
            f'<!doctype html>\n<html lang="{settings.language}">\n<head>\n{CHARSET}\n<title>This page has moved</title>\n'
            f'<link rel="canonical" href="{address}">\n<meta name="robots" content="noindex">\n'
            f'<meta http-equiv="refresh" content="0; url={address}">\n'
            f'<script src="{script}" defer></script>\n</head>\n'
            f'<body>\n<p>This page has moved to <a href="{address}">{address}</a>.</p>\n</body>\n</html>\n'
        ).encode()
    return found
