"""`make check-live URL=https://www.example.org/`: does a published site answer as the project says it should?

Every published address and anchor must be there, or lead on; every page must carry its security policy,
and the host must send the headers of `_headers`.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import published
import requests
from content import settings
from finishing.policy import HEADERS, META
from selectolax.lexbor import LexborHTMLParser

LIMIT = 30  # seconds for an answer


@cache
def get(address: str) -> tuple[requests.Response, LexborHTMLParser]:
    """Return what a host answers, redirects followed, and its HTML."""
    response = requests.get(address, timeout=LIMIT)
    return response, LexborHTMLParser(response.text)


def landing(address: str) -> tuple[requests.Response, LexborHTMLParser]:
    """Return the page at an address; where that only leads on, the page to which it leads."""
    response, page = get(address)
    if refresh := page.css_first('meta[http-equiv="refresh"]'):
        return get(urljoin(response.url, refresh.attrs["content"].partition("url=")[2]))
    return response, page


def problems(url: str, addresses: list[str]) -> Iterator[str]:
    """Give what is wrong with a published site.

    url: where it is, ending in a slash.
    addresses: those that must work, such as `/glossary/#a`.

    Raises:
        requests.RequestException: the host doesn't answer.
    """
    pages = dict.fromkeys(urldefrag(address).url for address in addresses)
    for path in pages:
        response, page = landing(urljoin(url, path.lstrip("/")))
        if response.status_code != 200:
            yield f"{path}: the host answers {response.status_code}"
            continue
        for name in (urldefrag(address).fragment for address in addresses if urldefrag(address).url == path):
            if name and not any(node.id == name for node in page.css("[id]")):
                yield f"{path}#{name}: the page has no such part"
        if response.url.startswith(url) and META not in response.text:
            yield f"{path}: the page has no content security policy"
    missing, _ = get(urljoin(url, "no-such-page/"))
    if missing.status_code != 404 or META not in missing.text:
        yield "no-such-page/: the host must answer 404, with the site's own 404.html"
    response, _ = get(url)
    if "GitHub.com" in response.headers.get("Server", ""):
        return  # GitHub Pages sends no headers of ours
    for name, value in HEADERS.items():
        if response.headers.get(name) != value:
            yield f"/: the host must send the header {name}: {value}"
    if "frame-ancestors 'none'" not in response.headers.get("Content-Security-Policy", ""):
        yield "/: the host must send the header Content-Security-Policy as in site/_headers"
    for path in ("", "sitemap.xml"):
        if "Content-Encoding" not in get(urljoin(url, path))[0].headers:
            yield f"/{path}: the host does not compress it"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].startswith("http"):
        sys.exit("Say where the site is: make check-live URL=https://www.example.org/")
    addresses = published.known(settings.load(Path.cwd()))
    try:
        found = list(problems(sys.argv[1].rstrip("/") + "/", addresses))
    except requests.RequestException as error:
        sys.exit(f"The host does not answer: {error}")
    print(*found, f"{len(addresses)} published addresses checked, {len(found)} problems.", sep="\n")
    sys.exit(bool(found))
