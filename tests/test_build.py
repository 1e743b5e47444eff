"""The build: same bytes from the same commit; a build that stops leaves the last one in place."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import build
import conftest
import pytest
from content import plain_errors
from linter import lint


def git(folder, *arguments):
    identity = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{who}_DATE": "2026-01-02T03:04:05Z" for who in ("AUTHOR", "COMMITTER")}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **identity, **dates}, check=True)


def test_the_same_commit_gives_the_same_bytes_in_another_folder_on_another_day(project, tmp_path):
    first = project()
    (first / ".gitignore").write_text("__pycache__\n")
    git(first, "init", "--quiet")
    git(first, "add", ".")
    git(first, "commit", "--quiet", "--message", "test")
    second = tmp_path / "elsewhere" / "deeper"
    second.parent.mkdir()
    subprocess.run(["git", "clone", "--quiet", first, second], check=True)
    # Python reads this at its start: the second build believes that it is 2031.
    later = tmp_path / "later"
    later.mkdir()
    (later / "sitecustomize.py").write_text("import time; now = time.time; time.time = lambda: now() + 1.5e8\n")
    one, two = tmp_path / "one", tmp_path / "two"
    from_elsewhere = ("--config-file", str(second / "mkdocs.yml"))
    for result in (
        conftest.mkdocs(first, one, PYTHONHASHSEED="0"),
        conftest.mkdocs(tmp_path, two, *from_elsewhere, PYTHONHASHSEED="1", TZ="Asia/Tokyo", PYTHONPATH=str(later)),
    ):
        assert result.returncode == 0, result.stdout
    assert conftest.contents(one) == conftest.contents(two)


def make_build(project):
    command = [sys.executable, "overrides/commands/build.py"]
    variables = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(command, cwd=project, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_a_killed_build_leaves_the_site_as_it_was_and_the_next_one_works(project):
    root = project()
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good build")
    # A page that takes for ever: the build is surely at work when it is killed.
    (root / "overrides" / "slow_hook.py").write_text(
        "import pathlib, time\n"
        "def on_post_page(output, **_):\n"
        "    pathlib.Path('at-work').touch()\n"
        "    time.sleep(600)\n"
    )
    settings = root / "mkdocs.yml"
    text = settings.read_text()
    settings.write_text(text.replace("hooks:\n", "hooks:\n  - overrides/slow_hook.py\n"))
    running = make_build(root)
    while not (root / "at-work").exists():
        assert running.poll() is None, running.stdout.read()
        time.sleep(0.02)
    children = subprocess.run(["pgrep", "-P", str(running.pid)], capture_output=True, text=True).stdout.split()
    running.kill()
    running.wait()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    assert conftest.contents(root / "site").popitem()[1] == b"the last good build"
    settings.write_text(text)
    assert make_build(root).wait() == 0
    assert b"International" in (root / "site" / "index.html").read_bytes()
    assert [file.name for file in root.iterdir() if file.name.startswith(".site")] == []


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """A folder whose site an engine builds that only writes a page: what it is replaced by is no matter of the engine."""

    def engine(root: Path, new: Path) -> bool:
        time.sleep(0.1)  # long enough for a second one to meet it
        new.mkdir()
        (new / "index.html").write_text("built")
        return True

    monkeypatch.setitem(build.ENGINES, "quick", engine)
    monkeypatch.setattr(lint, "prepare", lambda root: None)
    root = tmp_path / "quick"
    root.mkdir()
    return root


def test_a_build_killed_between_its_two_renames_is_mended_even_by_one_that_fails(quick, monkeypatch):
    monkeypatch.setitem(build.ENGINES, "failing", lambda root, new: False)
    (quick / ".site-previous").mkdir()
    (quick / ".site-previous/index.html").write_text("the last good build")
    assert not build.build(quick, "failing")
    assert conftest.contents(quick) == {Path("site/index.html"): b"the last good build"}


def test_two_builds_at_once_both_end_well(quick):
    with ThreadPoolExecutor() as pool:
        assert list(pool.map(build.build, [quick] * 2, ["quick"] * 2)) == [True, True]
    assert [file.name for file in quick.iterdir()] == ["site"]


def test_two_builds_by_mkdocs_itself_both_end_well(project):
    root = project()
    with ThreadPoolExecutor() as pool:
        results = [*pool.map(lambda _: conftest.mkdocs(root, root / "site", "--strict"), range(2))]
    assert [result.returncode for result in results] == [0, 0], results[0].stdout + results[1].stdout


def test_a_disk_that_is_full_leaves_the_last_site(quick, tmp_path, monkeypatch):
    (tmp_path / "disk/kept").mkdir(parents=True)
    (tmp_path / "disk/kept/index.html").write_text("the last good build")
    (tmp_path / "disk/kept/sitemap.xml").touch()
    (quick / "site").symlink_to(tmp_path / "disk/kept")

    def half(source: Path, to: Path) -> None:
        to.mkdir()
        raise shutil.Error([("index.html", "index.html", "No space left on device: index.html")] * 9)

    monkeypatch.setattr(build.shutil, "move", half)
    with pytest.raises(OSError) as error:
        build.build(quick, "quick")
    assert plain_errors.line(error.value) == "No space left on device: index.html"
    assert (quick / "site/index.html").read_text() == "the last good build"


def test_what_cannot_be_deleted_is_said_before_the_engine_works(quick, monkeypatch):
    (quick / ".site-previous").mkdir()
    (quick / "site").mkdir()
    monkeypatch.setattr(build.shutil, "rmtree", lambda path, ignore_errors: None)
    with pytest.raises(OSError, match=".site-previous can't be deleted. Delete it as the user who made it"):
        build.build(quick, "quick")


def test_a_linked_site_folder_stays_a_link(quick, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (quick / "site").symlink_to(tmp_path / "elsewhere")
    assert build.build(quick, "quick")
    assert (quick / "site").is_symlink() and (tmp_path / "elsewhere/index.html").exists()


def test_a_linked_site_folder_with_files_of_others_is_left_alone(quick, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/letters.txt").write_text("not of the build")
    (quick / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="elsewhere has files that no build wrote"):
        build.build(quick, "quick")
    assert (tmp_path / "elsewhere/letters.txt").exists()


def test_a_site_folder_that_leads_to_itself_is_named(project):
    root = project()
    (root / "site").symlink_to("site")
    said = conftest.build(root, "mkdocs").stdout
    assert "The site was not built" in said and "Traceback" not in said


@pytest.mark.parametrize("name", ["site", ".site-new", ".site-ready", ".site-previous"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_has_the_name_of_a_folder_of_the_build_is_in_nobodys_way(quick, tmp_path, name, kind):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file").write_text("not of the build")
    if kind == "file":
        (quick / name).write_text("not of the build")
    elif name != "site":  # which may be a link
        (quick / name).symlink_to(tmp_path / "elsewhere")
    for _ in range(2):
        assert build.build(quick, "quick")
        assert [file.name for file in quick.iterdir()] == ["site"]
        assert (quick / "site/index.html").read_text() == "built"
    assert (tmp_path / "elsewhere/file").read_text() == "not of the build"


def test_whoever_serves_the_site_may_read_it(project):
    root = project()
    before = os.umask(0o077)
    try:
        assert make_build(root).wait() == 0
        assert conftest.mkdocs(root, root / "by-hand").returncode == 0
    finally:
        os.umask(before)
    for file in (file for site in ("site", "by-hand") for file in [root / site, *(root / site).rglob("*")]):
        assert file.stat().st_mode & 0o044 == 0o044, file


@pytest.mark.parametrize("option", ["--quiet", "--verbose"])
def test_a_strict_build_fails_and_says_why_however_much_it_says(project, tmp_path, option):
    result = conftest.mkdocs(project({"x.md": "See www.apec.org now.\n"}), tmp_path / "site", "--strict", option)
    assert result.returncode != 0 and re.search(r"docs/x.md:\d+: this address is no link", result.stdout)


@pytest.mark.parametrize(
    "options, variables, said",
    [
        (["--dirty"], {}, "--dirty builds a part of the site"),
        ([], {"SITE_URL": ""}, "site_url is empty; it must be the address of the site"),
    ],
)
def test_what_cannot_be_built_is_said_in_a_line(project, tmp_path, options, variables, said):
    result = conftest.mkdocs(project(), tmp_path / "site", "--strict", *options, **variables)
    assert result.returncode != 0
    assert said in result.stdout and "Traceback" not in result.stdout


@pytest.mark.parametrize(
    "folder", ["overrides/theme", "overrides", "includes", "docs", "docs/assets", ".", "mkdocs.yml", ".."]
)
def test_mkdocs_never_builds_over_what_no_build_wrote(project, folder):
    root = project()
    before = conftest.contents(root)
    result = conftest.mkdocs(root, root / folder, PYTHONDONTWRITEBYTECODE="1")
    assert result.returncode != 0 and "Traceback" not in result.stdout
    assert conftest.contents(root) == before


def test_a_folder_that_is_nobodys_to_write_is_said_in_a_line(quick, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(OSError, match=f"{quick} is no folder that you may write to. Copy the project"):
        build.build(quick, "quick")
    assert not [*quick.iterdir()]


def test_mkdocs_builds_again_over_its_own(project, tmp_path):
    root = project()
    for _ in range(2):
        result = conftest.mkdocs(root, tmp_path / "site", "--strict")
        assert result.returncode == 0, result.stdout


def test_zensical_never_builds_over_what_is_there(project):
    root = project()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        text.replace("site_dir: !ENV [SITE_DIR, site]", "site_dir: includes"), encoding="utf-8"
    )
    before = conftest.contents(root)
    command = [sys.executable, "overrides/commands/build.py", "zensical"]
    variables = {**os.environ, "PYTHONPATH": "overrides", "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(command, cwd=root, env=variables, text=True, capture_output=True)
    assert result.returncode == 1 and "!ENV [SITE_DIR, site]" in result.stderr
    assert conftest.contents(root) == before
