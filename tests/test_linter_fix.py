"""`make fix` mends what has one right answer, says so, and changes nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_linter_report import PAGE
from test_linter_rules import GOOD, MISTAKES

BEFORE = PAGE.split("See")[0]


def run(root: Path) -> str:
    """Run `make fix` as the Makefile does; gives what it said."""
    command = [sys.executable, "overrides/commands/fix.py"]
    variables = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=variables, text=True, stdout=subprocess.PIPE, check=True).stdout


@pytest.fixture
def mended(project):
    """Mend a page, twice; gives its new bytes and what was said."""

    def mend(data: bytes) -> tuple[bytes, str]:
        root = project({})
        file = root / "docs/page.md"
        file.write_bytes(data)
        said = run(root)
        once = file.read_bytes()
        assert run(root) == "Nothing to mend.\n" or b"\xe9" in data
        assert file.read_bytes() == once
        return once, said

    return mend


def test_what_has_one_right_answer_is_mended(mended):
    wrong = """\
See [APEC](http://www.apec.org/) {:target=”_blank”} and [ASEAN] (https://asean.org/){:target="_blank"}.
A zero\u200bwidth and a non-breaking\xa0space.   \n
The bodies are:
* one  \n  goes on
* two 

> Steps:
> 1. one
> 2. two
"""
    right = """\
See [APEC](https://www.apec.org/){:target="_blank"} and [ASEAN](https://asean.org/){:target="_blank"}.
A zerowidth and a non-breaking space.

The bodies are:

* one  \n  goes on
* two

> Steps:
>
> 1. one
> 2. two
"""
    new, said = mended((BEFORE + wrong).encode())
    assert new.decode() == BEFORE + right
    for line in (9, 10, 13, 15, 18):
        assert f"docs/page.md:{line}: " in said, said


def test_code_and_front_matter_are_never_changed(mended):
    text = BEFORE.replace("A page with", "A\xa0page with") + (
        "Write `[x] (http://example.org) {:target=”_blank”}` and\n\n"
        "```\n[x] (http://example.org)   \nText:\n* one\xa0\n```\n\n"
        "Text:\n\n    indented (http://example.org)  \n    * a\xa0b\n"
    )
    assert mended(text.encode())[0].decode() == text


def test_good_pages_are_not_changed(mended):
    for file in GOOD:
        assert mended(file.read_bytes())[0] == file.read_bytes(), file


def test_line_ends_of_windows_stay_and_a_byte_order_mark_goes(mended):
    data = b"\xef\xbb\xbf" + (BEFORE + "The bodies:\n* one\n* two\n").replace("\n", "\r\n").encode()
    new, said = mended(data)
    assert new.decode() == (BEFORE + "The bodies:\n\n* one\n* two\n").replace("\n", "\r\n")
    assert "docs/page.md:1: a byte-order mark" in said


def test_a_file_that_is_not_utf_8_is_named_and_left_alone(mended):
    data = BEFORE.encode() + b"Caf\xe9:\n* one\n"
    new, said = mended(data)
    assert new == data
    assert "docs/page.md:9: not UTF-8" in said


def test_one_run_mends_all_that_has_one_right_answer(project):
    root = project({})
    for number, mistake in enumerate(MISTAKES):
        (root / f"docs/m{number}.md").write_text(mistake["snippet"] + "\n", newline="\n")
    run(root)
    new = [(root / f"docs/m{number}.md").read_bytes().decode() for number in range(len(MISTAKES))]
    mended = [text for text, mistake in zip(new, MISTAKES, strict=True) if text == mistake["remedy"] + "\n"]
    assert len(mended) > 90
    assert run(root) == "Nothing to mend.\n"
