"""`make fix` mends what has one right answer, says so, and changes nothing else."""

import os
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import fix
import pytest
import snippets
from linter import fixes, lint
from selectolax.lexbor import LexborHTMLParser
from test_linter_report import PAGE
from test_linter_rules import GOOD, MISTAKES

BEFORE = PAGE.split("See")[0]
RULES = lint.FIXES


def run(root: Path) -> str:
    """Run `make fix` as the Makefile does; gives what it said."""
    command = [sys.executable, "overrides/commands/fix.py"]
    variables = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=variables, text=True, stdout=subprocess.PIPE, check=True).stdout


@pytest.fixture
def mended(project):
    """Mend a page, twice; gives its new bytes and what was changed."""

    def mend(data: bytes) -> tuple[bytes, str]:
        root = project({})
        file = root / "docs/page.md"
        file.write_bytes(data)
        said = list(fix.fix(root))
        once = file.read_bytes()
        assert not list(fix.fix(root)) or b"\xe9" in data
        assert file.read_bytes() == once
        return once, "\n".join(said)

    return mend


def test_what_has_one_right_answer_is_mended(mended):
    wrong = """\
See [APEC](http://www.apec.org/) {:target=”_blank”} and [ASEAN] (https://asean.org/){:target="_blank"}.
A zero\u200bwidth and a non-breaking\xa0space.   \n
The bodies are:
* one  \n  goes on
* two\x20

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


def test_edits_that_harm_only_together_are_not_all_made(mended):
    text = "See [one](https://a.org/). **May**, **June** [two](https://b.org/), **Jul**y.\n"
    new, said = mended((BEFORE + text).encode())
    html = snippets.render(new.decode())
    assert "{" not in html
    assert said
    assert html.count("_blank") == 1


def test_harm_in_one_place_keeps_no_other_from_being_mended(mended):
    harm = "See [one](https://a.org/{number}) for {{x}},\n[two](https://b.org/) now and zero\u200bwidth.\n\n"
    text = (
        "See [three](https://c.org/) for {x}.\n\n"
        + "".join(harm.format(number=number) for number in range(3))
        + "\xa0- Text.\n"
    )
    new, _ = mended((BEFORE + text).encode())
    right = text.replace("\u200b", "").replace("https://b.org/)", 'https://b.org/){:target="_blank"}')
    assert new.decode() == BEFORE + right


def test_where_too_much_harms_the_search_ends_and_keeps_nothing():
    for many, kept in ((4, [0, 2]), (fixes.TRIALS * 2, [])):
        search = fixes.Search(list(range(many)))
        while search.groups:
            search.learn(not any(one % 2 for one in search.trial))
        assert (search.kept, search.trials <= fixes.TRIALS) == (kept, True)


def test_all_rules_whose_findings_have_edits_are_run():
    texts = [mistake["snippet"] for mistake in MISTAKES] + LEFT + [before for before, _ in MENDED]
    texts += [rule.incorrect for rule in lint.RULES]
    others = [rule for rule in lint.RULES if rule not in lint.FIXES]
    pages = map(snippets.snippet, texts)
    assert not [finding for page in pages for rule in others for finding in lint.run(rule, page) if finding.edits]


def test_a_line_full_of_what_nobody_sees_is_mended_in_one_run(mended):
    new, said = mended((BEFORE + "a\xa0" * 3000 + "end.\n").encode())
    assert new.decode() == BEFORE + "a " * 3000 + "end.\n"
    assert said.count("\n") == 0


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
    assert mended(b"\xef\xbb\xbf" + data)[0] == new


def test_a_file_that_is_not_utf_8_is_named_and_left_alone(mended):
    data = BEFORE.encode() + b"Caf\xe9:\n* one\n"
    new, said = mended(data)
    assert new == data
    assert "docs/page.md:9: not UTF-8" in said


LEFT = [  # what no fix may touch: each would lose, move or invent what readers see
    "Text.\n3. Third\n4. Fourth\n",
    "See the [API guide](https://a.org/) for {id} values.\n",
    "See [a](https://a.org/) {: .btn}\n",
    "[TP form](tp.pdf) and [About HTTPS](https.md)\n",
    "Text.\n\n    Code [x](http://a.org)\n    ```\n    x\n    ```\n    [y](http://a.org/) \n\nText.\n",
    "[Slides](slides-2026@ISC26.pdf), [Logo](logo@2x.png) and [none]((none))\n",
    "<p>\n- one\n</p>\n",
    "<div>\n- one\n- two\n</div>\n",
    "As it was [sic] (https://a.org/) and [1] (https://a.org/).\n",
    "Shall [or not] (https://a.org/) and [see\nthere] (glossary.md).\n",
    "Thai ไทย\u200bไทย, Lao ລາວ\u200bລາວ, Khmer ខ្មែរ\u200bខ្មែរ and Myanmar မြန်\u200bမာ.\n",
    "Chinese 海关\u200b总署, Japanese 税\u200bかん and カン\u200bゼイ, Yi ꆈ\u200bꌠ, Tai Viet ꪼ\u200bꪕ and Chinese 関\u200bAPEC.\n",
    "From a copy: inter\x02national and one\x03two.\n",
    '[a](http://%20https//a.org/x){:target="_blank"}\n',
    "Text:\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n",
    "Text.\n\n \tcode\u200b\n\n  \t[a] (http://a.org/) \n",  # code, however it is indented
    ">\t  code\u200b\n",
    "??? note\n\n    Text.\n\n        code\u200b\n",
    "```\n\u200f\n```\n\n`a\u200fb`\n",
    "1986\\. A year, and 1986. Another.\n",
    "    - one [a](http://a.org/)\n    - two\n",
    "<pre>\n[a] (http://a.org/) \n</pre>\n",
    "The bodies are:\n\n- one\n\n\xa0---\n\nText.\n",
    '[a](https://a-b-c-d.org/){:target="_blank"}\n\xa0---\n',
    "Text:\n| a | b |\n|---|---|\n| 1 | 2 |\nMore text.\n",
    "<div>\n[a] (http://a.org/)\n</div>\n",
    '<div>\n[a](https://a.org/){:target="_blank;"}\n</div>\n',
    "Training as a clerk\n- Horticulture counts, too.\n",
    "The law of 10 October (Gazette 317)\n- agreed in Bonn.\n",
    '<!-- lint-disable-next-line link-address: the archive has no https -->\n[a](http://a.org/){:target="_blank"}\n',
]
MENDED = [  # what a fix mends wholly, in one run
    ("한국\u200b관세청 and one\u200b two.\n", "한국관세청 and one two.\n"),
    ("\x00T\x00e\x00x\x00t\x00.\n", "Text.\n"),
    ("A control\x02 character, \x03here.\n", "A control character, here.\n"),
    ("[a](http://a.org/) " * 60 + "\n", " ".join(['[a](https://a.org/){:target="_blank"}'] * 60) + "\n"),
    ("See [a](https://a.org/b\n/c) now.\n", 'See [a](https://a.org/b/c){:target="_blank"} now.\n'),
    ("The fora are:\n    - ASEAN\n    - APEC\n", "The fora are:\n\n- ASEAN\n- APEC\n"),
    ("The fora are:\n    1. ASEAN\n    2. APEC\n\nMore.\n", "The fora are:\n\n1. ASEAN\n2. APEC\n\nMore.\n"),
    ("The fora are:\n\t- ASEAN\n\t- APEC\n", "The fora are:\n\n- ASEAN\n- APEC\n"),
    ("- Text:\n    - b\n> Text:\n>     * b\n", "- Text:\n    - b\n> Text:\n>\n> * b\n"),
    ("> The fora are:\n>     - ASEAN\n>     - APEC\n", "> The fora are:\n>\n> - ASEAN\n> - APEC\n"),
    ("- Fora:\n        - ASEAN\n        - APEC\n", "- Fora:\n\n    - ASEAN\n    - APEC\n"),
    ("- Fora:\n    - Two:\n            - a\n            - b\n", "- Fora:\n    - Two:\n\n        - a\n        - b\n"),
    ("- Item\n  goes on:\n        - a\n        - b\n", "- Item\n  goes on:\n\n    - a\n    - b\n"),
    ("> 1. Item\n>    goes on:\n>         - a\n>         - b\n", "> 1. Item\n>    goes on:\n>\n>     - a\n>     - b\n"),
    ("- a\n    - b\n      goes on:\n            - c\n", "- a\n    - b\n      goes on:\n\n        - c\n"),
    ("Term\n:   Fora:\n        - a\n        - b\n", "Term\n:   Fora:\n\n    - a\n    - b\n"),
    (
        "| A | B |\n|---|---|\n| [a](http://a.org/) | {x} |\n",
        '| A | B |\n|---|---|\n| [a](https://a.org/){:target="_blank"} | {x} |\n',
    ),
    (
        '<ol start="a">\n<li>[a](http://a.org/)</li>\n</ol>\n\nA zero\u200bwidth.\n',
        '<ol start="a">\n<li>[a](http://a.org/)</li>\n</ol>\n\nA zerowidth.\n',
    ),
    ('[a](https://a.org/){:target="&#95;blank"}\n', '[a](https://a.org/){:target="_blank"}\n'),
    (  # an edit lends no other what it takes away
        '[a](http://a-b-c-d.org/){:target="_blank"}\n\xa0---\n',
        '[a](https://a-b-c-d.org/){:target="_blank"}\n\xa0---\n',
    ),
    ("[a](http://a.org/){:target=”_blank”}\n\xa0| - -\n", '[a](https://a.org/){:target="_blank"}\n | - -\n'),
    ('[a](https://a.org/):target="_blank" now.\n', '[a](https://a.org/){:target="_blank"} now.\n'),
    ("![a\xa0b](a.png)\n", "![a b](a.png)\n"),
    ("[a](http://a.org/x_(y)){:target=”_blank”}\n", '[a](https://a.org/x_(y)){:target="_blank"}\n'),
    ("> Text:\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n", "> Text:\n>\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n"),
    ("The laws:\n1.\xa0one\n2.\xa0two\n", "The laws:\n\n1. one\n2. two\n"),
    ("2.\xa0The law is strange.\n", "2\\. The law is strange.\n"),
    ("one\x0btwo\x0cthree\n", "one two three\n"),
    ("Text:\n| a | b |\n|---|---|\n| 1 | 2 |\n", "Text:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ("## A [b](https://a.org/) {: #c }\n", '## A [b](https://a.org/){:target="_blank"} {: #c }\n'),
    ("[ASEAN] (http://asean.org/){:target=”_blank”}\n", '[ASEAN](https://asean.org/){:target="_blank"}\n'),
]


def test_readers_see_the_same_before_and_after(project):
    root = project()
    texts = LEFT + [before for before, _ in MENDED]
    files = [root / f"docs/page{number}.md" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(BEFORE + text, newline="")
    list(fix.fix(root))
    after = [file.read_bytes().decode().removeprefix(BEFORE) for file in files]
    assert after == LEFT + [right for _, right in MENDED]
    for before, new in zip(texts, after, strict=True):
        signs = re.compile(r"[\w.]+")
        words = [
            signs.findall(" ".join(word for word, *_ in fixes.seen(snippets.render(text)) if word[0] != "<"))
            for text in (before, new)
        ]
        kept = [word for word in words[0] if word in words[1] or word not in ("http", "asean.org")]
        assert [word for word in kept if word in words[1]] == words[1], new
    assert not list(fix.fix(root))


def test_each_line_keeps_its_line_end(mended):
    data = BEFORE.replace("\n", "\r\n").encode() + b"A zero\xe2\x80\x8bwidth.\nOne line.\r\nAnother.\n"
    assert mended(data)[0] == data.replace(b"\xe2\x80\x8b", b"")
    data = (BEFORE + "One line.\n\nText:\r- one\r\n- two\n").encode()
    assert mended(data)[0] == data.replace(b"Text:\r", b"Text:\r\r")


def test_what_cannot_be_read_is_named(project):
    root = project()
    (root / "docs/gone.md").symlink_to(root / "nowhere.md")
    (root / "docs/loop.md").symlink_to(root / "docs/loop.md")
    (root / "docs/folder.md").mkdir()
    (root / os.fsdecode(b"docs/caf\xe9.md")).write_text(BEFORE + "A zero\u200bwidth.\n")
    os.mkfifo(root / "docs/pipe.md")
    (root / "docs/deep.md").write_text(BEFORE + "".join(f"{'    ' * depth}- deep\n\n" for depth in range(300)))
    (root / "docs/include.md").write_text(BEFORE + '--8<-- "a.md:-"\n')
    said = run(root)
    for name in ("gone", "loop", "folder", "pipe", "include"):
        assert f"docs/{name}.md:1: can't be read" in said
    assert "Traceback" not in said


def test_a_file_that_may_not_be_written_stays(project, monkeypatch):
    root = project({})
    text = BEFORE + "A zero\u200bwidth.\n"
    (root / "docs/page.md").write_text(text)
    (root / "docs/zoo.md").write_text(text)
    names = sorted((root / "docs").iterdir())

    write = Path.write_bytes

    def refuse(self: Path, data: bytes) -> int:
        if self.name == "page.md":
            raise OSError(28, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    said = list(fix.fix(root))
    assert said[0].startswith("docs/page.md:1: can't be read or written")
    assert said[1].startswith("docs/zoo.md:")  # the rest is done all the same
    assert (root / "docs/page.md").read_text() == text
    assert sorted((root / "docs").iterdir()) == names


def fixed(text: str, render=snippets.render) -> tuple[str, list[str], list[int]]:
    """Mend a text; gives the new one, what was changed, and the length of each text that was rendered."""
    rendered = []

    def counted(some: str) -> str:
        rendered.append(len(some))
        return render(some)

    source, changes = fixes.fix_page(snippets.snippet(text), counted, RULES)
    return source.removeprefix(snippets.FRONT), changes, rendered


HARD = {  # what many mistakes, and many whose edits would do harm, cost: the pages rendered, at most
    "paragraphs": ("A zero\u200bwidth.\n\n" * 40 + "\xa0---\n\n" + "A zero\u200bwidth.\n\n" * 40, 80, 10),
    "harm in most places": ("".join(f"See {n}.\n\n\xa0---\n\n" for n in range(50)) + "A zero\u200bwidth.\n", 1, 10),
    "harm in paragraphs that begin with it": ("\xa0- Item\n\n" * 50 + "A zero\u200bwidth.\n", 1, 10),
    "line breaks": ("A line that ends with a tab \t\n" * 99 + "End.\n\nA zero\u200bwidth.\n", 1, 10),
    "harm throughout a paragraph": ("See [a](https://a.org/) for {x}.\n" * 99 + "\nA zero\u200bwidth.\n", 1, 70),
}


@pytest.mark.parametrize(("text", "count", "pages"), HARD.values(), ids=HARD)
def test_what_a_page_costs_grows_with_its_length_alone(text, count, pages):
    new, changes, rendered = fixed(text)
    assert new == text.replace("\u200b", "")
    assert len(changes) == count
    assert sum(rendered) < pages * len(snippets.FRONT + text)


def test_what_harms_only_together_costs_one_edit():
    def render(text: str) -> str:
        return snippets.render(text) + "<p>Lost</p>" * all(f"A{number} zerowidth" in text for number in (50, 70))

    new, changes, rendered = fixed("".join(f"A{number} zero\u200bwidth.\n\n" for number in range(80)), render)
    assert new.count("\u200b") == 1 and len(changes) == 79
    assert len(rendered) < 35


def words(text: str) -> Counter:
    """The words that readers see, but for those of addresses and lists in braces, which fixes hide."""
    shown = re.sub(
        r"https?:/*[^\s()]*|www\.[^\s()]*|target|blank", " ", LexborHTMLParser(snippets.render(text)).body.text()
    )
    return Counter(re.findall(r"[^\W\d_]{2,}", fixes.UNSEEN.sub("", shown)))


def test_pages_with_many_mistakes_lose_no_words():
    pieces = [mistake["snippet"] for mistake in MISTAKES] + LEFT + [before for before, _ in MENDED]
    order = random.Random(12)
    for number in range(60):
        text = "\n\n"[number % 2 :].join(piece.strip("\n") for piece in order.sample(pieces, 4)) + "\n"
        page = snippets.snippet(text)
        source, _ = fixes.fix_page(page, snippets.render, RULES)
        lost, won = words(page.body) - words(source), words(source) - words(page.body)
        assert not lost + won, (text, source)
        assert fixes.fix_page(replace(page, source=source), snippets.render, RULES) == (source, []), text


def test_one_run_mends_all_that_has_one_right_answer(project):
    root = project({})
    for number, mistake in enumerate(MISTAKES):
        (root / f"docs/m{number}.md").write_text(mistake["snippet"] + "\n", newline="\n")
    run(root)
    new = [(root / f"docs/m{number}.md").read_bytes().decode() for number in range(len(MISTAKES))]
    mended = [text for text, mistake in zip(new, MISTAKES, strict=True) if text == mistake["remedy"] + "\n"]
    assert len(mended) > 90
    assert run(root) == "Nothing to mend.\n"
