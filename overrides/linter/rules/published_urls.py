"""The rule that what was published stays, whatever links to it from elsewhere.

The file that `extra: published:` in mkdocs.yml names lists every address and anchor that was ever published; the
publishing workflow adds what is new. Links from other sites keep working as long as none of them goes.
"""

from collections.abc import Mapping, Sequence

from linter.page import Finding, Page, rule
from linter.published_list import load, moved
from linter.site import Site, SiteFindings


def vanished(pages: Sequence[Page], file: str, listed: Mapping[str, int], moved: Mapping[str, str]) -> SiteFindings:
    """Return the listed addresses that no page has and no redirect catches, each with its file.

    An anchor of a page that moved must stand on the page that the redirect leads to, since a
    browser keeps the anchor on its way. A redirect from a page that is there counts for nothing: another rule names it.
    """
    by_url = {page.url: page for page in pages}
    moved = {old: new for old, new in moved.items() if old not in by_url}
    for address, line in listed.items():
        url, _, name = address.partition("#")
        target = moved.get(url, url)
        page = by_url.get(target)
        if page is None:
            if not name and target == url:
                right = "Bring it back, or add its file and the one that takes its place to redirects in mkdocs.yml"
                yield file, Finding(line, f"the page {url} was published and is gone. {right}")
        elif name and name not in page.ids:
            other = f'<span id="{name}"></span> there if it has an id already'
            right = f"Write {{#{name}}} after the heading that takes its place, or {other}"
            yield page.path, Finding(1, f"the anchor #{name} was published and is gone. {right}")


@rule(
    id="published-address",
    incorrect="a page that was published, deleted",
    correct="the same page with its redirect in mkdocs.yml",
)
def published_address(site: Site) -> SiteFindings:
    """A page or an anchor that was published goes on working: links from other sites lead there."""
    name = site.settings.extra.get("published")
    if not name:
        return
    try:
        listed = load(site.settings.root / name)
    except OSError:
        message = f"{name} can't be read. Bring it back, or write the file that lists what was published"
        yield site.about(["extra", "published"], message)
        return
    yield from vanished(site.pages, name, listed, moved(site.settings))
