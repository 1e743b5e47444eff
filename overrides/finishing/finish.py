"""The finishing step: makes the folder that an engine built of the site fit to publish.

`python -m finishing.finish FOLDER` finishes what any engine built of the project in the working folder.

Its input is that folder, the front matter of the Markdown files and `mkdocs.yml`; which engine built
it makes no difference. Each page is read once, each concern (a module beside this one) changes it,
and it is written once. What nothing of the site has asked for is not published.

A preview gets the same, but for what only a published site needs: inlined styles, the content
security policy, names by content, and the words about new tabs.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from content import allowed_html, published_files
from content import pages as content_pages
from content.pages import PageFile
from content.settings import Settings, load
from finishing import (
    critical_css,
    feed,
    fingerprints,
    for_machines,
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
    tables,
    theme_remains,
    white_space,
)
from selectolax.lexbor import LexborHTMLParser

MISSING = PageFile("404.html", "404.html", {})  # the one page that no Markdown file makes
FEWEST = 25  # pages for which it is worth while to start a process


class FinishError(Exception):
    """The site can't be finished; the message says why and what to do."""


@dataclass
class Finished:
    """A page of which all is done that needs no other page.

    html: the whole page.
    names: what selectors of style sheets can find in it.
    sheets, scripts: the files of the site that it loads.
    sections, glossary: what it gives to search.
    data: what search engines read about it.
    copy: its text as Markdown.
    files: what machines get beside it, by path.
    """

    page: PageFile
    html: str
    names: set[str]
    sheets: list[str]
    scripts: list[str]
    sections: list = field(default_factory=list)
    glossary: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)
    copy: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


def finish(settings: Settings, site: Path, *, preview: bool = False) -> None:
    """Finish the folder `site` in place.

    Raises:
        FinishError: an engine has not built it with our templates, or it is finished already.
        ValueError: a style sheet can't be inlined; the message names the line.
    """
    pages = [page for page in content_pages.pages(settings) if (site / page.built).is_file()]
    work = partial(finish_page, settings, site, preview)
    prune.refuse(settings, site, {page.built for page in pages})
    every = [*pages, MISSING] if (site / MISSING.built).is_file() else pages
    moved = {path: content for path, content in redirects.pages(settings).items() if not (site / path).exists()}
    finished = list(_each(work, every))

    written: dict[str, bytes] = {}
    for page in finished:
        written |= page.files
        if page.copy:
            written[markdown_copies.path(page.page)] = page.copy.encode()
    glossary = {location: names for page in finished for location, names in page.glossary.items()}
    sections = [section for page in finished for section in page.sections]
    written[search_index.PATH] = search_index.text(sections, glossary).encode()
    written |= moved
    written |= feed.files(settings, pages) | markdown_copies.contents(settings, pages)
    written |= sitemap.files(settings, pages)
    for path, content in written.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    for page in finished:
        page.html = for_machines.add(page.html, page.page, page.data, feed.NAME if feed.NAME in written else None)
    if preview:
        for page in finished:
            (site / page.page.built).write_text(page.html, encoding="utf-8")
        return

    scripts = list(dict.fromkeys(path for page in finished for path in page.scripts if path != search_index.PATH))
    names = fingerprints.rename(site, [*scripts, search_index.PATH])
    styles = _styles(site, finished, scripts, names)
    rules = policy.of_site(settings, styles)
    icon = settings.docs / str((settings.values.get("theme") or {}).get("favicon")).lstrip("/")
    icon = None if published_files.problem(settings, icon) else icon
    for page in finished:
        html = inline_icon.inline(critical_css.inline(page.html, styles), icon)
        html = fingerprints.replace(policy.protect(html, rules), names, page.page.built, settings.base)
        (site / page.page.built).write_text(html, encoding="utf-8")
    for path, content in moved.items():
        html = fingerprints.replace(policy.protect(content.decode(), rules), names, path, settings.base)
        (site / path).write_text(html, encoding="utf-8")
    (site / policy.HEADERS_FILE).write_text(policy.headers(rules, names.values()), encoding="utf-8")
    kept = {page.page.built for page in finished} | written.keys() | set(names.values()) | {policy.HEADERS_FILE}
    prune.prune(settings, site, kept - names.keys())


def _each(work, pages: list[PageFile]):
    processes = min(os.cpu_count() or 1, len(pages) // FEWEST)
    if processes < 2:
        yield from map(work, pages)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(work, pages, chunksize=FEWEST)


def _styles(site: Path, finished: list[Finished], scripts: list[str], names: dict[str, str]) -> str:
    """The styles that any page can use, or that scripts can ask for."""
    sheets = dict.fromkeys(sheet for page in finished for sheet in page.sheets)
    css = "".join((site / sheet).read_text(encoding="utf-8") for sheet in sheets if (site / sheet).is_file())
    code = [(site / names[script]).read_text(encoding="utf-8") for script in scripts if script.endswith(".js")]
    words = set[str]().union(*map(critical_css.script_words, code))
    return critical_css.purge(css, set[str]().union(*(page.names for page in finished)), words)


def finish_page(settings: Settings, site: Path, preview: bool, page: PageFile) -> Finished:
    """Return a page with all done to it that needs no other page.

    Raises:
        FinishError: our templates did not make it, or it is finished already.
    """
    html = (site / page.built).read_text(encoding="utf-8")
    if policy.META in html:
        raise FinishError(f"{page.built} is finished already. Build the site anew first")
    before, text, after = content_pages.split(html)
    if not after and page != MISSING:
        raise FinishError(
            f"{page.built} was not made with overrides/theme/main.html. Delete `template` where it is set"
        )
    text = allowed_html.clean(text)
    frame = allowed_html.INVISIBLE.sub("", before), allowed_html.INVISIBLE.sub("", after)
    document = LexborHTMLParser(white_space.fold(f"{frame[0]}{text}{frame[1]}"))
    theme_remains.drop(document)
    if any(title.text(strip=True) for title in document.css(".text h1")):
        document.css_first(".band h1").decompose()
    tables.annotate(document)
    address = urljoin(settings.site_url, page.url)
    finished = Finished(page, "", set(), _local(document, "link[rel=stylesheet]", "href", page, settings), [])
    finished.scripts = [
        path for name in fingerprints.ATTRIBUTES for path in _local(document, f"script[{name}]", name, page, settings)
    ]
    if page != MISSING:
        trail = [
            (link.text(strip=True), urljoin(address, link.attrs["href"])) for link in document.css(".breadcrumb a")
        ]
        finished.files = participation_data.files(settings, page, text)
        participation_data.add_downloads(document, finished.files)
        finished.data = json_ld.describe(settings, page, text, trail)
        finished.copy = markdown_copies.copy(settings, page, text)
        finished.sections = search_index.sections(page, text)
        finished.glossary = search_index.names(page, text) if page.source == settings.extra.get("glossary") else {}
    if not preview:
        new_tab.mark(document)
        finished.names = critical_css.names(document)
    finished.html = document.html
    return finished


def _local(document: LexborHTMLParser, selector: str, attribute: str, page: PageFile, settings: Settings) -> list[str]:
    """The files of the site that elements of the frame lead to, as paths from its root."""
    addresses = (node.attrs[attribute] for node in document.head.css(selector))
    return [path for address in addresses if (path := fingerprints.path(address, page.built, settings.base))]


if __name__ == "__main__":
    finish(load(Path.cwd()), Path(sys.argv[1]))
