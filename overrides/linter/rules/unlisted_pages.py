"""The rule that readers find every page: the menu shows it, or another page leads there."""

import html
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from content import allowed_html
from content.pages import url_of
from content.settings import Settings
from linter.page import Finding, Page, rule
from linter.site import Site, SiteFindings

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)')


def _targets(page: Page, settings: Settings) -> Iterator[str]:
    """The addresses of the pages of the site that a page leads to, but for itself."""
    base = urlsplit(settings.site_url).path
    for link in map(html.unescape, set(HREF.findall(page.html))):
        if allowed_html.address_problem(link):  # another rule names it
            continue
        file = urlsplit(link).path.endswith(".md")  # as Markdown names it, where no engine has made it an address yet
        here = page.path.partition("/")[2] if file else page.url.lstrip("/")
        path = urlsplit(urljoin(urljoin(settings.site_url, here), link))
        target = unquote(path.path).removeprefix(base)
        target = f"/{url_of(target) if file else target}"
        if path.netloc == urlsplit(settings.site_url).netloc and target != page.url:
            yield target


@rule(
    id="unlisted-page",
    incorrect="a page that is neither in `nav` of mkdocs.yml nor the target of a link",
    correct="the page in `nav`, or a link to it on the page above it",
)
def unlisted_page(site: Site) -> SiteFindings:
    """The menu shows every page, or another page leads there: else no reader finds it."""
    if not site.menu:
        return
    shown = {f"/{url_of(posixpath.normpath(name))}" for _, name in site.menu}
    hidden = [page for page in site.pages if page.url not in shown]
    led = {target for page in site.pages for target in _targets(page, site.settings)} if hidden else set()
    for page in hidden:
        if page.url not in led:
            name = page.path.partition("/")[2]
            right = f"Add {name} to nav in mkdocs.yml, or a link on the page above it"
            yield page.path, Finding(1, f"no menu and no page leads here. {right}")
