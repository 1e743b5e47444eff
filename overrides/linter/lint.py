"""The linter: names mistakes in the pages of the site, each at its file and line.

The rules stand in `rules/`, a family a module. They judge each page's Markdown beside the HTML that
an engine made of it, and the pages together. What they find is a warning, which fails a strict
build, or advice, which never does. A comment in a page switches a rule off (`suppressions.py`).
"""

import gc
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, NamedTuple

import linter.rules
from content import front_matter, processes, review_dates
from content import pages as content_pages
from content.settings import Settings
from linter import explanations, included_files, report, settings_file, source_code, suppressions
from linter.page import MOST, Finding, Page, limited
from linter.rules import file_names, page_settings
from linter.site import Site


def rules_in(*modules: ModuleType, of_site: bool = False) -> tuple:
    """Return the rules that modules have, about pages or about the whole site, in their order there."""
    functions = (function for module in modules for function in vars(module).values())
    return tuple(one for one in functions if getattr(one, "of_site", None) is of_site)


MODULES = tuple(import_module(f"linter.rules.{module.name}") for module in iter_modules(linter.rules.__path__))
RULES, SITE_RULES = rules_in(*MODULES), rules_in(*MODULES, of_site=True)
FIXES = tuple(one for module in MODULES for one in vars(module).values() if getattr(one, "mends", False))
# What is included stands within a page: it has no front matter of its own.
INCLUDE_RULES = tuple(rule for rule in RULES if rule.__module__ != page_settings.__name__)
IDS = frozenset(rule.id for rule in RULES + SITE_RULES)
EXPLAINS = {rule.id: rule.explains for rule in RULES}

# What the linter found before, by path: the page as it was read, the same with its HTML, and the findings
Known = dict[str, tuple[Page, Page, set[Finding]]]
SHARED = ("ids", "links", "tags")  # of a page, for rules about the site: worked out where the page is judged


def prepare(root: Path) -> Settings:
    """Return the settings of the project in `root`, once nothing is left that would stop an engine.

    Raises:
        SettingsError: something would; the message is for the person who wrote it.
    """
    settings = settings_file.load(root)
    found = [f"{report.shown(path)}:1: {report.shown(message)}" for path, message in file_names.in_the_way(settings)]
    if found:
        raise settings_file.SettingsError("\n".join(found))
    return settings


def read_bytes(file: Path, folder: Path | None = None) -> bytes:
    """Return the content of a file, which neither itself nor below `folder` is a link.

    Raises:
        OSError: it can't be read; its `strerror` says why in plain words.
    """
    folder = folder or file.parent
    real = os.path.join(os.path.realpath(folder), file.relative_to(folder))
    if file.is_symlink() or os.path.realpath(file) != real:  # Path.resolve raises another error for a loop
        raise OSError(0, "it is a link to another place. Put the file itself here")
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError(0, "it is a folder. Give it a name without .md")
    if not stat.S_ISREG(mode):  # a pipe: reading it would wait for ever
        raise OSError(0, "it is no ordinary file. Delete it")
    return file.read_bytes()


def read(path: str, data: bytes, url: str = "/", html: str = "", words: frozenset[str] = frozenset()) -> Page:
    """Return the page of a file's bytes, whatever they are; `meta` is empty if it can't be read."""
    mark = data.startswith(b"\xef\xbb\xbf")
    undecodable = None
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        undecodable = before.count(b"\n") + 1, error.object[error.start : error.start + 1]
        source = error.object.decode("utf-8", "replace")
    source = source.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Page(path, source, html, front_matter.read(source), url, mark, undecodable, words)


def check(page: Page, rules: Iterable = RULES) -> list[Finding]:
    """Return what the rules find on a page, by line, but for what a comment there switches off.

    A rule that fails is itself a finding.
    """
    rules = tuple(rules)
    return suppressions.apply(page, found(page, rules), IDS, {rule.id for rule in rules})


def found(page: Page, rules: Iterable) -> set[Finding]:
    """Return what rules find on a page, whatever a comment there switches off.

    What comes of another mistake on its line is named once: by the rule that explains it.
    """
    with _no_search_for_cycles():
        findings = {finding for rule in rules for finding in run(rule, page)}
    causes = (finding for finding in findings if not finding.advice)
    explained = {(other, cause.line) for cause in causes for other in EXPLAINS.get(cause.rule, ())}
    return {finding for finding in findings if (finding.rule, finding.line) not in explained}


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from it meanwhile: a page makes many small objects and hardly a cycle, and a third of the time goes."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def check_site(site: Site, rules: Iterable = SITE_RULES) -> list[tuple[str, Finding]]:
    """Return what the rules about the whole site find: the file and the finding."""
    found = set()
    for rule in rules:
        try:
            found.update((path, _named(finding, rule)) for path, finding in rule(site))
        except Exception as error:
            found.add((settings_file.SETTINGS, _failed(rule, error)))
    return sorted(found)


