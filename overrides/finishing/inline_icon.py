"""The site's icon stands within the pages, as the logo does: no request competes with the first paint.

Search engines, which take no such icon, find the touch icon.
"""

from urllib.parse import quote

from content import published_files
from content.settings import Settings


def address(settings: Settings) -> str:
    """Return the icon that `mkdocs.yml` names as a `data:` address; empty where it is no SVG that may be published."""
    icon = settings.docs / settings.values["theme"]["favicon"].lstrip("/")
    if icon.suffix != ".svg" or published_files.problem(settings, icon):
        return ""
    svg = icon.read_text(encoding="utf-8").strip().replace('"', "'")
    return "data:image/svg+xml," + quote(svg, safe="'/:=,")
