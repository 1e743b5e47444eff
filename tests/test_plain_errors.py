"""What can't be read or written ends a command with one line that names it, and nothing is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import published
import pytest
from conftest import build, contents
from content import plain_errors, whole_files
from content.pages import START
from linter import settings_file

COMMANDS = ["build", "fix", "lint_sources", "reviews", "published"]


def said(root: Path, command: str, **variables: str) -> str:
    """What a command says that must end at once, but for what it says of its progress."""
    program = [sys.executable, f"overrides/commands/{command}.py"]
    environment = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1", **variables}
    result = subprocess.run(program, cwd=root, env=environment, text=True, capture_output=True)
    assert result.returncode == 1, result.stdout
    return "".join(line for line in f"{result.stdout}{result.stderr}".splitlines(True) if not line.startswith("INFO"))


@pytest.mark.parametrize(
    "name",
    ["docs", "docs/about-us", "docs/robots.txt", "docs/assets/images/favicon.svg", "includes", "includes/spelling.txt"],
)
def test_what_may_not_be_read_is_named_before_anything_else(project, monkeypatch, name):
    root, access = project(), os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != root / name and access(path, mode))
    with pytest.raises(
        SystemExit, match=f"^{name}:1: you may not read this. Give yourself the right to: chmod .*'{name}'$"
    ):
        settings_file.load(root)


def test_what_is_no_file_is_named_before_anything_waits_for_it_or_goes_into_it(project):
    root = project()
    os.mkfifo(root / "docs/form.pdf")
    (root / "docs/ship.png").symlink_to("gone.png")
    (root / "includes/spelling.txt").unlink()
    os.mkfifo(root / "includes/spelling.txt")
    (root / "docs/round").symlink_to(".")
    (root / "docs/round.md").symlink_to(root / "docs/about-us")
    for command in COMMANDS:
        for name in ("docs/round", "docs/round.md"):
            assert f"{name}:1: this is a link to another place. Put the file itself here" in said(root, command)
        for name in ("docs/form.pdf", "docs/ship.png", "includes/spelling.txt"):
            assert f"{name}:1: this is no file. Put the file itself here" in said(root, command)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_settings_that_are_no_file_are_named_before_anything_waits_for_them(project, make):
    root = project()
    (root / "mkdocs.yml").unlink()
    make(root / "mkdocs.yml")
    for command in COMMANDS:
        assert "mkdocs.yml:1: this file can't be read (it is no file). Bring it back" in said(root, command)
    serve = [sys.executable, "overrides/commands/serve.py"]
    result = subprocess.run(
        serve, cwd=root, env={**os.environ, "PYTHONPATH": "overrides"}, text=True, capture_output=True
    )
    assert result.returncode == 1 and result.stderr == "mkdocs.yml:1: this is no file. Bring it back\n"


def test_a_page_that_may_not_be_read_stops_nothing_before_the_linter_names_it(project, monkeypatch):
    root, access = project(), os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).suffix != ".md" and access(path, mode))
    settings_file.load(root)


def test_a_folder_that_is_missing_is_named_at_its_setting(project):
    root = project()
    line = (root / "mkdocs.yml").read_text().split("watch:")[0].count("\n") + 1
    (root / "includes").rename(root / "elsewhere")
    for command in COMMANDS:
        assert f"mkdocs.yml:{line}: there is no folder includes. Bring it back" in said(root, command)
    for page in (root / "docs").rglob("*.md"):
        page.unlink()
    assert "there is no folder docs of pages" in said(root, "reviews")


def test_a_list_of_words_or_addresses_that_is_no_text_is_named_and_stays(project):
    root = project()
    for name in ("spelling.txt", "published.txt"):
        (root / "includes" / name).write_bytes(b"\xff\xfe/\x00")
    before = contents(root / "includes")
    assert "includes/published.txt: it is not saved as UTF-8. Nothing was changed" in said(root, "published")
    assert "includes/spelling.txt is not saved as UTF-8" in said(root, "lint_sources")
    assert contents(root / "includes") == before
    text = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(re.sub("published: .*", "published:", text))
    assert said(root, "published").startswith("mkdocs.yml: published, under extra, names no list.")


def test_a_full_disk_leaves_what_was_written_before(project, site, monkeypatch):
    root = project()
    (root / "includes/published.txt").write_text("/gone/\n")
    before = contents(root)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(SystemExit, match="^No space left on device. Nothing was changed."), plain_errors.said():
        published.update(settings_file.load(root), site)
    assert contents(root) == before


def test_a_file_is_written_with_the_mode_that_it_had_and_one_that_may_not_be_is_not(tmp_path):
    (tmp_path / "kept").write_text("old")
    (tmp_path / "kept").chmod(0o640)
    whole_files.write(tmp_path / "kept", b"new")
    whole_files.write(tmp_path / "added", b"new")
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o640
    assert contents(tmp_path) == {Path("kept"): b"new", Path("added"): b"new"}
    (tmp_path / "folder").mkdir()
    with pytest.raises(SystemExit, match="folder: Is a directory"), plain_errors.said():
        whole_files.write(tmp_path / "folder", b"new")


def test_settings_that_cannot_be_read_are_said_without_the_place_in_our_code(project):
    root = project()
    assert said(root, "build", SITE_URL="").startswith("The site was not built, and the last one stays: mkdocs.yml:")


TEMPLATES = {  # what becomes of the frame, where the fault is, and what is said of it by MkDocs and by Zensical
    "open": (lambda good: "{% block x %}", "main.html:1: ", "endblock", "end of block"),
    "undefined": (lambda good: good.replace(START, f"{{{{ a.b.c }}}}{START}"), "main.html:", "undefined", "undefined"),
    "missing": (None, "partials/header.html:", "undefined", "undefined"),
}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_template_that_is_broken_is_named_and_the_last_site_stays(project, name, engine):
    root = project()
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good build")
    frame, (change, place, *words) = root / "overrides/theme/main.html", TEMPLATES[name]
    frame.write_text(change(frame.read_text())) if change else frame.unlink()
    result = build(root, engine)
    assert result.returncode == 1 and "Traceback" not in result.stdout, result.stdout
    assert words[engine == "zensical"] in result.stdout.strip().splitlines()[-1]
    if engine == "mkdocs":
        assert f"\noverrides/theme/{place}" in result.stdout
    assert contents(root / "site") == {Path("index.html"): b"the last good build"}
