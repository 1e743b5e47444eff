"""The theme's scripts wait until the page is painted and the reader first acts.

`late_script.js`, published as `LOADER_NAME`, comes with every page. It loads the
scripts, and the styles that only they need, when the reader scrolls, points, types,
or opens the menu or search, and then sees to it that the reader gets what was asked.
It is a file of its own because the page and its styles are to arrive in the first
flight of a connection.
"""

import hashlib
import posixpath
from pathlib import Path

import rjsmin
from selectolax.lexbor import LexborHTMLParser

SOURCE = "hooks/late_script.js"  # from the theme's folder
LOADER = rjsmin.jsmin(Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))

LOADER_NAME = f"loader.{hashlib.sha256(LOADER.encode()).hexdigest()[:8]}.js"  # beside the scripts

# Classes that the loader itself gives to elements.
NAMES = {".js"}


def hold_back(document: LexborHTMLParser, styles: str) -> list[str]:
    """Put the loader into a page in place of the scripts that it loads.

    Args:
        document: the page, changed in place.
        styles: the address, from the page, of the styles that come with the scripts.

    Returns:
        The addresses of the scripts, as the page gave them; without any, the page stays as it is.
    """
    scripts = [script for script in document.css("script[src]") if not script.attrs.get("type")]
    addresses = [script.attrs["src"] for script in scripts]
    if addresses:
        loader = document.create_node("script")
        loader.attrs["src"] = posixpath.join(posixpath.dirname(addresses[0]), LOADER_NAME)
        loader.attrs["async"] = ""
        loader.attrs["data-scripts"] = " ".join(addresses)
        loader.attrs["data-styles"] = styles
        document.head.insert_child(loader)
    for script in scripts:
        script.decompose()
    return addresses
