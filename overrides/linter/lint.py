"""The linter: names mistakes in the pages of the site, each at its file and line.

The rules stand in `rules/`, a family a module. They judge each page's Markdown beside the HTML that
an engine made of it, and the pages together. What they find is a warning, which fails a strict
build, or advice, which never does.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from content import front_matter as content_front_matter
from content import pages as content_pages
from content.settings import Settings
from linter.page import Finding, Page
from linter.rules import (
    abbreviations,
    attribute_lists,
    characters,
    facts,
    front_matter,
    headings,
    hyperlinks,
    images,
    leftovers,
    lists,
    published_urls,
    raw_html,
    spelling,
    tables,
    unsafe_html,
    words,
)

# Every module of rules; each has `RULES`, `SITE_RULES` or both.
MODULES = (
    attribute_lists,
    hyperlinks,
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
    published_urls,
    unsafe_html,
)
RULES = tuple(rule for module in MODULES for rule in getattr(module, "RULES", ()))
SITE_RULES = tuple(rule for module in MODULES for rule in getattr(module, "SITE_RULES", ()))

FEWEST = 25  # pages for which it is worth while to start a process


def read(path: str, data: bytes, url: str = "/", html: str = "") -> Page:
    """Return the page of a file's bytes, whatever they are; `meta` is empty if it can't be read."""
    mark = data.startswith(b"\xef\xbb\xbf")
    undecodable = None
    try:
        source = data[3 * mark :].decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        undecodable = before.count(b"\n") + 1, error.object[error.start : error.start + 1]
        source = error.object.decode("utf-8", "replace")
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return Page(path, source, html, content_front_matter.read(source), url, mark, undecodable)


def check(page: Page, rules: Iterable = RULES) -> list[Finding]:
    """Return what the rules find on a page, by line. A rule that fails is itself a finding."""
    return sorted(set(_run(rules, page, lambda rule: rule(page))))


def check_site(pages: Sequence[Page], rules: Iterable = SITE_RULES) -> list[tuple[str, Finding]]:
    """Return what the rules about the whole site find: the file and the finding."""
    first = pages[0].path if pages else "mkdocs.yml"
    return sorted(set(_run(rules, pages, lambda rule: rule(pages), first)))


def _run(rules, subject, call, path=None):
    for rule in rules:
        try:
            yield from call(rule)
        except Exception as error:  # a check must never stop the preview
            finding = Finding(1, f"the check {rule.__name__} failed ({error!r}). Tell its maintainers.")
            yield (path, finding) if path else finding


def lint(settings: Settings, site: Path | None = None, files: Iterable[Path] = ()) -> list[tuple[str, Finding]]:
    """Return what all rules find in the pages of a project: the file, such as `docs/index.md`, and the finding.

    site: the folder that an engine built of it, not finished yet; without one, the pages are rendered here.
    files: the pages to judge, each by itself; where none is given, all of them, together too.
    """
    some, files = bool(files), sorted(files or settings.docs.rglob("*.md"))
    processes = min(os.cpu_count() or 1, len(files) // FEWEST)
    work = [(settings, file, site) for file in files]
    if processes > 1:
        with ProcessPoolExecutor(processes) as pool:
            checked = list(pool.map(_check_file, work, chunksize=FEWEST))
    else:
        checked = list(map(_check_file, work))
    findings = [(page.path, finding) for page, found in checked for finding in found]
    return findings if some else findings + check_site([page for page, _ in checked])


def _check_file(work: tuple[Settings, Path, Path | None]) -> tuple[Page, list[Finding]]:
    """Read and check a page, maybe within another process."""
    settings, file, site = work
    source = file.relative_to(settings.docs).as_posix()
    path = f"{settings.docs.name}/{source}"
    url = content_pages.url_of(source)
    try:
        data = file.read_bytes()
    except OSError as error:
        return Page(path, ""), [Finding(1, f"this file can't be read: {error.strerror}.")]
    page = read(path, data, f"/{url}")
    if site:
        html = content_pages.text_of(site, content_pages.PageFile(source, url, {}))
    else:
        html = settings.html(content_front_matter.body(page.source))
    page = replace(page, html=html)
    findings = check(page)
    return Page(page.path, page.source, html, page.meta, page.url), findings


def annotation(path: str, finding: Finding) -> str:
    """Return the line that makes GitHub Actions show a finding in the pull request."""

    def escape(text: str, characters: str) -> str:
        return "".join(f"%{ord(c):02X}" if c in characters else c for c in text)

    kind = "notice" if finding.advice else "error"
    file, message = escape(path, "%\r\n:,"), escape(finding.message, "%\r\n")
    return f"::{kind} file={file},line={finding.line}::{message}"


def say(findings: Iterable[tuple[str, Finding]]) -> bool:
    """Print findings, for GitHub Actions too, and return whether any of them is a mistake."""
    findings = list(findings)
    for line, advice in lines(findings):
        print(f"{'Advice' if advice else 'Mistake'}: {line}", flush=True)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(*(annotation(*finding) for finding in findings), sep="\n", flush=True)
    return any(not finding.advice for _, finding in findings)


def lines(findings: Iterable[tuple[str, Finding]]) -> Iterator[tuple[str, bool]]:
    """Give each finding as a line for a person, `docs/x.md:3: …`, and whether it is only advice."""
    for path, finding in findings:
        yield f"{path}:{finding.line}: {' '.join(finding.message.split())}", finding.advice
