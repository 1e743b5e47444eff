"""The rule that what was published stays, whatever links to it from elsewhere.

The ledger, `includes/published.txt`, lists every address and anchor that was ever published;
`make ledger` adds what is new. Links from other sites keep working as long as none of them goes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml
from linter.page import Finding, Page, rule

ROOT = Path(__file__).resolve().parents[3]
LEDGER = "includes/published.txt"
HEADER = (
    "# Published addresses and anchors, which must go on working. "
    "Written by `make ledger`, not by hand.\n"
)
# Ids that extensions number: no link from elsewhere relies on them.
NUMBERED = re.compile(r"^(?:fn|fnref\d*):|^__|_\d+$")


def anchors(page: Page) -> set[str]:
    """The ids in the text of a rendered page that a link may lead to."""
    return {node.id for node in page.tree.css("[id]") if node.id and not NUMBERED.search(node.id)}


def published(pages: Iterable[Page]) -> set[str]:
    """The addresses of pages and of their anchors, such as `/glossary/` and `/glossary/#a`."""
    return {
        address
        for page in pages
        for address in (page.url, *(f"{page.url}#{name}" for name in anchors(page)))
    }


def read(text: str) -> dict[str, int]:
    """The addresses in a ledger with their lines."""
    lines = enumerate(text.split("\n"), start=1)
    return {
        line.strip(): number for number, line in lines if line.strip() and not line.startswith("#")
    }


def extended(text: str, pages: Iterable[Page]) -> str:
    """The text of a ledger with what the pages publish added, in order; nothing is taken away."""
    return HEADER + "".join(
        f"{address}\n" for address in sorted(read(text).keys() | published(pages))
    )


def address_of(markdown: str) -> str:
    """The address of a file in `redirect_maps`: that of `about-us/index.md` is `/about-us/`."""
    if "://" in markdown:
        return markdown
    return re.sub(r"(?<=/)(?:index|README)\.md$", "", "/" + markdown.split("#")[0]).replace(
        ".md", "/"
    )


def redirects(config: Path) -> dict[str, str]:
    """The addresses that mkdocs-redirects sends on, from an `mkdocs.yml`: old ones to new ones."""

    class Loader(yaml.SafeLoader):
        """Reads `!ENV` and `!!python/name` as nothing: no redirect needs them."""

    Loader.add_multi_constructor("", lambda *_: None)
    plugins = yaml.load(config.read_text(encoding="utf-8"), Loader).get("plugins") or []
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(plugin, dict) and plugin.get("redirects"):
            maps = plugin["redirects"].get("redirect_maps") or {}
            return {address_of(old): address_of(new) for old, new in maps.items()}
    return {}


def vanished(
    pages: Sequence[Page], ledger: Mapping[str, int], moved: Mapping[str, str]
) -> Iterator[tuple[str, Finding]]:
    """The addresses of a ledger that no page has and no redirect catches, each with its file.

    An anchor of a page that moved must stand on the page that the redirect leads to, since a
    browser keeps the anchor on its way.
    """
    by_url = {page.url: page for page in pages}
    published = {moved.get(url, url) for url in {address.partition("#")[0] for address in ledger}}
    ids = {
        page.url: {node.id for node in page.tree.css("[id]")}
        for page in pages
        if page.url in published
    }
    for address, line in ledger.items():
        url, _, name = address.partition("#")
        target = moved.get(url, url)
        page = by_url.get(target)
        if target not in by_url:
            if not name and target == url:
                yield (
                    LEDGER,
                    Finding(
                        line,
                        f"the page {url} was published and is gone. Bring it back, or add its file and "
                        "the one that takes its place to redirect_maps in mkdocs.yml",
                    ),
                )
        elif name and name not in ids[target]:
            yield (
                page.path,
                Finding(
                    1,
                    f"the anchor #{name} was published and is gone. "
                    f"Write {{#{name}}} after the heading that takes its "
                    f'place, or <span id="{name}"></span> there if it has an id already',
                ),
            )


@rule(
    wrong="a page that `make ledger` has listed, deleted",
    right="the same page with its redirect in mkdocs.yml",
)
def published_address(pages: Sequence[Page]) -> Iterator[tuple[str, Finding]]:
    """A page or an anchor that was published goes on working: links from other sites lead there."""
    file = ROOT / LEDGER
    if file.exists():
        yield from vanished(
            pages, read(file.read_text(encoding="utf-8")), redirects(ROOT / "mkdocs.yml")
        )


SITE_RULES = (published_address,)
