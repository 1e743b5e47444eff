"""Names by content for the files that the script of a page loads, so that browsers may keep them for ever."""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from content.settings import Settings


def rename(site: Path, paths: Iterable[str]) -> dict[str, str]:
    """Rename files of the site after their content; return the new path of each.

    Raises:
        ValueError: a page loads a file that the site does not have.
    """
    names = {}
    for path in paths:
        if not (site / path).is_file():
            raise ValueError(f"every page loads {path}, which is not in the site. Bring the file back")
        digest = hashlib.sha256((site / path).read_bytes()).hexdigest()
        stem, ending = posixpath.splitext(path)
        names[path] = f"{stem}.{digest[:8]}{ending}"
        (site / path).rename(site / names[path])
    return names


def replace(settings: Settings, html: str, names: Mapping[str, str]) -> str:
    """Return a page whose script elements, in its head, load the files by their new names."""
    head, end, body = html.partition("</head>")
    base = re.escape(urlsplit(settings.site_url).path)  # 404.html, which any address may show, counts from there
    attributes = rf'(\s(?:src|data-search|data-index)="(?:(?:\.{{1,2}}/)+|{base})?)([^"]+)'

    def renamed(found: re.Match) -> str:
        new = names.get(unquote(unescape(found[2])))
        return found[1] + escape(quote(new)) if new else found[0]

    return re.sub("<script [^>]*>", lambda tag: re.sub(attributes, renamed, tag[0]), head) + end + body
