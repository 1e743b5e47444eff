"""The guard: names mistakes in pages, each at its file and line, during `serve` and `build`.

The rules stand in `rules/`, one module a concern. This hook reads the pages (so that a file which
MkDocs can't read is named instead of stopping it), hands them to the rules and prints what they
find: a warning, which fails a strict build, or advice, which never does.

Rendering and checking take most of the time of a build. A build of many pages does both in several
processes; this one collects what they give, page by page, and says it in the same order as ever.
"""

import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import review
import workers
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta
from rules import (
    abbreviations,
    attribute_lists,
    characters,
    facts,
    front_matter,
    headings,
    images,
    leftovers,
    ledger,
    links,
    lists,
    raw_html,
    spelling,
    tables,
    words,
)
from rules.page import FRONT_MATTER, Finding, Page

# Every module of rules; each has `RULES`, `SITE_RULES` or both.
MODULES = (
    attribute_lists,
    links,
    lists,
    tables,
    images,
    raw_html,
    leftovers,
    characters,
    headings,
    front_matter,
    words,
    spelling,
    abbreviations,
    facts,
    ledger,
)
RULES = tuple(rule for module in MODULES for rule in getattr(module, "RULES", ()))
SITE_RULES = tuple(rule for module in MODULES for rule in getattr(module, "SITE_RULES", ()))

log = logging.getLogger("mkdocs.hooks.guard")


def read(path: str, data: bytes, url: str = "/", html: str = "") -> Page:
    """Make a page of a file's bytes, whatever they are; `meta` is empty if it can't be read."""
    mark = data.startswith(b"\xef\xbb\xbf")
    undecodable = None
    try:
        source = data[3 * mark :].decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        undecodable = before.count(b"\n") + 1, error.object[error.start : error.start + 1]
        source = error.object.decode("utf-8", "replace")
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    front_matter = meta.get_data(source)[1] if source.startswith("---") else {}
    return Page(path, source, html, front_matter, url, mark, undecodable)


def check(page: Page, rules: Iterable = RULES) -> list[Finding]:
    """What the rules find on a page, by line. A rule that fails is itself a finding."""
    return sorted(set(_run(rules, page, lambda rule: rule(page))))


def check_site(pages: Sequence[Page], rules: Iterable = SITE_RULES) -> list[tuple[str, Finding]]:
    """What the rules about the whole site find: the file and the finding."""
    first = pages[0].path if pages else "mkdocs.yml"
    return sorted(set(_run(rules, pages, lambda rule: rule(pages), first)))


def _run(rules, subject, call, path=None):
    for rule in rules:
        try:
            yield from call(rule)
        except Exception as error:  # a check must never stop the preview
            finding = Finding(1, f"the check {rule.__name__} failed ({error!r}). Tell its maintainers.")
            yield (path, finding) if path else finding


def annotation(path: str, finding: Finding) -> str:
    """The line that makes GitHub Actions show a finding in the pull request."""

    def escape(text: str, characters: str) -> str:
        return "".join(f"%{ord(c):02X}" if c in characters else c for c in text)

    kind = "notice" if finding.advice else "error"
    file, message = escape(path, "%\r\n:,"), escape(finding.message, "%\r\n")
    return f"::{kind} file={file},line={finding.line}::{message}"


def report(path: str, finding: Finding) -> None:
    """Print a finding for the editor and, under GitHub Actions, for the pull request."""
    level = logging.INFO if finding.advice else logging.WARNING
    log.log(level, "%s:%d: %s", path, finding.line, " ".join(finding.message.split("\n")))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(annotation(path, finding), flush=True)


def path_of(page: MkDocsPage, config: MkDocsConfig) -> str:
    """The file of a page as an editor knows it, from the root of the project."""
    return f"{Path(config.docs_dir).name}/{page.file.src_uri}"


# What another process gives for a page: the attributes that rendering set on MkDocs' page (the files
# in `links_to_anchors` by their names), what stopped the rendering if anything did, and what the
# rules found. A tuple, for classes of a hook can't be sent.
Rendered = tuple[dict[str, Any], list[Finding], list[Finding]]

RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")

_pages: dict[str, Page] = {}
_whole_build = False  # neither a preview nor a build of what changed
_rendered: Iterator[Rendered] = iter(())  # by other processes, in the order of the pages
_rendered_elsewhere: set[str] = set()  # the files of those pages
_findings: dict[tuple[str, str], list[Finding]] = {}  # of those pages, by file and HTML


def on_startup(*, command: str, dirty: bool) -> None:
    global _whole_build
    _whole_build = command != "serve" and not dirty


