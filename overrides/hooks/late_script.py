"""The theme's scripts wait until the page is painted and the reader first acts.

`late_script_starter.js` stands in every page. When the page is painted, it fetches the loader, which
`loader` makes of `late_script.js`. That one loads the scripts, and the styles that only they need,
when the reader scrolls, points, types, or opens the menu or search, and then sees to it that the
reader gets what was asked. The loader also brings what the theme writes into every page for its
scripts alone: their settings and two short scripts.
"""

import json
import posixpath
from pathlib import Path
from typing import Any, NamedTuple

import rjsmin
from selectolax.lexbor import LexborHTMLParser

SOURCES = ["hooks/late_script.js", "hooks/late_script_starter.js"]  # from the theme's folder
LOADER, STARTER = (
    rjsmin.jsmin((Path(__file__).parents[1] / source).read_text(encoding="utf-8")) for source in SOURCES
)

# Classes that the starter gives to elements.
NAMES = {".js"}


class Scripts(NamedTuple):
    """The scripts of a page that wait, or those of the whole site.

    files: addresses as the page gave them, or paths in the site.
    inline: the texts of those within the page.
    settings: those of the theme, with addresses from the root of the site.
    """

    files: list[str]
    inline: list[str]
    settings: dict[str, Any]


def hold_back(document: LexborHTMLParser, loader: str) -> Scripts:
    """Put the starter into a page in place of its scripts; a page without any stays as it is.

    document: the page, changed in place.
    loader: the name of the loader, which stands beside the first script.
    """
    files = [script for script in document.css("script[src]") if not script.attrs.get("type")]
    if not files:
        return Scripts([], [], {})
    inline = [script for script in document.css("script:not([src])") if not script.attrs.get("type")]
    scripts = Scripts([file.attrs["src"] for file in files], [script.text() for script in inline], {})
    if config := document.css_first("#__config"):
        scripts.settings.update(json.loads(config.text()))
        scripts.settings["search"] = posixpath.relpath(scripts.settings["search"], scripts.settings["base"])
        scripts.settings["base"] = "."
        config.decompose()
    for script in (*files, *inline):
        script.decompose()
    starter = document.create_node("script")
    starter.attrs["data-loader"] = posixpath.join(posixpath.dirname(scripts.files[0]), loader)
    starter.insert_child(STARTER)
    document.head.insert_child(starter)
    return scripts


def loader(scripts: Scripts, styles: str, folder: str) -> str:
    """The text of the loader.

    scripts: those of the site.
    styles: the path of the styles that come with them.
    folder: the path of the loader's own folder.
    """

    def address(path: str) -> str:
        return posixpath.relpath(path, folder)

    addresses = {name: address(scripts.settings[name]) for name in ("base", "search") if name in scripts.settings}
    late = {
        "scripts": [address(path) for path in scripts.files],
        "styles": address(styles),
        "settings": scripts.settings | addresses,
    }
    return "\n".join([*scripts.inline, f"{{{LOADER}\nloadLate({json.dumps(late)})}}"])
