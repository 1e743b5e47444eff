"""Texts that are hard to lint, and how long the linter takes for them: it must grow with their size alone.

`python tests/benchmarks/hard_inputs.py` prints for each text the seconds for 100 kB, and how many times as long twice
the size takes; a name or two limit it to those texts. `make bench` prints the worst. The seconds are those of the
processor, so other work on the machine disturbs them little.
"""

import html
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "overrides")]

from linter import lint  # noqa: E402
from linter.dictionary import misspellings  # noqa: E402

SIZE = 100_000
MOST_SECONDS, MOST_GROWTH = 0.1, 2.3
RUNS = 8  # at most, where the first measures too much: another process takes time from this one, but never gives any
RULES = lint.INCLUDE_RULES

# Pieces that are repeated. Signs that begin something and never end it are the hard ones.
SIGNS = [
    "_", "__", "*", "**", "***", "`", "``", "~", "~~", "[", "]", "[[", "![", "](", "[](", "[a](", "[a][", "[^", "(",
    ")", "<", ">", "<a", "<a ", "<a>", "</a>", "<pre>", "<div>", "</div>", "<!--", "-->", "<a href=", "<img src='",
    "{", "}", "{:", "{: .a}", "{: target=", "|", "||", "#", "# ", "\\", "&", "&nbsp;", "$", "$a$", ":", ":a", "!!!",
    "===", "---", "- ", "1. ", "1) ", "•", "(a) ", "> ", "  ", "\t", "\xa0", "\u200b", "\"", "'", "“", ".", ",",
    "https://", "www.a", "http", "[TODO ", "@", "A", "AB ", "ABC ", "A.", "Aa", "Aa Aa ", "a a ", "the the ", "(ABC) ",
    "http://a.b](", "*[A]: b", "^", "x^", "=", "%", "{%", "{{", "<%", "--8<--", "8<-", "/", "//",
]  # fmt: skip
# What begins and ends something, each so often that half of the text begins and the other half ends it.
PAIRS = [
    ("[](", ")"), ("![](", ")"), ("[", "]"), ("[", "](a)"), ("(", ")"), ("<div>", "</div>"), ("<b>", "</b>"),
    ("<a href='a'>", "</a>"), ("<svg>", "<br>"), ("{", "}"), ("**a ", " a**"), ("“", "”"), ("<!--", "-->"),
    ("*a **b ", "** c*"), ("<div markdown>\n\n", "</div>\n\n"),
]  # fmt: skip
BLOCKS = {
    "raw links": '<a href="https://www.example.org/{n}" target="_blank">Company '
    "number {n}</a>, a company of Singapore.\n\n",
    "links": "See the [company {n}](https://www.example.org/{n}) and (page {n}).\n\n",
    "reference links": "See [company {n}][c{n}] now.\n\n[c{n}]: https://www.example.org/{n}\n\n",
    "bare addresses": "See https://www.example.org/{n} and www.example.org/{n} now.\n",
    "nested lists": "{indent}- Item number {n} of a list\n",
    "numbered items": "{n}. The law number {n} says so.\n\nText between.\n\n",
    "table rows": "| Company {n} | Street {n} | `code` |\n",
    "tables": "Text.\n| Company {n} | Street |\n|---|---|\n| a | b |\n\n",
    "headings": "## Heading number {n}\n\nText of it.\n\n",
    "bold lines": "**Heading number {n}**\n\nText of it.\n\n",
    "bold lines alone": "**Heading number {n}**\n\n",
    "paragraphs": "The group number {n} meets in the first week of each month to read the reports that came in.\n\n",
    "misspelt words": "Customs recieves the form number {n} in the first week of the month.\n\n",
    "abbreviations": "The A{letters} met the B{letters} (C{letters}) today.\n\n",
    "footnotes": "Text.[^{n}] More.\n\n[^{n}]: The note.\n\n",
    "images": "![](image-{n}.png)\n\n",
    "attribute lists": 'A [link](https://a.org/{n}) {{:target="_blank"}} and **bold** {{: .x}} here.\n\n',
    "fences": "```\ncode {n}\n```\n\n",
    "open fences": "{ticks}\ncode {n}\n\n",
    "spans of all lengths": "{ticks} a ",
    "indented code": "Text.\n\n    code {n}\n\n",
    "comments": "<!-- note {n} -->\n\nText.\n\n",
    "suppressions in pairs": "<!-- lint-disable spelling: {n} -->\nText.\n<!-- lint-enable spelling -->\n",
    "suppressions that never end": "<!-- lint-disable-line a",
    "suppressions": "<!-- lint-disable-next-line spelling: a reason -->\nText {n}.\n\n",
    "raw blocks": "<div>\n- item {n}\n</div>\n\n",
    "open tags": "<div>\n<b{n}>text\n\n",
    "breaks": "Line {n}<br>\nanother<br><br>\n",
    "templates": "{{% include a{n} %}} and {{{{ b }}}}\n\n",
    "quotations": "> quoted line {n}\n> - one\n",
    "definitions": "TERM{n}\n:   What it means.\n\n",
    "lettered lines": "(a) first {n}\n(b) second\n\n",
    "bullets": "• item {n}\n\n",
    "reference definitions": "[label {n}]: https://a.org/{n} 'Title'\n",
    "abbreviation definitions": "*[AB{letters}]: The words\n",
    "notes": "[^{n}]: Note\n    more\n\n",
    "entities": "&eacute;&#x41;&#{n};",
    "mixed scripts": "海关 Customs таможня كتب ศุลกากร {n} ",
    "headings in another script": "## 海关{n}\n\nText.\n\n",
    "headings of one id": "## Part {n} {{#part}}\n\n",
    "underlined headings": "Heading {n}\n---\n\nText.\n\n",
    "words twice": "w{letters}a w{letters}a ",
    "words twice, apart": "w{letters}a\n\nw{letters}a\n\n",
    "images without words": '<img src="a{n}.png" alt="">\n\n',
    "links within the site": "[a{n}](b{n}.md) ",
    "links in brackets": "[[a{n}](b)](c{n}) ",
    "links with spaces": "[a{n}] (https://b.org/{n}) ",
    "links with open titles": "[a](https://b.org/{n} 'title) ",
    "links in angles": "[a](<b {n}.md>) ",
    "autolinks": "<https://b.org/{n}> ",
    "unsafe addresses": '<a href="javascript:{n}">a</a>\n\n',
    "unknown tags": "<x{n}>a</x{n}>\n\n",
    "lists in HTML": "<div>\n\n- a{n}\n- b\n\n</div>\n\n",
    "addresses in lines": "<address>a<br>{n}</address>\n\n",
    "lists too little indented": "- a{n}\n  - b\n",
    "glued items": "-Item {n}\n",
    "lists in braces": "a {{:.c{n}}} ",
    "two lists in braces": "[a](https://b.org/{n}){{: .a}}{{: .b}} ",
    "indented sentences": "Text.\n\n    The group {n} meets in the first week.\n\n",
    "sentences without end": "the word{n} of and ",
    "currently": "We currently do{n} and ",
    "filler": "lorem ipsum dolor sit amet {n} ",
    "versions": "<<<<<<< HEAD\na{n}\n=======\nb\n>>>>>>> x\n",
    "hidden letters": "a\u00adb{n}\x01 ",
    "suppressions that say why": "<!-- lint-disable spelling: why {n} -->\n",
    "addresses without end": "https://a.b](c",
    "items within quotations": "> 1. ",
    "suppressions that end nothing": "<!-- lint-enable spelling -->\n",
}
# What stands once around a block: begin, block, end
AROUND = {
    "front matter": ("---\n", "key{n}: value\n", "---\n\nText."),
    "front matter without end": ("---\n", "key{n}: value\n", ""),
    "a comment": ("<!--\n", "line {n}\n", "-->"),
    "images in a link": ('<a href="x">words', '<img src="a.png" alt="">', "</a>"),
    "links in raw HTML": ("<div>\n", "[a{n}](https://b.org/{n})\n", "</div>"),
    "items in raw HTML": ("<div>\n", "- a{n}\n", "</div>"),
    "a wide table": ("|", " a |", "\n|---|---|\n"),
    "a tall table": ("| a | b |\n|---|---|\n", "| c{n} | d |\n", ""),
    "a long word": ("", "abcdefghij", ""),
    "a long address": ("https://a.org/", "a/", ""),
    "a long tag": ("<p ", 'a{n}="b" ', ">"),
    "a suppression": ("<!-- lint-disable ", "spelling, ", ": why -->\n\nText."),
}


