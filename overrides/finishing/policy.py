"""The content security policy of the site, and the headers that go with it.

It allows files of the site itself, the one style that the build wrote into the pages (by its hash), and hosts that
`mkdocs.yml` names. It is made without a look at the pages: what a page has brought can't approve itself.
See the W3C's Content Security Policy Level 3 and Trusted Types, and OWASP's Secure Headers Project.
"""

import base64
import hashlib
import html
from collections.abc import Iterable

from content.settings import Settings

META = '<meta http-equiv="Content-Security-Policy"'
CHARSET = '<meta charset="utf-8">'
HEADERS_FILE = "_headers"  # as Netlify and Cloudflare Pages read it

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


def of_site(settings: Settings, styles: str) -> str:
    """Return the policy of all pages, into each of which the build puts a `<style>` of this text."""
    outside = settings.outside_hosts
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *outside["script"]],
        "style-src": [f"'sha256-{digest}'"],
        "img-src": ["'self'", "data:", *outside["image"]],
        "connect-src": ["'self'", *outside["connect"]],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
    if not outside["script"]:  # what others write is seldom fit for Trusted Types
        directives |= {"require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"]}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def protect(page: str, policy: str) -> str:
    """Return the HTML of a page with its policy, before all that it governs."""
    return page.replace(CHARSET, f'{CHARSET}{META} content="{html.escape(policy)}">', 1)


def headers(policy: str, immutable: Iterable[str]) -> str:
    """Return the text of `_headers`; browsers may keep the `immutable` files for a year."""
    every = {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"} | HEADERS
    lines = ["/*", *(f"  {name}: {value}" for name, value in every.items())]
    for path in sorted(immutable):
        lines += [f"/{path}", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(lines) + "\n"
