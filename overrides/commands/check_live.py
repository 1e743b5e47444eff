"""`make check-live URL=https://www.example.org/`: does a published site answer as the project says it should?

Every published address and anchor must be there, or lead on; every page must carry its security policy, and be the one
in `site/` where that is there; the host must send the headers of `_headers`.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import requests
from finishing.policy import HEADERS, META
from linter import published_list, settings_file
from selectolax.lexbor import LexborHTMLParser


@cache
def get(address: str) -> requests.Response:
    """Return what a host answers, redirects followed."""
    return requests.get(address, timeout=30)  # seconds


def landing(address: str) -> requests.Response:
    """Return the page at an address; where that only leads on, the page to which it leads."""
    response = get(address)
    refresh = LexborHTMLParser(response.text).css_first('meta[http-equiv="refresh"]')
    return get(urljoin(response.url, refresh.attrs["content"].partition("url=")[2])) if refresh else response


def problems(url: str, addresses: list[str], built: Path) -> Iterator[str]:
    """Give what is wrong with a site that is published at `url`, where addresses such as `/glossary/#a` must work.

    built: the folder that was published; where it is missing, the pages may be others than it had.

    Raises:
        requests.RequestException: the host doesn't answer.
    """
    pages = defaultdict(list)
    for path, _, part in (address.partition("#") for address in addresses):
        pages[path].append(part)
    for path, parts in pages.items():
        response = landing(address := urljoin(url, path.lstrip("/")))
        page = built / path.lstrip("/") / "index.html"
        if response.status_code != 200:
            yield f"{path}: the host answers {response.status_code}"
            continue
        ids = {"", *(node.id for node in LexborHTMLParser(response.text).css("[id]"))}
        yield from (f"{path}#{part}: the page has no such part" for part in parts if part not in ids)
        if response.url.startswith(url) and META not in response.text:
            yield f"{path}: the page has no content security policy"
        if page.is_file() and page.read_bytes() != get(address).content:
            yield f"{path}: the host shows another page than site/ has. Publish it, or build what is published"
    missing = get(urljoin(url, "no-such-page/"))
    if missing.status_code != 404 or META not in missing.text:
        yield "no-such-page/: the host must answer 404, with the site's own 404.html"
    for source in (script.attrs["src"] for script in LexborHTMLParser(get(url).text).css("script[src]")):
        if "javascript" not in get(urljoin(url, source)).headers.get("Content-Type", ""):
            yield f"/{source}: the host must send it as text/javascript; on nginx, include mime.types does"
    sent = get(url).headers
    if "GitHub.com" in sent.get("Server", ""):
        return  # GitHub Pages sends no headers of ours
    wanted = [f"{name}: {value}" for name, value in HEADERS.items() if sent.get(name) != value]
    yield from (f"/: the host must send the header {header}" for header in wanted)
    if "frame-ancestors 'none'" not in sent.get("Content-Security-Policy", ""):
        yield "/: the host must send the header Content-Security-Policy as in site/_headers"
    for path in ("", "sitemap.xml"):
        if "Content-Encoding" not in get(urljoin(url, path)).headers:
            yield f"/{path}: the host does not compress it"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].startswith("http"):
        sys.exit("Say where the site is: make check-live URL=https://www.example.org/")
    addresses = list(published_list.of_site(settings_file.load(Path.cwd())))
    try:
        found = list(problems(sys.argv[1].rstrip("/") + "/", addresses, Path("site")))
    except requests.RequestException as error:
        sys.exit(f"The host does not answer: {error}")
    print(*found, f"{len(addresses)} published addresses checked, {len(found)} problems.", sep="\n")
    sys.exit(bool(found))
