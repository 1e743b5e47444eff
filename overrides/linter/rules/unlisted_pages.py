"""The rule that readers find every page: the menu shows it, or another page leads there."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from content.pages import url_of
from linter.page import Finding, Page, rule
from linter.site import Site, SiteFindings


def _in_menu(entry) -> Iterator[str]:
    """The files that a menu names."""
    if isinstance(entry, str):
        yield posixpath.normpath(entry)
    elif isinstance(entry, dict | list):
        for part in entry.values() if isinstance(entry, dict) else entry:
            yield from _in_menu(part)


def _leads_to(page: Page, site: Site) -> set[str]:
    """The addresses of the pages of the site that a page leads to."""
    address = urljoin(site.settings.site_url, page.url.lstrip("/"))
    links = (urljoin(address, link.attributes.get("href") or "") for link in page.tree.css("a[href]"))
    paths = (urlsplit(link).path for link in links if link.startswith(site.settings.site_url))
    base = urlsplit(site.settings.site_url).path
    return {f"/{unquote(path).removeprefix(base)}" for path in paths}


@rule(
    id="unlisted-page",
    incorrect="a page that is neither in `nav` of mkdocs.yml nor the target of a link",
    correct="the page in `nav`, or a link to it on the page above it",
)
def unlisted_page(site: Site) -> SiteFindings:
    """The menu shows every page, or another page leads there: else no reader finds it."""
    menu = site.settings.values.get("nav")
    if not menu:
        return
    shown = {f"/{url_of(file)}" for file in _in_menu(menu)}
    for page in site.pages:
        if page.url not in shown and not any(
            page.url in _leads_to(other, site) for other in site.pages if other is not page
        ):
            name = page.path.partition("/")[2]
            yield (
                page.path,
                Finding(
                    1,
                    f"no menu and no page leads here. Add {name} to nav in mkdocs.yml, or a link on the page above it",
                ),
            )


SITE_RULES = (unlisted_page,)
