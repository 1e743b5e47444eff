"""Links and pictures of the site itself: what they lead to is there, and something leads to each page."""

import difflib
import html
import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from content import allowed_html, moved_pages
from content.allowed_html import FRAME_IDS
from content.pages import url_of
from content.settings import Settings
from linter.addresses import SPACE, fault
from linter.included_files import with_included
from linter.markup import Link
from linter.page import Finding, Page, limited, rule
from linter.site import Site, SiteFindings, name_of

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)')
SHORT = 5  # letters of a name in which two names with one other letter are less alike


@rule(
    id="link-missing",
    incorrect="`[Glossary](glosary.md#wco)`, and no such page",
    correct="`[Glossary](glossary.md#wco)`",
)
def link_missing(site: Site) -> SiteFindings:
    """A link within the site names a file that is there, beside this page, and a part that it has."""
    for source, page in site.by_source.items():
        for shown in with_included(site, page):
            why = "" if shown is page else f"; it counts from {page.path}, which includes this"
            problems = ((link, _problem(site, source, link)) for link in shown.links if link.kind != "autolink")
            found = (Finding(shown.line_of(link.start), message + why) for link, message in problems if message)
            yield from ((shown.path, finding) for finding in limited(found))


def _problem(site: Site, source: str, link: Link) -> str | None:
    address = link.address
    if not link.image and fault(address) not in ("", SPACE):  # another rule names it
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # another rule names it
        return None
    if parts.scheme or parts.netloc or not address or "\\" in address or any(sign in address for sign in "{<"):
        return None
    folder = posixpath.dirname(source)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else ""
    target = site.by_source.get(path or source)
    if target is None:
        if not parts.path.startswith("/") and path[:2] != ".." and os.path.isfile(site.settings.docs / path):
            return None
        moved = site.moved.get(moved_pages.built(path))
        like = [moved] if moved else _like(site, PurePosixPath(path.strip("/")))
        remedy = "Write the name of a file beside this page"
        if like:
            remedy = f"Write {like[0] if '://' in like[0] else posixpath.relpath(like[0], folder or '.')}"
        does, what = ("show", "picture") if link.image else ("lead to", "link")
        return f"there is no file {parts.path} to {does}. {remedy}, or delete the {what}"
    return part_problem(target, parts)


def part_problem(target: Page, address: SplitResult) -> str | None:
    """Return what to say where a page has no part of the name that an address has; None where it has."""
    part = unquote(address.fragment)
    if not part or not target.source or part in target.ids or part in FRAME_IDS:  # without text, it can't be read
        return None
    like = difflib.get_close_matches(part, sorted(target.ids), 1, 0.8 if len(part) > SHORT else 0.65)
    like = like or [name for name in sorted(target.ids) if name.startswith(f"{part}-")]
    remedy = f"Write #{like[0]}" if like else "Write the id that stands in braces after its heading"
    return f"{address.path or 'this page'} has no part #{part}. {remedy}"


def _like(site: Site, wanted: PurePosixPath) -> list[str]:
    """The file that was meant by one that is not there: of the same name elsewhere, or else with a name much like it."""
    if wanted.suffix.lower() not in ("", ".md", ".html"):
        docs = site.settings.docs
        found = [file.relative_to(docs).as_posix() for file in docs.rglob("*") if file.name == wanted.name]
        return found if len(found) == 1 else []
    wanted = PurePosixPath(*(part for part in wanted.parts if part != ".."))
    for index in ("index.md", "README.md"):
        if (wanted / index).as_posix() in site.by_source:
            return [(wanted / index).as_posix()]
    name = name_of(wanted)
    for like in difflib.get_close_matches(name, site.by_name, 3, 0.8 if len(name) > SHORT else 0.65):
        beside = [source for source in site.by_name[like] if PurePosixPath(source).parent == wanted.parent]
        if len(found := beside or site.by_name[like]) == 1:
            return found
    return []


def _led_to(page: Page, settings: Settings) -> Iterator[str]:
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
    led = {target for page in site.pages for target in _led_to(page, site.settings)} if hidden else set()
    for page in hidden:
        if page.url not in led:
            name = page.path.partition("/")[2]
            right = f"Add {name} to nav in mkdocs.yml, or a link on the page above it"
            yield page.path, Finding(1, f"no menu and no page leads here. {right}")
