"""`make lint` judges pages without an engine: all of them, or those that are named."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import yaml
from conftest import ROOT

GOOD = """---
title: A good page
description: A page in which the linter finds nothing.
permalink: /good/
last_reviewed: 2026-11-22
review_in: 6 months
---

Nothing to mend.
"""
BAD = (
    GOOD.replace("good", "bad")
    .replace("nothing", "one mistake")
    .replace("Nothing to mend.", "See [APEC](https://www.apec.org/).")
)


def lint(root, *names: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "overrides/commands/lint_sources.py", *names]
    environment = {**os.environ, "PYTHONPATH": "overrides"}
    return subprocess.run(command, cwd=root, env=environment, text=True, capture_output=True)


def test_a_mistake_is_named_and_fails(project):
    root = project({"good.md": GOOD, "bad.md": BAD})
    for names in ((), ("docs/bad.md",), ("docs/good.md", "docs/bad.md")):
        result = lint(root, *names)
        assert result.returncode == 1
        assert "docs/bad.md:9: this link opens in the same tab" in result.stdout
        said = [line for line in result.stdout.splitlines() if "docs/good.md" in line]
        assert not [line for line in said if "[unlisted-page]" not in line]


def test_an_include_that_no_engine_can_read_is_named(project):
    for name in ("published.txt:-", "published.txt:2:-", "published.txt:1,-"):
        result = lint(project({"bad.md": GOOD.replace("good", "bad").replace("Nothing to mend.", f'--8<-- "{name}"')}))
        assert f"docs/bad.md:9: there is no {name} to include" in result.stdout, result.stderr
        assert "Traceback" not in result.stderr


def test_a_page_is_judged_by_itself(project):
    root = project({"good.md": GOOD, "bad.md": BAD})
    result = lint(root, "docs/good.md")
    assert result.returncode == 0, result.stdout
    assert "no mistake" in result.stdout and "bad.md" not in result.stdout


def test_a_page_to_which_a_link_leads_is_found_without_an_engine_too(project):
    root = project({"about-us/new.md": GOOD.replace("good/", "about-us/new/")})
    page = root / "docs/about-us/index.md"
    assert "[unlisted-page]" in lint(root).stdout
    page.write_text(page.read_text(encoding="utf-8") + "\n-   [A good page](new.md)\n", encoding="utf-8")
    result = lint(root)
    assert result.returncode == 0, result.stdout


def test_what_is_no_page_is_said_in_words(project):
    for name in ("mkdocs.yml", "docs/no-such-page.md", "includes/published.txt"):
        result = lint(project(), name)
        assert result.returncode == 1
        assert f"{name} is no page" in result.stderr and "Traceback" not in result.stderr


def test_lists_nested_too_deep_are_named_and_stop_nothing(project):
    deep = "".join(f"{'    ' * level}- Item\n" for level in range(400))
    result = lint(project({"bad.md": f"{GOOD}\n{deep}"}), "docs/bad.md")
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert "[list-depth]" in result.stdout


def test_a_commit_is_told_of_a_mistake_at_its_line(project):
    """Runs the hook as pre-commit would: its entry, and behind it the staged files that it asks for."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    root = project({"good.md": GOOD, "bad.md": BAD})
    shutil.copy(ROOT / "Makefile", root)
    (root / ".venv").symlink_to(sys.prefix)
    variables = {**os.environ, "PYTHON": "true"}  # which sets up nothing: .venv is there
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)

    def commit(*files: str) -> subprocess.CompletedProcess:
        subprocess.run(["git", "add", *files], cwd=root, check=True)
        staged = subprocess.run(["git", "ls-files"], cwd=root, text=True, capture_output=True).stdout.splitlines()
        wanted = [name for name in staged if re.search(hook["files"], name)]
        command = [*shlex.split(hook["entry"]), *wanted]
        return subprocess.run(command, cwd=root, env=variables, text=True, capture_output=True)

    assert commit("docs/good.md", "includes/spelling.txt").returncode == 0
    result = commit("docs/bad.md")
    assert result.returncode and "docs/bad.md:9: this link opens in the same tab" in result.stdout
