"""The finishing step: makes the folder that an engine built of the site fit to publish.

`python -m finishing.finish FOLDER` finishes what any engine built of the project in the working folder.
Its input is that folder, the front matter of the Markdown files and `mkdocs.yml`. Each page is read once, each concern
(a module beside this one) changes it, and it is written once. A preview gets the same, but for what only a published
site needs: inlined styles, the content security policy, names by content, and the words about new tabs.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from content import allowed_html, bodies, moved_pages, processes, published_files
from content import pages as content_pages
from content.pages import PageFile
from content.settings import Settings, load
from finishing import (
    accessible_tables,
    critical_css,
    feed,
    fingerprints,
    inline_icon,
    json_ld,
    markdown_copies,
    new_tab,
    participation_data,
    policy,
    prune,
    redirects,
    search_index,
    sitemap,
    theme_remains,
    white_space,
)
from selectolax.lexbor import LexborHTMLParser

MISSING = PageFile("404.html", "404.html", {})  # the one page that no Markdown file makes


class FinishError(SystemExit):
    """The site can't be finished; the message says why and what to do, and ends a command."""


@dataclass
class Finished:
    """A page of which all is done that needs no other page.

    html: the whole page, by its path in the site, `built`.
    files: what machines get beside it, by path.
    sections, glossary: what it gives to search.
    sheets: the style sheets that it loads; names: what their selectors can find in it.
    """

    built: str
    html: str = ""
    files: dict[str, str | bytes] = field(default_factory=dict)
    sections: list = field(default_factory=list)
    glossary: dict = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def finish(settings: Settings, site: Path, *, preview: bool = False) -> None:
    """Finish the folder `site` in place.

    Raises:
        FinishError: an engine has not built it with our templates, or it is finished already.
        ValueError: a style sheet can't be inlined; the message names the line.
    """
    pages = [page for page in content_pages.pages(settings) if (site / page.built).is_file()]
    if not pages:
        raise FinishError(f"{site} has no page of this site. Build it first")
    prune.refuse(settings, site, {page.built for page in pages})
    moved = {path: address for path, address in moved_pages.targets(settings).items() if not (site / path).exists()}
    written = feed.files(settings, pages) | markdown_copies.contents(settings, pages) | sitemap.files(settings, pages)

    icon = "" if preview else inline_icon.address(settings)
    work = partial(finish_page, settings, site, has_feed=feed.NAME in written, icon=icon, preview=preview)
    finished = processes.each(work, [*pages, MISSING] if (site / MISSING.built).is_file() else pages)
    for page in finished:
        written |= page.files
    sections = [section for page in finished for section in page.sections]
    glossary = {location: names for page in finished for location, names in page.glossary.items()}
    written[search_index.PATH] = search_index.text(sections, glossary)
    _write(site, written)

    html = {page.built: page.html for page in finished}
    html |= {path: redirects.page(settings, path, address) for path, address in moved.items()}
    if preview:
        _write(site, html)
        return
    names = fingerprints.rename(site, [*published_files.scripts(settings), search_index.PATH])
    styles = _styles(site, finished, names.values())
    rules = policy.of_site(settings, styles)
    for path, text in html.items():
        text = fingerprints.replace(settings, text.replace(critical_css.STYLE, f"<style>{styles}</style>", 1), names)
        _write(site, {path: policy.protect(text, rules)})
    _write(site, {policy.HEADERS_FILE: policy.headers(rules, names.values())})
    prune.prune(settings, site, {*html, *written, *names.values(), policy.HEADERS_FILE} - names.keys())


def _write(site: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        (file := site / path).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _styles(site: Path, finished: list[Finished], scripts: Iterable[str]) -> str:
    """The styles that any page can use, or that scripts can ask for."""
    sheets = dict.fromkeys(sheet for page in finished for sheet in page.sheets)
    css = {name: (site / name).read_text("utf-8-sig", "replace") for name in sheets if (site / name).is_file()}
    code = "".join((site / script).read_text(encoding="utf-8") for script in scripts if script.endswith(".js"))
    return critical_css.purge(css, set[str]().union(*(page.names for page in finished)), code)


def finish_page(
    settings: Settings, site: Path, page: PageFile, *, has_feed: bool, icon: str, preview: bool
) -> Finished:
    """Return a page with all done to it that needs no other page.

    icon: the address of the site's icon, where it is to stand within the page.

    Raises:
        FinishError: our templates did not make it, or it is finished already.
    """
    html = (site / page.built).read_text(encoding="utf-8")
    before, text, after = content_pages.split(html)
    if policy.META in before:
        raise FinishError(f"{page.built} is finished already. Build the site anew first")
    if not after and page != MISSING:
        remedy = "Delete `template` where it is set"
        raise FinishError(f"{page.built} was not made with overrides/theme/main.html. {remedy}")
    text = allowed_html.clean(text)
    frame = [allowed_html.INVISIBLE.sub("", part) for part in (before, after)]
    document = LexborHTMLParser(text.join(frame))
    theme_remains.drop(document)
    if any(title.text(strip=True) for title in document.css(".text h1")):
        document.css_first(".band h1").decompose()
    accessible_tables.annotate(document)
    finished = Finished(page.built)
    if page != MISSING:
        found = bodies.bodies(text, settings.site_url + page.url, page.meta.get("text_received"))
        json_ld.add(document, json_ld.describe(settings, page, document, found))
        if found:
            finished.files = participation_data.files(settings, page, found)
            participation_data.add_downloads(document, finished.files)
        finished.files[page.url + markdown_copies.NAME] = markdown_copies.copy(settings, page, text)
        finished.sections = search_index.sections(page, text)
        finished.glossary = search_index.names(page, text) if page.source == settings.extra.get("glossary") else {}
    for link in document.css(f"link[href$='{feed.NAME}']") if not has_feed else ():
        link.decompose()
    for link in document.css("link[rel=icon]") if icon else ():
        link.attrs["href"] = icon
    if not preview:
        finished.sheets = critical_css.take(settings, document, page.built)
        new_tab.mark(document)
        finished.names = critical_css.names(document)
    finished.html = white_space.fold(document.html)
    return finished


if __name__ == "__main__":
    finish(load(Path.cwd()), Path(sys.argv[1]))
