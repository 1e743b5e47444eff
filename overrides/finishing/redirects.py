"""Pages that moved: at each old address, a page that leads to the new one."""

import html
import posixpath

from content.settings import Settings
from finishing.policy import CHARSET


def page(settings: Settings, path: str, target: str) -> str:
    """Return the HTML of the page at an old address, by its path in the site, that leads to a new address.

    The refresh works without JavaScript; with it, site.js keeps the part (#anchor) that was asked for.
    """
    address = html.escape(target)
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
