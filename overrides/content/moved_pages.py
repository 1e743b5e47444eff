"""Pages that moved: their old addresses, and where each leads.

`redirects` under `extra` in `mkdocs.yml` names the old file or address and the new one: `old.md: new.md#part`, or
`/2019/old.html: new.md`.
"""

import posixpath
from urllib.parse import quote

from content.pages import url_of
from content.settings import Settings


def built(old: str) -> str:
    """Return the path in the site of the page at an old address or of an old Markdown file."""
    old = old.strip("/")
    if old.endswith(".md"):
        return f"{url_of(old)}index.html"
    return old if old.endswith(".html") else posixpath.join(old, "index.html")


def target(settings: Settings, new: str) -> str:
    """Return the whole address to which an old one leads."""
    if "://" in new:
        return new
    file, mark, part = new.strip("/").partition("#")
    url = url_of(file) if file.endswith(".md") else file
    return f"{settings.site_url}{quote(url)}{mark}{part}"


def targets(settings: Settings) -> dict[str, str]:
    """Return the path in the site of each old address, and where it leads; without what leads out of the site."""
    found = {built(old): target(settings, new) for old, new in (settings.extra.get("redirects") or {}).items()}
    return {path: address for path, address in found.items() if ".." not in path.split("/")}
