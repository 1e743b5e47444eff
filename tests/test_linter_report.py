"""What the linter prints: a line for the editor, an annotation for the pull request."""

import os
from pathlib import Path

import pytest
import snippets
from conftest import FIXTURE, lay, mkdocs
from linter import lint, report, settings_file, source_code
from linter.page import MOST, Finding

PAGE = """---
title: A page with a mistake
description: A page with one mistake, to be named at its line by the linter and nowhere else.
permalink: /bad/
last_reviewed: 2026-11-22
review_in: 6 months
---

See [APEC](https://www.apec.org/) now.
"""


HEADS = [  # front matter that would stop a build
    "title: [a", "- a\n- b", "title: 2026\ndescription: 5", "title: {a: b}", "title:", "description: [a, b]",
    "template: gone.html",
    "hide: 5", "date: 2026-13-45", "tags: 5", "search: 5", "- title\ntitle: x", "status: [1]",
    "title: !!python/object:os.system x", "title: a\ttab\n\ttab: x", "permalink: 5", "updates: 5", "updates: [5]",
    "as_at: never", "last_reviewed: 5", "review_in: [x]", "last_reviewed: 2026-11-22 10:00:00", "icon: 5", "1: 2",
]  # fmt: skip


NESTED = {  # text nested deeply, and the line that is too deep, if one is
    "divs": ("<div markdown>\n\n" * 400 + "Text.\n", 121),
    "closed": ("<div markdown>\n" * 400 + "Text.\n" + "</div>\n" * 400, 61),
    "one line": ("<section markdown='1'>" * 400 + "Text." + "</section>" * 400, 1),
    "notes": ("<details class='x' markdown>\n\n" * 400, 121),
    "raw ones within": ("<div markdown>\n\n" + "<p>\n" * 1000 + "</div>\n", 592),
    "lists within": ("<div markdown>\n\n" * 31 + "".join(f"{'    ' * level}- a\n" for level in range(31)), 92),
    "one after another": ("<div class='x' markdown>\n\nText.\n\n</div>\n\n" * 400, None),
    "lines without end": ("<div markdown>\nOne<br>two.\n\n</div>\n\n" * 400, None),
    "in code": ("`<div markdown>` and so on.\n\n" * 400, None),
    "a note in a note": ("Text.[^1]\n\n[^1]: One.\n\n    [^2]: Two.\n\n[^3]: Three.\n", 5),
    "notes on a line": ("[^1]: [^2]: Two.\n[^3]: Three.\n", 1),
    "notes in an item": ("[^0]: Zero.\n\n- Text.[^1][^2]\n\n    [^1]: One.\n    [^2]: Two.\n\n[^3]: Three.\n", None),
    "code in a note": ("[^1]: One.\n\n    ```\n    [^2]: Two.\n    ```\n\n        [^2]: Two.\n\n[^3]: Three.\n", None),
    "raw, never closed": ("<div>\nText.\n\n" * 700, 1798),
    "raw, beside ends of nothing": ("</i><x>Text.\n\n" * 700, 1199),
    "raw, on a line": ("<x>" * 700 + "Text." + "</x>" * 700, 1),
    "raw, closed by the next": ("<p>\nText.\n\n" * 700, None),
    "raw": ("<div>\n" * 400 + "</div>\n" * 400, None),
    "a class": ('<div class="markdown">\n' * 400 + "</div>\n" * 400, None),
    "deep, but bearable": ("<div markdown>\n\n" * 60 + "Text.\n\n" + "</div>\n\n" * 60, None),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory) -> tuple[str, Path]:
    """What a build under GitHub Actions said that had every kind of bad page, and its site."""
    root = lay(tmp_path_factory.mktemp("bad") / "project", FIXTURE / "docs", FIXTURE / "includes")
    deep = "".join(f"{'    ' * level}- an item\n" for level in range(400))
    pages = {f"head{number}.md": f"---\n{head}\n---\n\nText.\n" for number, head in enumerate(HEADS)}
    pages |= {"none.md": "Note: no front matter.\n", "open.md": "---\ntitle: x\n\nText.\n", "empty.md": ""}
    pages |= {"bad.md": PAGE, "include.md": PAGE.replace("See [APEC]", '--8<-- "missing.md"\n\nSee [APEC]')}
    pages |= {"deep-note.md": PAGE.split("See")[0] + NESTED["a note in a note"][0]}
    pages |= {"deep.md": PAGE.split("See")[0] + deep, "deep-tags.md": PAGE.split("See")[0] + NESTED["divs"][0]}
    for name, text in pages.items():
        (root / "docs" / name).write_text(text, encoding="utf-8")
    (root / "docs/gone.md").symlink_to(root / "nowhere.md")
    (root / "docs/folder.md").mkdir()
    os.mkfifo(root / "docs/pipe.md")
    result = mkdocs(root, root / "site", GITHUB_ACTIONS="true")
    assert result.returncode == 0, result.stdout[-3000:]
    return result.stdout, root / "site"


