"""Names by content for the files that the script of a page loads, so that browsers may keep them for ever."""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

# The attributes by which the script element of our frame names files of the site
ATTRIBUTES = ("src", "data-search", "data-index")


def rename(site: Path, paths: Iterable[str]) -> dict[str, str]:
    """Rename files of the site after their content; return the new path of each.

    Raises:
        ValueError: a page loads a file that the site does not have.
    """
    names = {}
    for path in paths:
        if not (site / path).is_file():
            raise ValueError(f"every page loads {path}, which is not in the site. Bring the file back")
        content = (site / path).read_bytes()
        stem, ending = posixpath.splitext(path)
        names[path] = f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{ending}"
        (site / path).rename(site / names[path])
    return names


def path(address: str, built: str, base: str) -> str:
    """Return the path in the site of the file that a page loads from an address; empty for one of another host.

    built: the path of the page in the site.
    base: the address of the site without its host, such as `/` or `/folder/`.
    """
    if "//" in address:
        return ""
    address = f"/{address.removeprefix(base)}" if address.startswith(base) else address
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(built), address)).lstrip("/")


def replace(html: str, names: Mapping[str, str], built: str, base: str) -> str:
    """Return a page whose script elements, in its head, have the new names; `built` and `base` as `path` takes them."""
    head, end, body = html.partition("</head>")

    def renamed(match: re.Match) -> str:
        new = names.get(path(f"{match[2]}{match[3]}", built, base), match[3])
        return f"{match[1]}{match[2]}{posixpath.basename(new)}{match[4]}"

    def element(match: re.Match) -> str:
        attributes = "|".join(ATTRIBUTES)
        return re.sub(rf'(\s(?:{attributes})=")((?:[^"]*/)?)([^"/]*)(")', renamed, match[0])

    return re.sub(r"<script\b[^>]*>", element, head) + end + body
