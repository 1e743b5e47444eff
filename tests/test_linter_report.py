"""What the linter prints: a line for the editor, an annotation for the pull request."""

import os

from conftest import mkdocs
from linter import lint
from linter.page import Finding

PAGE = """---
title: A page with a mistake
description: A page with one mistake, to be named at its line by the linter and nowhere else.
permalink: /bad/
last_reviewed: 2026-11-22
review_in: 6 months
---

See [APEC](https://www.apec.org/) now.
"""


def test_a_strict_build_fails_with_file_line_and_remedy(project, tmp_path):
    root = project({"bad.md": PAGE})
    strict = mkdocs(root, tmp_path / "strict", "--strict")
    assert strict.returncode == 1
    assert (
        'WARNING -  docs/bad.md:9: this link opens in the same tab. Write {:target="_blank"} straight '
        'after it: [APEC](https://www.apec.org/){:target="_blank"} [link-new-tab]'
    ) in strict.stdout.splitlines()
    assert "::error" not in strict.stdout
    assert mkdocs(root, tmp_path / "lax").returncode == 0


def test_under_github_actions_each_warning_is_an_annotation(project, tmp_path):
    result = mkdocs(project({"bad.md": PAGE}), tmp_path / "site", GITHUB_ACTIONS="true")
    notes = [line for line in result.stdout.splitlines() if line.startswith("::error file=docs/bad.md")]
    assert [note.split("::")[1] for note in notes if "[unlisted-page]" not in note] == ["error file=docs/bad.md,line=9"]
    assert "this link opens in the same tab" in notes[-1]


def test_annotations_are_escaped():
    finding = Finding(3, "100%\nsure", rule="link-text", advice=True)
    assert (
        lint.annotation("docs/a,b:c.md", finding) == "::notice file=docs/a%2Cb%3Ac.md,line=3::100%25 sure [link-text]"
    )


def test_an_include_that_is_missing_is_named(project, tmp_path):
    root = project({"bad.md": PAGE.replace("See [APEC]", '--8<-- "gone.md"\n\nSee [APEC]')})
    result = mkdocs(root, tmp_path / "site")
    assert result.returncode == 0
    assert "WARNING -  docs/bad.md:9: there is no gone.md to include" in result.stdout


def test_front_matter_that_would_stop_a_build_stops_nothing(project, tmp_path):
    heads = [
        "title: [a", "- a\n- b", "title: 2026\ndescription: 5", "title: {a: b}", "title:", "description: [a, b]",
        "template: gone.html",
        "hide: 5", "date: 2026-13-45", "tags: 5", "search: 5", "- title\ntitle: x", "status: [1]",
        "title: !!python/object:os.system x", "title: a\ttab\n\ttab: x", "permalink: 5", "updates: 5", "updates: [5]",
        "as_at: never", "last_reviewed: 5", "review_in: [x]", "last_reviewed: 2026-11-22 10:00:00", "icon: 5", "1: 2",
    ]  # fmt: skip
    pages = {f"bad{number}.md": f"---\n{head}\n---\n\nText.\n" for number, head in enumerate(heads)}
    pages |= {"none.md": "Note: no front matter.\n", "open.md": "---\ntitle: x\n\nText.\n", "empty.md": ""}
    result = mkdocs(project(pages), tmp_path / "site")
    assert result.returncode == 0, result.stdout[-3000:]
    none = (tmp_path / "site/none/index.html").read_text()
    assert "Note: no front matter." in none


def test_what_is_no_file_is_named(project, tmp_path):
    root = project()
    (root / "docs/gone.md").symlink_to(root / "nowhere.md")
    (root / "docs/folder.md").mkdir()
    os.mkfifo(root / "docs/pipe.md")
    result = mkdocs(root, tmp_path / "site")
    assert result.returncode == 0, result.stdout
    assert "WARNING -  docs/gone.md:1: this file can't be read: it is a link to another place" in result.stdout
    assert "WARNING -  docs/folder.md:1: this file can't be read: it is a folder" in result.stdout
    assert "WARNING -  docs/pipe.md:1: this file can't be read: it is no ordinary file" in result.stdout
    assert "Traceback" not in result.stdout


def test_a_page_that_is_nested_too_deep_is_named_and_the_others_are_shown(project, tmp_path):
    deep = PAGE.split("See")[0] + "".join(f"{'    ' * level}- an item\n" for level in range(400))
    result = mkdocs(project({"bad.md": deep, "page.md": PAGE.replace("/bad/", "/page/")}), tmp_path / "site")
    assert result.returncode == 0, result.stdout[-2000:]
    assert "WARNING -  docs/bad.md:69: this list is nested too deep" in result.stdout
    assert "can't be shown" in (tmp_path / "site/bad/index.html").read_text()
    assert (tmp_path / "site/page/index.html").exists()