def repeated(piece: str, size: int) -> str:
    """Return so many characters of a piece, or a few more, and at the end a letter that repeats no word."""
    return piece * (size // len(piece) + 1) + "z"


def nested(begin: str, end: str, size: int) -> str:
    """Return so many characters of something within itself."""
    count = size // len(begin + end)
    return begin * count + "a" + end * count


def filled(block: str, size: int) -> str:
    """Return so many characters of a block with running numbers."""
    parts, length, number = [], 0, 0
    while length < size:
        number += 1
        letters = "".join(chr(65 + int(digit)) for digit in str(number))
        values = {"n": number, "letters": letters, "indent": "    " * (number % 40), "ticks": "`" * (3 + number % 300)}
        parts.append(block.format(**values))
        length += len(parts[-1])
    return "".join(parts)


Maker = Callable[[int], str]


def texts() -> Iterator[tuple[str, Maker, bool]]:
    """Give each kind of text: its name, what makes one of a size, and whether an engine is to render it."""
    for name, make in made():
        yield name, make, False
        if name in BLOCKS:
            yield f"{name}, rendered", make, True


def made() -> Iterator[tuple[str, Maker]]:
    """Give each kind of text: its name, and what makes one of a size."""
    for sign in SIGNS:
        yield f"{sign!r} in one line", lambda size, sign=sign: repeated(sign, size)
        yield f"{sign!r} in words", lambda size, sign=sign: repeated(f"word {sign}", size)
        yield f"{sign!r} in lines", lambda size, sign=sign: repeated(f"{sign}a\n", size)
        yield f"{sign!r} in paragraphs", lambda size, sign=sign: repeated(f"{sign}a\n\n", size)
    for begin, end in PAIRS:
        yield f"{begin + end!r} in itself", lambda size, begin=begin, end=end: nested(begin, end, size)
    for name, block in BLOCKS.items():
        yield name, lambda size, block=block: filled(block, size)
    for name, (begin, block, end) in AROUND.items():
        yield name, lambda size, begin=begin, block=block, end=end: begin + filled(block, size) + end


def seconds(text: str, shown: str) -> float:
    """Return how long the rules take for a text that readers see as HTML."""
    page = replace(lint.read("docs/page.md", text.encode()), html=shown)
    start = time.process_time()
    lint.check(page, RULES)
    return time.process_time() - start


def raw(text: str) -> str:
    """Return the HTML of a text whose every sign is shown as it stands, the hardest case for most rules."""
    return "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n"))


