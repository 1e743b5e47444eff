"""Lists that Python-Markdown shows as lists."""

import re
from collections.abc import Iterator

from linter.markup import plain
from linter.page import Edit, Finding, Page, letters, rule

BULLET = re.compile(r"[*+-][ \t]+(?=\S)")
NUMBER = re.compile(r"(\d{1,2})[.][ \t]+(?=\S)")
BRACKETED = re.compile(r"(\d{1,2})\)[ \t]+(?=\S)")
SIGN = re.compile(r"[•●▪▫◦‣⁃○■□➢➤►▶❖·\uf0b7\uf0a7\uf076][ \t\xa0]*(?=\S)")
DASH = re.compile(r"[–—][ \t\xa0]+(?=\S)")
GLUED = re.compile(r"(?:[-*+•](?=[A-Z][a-z])|\d{1,2}\.(?=[A-Z][a-z]))")
ITEM = re.compile(r"^([ \t]*)([*+-]|\d{1,3}[.])([ \t]+)(?=\S)")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)*")
NOT_PARAGRAPH = re.compile(r"[<>{|]|!!!|\?\?\?|\*?\[[^\]]+\]:")
ENDS_SENTENCE = re.compile(r"[.:;!?*_)”\"’]\s*$")


def _shown(page: Page, pattern: re.Pattern) -> list[str]:
    """The letters of the lines that a reader sees begin with a mark which should be a list's."""
    lines = (line.strip() for line in page.text.split("\n"))
    return [letters(line) for line in lines if pattern.match(line)]


def _runs(page: Page, pattern: re.Pattern) -> Iterator[list[tuple[int, int, str]]]:
    """Neighbouring lines of the source that begin with the mark and are shown with it.

    Each line is its number, the offset of the mark and the text from the mark on.
    """
    shown = _shown(page, pattern)
    if not shown:
        return
    run: list[tuple[int, int, str]] = []
    offset = 0
    for number, line in page.lines():
        start = QUOTE.match(line).end()
        text = line[start:]
        if pattern.match(text) and any(_same(text, other) for other in shown):
            run.append((number, offset + start, text))
        elif not (run and text.strip() and line[:1] in " \t"):
            if run:
                yield run
            run = []
        offset += len(line) + 1
    if run:
        yield run


def _same(source: str, shown: str) -> bool:
    written = letters(plain(source))
    return written == shown or (len(shown) > 8 and written[:40] == shown[:40])


def _before(page: Page, number: int) -> str:
    """The line before a line, without the marks of a quotation."""
    line = page.prose.split("\n")[number - 2] if number > 1 else ""
    return line[QUOTE.match(line).end() :]


def _blank_line(page: Page, offset: int) -> Edit:
    """What puts an empty line before the line with this offset, within its quotation if there is one."""
    start = page.source.rfind("\n", 0, offset) + 1
    quote = page.source[start:offset].rstrip(" \t")
    return Edit(start, start, quote + "\n")


def _is_prose(page: Page, run: list[tuple[int, int, str]]) -> bool:
    """Whether a single line that begins like an item goes on with the sentence of the line before."""
    number, _, text = run[0]
    before = _before(page, number)
    if len(run) > 1 or not before.strip() or ENDS_SENTENCE.search(before):
        return False
    if NUMBER.match(text):
        return True  # "… in version\n2. The next sentence"
    item = text[1:].strip()
    return text[0] in "-+" and (item[:1].islower() or item[:1].isdigit() or " - " in item or item.endswith(" -"))


@rule(
    id="list-blank-line",
    incorrect="The key features are:\n- one\n- two", correct="The key features are:\n\n- one\n- two",
)
def blank_line_before(page: Page) -> Iterator[Finding]:
    """An empty line stands before a list."""
    for pattern in (BULLET, NUMBER):
        for run in _runs(page, pattern):
            number, offset, text = run[0]
            if not _before(page, number).strip():
                continue
            if _is_prose(page, run) or (pattern is NUMBER and len(run) < 2 and int(NUMBER.match(text)[1]) > 1):
                continue
            yield Finding(
                number,
                "this list isn't shown as a list, since no empty line stands before it. "
                f"Put an empty line before: {text.strip()[:60]}",
                edits=(_blank_line(page, offset),),
            )


@rule(
    id="list-mark",
    incorrect="• one\n• two", correct="- one\n- two",
)
def marks(page: Page) -> Iterator[Finding]:
    """Items of a list begin with `- ` or `1. `, not with a bullet sign or `1)`."""
    for pattern, example in ((SIGN, "-"), (DASH, "-"), (BRACKETED, "1."), (GLUED, "- or 1.")):
        runs = list(_runs(page, pattern))
        count = sum(map(len, runs))
        for run in runs:
            number, _, text = run[0]
            if pattern is not SIGN and count < 2 or (pattern in (DASH, GLUED) and len(run) < 2):
                continue
            if pattern is BRACKETED and run is not runs[0]:
                continue
            if text[0] not in "•●▪" and pattern is SIGN and count < 2:
                continue
            mark = pattern.match(text)[0].strip()
            yield Finding(
                number,
                f'"{mark}" doesn\'t make a list. Begin each item with {example} and a space, '
                "and put an empty line before the first item",
            )


@rule(
    id="list-indent",
    incorrect="- one\n  - nested\n- two", correct="- one\n    - nested\n- two",
)
def nesting(page: Page) -> Iterator[Finding]:
    """A list within a list, and a paragraph within an item, is indented by four spaces."""
    parents: list[int] = []  # the indents of the items around this line
    after_blank = False
    lines = page.prose.split("\n")
    for index, line in enumerate(lines):
        expanded = line.expandtabs(4)
        text = expanded.strip()
        indent = len(expanded) - len(expanded.lstrip())
        if not text:
            after_blank = True
            continue
        item = ITEM.match(expanded)
        # Numbers of a sentence ("in\n1996. The") and rules (`* * *`) are no items.
        if item and re.fullmatch(r"[*_\s-]+", text):
            item = None
        if item and (parents or after_blank or index == 0 or _starts_list(lines, index)):
            while parents and indent < parents[-1]:
                parents.pop()
            if parents and _too_little(indent, parents[-1]):
                yield Finding(
                    index + 1,
                    f"this item is indented by {indent - parents[-1]} spaces and so isn't nested. "
                    f"Indent it by four: {' ' * (parents[-1] + 4)}{text[:60]}",
                )
            elif not parents or indent // 4 > parents[-1] // 4:
                parents.append(indent)
        elif after_blank and not item:
            while parents and indent < parents[-1] + 2:
                parents.pop()
            if parents and _too_little(indent, parents[-1]) and not NOT_PARAGRAPH.match(text):
                yield Finding(
                    index + 1,
                    f"this paragraph is indented by {indent - parents[-1]} spaces and so falls out of its list. "
                    f"Indent it by four: {' ' * (parents[-1] + 4)}{text[:60]}",
                )
        after_blank = False


def _too_little(indent: int, parent: int) -> bool:
    """Whether a line is meant to belong to an item but isn't indented far enough for Python-Markdown."""
    return indent - parent in (2, 3) and indent // 4 == parent // 4


def _starts_list(lines: list[str], index: int) -> bool:
    """Whether a line that follows another begins a list: below a heading or a block's own line."""
    before = lines[index - 1].strip()
    return before.startswith(("#", "!!!", "???", "<", "{", ":   ", "=== "))


RULES = (blank_line_before, marks, nesting)
