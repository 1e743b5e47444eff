"""Texts that are hard to lint, and how long the linter takes for them: it must grow with their size alone.

`python tests/benchmarks/hard_inputs.py` prints for each text the seconds for 100 kB, and how many times as long twice
the size takes; a name or two limit it to those texts. `make bench` prints the worst.
"""

import html
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "overrides")]

from linter import lint  # noqa: E402
from linter.rules import page_settings  # noqa: E402

SIZE = 100_000
RUNS = 1
RULES = tuple(rule for rule in lint.RULES if rule not in page_settings.RULES)

# Pieces that are repeated. Signs that begin something and never end it are the hard ones.
SIGNS = [
    "_", "__", "*", "**", "***", "`", "``", "~", "~~", "[", "]", "[[", "![", "](", "[](", "[a](", "[a][", "[^", "(",
    ")", "<", ">", "<a", "<a ", "<a>", "</a>", "<pre>", "<div>", "</div>", "<!--", "-->", "<a href=", "<img src='",
    "{", "}", "{:", "{: .a}", "{: target=", "|", "||", "#", "# ", "\\", "&", "&nbsp;", "$", "$a$", ":", ":a", "!!!",
    "===", "---", "- ", "1. ", "1) ", "•", "(a) ", "> ", "  ", "\t", "\xa0", "\u200b", "\"", "'", "“", ".", ",",
    "https://", "www.a", "http", "@", "A", "AB ", "ABC ", "A.", "Aa", "Aa Aa ", "a a ", "the the ", "(ABC) ",
    "*[A]: b", "^", "x^", "=", "%", "{%", "{{", "<%", "--8<--", "8<-", "/", "//",
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
    "suppressions": "<!-- lint-disable-next-line spelling: a reason -->\nText {n}.\n\n",
    "raw blocks": "<div>\n- item {n}\n</div>\n\n",
    "open tags": "<div>\n<b{n}>text\n\n",
    "breaks": "Line {n}<br>\nanother<br><br>\n",
    "templates": "{{% include a{n} %}} and {{{{ b }}}}\n\n",
    "quotations": "> quoted line {n}\n> - one\n",
    "definitions": "TERM{n}\n:   What it means.\n\n",
    "lettered lines": "(a) first {n}\n(b) second\n\n",
    "bullets": "• item {n}\n\n",
}


def repeated(piece: str, size: int) -> str:
    """Return so many characters of a piece, with a letter at the end."""
    return (piece * (size // len(piece) + 1))[:size] + "a"


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


def texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Give each kind of text: its name, and what makes one of a size."""
    for sign in SIGNS:
        yield f"{sign!r} in one line", lambda size, sign=sign: repeated(sign, size)
        yield f"{sign!r} in words", lambda size, sign=sign: repeated(f"word {sign}", size)
        yield f"{sign!r} in lines", lambda size, sign=sign: repeated(f"{sign}a\n", size)
        yield f"{sign!r} in paragraphs", lambda size, sign=sign: repeated(f"{sign}a\n\n", size)
    for name, block in BLOCKS.items():
        yield name, lambda size, block=block: filled(block, size)


def seconds(text: str, rendered: str, runs: int = RUNS) -> float:
    """Return how long the rules take for a page, at best."""
    best = float("inf")
    for _ in range(runs):
        page = replace(lint.read("docs/page.md", text.encode()), html=rendered)
        start = time.process_time()
        lint.check(page, RULES)
        best = min(best, time.process_time() - start)
    return best


@dataclass(frozen=True)
class Measured:
    """A text, the seconds that the linter takes for 100 kB of it, and how much longer twice the size takes."""

    name: str
    seconds: float
    growth: float


def measure(name: str, make: Callable[[int], str], size: int = SIZE) -> Measured:
    """Return how long a text takes. It is judged as if every sign of it were shown as it stands, the hardest case."""
    times = []
    for length in (size, size * 2):
        text = make(length)
        rendered = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n"))
        times.append(seconds(text, rendered))
    return Measured(name, times[0], times[1] / max(times[0], 0.005))


def worst(size: int = SIZE) -> list[Measured]:
    """Return what was measured of every text, the slowest first."""
    return sorted((measure(name, make, size) for name, make in texts()), key=lambda one: -one.seconds)


if __name__ == "__main__":
    chosen = [(name, make) for name, make in texts() if not sys.argv[1:] or any(part in name for part in sys.argv[1:])]
    for name, make in chosen:
        one = measure(name, make)
        mark = " <" if one.seconds > 0.1 or one.growth > 2.3 else ""
        print(f"{one.seconds:7.3f} s  × {one.growth:4.2f}  {one.name}{mark}", flush=True)