def test_a_strict_build_fails_with_file_line_and_remedy(project, tmp_path):
    strict = mkdocs(project({"bad.md": PAGE}), tmp_path / "strict", "--strict")
    assert strict.returncode == 1
    assert (
        'WARNING -  docs/bad.md:9: this link opens in the same tab. Write {:target="_blank"} straight '
        'after it: [APEC](https://www.apec.org/){:target="_blank"} [link-new-tab]'
    ) in strict.stdout.splitlines()
    assert "::error" not in strict.stdout


def test_under_github_actions_each_warning_is_an_annotation(bad):
    notes = [line for line in bad[0].splitlines() if line.startswith("::error file=docs/bad.md")]
    rules = {"[unlisted-page]", "[address-twice]", "[title-twice]"}  # the other pages' affair
    own = [note for note in notes if note.rpartition(" ")[2] not in rules]
    assert [note.split("::")[1] for note in own] == ["error file=docs/bad.md,line=9"]
    assert "this link opens in the same tab" in own[0]


def test_what_a_page_has_too_often_is_summed_up():
    text = "\n\n".join(f"See [the form {number}](https://www.apec.org/{number})." for number in range(MOST + 5))
    found = [one for one in lint.check(snippets.snippet(text)) if one.rule == "link-new-tab"]
    assert len(found) == MOST + 1
    assert sum(one.message.startswith(f"there are more than {MOST} of these") for one in found) == 1


def test_annotations_are_escaped():
    finding = Finding(3, "100%\nsure", rule="link-text", advice=True)
    assert (
        report.annotation("docs/a,b:c.md", finding) == "::notice file=docs/a%2Cb%3Ac.md,line=3::100%25 sure [link-text]"
    )


def test_an_include_that_is_missing_is_named(bad):
    assert "WARNING -  docs/include.md:9: there is no missing.md to include" in bad[0]


def test_front_matter_that_would_stop_a_build_stops_nothing(bad):
    said, site = bad
    for number in range(len(HEADS)):
        assert f"WARNING -  docs/head{number}.md:" in said
        assert "Text." in (site / f"head{number}/index.html").read_text()
    assert "Note: no front matter." in (site / "none/index.html").read_text()


def test_what_is_no_file_is_named(bad):
    for words in (
        "gone.md:1: this file can't be read: it is a link to another place",
        "folder.md:1: this file can't be read: it is a folder",
        "pipe.md:1: this file can't be read: it is no ordinary file",
    ):
        assert f"WARNING -  docs/{words}" in bad[0]
    assert "Traceback" not in bad[0]


def test_a_page_that_cannot_be_read_is_named_once(project):
    root = project()
    for page in [*(root / "docs").rglob("*.md")]:
        before = page.read_bytes()
        page.unlink()
        page.symlink_to("/etc/hostname")
        found = [
            (path, finding.message)
            for path, finding in lint.lint(settings_file.load(root))
            if path == page.relative_to(root).as_posix() or "has no part" in finding.message
        ]
        assert [message.partition(":")[0] for _, message in found] == ["this file can't be read"], found
        page.unlink()
        page.write_bytes(before)


def test_a_page_that_is_nested_too_deep_is_named_and_the_others_are_shown(bad):
    said, site = bad
    assert "WARNING -  docs/deep.md:69: this list is nested too deep" in said
    assert f"WARNING -  docs/deep-tags.md:{PAGE.count(chr(10)) - 1 + 121}: this tag is nested too deep" in said
    assert f"WARNING -  docs/deep-note.md:{PAGE.count(chr(10)) - 1 + 5}: this note is nested too deep" in said
    for name in ("deep", "deep-tags", "deep-note"):
        assert "can't be shown" in (site / name / "index.html").read_text()
    assert (site / "bad/index.html").exists()


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_too_deep_is_known_without_showing_it(name):
    text, line = NESTED[name]
    assert source_code.too_deep(text) == line
    if line is None:
        assert snippets.settings().html(text)
