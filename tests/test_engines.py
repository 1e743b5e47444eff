"""MkDocs and Zensical publish the same site from the same tree: every file, byte by byte, but for the theme's styles."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FIXTURE, contents, lay

# The two engines bring the theme's style sheet in versions of their own.
STYLES = re.compile(rb"<style>.*?</style>|'sha256-[^']+'|&#x27;sha256-.*?&#x27;", re.DOTALL)


def build(root: Path, engine: str) -> subprocess.CompletedProcess:
    """Run what `make build ENGINE=…` runs."""
    command = [sys.executable, "overrides/commands/build.py", engine]
    variables = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The files of the site as each engine publishes it."""
    root = lay(tmp_path_factory.mktemp("engines") / "project", FIXTURE / "docs", FIXTURE / "includes")
    found = {}
    for engine in ("mkdocs", "zensical"):
        result = build(root, engine)
        assert result.returncode == 0, result.stdout
        found[engine] = {path.as_posix(): content for path, content in contents(root / "site").items()}
    return found


def test_both_publish_the_same_files(sites):
    assert sorted(sites["mkdocs"]) == sorted(sites["zensical"])
    assert "404.html" in sites["mkdocs"] and len(sites["mkdocs"]) > 15


def test_both_publish_the_same_bytes(sites):
    for path, content in sites["mkdocs"].items():
        assert STYLES.sub(b"", content) == STYLES.sub(b"", sites["zensical"][path]), path


def test_both_name_a_mistake_and_leave_the_last_site(project):
    root = project()
    assert build(root, "zensical").returncode == 0
    before = contents(root / "site")
    project(
        {"glossary.md": (root / "docs/glossary.md").read_text(encoding="utf-8") + "\n[here](https://www.apec.org/)\n"}
    )
    line = (root / "docs/glossary.md").read_text(encoding="utf-8").count("\n")
    for engine in ("mkdocs", "zensical"):
        result = build(root, engine)
        assert result.returncode != 0
        assert f"docs/glossary.md:{line}: " in result.stdout
        assert contents(root / "site") == before


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_hostile_page_is_published_by_neither(project, engine):
    hostile = (
        "---\ntitle: '<script>1</script>'\ndescription: '\"><script>1</script>'\n---\n\n<svg><script>1</script></svg>\n"
    )
    assert build(project({"hostile.md": hostile}), engine).returncode != 0
