"""Comments that switch a rule off for a line or a block: they hold, say why, name a rule and are needed."""

import pytest
import snippets
from conftest import mkdocs
from content.settings import load
from linter import lint, report

HERE = 'The form is [here](https://www.apec.org/){:target="_blank"}.'
QUIET = [
    f"<!-- lint-disable-next-line link-text: the law says it so -->\n{HERE}",
    f"<!-- lint-disable-next-line link-text: the law says it so -->\n\n{HERE}",
    f"{HERE} <!-- lint-disable-line link-text: the law says it so -->",
    f"- one\n- {HERE} <!-- lint-disable-line link-text: as it was written -->\n- two",
    f"<!-- lint-disable link-text: the law says it so -->\n\n{HERE}\n\n{HERE}\n\n<!-- lint-enable link-text -->",
    f"<!-- lint-disable link-text: the law says it so -->\n\nText.\n\n{HERE}",
    f"<!-- lint-disable-next-line link-text, spelling: a letter of 1819 -->\nCustoms recieves it. {HERE}",
    "Write `<!-- lint-disable link-text -->` in code.",
    # where a comment stands within something and leaves it whole
    f"- one\n    - {HERE} <!-- lint-disable-line link-text: a law -->\n    - two",
    f"- one\n    <!-- lint-disable-next-line link-text: a law -->\n- {HERE}\n- three",
    f"- one\n\n    <!-- lint-disable-next-line link-text: a law -->\n    {HERE}\n\n- two",
    f"<!-- lint-disable-next-line link-text: a law -->\n- {HERE}\n- two",
    f"> <!-- lint-disable-next-line link-text: a law -->\n> {HERE}",
    f"| A | B |\n|---|---|\n| {HERE} | b | <!-- lint-disable-line link-text: a law -->\n| c | d |",
    f"<!-- lint-disable link-text: a law -->\n\n| A |\n|---|\n| {HERE} |\n\n<!-- lint-enable link-text -->",
    f'!!! note "A law"\n    <!-- lint-disable-next-line link-text: a law -->\n    {HERE}',
    f"Term\n:   {HERE} <!-- lint-disable-line link-text: a law -->",
    f"A note[^1].\n\n<!-- lint-disable-next-line link-text: a law -->\n[^1]: {HERE}",
    f"<div markdown>\n<!-- lint-disable-next-line link-text: a law -->\n{HERE}\n</div>",
    f"<!-- lint-disable-next-line link-text:\nthe law says\nit so -->\n{HERE}",
    "<!-- lint-disable-next-line link-text: a law -->\n<!-- lint-disable-next-line spelling: a letter -->\n"
    f"Customs recieves it. {HERE}",
    # what is switched off twice needs both comments
    f"<!-- lint-disable link-text: a law -->\n\n<!-- lint-disable-next-line link-text: a law -->\n{HERE}\n\n{HERE}",
    f"<!-- lint-disable-next-line link-text: a law -->\n{HERE} <!-- lint-disable-line link-text: a law -->",
]
PARTS = "Write <!-- lint-disable-line link-text: a law --> at the end of the line that it is meant for"
NAMED = [  # the text, the line that is named, the rule and words of the message
    (
        f"<!-- lint-disable-next-line link-text -->\n{HERE}",
        [(1, "lint-comment", "doesn't say why"), (2, "link-text", "")],
    ),
    (
        f"<!-- lint-disable-next-line link-text: . -->\n{HERE}",
        [(1, "lint-comment", "doesn't say why"), (2, "link-text", "")],
    ),
    ("<!-- lint-disable-next-line link-text: why not -->\nText.", [(1, "lint-comment", "isn't needed")]),
    (
        f"<!-- lint-disable-next-line link-txt: the law says it so -->\n{HERE}",
        [(1, "lint-comment", "there is no rule link-txt"), (2, "link-text", "")],
    ),
    ("<!-- lint-disable-next-line: why -->\nText.", [(1, "lint-comment", "names no rule")]),
    ("<!-- lint-ignore link-text: why -->\n\nText.", [(1, "lint-comment", "lint-ignore is unknown")]),
    ("Text.\n\n<!-- lint-enable link-text -->", [(3, "lint-comment", "no comment above")]),
    (
        f"<!-- lint-disable link-text: the law -->\n\n{HERE}\n\n<!-- lint-enable link-text -->\n\n{HERE}",
        [(7, "link-text", "")],
    ),
    (
        f"<!-- lint-disable link-text: the law -->\n\n{HERE}\n\n<!-- lint-enable link-text -->\n\n"
        "<!-- lint-enable link-text -->",
        [(7, "lint-comment", "no comment above")],
    ),
    # where a comment ends what it stands in
    (f"- one\n<!-- lint-disable-next-line link-text: a law -->\n- {HERE}", [(2, "lint-comment", PARTS)]),
    (f"- one\n\n<!-- lint-disable-next-line link-text: a law -->\n\n- {HERE}", [(3, "lint-comment", PARTS)]),
    (f"- one\n\n    <!-- lint-disable-next-line link-text: a law -->\n    - {HERE}", [(3, "lint-comment", PARTS)]),
    (f"> <!-- lint-disable-next-line link-text: a law -->\n> - {HERE}", [(1, "lint-comment", PARTS)]),
    (f"Text.\n<!-- lint-disable-next-line link-text: a law -->\n{HERE}", [(2, "lint-comment", PARTS)]),
    (f"Term\n<!-- lint-disable-next-line link-text: a law -->\n:   {HERE}", [(2, "lint-comment", PARTS)]),
    (f"<!-- lint-disable-next-line spelling: a letter -->\nCustoms recieves it. {HERE}", [(2, "link-text", "")]),
]


def found(text: str):
    return [finding for finding in lint.check(snippets.snippet(text)) if not finding.advice]


@pytest.mark.parametrize("text", QUIET)
def test_what_a_comment_switches_off_is_silent(text):
    assert not found(text)


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_what_is_wrong_with_a_comment_is_named_and_switches_nothing_else_off(text, expected):
    line = snippets.FRONT.count("\n")
    named = [(finding.line - line, finding.rule, finding.message) for finding in found(text)]
    assert [one[:2] for one in named] == [one[:2] for one in expected]
    assert all(words in one[2] for one, (*_, words) in zip(named, expected, strict=True))


def test_a_comment_in_front_matter_switches_off_a_rule_about_the_site(project):
    front = snippets.FRONT.replace("title:", "# lint-disable-next-line title-twice: two editions of one law\ntitle:")
    pages = {"page.md": snippets.FRONT + "Text.\n", "page2.md": front.replace("/page/", "/page2/") + "Text.\n"}
    said = "\n".join(f"{path}:{one.line}: {report.text_of(one)}" for path, one in lint.lint(load(project(pages))))
    assert "docs/page2.md:4: docs/page.md has the same description" in said
    assert "has the same title" not in said
    assert "[lint-comment]" not in said


def test_settings_lower_a_rule_to_advice_and_list_words(project, tmp_path):
    front = snippets.FRONT.replace("/page/", "/bad/")
    root = project({"bad.md": f"{front}{HERE}\n\nCustoms recieves the form.\n"})
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("advice: []", "advice: [link-text, unlisted-page]"))
    (root / "includes/spelling.txt").write_text("recieves # the law's own word\n")
    result = mkdocs(root, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stdout
    assert 'INFO    -  docs/bad.md:9: "here" doesn\'t say where' in result.stdout
    (root / "includes/spelling.txt").unlink()
    said = mkdocs(root, tmp_path / "site").stdout
    assert "[spelling]" in said and "includes/spelling.txt is no file that can be read" in said
