"""The build: same bytes from the same commit; a build that stops leaves the last one in place."""

import os
import shutil
import signal
import subprocess
import sys
import time

import conftest
import robots


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
    sites = [tmp_path / "one", tmp_path / "two"]
    for root, site, variables in zip((first, second), sites, ({}, {"PYTHONPATH": str(later)}), strict=True):
        result = conftest.mkdocs(root, site, PYTHONHASHSEED=str(len(variables)), TZ="Asia/Tokyo", **variables)
        assert result.returncode == 0, result.stdout
    assert conftest.contents(sites[0]) == conftest.contents(sites[1])
    assert b"<lastmod>2026-01-02</lastmod>" in (sites[0] / "sitemap.xml").read_bytes()


def make_build(project):
    command = [sys.executable, "overrides/commands/build.py"]
    variables = {**os.environ, "PYTHONPATH": "overrides/hooks"}
    return subprocess.Popen(command, cwd=project, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_a_failing_build_leaves_the_site_as_it_was(project):
    root = project()
    assert make_build(root).wait() == 0
    before = conftest.contents(root / "site")
    assert before
    project({"glossary.md": "---\ntitle: Glossary\n---\n[nowhere](nowhere.md)\n"})
    build = make_build(root)
    output, _ = build.communicate()
    assert build.returncode != 0 and b"nowhere.md" in output
    assert conftest.contents(root / "site") == before


def test_a_killed_build_leaves_the_site_as_it_was_and_the_next_one_works(project):
    root = project()
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good build")
    # A page that takes for ever: the build is surely at work when it is killed.
    (root / "overrides" / "hooks" / "slow.py").write_text(
        "import pathlib, time\n"
        "def on_post_page(output, **_):\n"
        "    pathlib.Path('at-work').touch()\n"
        "    time.sleep(600)\n"
    )
    settings = root / "mkdocs.yml"
    text = settings.read_text()
    settings.write_text(text.replace("hooks:\n", "hooks:\n  - overrides/hooks/slow.py\n"))
    build = make_build(root)
    while not (root / "at-work").exists():
        assert build.poll() is None, build.stdout.read()
        time.sleep(0.02)
    children = subprocess.run(["pgrep", "-P", str(build.pid)], capture_output=True, text=True).stdout.split()
    build.kill()
    build.wait()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    assert conftest.contents(root / "site").popitem()[1] == b"the last good build"
    settings.write_text(text)
    assert make_build(root).wait() == 0
    assert b"International" in (root / "site" / "index.html").read_bytes()
    assert [file.name for file in root.iterdir() if file.name.startswith(".site")] == []


def test_a_build_killed_between_its_two_renames_is_mended(project):
    root = project()
    shutil.copytree(root / "docs", root / ".site-previous")
    build = make_build(root)
    build.communicate()
    assert build.returncode == 0
    assert (root / "site" / "index.html").exists()
    assert not (root / ".site-previous").exists()


def test_robots_names_the_sitemap_of_the_site_that_is_built(site):
    text = (site / "robots.txt").read_text()
    assert "Sitemap: https://www.customs.gov.sg/sitemap.xml\n" in text
    moved = robots.name_sitemap(text, "https://example.org/participation/")
    assert "Sitemap: https://example.org/participation/sitemap.xml\n" in moved
    assert moved.count("Sitemap:") == 1 and moved.startswith("User-agent: *\n")