def on_pre_build(**_) -> None:
    _pages.clear()
    _findings.clear()
    _rendered_elsewhere.clear()


@event_priority(-100)
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
    """Start to render and check the pages of a large site in other processes."""
    global _rendered
    pages = [file.page for file in files.documentation_pages() if file.page]
    processes = workers.number(pages) if _whole_build else 0
    if processes:
        _rendered = workers.results(pages, partial(_work, config=config, files=files), processes)
        _rendered_elsewhere.update(path_of(page, config) for page in pages)


def _work(page: MkDocsPage, config: MkDocsConfig, files: Files) -> Rendered:
    """Read, render and check a page, all within another process."""
    path = path_of(page, config)
    with workers.kept_messages(), redirect_stdout(None):  # said again where the page is read for good
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    failures = _render(page, config, files)
    attributes = {name: getattr(page, name) for name in RENDERED}
    if page.links_to_anchors:
        attributes["links_to_anchors"] = {file.src_uri: ids for file, ids in page.links_to_anchors.items()}
    findings = check(replace(_pages[path], html=page.content))
    return attributes, failures, findings


@event_priority(100)
def on_page_read_source(page: MkDocsPage, *, config: MkDocsConfig) -> str:
    path = path_of(page, config)
    try:
        data = page.file.content_bytes
    except OSError as error:
        report(path, Finding(1, f"this file can't be read: {error.strerror}."))
        data = b""
    _pages[path] = read(path, data, url="/" + page.url.removeprefix("./"))
    page.render = lambda config, files: _render_and_report(page, config, files)
    if _pages[path].meta:
        return _pages[path].source
    # Front matter that can't be read isn't shown as text, nor is a first line such as "Note: …" taken for it.
    return "---\n{}\n---\n" + FRONT_MATTER.sub("", _pages[path].source, count=1)


def _bearable(key: str, value: object, config: MkDocsConfig) -> bool:
    """Whether the theme, the templates and the other hooks can bear a value of front matter."""
    match key, value:
        case "title" | "description" | "permalink" | "icon" | "status", _:
            return isinstance(value, str)
        case "last_reviewed" | "as_at", _:
            return isinstance(value, date)
        case "review_in", _:
            return isinstance(value, str) and bool(re.match(review.PERIOD, value))
        case "search", _:
            return isinstance(value, dict)
        case "hide" | "tags", _:
            return isinstance(value, list)
        case "updates", list(notes):
            return all(isinstance(n, dict) and isinstance(n.get("date"), date) and isinstance(n.get("note"), str) for n in notes)
        case "template", str(name):
            return any((Path(folder) / name).is_file() for folder in config.theme.dirs)
    return key not in ("updates", "template")


@event_priority(100)
def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, **_) -> None:
    """Take out of the front matter what would stop the build; the rules name it."""
    page.meta = {key: value for key, value in page.meta.items() if _bearable(str(key), value, config)}


def _render_and_report(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    """Render a page, here or in another process, and print what stopped it."""
    path = path_of(page, config)
    if path in _rendered_elsewhere:
        attributes, failures, findings = next(_rendered)
        vars(page).update(attributes)
        if page.links_to_anchors:
            page.links_to_anchors = {files.get_file_from_path(n): ids for n, ids in page.links_to_anchors.items()}
        _findings[path, page.content] = findings
    else:
        failures = _render(page, config, files)
    for finding in failures:
        report(path, finding)


def _render(page: MkDocsPage, config: MkDocsConfig, files: Files) -> list[Finding]:
    """Render a page; if that fails, name it and go on, since a build error freezes the preview."""
    try:
        MkDocsPage.render(page, config, files)
    except Exception as error:
        source = _pages[path_of(page, config)]
        named = re.search(r"'(.+?)'", str(error))
        offset = source.source.find(named[1]) if named else -1
        page.content, page.toc = "<p>This page can't be shown.</p>", get_toc([])
        page.present_anchor_ids, page.links_to_anchors = set(), {}
        return [Finding(source.line_of(max(offset, 0)), f"this page can't be shown: {error}")]
    return []


@event_priority(-100)
def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, **_) -> None:
    path = path_of(page, config)
    _pages[path] = replace(_pages[path], html=html)
    findings = _findings.pop((path, html), None)
    if findings is None:  # nothing has checked the page as it is now
        findings = check(replace(_pages[path]))  # a copy, which takes with it what its rules worked out
    for finding in findings:
        report(path, finding)


def on_env(env, **_) -> None:
    for path, finding in check_site(list(_pages.values())):
        report(path, finding)
