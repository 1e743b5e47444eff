"""A content security policy for each page, and the headers that go with it.

The policy allows nothing but files of the site itself and the inline code that
the build put there, which it names by hash. See the W3C's Content Security
Policy Level 3 and, for the headers, OWASP's Secure Headers Project.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

# What every page may use. Search runs in a worker that fetches its index.
BASE = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
FINGERPRINT = re.compile(r"\.[0-9a-f]{8,}\.")


@lru_cache(maxsize=8)
def digest(text: str) -> str:
    """The source expression of inline code in a policy: `'sha256-…'`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(document: LexborHTMLParser) -> str:
    """The policy that a page needs: the base, and the hashes of its inline scripts and styles."""
    scripts = [s for s in document.css("script:not([src])") if s.attrs.get("type") in (None, "module")]
    return _written(
        BASE
        | {
            "script-src": BASE["script-src"] + sorted({digest(s.text()) for s in scripts}),
            "style-src": BASE["style-src"] + sorted({digest(s.text()) for s in document.css("style")}),
        }
    )


def protect(document: LexborHTMLParser) -> None:
    """Write a page's policy into its head, before anything that it governs."""
    meta = document.create_node("meta")
    meta.attrs["http-equiv"] = "Content-Security-Policy"
    meta.attrs["content"] = policy(document)
    if charset := document.css_first("meta[charset]"):
        charset.insert_after(meta)
    else:
        document.head.insert_child(meta)


def policy_of(html: str) -> str | None:
    """The policy that `protect` wrote into a page; None where it did not."""
    found = META.search(html)
    return found and found[1]


def together(policies: Iterable[str]) -> str:
    """One policy that allows what any of the policies allows."""
    union: dict[str, list[str]] = {}
    for policy in policies:
        for part in policy.split("; "):
            directive, *sources = part.split(" ")
            known = union.setdefault(directive, [])
            known += [source for source in sources if source not in known]
    return _written(union)


def _written(policy: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def headers(site: Path, policies: Iterable[str]) -> str:
    """The text of `_headers` in the form of Netlify and Cloudflare Pages.

    Files with a fingerprint in their name never change, so browsers may keep them for a year.

    Args:
        site: the folder of the built site.
        policies: those of its pages. The header allows what any of them allows: browsers
            apply it and the page's own together.
    """
    every = {"Content-Security-Policy": f"{together(policies)}; frame-ancestors 'none'"} | HEADERS
    blocks = ["/*", *(f"  {name}: {value}" for name, value in every.items())]
    for file in sorted(site.rglob("*")):
        if FINGERPRINT.search(file.name) and file.suffix != ".map":
            path = file.relative_to(site).as_posix()
            blocks += [f"/{path}", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(blocks) + "\n"
