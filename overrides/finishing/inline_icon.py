"""The site's icon stands within the pages, as the logo does: no request competes with the first paint.

Search engines, which take no such icon, find the touch icon.
"""

import re
from pathlib import Path
from urllib.parse import quote

ICON = re.compile(r'(<link rel="icon" href=")[^":]+\.svg(")')


def inline(page: str, icon: Path | None) -> str:
    """Return a page with its icon, the SVG file `icon`, as a `data:` address; with another or none it stays as it is."""
    if icon is None:
        return page

    def address(match: re.Match) -> str:
        svg = icon.read_text(encoding="utf-8").strip().replace('"', "'")
        quoted = quote(svg, safe="'/:=,")
        return f"{match[1]}data:image/svg+xml,{quoted}{match[2]}"

    head, end, body = page.partition("</head>")
    return ICON.sub(address, head) + end + body