def run(rule, page: Page, most: float = MOST) -> Iterator[Finding]:
    """Give what a rule finds on a page, up to the most that are named; that it failed is a finding, too."""
    try:
        yield from (_named(finding, rule) for finding in limited(rule(page), most))
    except Exception as error:  # a check must never stop the preview
        yield _failed(rule, error)


def _named(finding: Finding, rule) -> Finding:
    if hasattr(rule, "id"):  # else one that only `make fix` runs
        finding.rule, finding.advice = rule.id, finding.advice or rule.severity == "advice"
    return finding


def _failed(rule, error: Exception) -> Finding:
    return _named(Finding(1, f"the check {rule.__name__} failed ({error!r}). Tell its maintainers"), rule)


def lint(
    settings: Settings, built: Path | None = None, files: Iterable[Path] = (), known: Known | None = None
) -> list[tuple[str, Finding]]:
    """Return what all rules find in the pages of a project: the file, such as `docs/index.md`, and the finding.

    built: the folder that an engine built of it, not finished yet; without one, the pages are rendered here.
    files: the pages to judge, each by itself; where none is given, all of them, together too, and what they include.
    known: what was found before, by path: a page that is still the same is not judged again.
    """
    known = {} if known is None else known
    words, names = allowed_words(settings), explanations.of_glossary(settings)
    some = sorted(files)
    files = some or [*sorted(settings.docs.rglob("*.md")), *included_files.files(settings, "*.md")]
    work = [_read_file(settings, file, built, words, names) for file in files]
    changed = [one for one in work if one.page.path not in known or known[one.page.path][0] != one.page]
    for one, (html, shared, findings) in zip(changed, processes.each(_judge, changed), strict=True):
        page = replace(one.page, html=html)
        vars(page).update(shared)
        known[page.path] = one.page, page, findings
    checked = [known[one.page.path][1:] for one in work]
    by_path: dict[str, list[Finding]] = {}
    if not some:
        pages = [page for one, (page, _) in zip(work, checked, strict=True) if not one.included]
        includes = [page for one, (page, _) in zip(work, checked, strict=True) if one.included]
        for path, finding in check_site(Site(settings, pages, includes, built, review_dates.today(), IDS)):
            by_path.setdefault(path, []).append(finding)
    findings = []
    asked = frozenset(rule.id for rule in RULES) if some else IDS
    for one, (page, found) in zip(work, checked, strict=True):
        about_it = by_path.pop(page.path, ())
        together = {*found} if one.problem else {*found, *about_it}
        findings += ((page.path, finding) for finding in suppressions.apply(page, together, IDS, asked))
    findings += ((path, finding) for path, found in by_path.items() for finding in found)
    lowered = frozenset((settings.extra.get("lint") or {}).get("advice") or ())
    return [(path, replace(one, advice=True) if one.rule in lowered else one) for path, one in findings]


def allowed_words(settings: Settings) -> frozenset[str]:
    """Return the words that the file of the setting `extra: lint: words:` allows, a word a line, in lower case."""
    name = (settings.extra.get("lint") or {}).get("words")
    try:
        lines = (settings.root / str(name)).read_text(encoding="utf-8").splitlines() if name else []
    except (OSError, UnicodeDecodeError):  # a rule names it
        lines = []
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip().lower()))


class _Work(NamedTuple):
    """A file to judge, maybe within another process.

    page: as it is read; without its HTML where the linter is to render it.
    problem: what kept it from being read.
    """

    page: Page
    settings: Settings
    included: bool
    render: bool
    problem: Finding | None = None


def _read_file(
    settings: Settings, file: Path, built: Path | None, words: frozenset[str], names: frozenset[str]
) -> _Work:
    path = file.relative_to(settings.root).as_posix()
    included = not file.is_relative_to(settings.docs)
    source = "" if included else file.relative_to(settings.docs).as_posix()
    url = content_pages.url_of(source) if source else ""
    try:
        data = read_bytes(file)
    except OSError as error:
        problem = Finding(1, f"this file can't be read: {error.strerror}", rule="encoding")
        return _Work(Page(path, "", url=f"/{url}"), settings, included, False, problem)
    render = included or built is None
    html = "" if render else content_pages.text_of(built, content_pages.PageFile(source, url, {}))
    page = replace(read(path, data, f"/{url}", html, words), abbreviations=names)
    return _Work(page, settings, included, render)


def _judge(work: _Work) -> tuple[str, dict[str, Any], set[Finding]]:
    """Return a page's HTML, what rules about the site need of it, and the findings."""
    if work.problem:
        return "", {}, {work.problem}
    page = work.page
    if work.render:
        page = replace(page, html=rendered(work.settings, page.source))
    findings = found(page, INCLUDE_RULES if work.included else RULES)
    return page.html, {name: getattr(page, name) for name in SHARED}, findings


def rendered(settings: Settings, source: str) -> str:
    """Return the HTML of a page's source; empty where nests are too deep or an include has no numbers, as rules name."""
    try:
        return "" if source_code.too_deep(source) else settings.html(front_matter.body(source))
    except ValueError:  # of pymdownx.snippets, for "a.md:-"
        return ""
