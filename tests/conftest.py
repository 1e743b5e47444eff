"""The built site and a browser, shared by all tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import browser as chromium
import pytest
from playwright.sync_api import Browser, sync_playwright
from static_server import serve

ROOT = Path(__file__).resolve().parents[1]


def mkdocs(root: Path, site: Path, *options: str, **environment: str) -> subprocess.CompletedProcess:
    """Run `mkdocs build` of the project in `root` into `site`, as an editor would; output is text."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(
        command, cwd=root, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, by its path from there."""
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The folder of the whole site, built strictly, once."""
    folder = tmp_path_factory.mktemp("build") / "site"
    result = mkdocs(ROOT, folder, "--strict")
    assert result.returncode == 0, result.stdout
    return folder


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """Where the built site is served, ending in a slash."""
    server, url = serve(site)
    yield url
    server.shutdown()


@pytest.fixture
def project(tmp_path) -> Callable[..., Path]:
    """Make a copy of the project in which a test may change pages: `project({"page.md": text})`."""

    def make(pages: dict[str, str] | None = None) -> Path:
        copy = tmp_path / "project"
        if not copy.exists():
            for name in ("docs", "includes", "overrides"):
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "mkdocs.yml", copy)
        for name, text in (pages or {}).items():
            (copy / "docs" / name).write_text(text, encoding="utf-8")
        return copy

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        path = chromium.find() or pytest.fail(chromium.HELP)
        running = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield running
        running.close()