@cache
def render() -> Callable[[str], str]:
    """Return what makes the HTML of a text as this site's settings say."""
    return partial(lint.rendered, lint.prepare(ROOT))


@dataclass(frozen=True)
class Measured:
    """A text, the seconds that the linter takes for 100 kB of it, and how much longer twice the size takes."""

    name: str
    seconds: float
    growth: float

    @property
    def too_much(self) -> bool:
        """Whether it takes more than it may."""
        return self.seconds > MOST_SECONDS or self.growth > MOST_GROWTH


def measure(name: str) -> Measured:
    """Return how long the text of a name takes, at best where it seems to take too long."""
    make, rendered = next((make, rendered) for other, make, rendered in texts() if other == name)
    one, two = ((text, (render() if rendered else raw)(text)) for text in (make(SIZE), make(SIZE * 2)))
    times = seconds(*one), seconds(*two)
    for _ in range(RUNS - 1):
        measured = Measured(name, times[0], times[1] / max(times[0], 0.005))
        if not measured.too_much:
            break
        times = min(times[0], seconds(*one)), min(times[1], seconds(*two))
    return Measured(name, times[0], times[1] / max(times[0], 0.005))


def measure_all(names: Iterable[str]) -> Iterator[Measured]:
    """Give what was measured of texts, on all processors but one."""
    misspellings()  # read once, not for each text
    with ProcessPoolExecutor(max((os.cpu_count() or 1) - 1, 1)) as pool:
        yield from pool.map(measure, names)


def worst() -> list[Measured]:
    """Return what was measured of every text, the slowest first."""
    return sorted(measure_all(name for name, *_ in texts()), key=lambda one: -one.seconds)


def summary(measured: list[Measured]) -> str:
    """Return the worst of what was measured in a sentence."""
    slowest = max(measured, key=lambda one: one.seconds)
    growing = max(measured, key=lambda one: one.growth)
    return (
        f"Linter, 100 kB of hard text: at most {slowest.seconds:.2f} s ({slowest.name}), "
        f"median {statistics.median(one.seconds for one in measured):.2f} s; "
        f"twice the size takes at most {growing.growth:.1f} times as long ({growing.name})"
    )


if __name__ == "__main__":
    chosen = [name for name, *_ in texts() if not sys.argv[1:] or any(part in name for part in sys.argv[1:])]
    if not chosen:
        sys.exit(f"No text has {' or '.join(sys.argv[1:])} in its name.")
    found = []
    for one in measure_all(chosen):
        found.append(one)
        print(f"{one.seconds:7.3f} s  × {one.growth:4.2f}  {one.name}{' <' if one.too_much else ''}", flush=True)
    print(summary(found))
