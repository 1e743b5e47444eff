"""The built site and a browser, shared by all tests."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tabs
import unusual_pages
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from static_server import serve

ROOT = Path(__file__).resolve().parents[1]
FIXTURE = ROOT / "tests" / "fixture"
BLOCK = re.compile(r"^(\w+):.*\n(?: .*\n)*", re.MULTILINE)  # a setting of mkdocs.yml with what stands below it


def mkdocs(root: Path, site: Path, *options: str, **environment: str) -> subprocess.CompletedProcess:
    """Run `mkdocs build` of the project in `root` into `site`, as an editor would; output is text."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=root, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def build(root: Path, engine: str) -> subprocess.CompletedProcess:
    """Run what `make build ENGINE=…` runs in the project in `root`; output is text."""
    command = [sys.executable, "overrides/commands/build.py", engine]
    variables = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, by its path from there."""
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def lay(folder: Path, docs: Path, includes: Path) -> Path:
    """Lay a project into `folder`: the house as it stands, with other pages. Gives the folder."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "overrides", folder / "overrides", ignore=ignore)
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copytree(docs, folder / "docs", ignore=shutil.ignore_patterns("assets"), dirs_exist_ok=True)
    shutil.copytree(includes, folder / "includes")
    shutil.copy(ROOT / "docs" / "robots.txt", folder / "docs")
    (folder / "mkdocs.yml").write_text(settings_text(), encoding="utf-8")
    return folder


def settings_text() -> str:
    """The settings as they stand, but for the menu and those of our own: they are of the frozen pages."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for block in BLOCK.finditer((FIXTURE / "mkdocs.yml").read_text(encoding="utf-8")):
        text = BLOCK.sub(lambda own, frozen=block: frozen[0] if own[1] == frozen[1] else own[0], text)
    return text


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Make a folder once for all the processes that run tests: `once("name", make)` calls `make(folder)` or waits."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = base / name, base / f"{name}-done"
        with (base / f"{name}-lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def own_site(once) -> Path:
    """The folder of the site itself, built strictly, once: for what must hold of its own pages."""

    def make(folder: Path) -> None:
        result = mkdocs(ROOT, folder / "site", "--strict")
        assert result.returncode == 0, result.stdout

    return once("own", make) / "site"


@pytest.fixture(scope="session")
def own_address(own_site) -> Iterator[str]:
    """Where the site itself is served, ending in a slash."""
    with serve(own_site) as url:
        yield url


@pytest.fixture(scope="session")
def site(once) -> Path:
    """The folder of a site with the frozen pages of tests/fixture, built strictly, once: for behaviour.

    `ENGINE=zensical` tries another engine.
    """

    def make(folder: Path) -> None:
        root = lay(folder / "project", FIXTURE / "docs", FIXTURE / "includes")
        result = build(root, os.environ.get("ENGINE", "mkdocs"))
        assert result.returncode == 0, result.stdout

    return once("frozen", make) / "project" / "site"


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """Where the site of the frozen pages is served, ending in a slash."""
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def unusual_site(once) -> Path:
    """The folder of a site with the pages of unusual_pages.py besides the frozen ones, built once."""

    def make(folder: Path) -> None:
        root = lay(folder / "project", FIXTURE / "docs", FIXTURE / "includes")
        unusual_pages.write(root)
        result = mkdocs(root, folder / "site")  # not strictly: the linter has a word or two to say
        assert result.returncode == 0, result.stdout

    return once("unusual", make) / "site"


@pytest.fixture(scope="session")
def unusual_address(unusual_site) -> Iterator[str]:
    """Where the site of unusual pages is served, ending in a slash."""
    with serve(unusual_site) as url:
        yield url


@pytest.fixture
def project(tmp_path) -> Callable[..., Path]:
    """Make a project with the frozen pages, in which a test may change any: `project({"page.md": text})`."""

    def make(pages: dict[str, str] | None = None) -> Path:
        copy = tmp_path / "project"
        if not copy.exists():
            lay(copy, FIXTURE / "docs", FIXTURE / "includes")
        for name, text in (pages or {}).items():
            file = copy / "docs" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return copy

    return make


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one Playwright that a thread can have."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def start(playwright) -> Iterator[Callable[[str], tabs.Tab]]:
    """Start a browser at the first call, `start("firefox")`; gives its tab, which all tests share."""
    running = {}

    def started(name: str) -> tabs.Tab:
        if name not in running:
            running[name] = tabs.start(playwright, name)
        return running[name]

    yield started
    for each in running.values():
        each.close()


@pytest.fixture(scope="session")
def browser(start) -> Browser:
    """A real Chromium."""
    return start("chromium").browser


@pytest.fixture
def open_page(start) -> Iterator[Callable[..., Page]]:
    """Open an address in Chromium: `open_page(address, viewport=…, color_scheme=…)`; nothing may be complained of.

    It is the same page each time: what stands in it is gone when the next address is opened.
    """
    tab = start("chromium")
    said = []

    def opened(address: str, javascript: bool = True, viewport: dict | None = None, **media: str) -> Page:
        tab.reset(javascript)
        tab.messages = said
        if viewport:
            tab.page.set_viewport_size(viewport)
        tab.page.goto(address)
        tab.page.emulate_media(**media)  # not before: a new page may come from another process, which forgets it
        return tab.page

    yield opened
    assert said == [], "console messages, or requests to another host"


def pytest_addoption(parser) -> None:
    """`--browsers "firefox webkit"`: the browsers in which tests that use `tab` run."""
    parser.addoption("--browsers", default="chromium firefox")


def pytest_generate_tests(metafunc) -> None:
    if "browser_name" in metafunc.fixturenames:
        metafunc.parametrize("browser_name", metafunc.config.getoption("--browsers").split())


@pytest.fixture
def tab(start, browser_name) -> Iterator[tabs.Tab]:
    """A new tab in each browser in turn; nothing may be complained of in it."""
    running = start(browser_name)
    running.reset()
    yield running
    assert running.complaints() == []
