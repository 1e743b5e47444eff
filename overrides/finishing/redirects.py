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
    given = settings.extra.get("redirects")
    pairs = given.items() if isinstance(given, dict) else ()
    found = {built(old): new for old, new in pairs if isinstance(old, str) and isinstance(new, str)}
    return {path: new for path, new in found.items() if ".." not in path.split("/")}


def page(settings: Settings, path: str, new: str) -> str:
    """Return the HTML of the page at an old address, as `entries` gives it.

    The refresh works without JavaScript; with it, site.js keeps the part (#anchor) that was asked for.
    """
    address = html.escape(target(settings, new))
    script = posixpath.relpath("assets/javascripts/site.js", posixpath.dirname(path) or ".")
    return f"""<!doctype html>
<html lang="{settings.language}">
{CHARSET}
<title>This page has moved</title>
<link rel="canonical" href="{address}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<script src="{script}" defer></script>
<p>This page has moved to <a href="{address}">{address}</a>.</p>
"""
