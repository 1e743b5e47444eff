"""The site's icon stands within the pages, as the logo does: no request competes with the first paint.

Search engines, which take no such icon, find the touch icon (partials/meta.html).
"""

from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig


def data_address(svg: str) -> str:
    """The `data:` address of an SVG image."""
    return "data:image/svg+xml," + quote(svg.strip().replace('"', "'"), safe="'/:=,")


def on_config(config: MkDocsConfig) -> None:
    icon = Path(config.docs_dir, config.theme["favicon"])
    if icon.suffix == ".svg":
        config.theme["favicon"] = data_address(icon.read_text(encoding="utf-8"))
