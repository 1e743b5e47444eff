"""The lines of a page that make lists, or should."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from string import ascii_letters
from typing import NamedTuple

from linter.markup import plain
from linter.page import Edit, Page, letters
from linter.passages import THING

BULLET = re.compile(r"[*+-][ \t]+(?=\S)")
NUMBER = re.compile(r"(\d{1,2})[.][ \t]+(?=\S)")
BRACKETED = re.compile(r"(\d{1,2})\)[ \t]+(?=\S)")
SIGN = re.compile(r"[•●▪▫◦‣⁃○■□➢➤►▶❖·\uf0b7\uf0a7\uf076][ \t\xa0]*(?=\S)")
DASH = re.compile(r"[–—][ \t\xa0]+(?=\S)")
LETTERED = re.compile(
    r"(?:\(([a-zA-Z]{1,2}|[ivx]{1,4}|\d{1,2})\)|([a-zA-Z]|[ivx]{1,4})[.)]|(?:\d{1,2}\.){1,3}(\d{1,2})\.?)[ \t]+(?=\S)"
)
GLUED = re.compile(r"(?:[-*+]|\d{1,2}\.)(?=[^\W\d_]{2})(?!\w+-(?!\w))")  # but not -or-
ITEM = re.compile(r"^([ \t]*)([*+-]|\d{1,3}[.])([ \t]+)(?=\S)")
# Two marks of which the second comes next: (a) and (b), (ii) and (iii), 2.1 and 2.2
IN_A_ROW = {
    pair
    for marks in (ascii_letters, "i ii iii iv v vi vii viii ix x".split(), [*map(str, range(1, 100))])
    for pair in pairwise(marks)
}
QUOTE = re.compile(r"[ \t]*(?:>[ \t]*)*")
OPENS = re.compile(r"(?:[*+-]|\d+\.|:)[ \t]|\[\^[^\]\n]+\]:")  # an item, a definition, a note
TAGS = r"(?P<tags>(?:<(?:p|div|span|br)\b[^<>]*>[ \t]*)*)"
NOT_PARAGRAPH = re.compile(r"[<>{|]|!!!|\?\?\?|\*?\[[^\]]+\]:")
ENDS_WITH_LINK = re.compile(r"\]\([^()\n]*\)(?:\{[^{}\n]*\})?\s*$")
ENDS_SENTENCE = re.compile(r"[.:;!?*_)”\"’]\s*$")
HEADING = re.compile(r"^[ >]*#|<h[1-6]\b", re.IGNORECASE)
# A line that begins with any such mark, as readers see it, and as it is written
ANY = r"(?:[-*+(–—•●▪▫◦‣⁃○■□➢➤►▶❖·\uf0b7\uf0a7\uf076]|\d{1,2}[.)]|[a-z]{1,4}[.)]|[A-Z][.)]).*"
SHOWN = re.compile(rf"[^\S\n]*({ANY})")
WRITTEN = re.compile(rf"^{QUOTE.pattern}{TAGS}(?P<text>{ANY})", re.MULTILINE)
# Indented by two or three spaces beyond a multiple of four, as what falls out of a list
HALF_INDENTED = re.compile(r"^(?:[ ]{4}|[ ]{0,3}\t)*[ ]{2,3}(?=[^ \t\n])", re.MULTILINE)
NUMBERED = re.compile(r"^([ \t>]*(?:(?:[*+-]|\d+\.)[ \t]+)*?)(\d{1,9})\.[ \t]+(?=\S)")
# An item straight below a block of lines that are indented, each by more than it
BELOW_INDENTED = re.compile(
    r"\n[ \t]*\n(?:(?:[ ]{4}|\t)[ \t]*+\S[^\n]*+\n)++(?=[ ]{0,3}(?:[*+-]|\d{1,9}\.)[ \t]+(?P<text>\S[^\n]*))"
)
NO_LETTERS = re.compile(r"(?:(?!\n)[\W_])+")
MOST = 2_000  # letters by which a line is known
MOST_RUNS = 2_000  # of lines: many more than are named
MOST_LINES = 100  # between an item and what is a part of it


@lru_cache(maxsize=1)
def _shown(text: str) -> str:
    """The lines of a text that begin with a mark, each once."""
    return "\n".join(match[1] for line in dict.fromkeys(text.split("\n")) if (match := SHOWN.match(line)))


@lru_cache(maxsize=1)
def _written(prose: str) -> list[tuple[int, str, int, str]]:
    """The lines of a prose that begin with a mark: number, tags before the mark, where it is, the text from that on."""
    found = []
    number, behind = 1, 0
    for match in WRITTEN.finditer(prose):
        number += prose.count("\n", behind, match.start())
        behind = match.start()
        found.append((number, match["tags"], match.start("text"), match["text"]))
    return found


@lru_cache
def _lines_with(pattern: re.Pattern) -> re.Pattern:
    return re.compile(rf"^(?={pattern.pattern}).{{1,{MOST}}}", re.MULTILINE)


def find_runs(page: Page, pattern: re.Pattern) -> list[list[tuple[int, int, str]]]:
    """Return neighbouring lines of the source that begin with the mark and are shown with it, up to MOST_RUNS of them.

    Each line is its number, the offset of the mark and the text from the mark on.
    """
    return list(islice(_runs(page, pattern), MOST_RUNS))


def _runs(page: Page, pattern: re.Pattern) -> Iterator[list[tuple[int, int, str]]]:
    seen = dict.fromkeys(match[0] for match in _lines_with(pattern).finditer(_shown(page.text)))
    if not seen:
        return
    shown = NO_LETTERS.sub("", "\n".join(seen)).split("\n")
    whole, beginnings = set(shown), {text[:40] for text in shown if len(text) > 8}
    coded = page.prose != page.body
    lines = page.prose_lines
    run: list[tuple[int, int, str]] = []
    for number, tags, offset, text in _written(page.prose):
        if tags and not (pattern is SIGN or pattern is BULLET and page.in_html(offset)):
            continue
        has_code = coded and page.body[offset : offset + len(text)] != text
        if has_code and len(mark := text.rstrip()) < 4 and letters(mark) in whole:
            text = f"{mark} {THING}"  # an item that is code alone
        if not pattern.match(text):
            continue
        known = _letters(text[:MOST])
        if known not in whole and known[:40] not in beginnings:
            continue  # not shown with its mark
        follows = run and run[-1][0] == number - 1
        if has_code and not follows and pattern.match(line_before(page, number)):
            continue  # one of a list that is shown as such, with the words of another around its code
        behind = run[-1][0] if run else number  # the number of the last line, which is the index of the next one
        if behind < number - 1 and not (lines[behind] and all(map(is_indented, lines[behind : number - 1]))):
            yield run
            run = []
        run.append((number, offset, text))
    if run:
        yield run


def as_written(page: Page, offset: int) -> str:
    """Return the beginning of the line at an offset in the source with its code, which the prose has not, for a message."""
    return page.body[offset : offset + 200].partition("\n")[0].strip("> \t")[:60]


def is_indented(line: str) -> bool:
    """Return whether a line may go on with the item above it."""
    return line[:1] in (" ", "\t") and line.strip("> \t") != "" and "<p" not in line


def is_one_list(between: list[str]) -> bool:
    """Return whether what stands between two items leaves them in one list: empty lines, or the rest of an item."""
    return not any(map(str.strip, between)) or all(line.strip() and not HEADING.search(line) for line in between)


@lru_cache(1 << 15)
def _letters(source: str) -> str:
    return letters(plain(source))


def line_before(page: Page, number: int) -> str:
    """Return the line before a line, without the marks of a quotation."""
    line = page.prose_lines[number - 2] if number > 1 else ""
    return line[QUOTE.match(line).end() :]


def goes_on_as_prose(page: Page, run: list[tuple[int, int, str]]) -> bool:
    """Return whether a single line that begins like an item goes on with the sentence of the line before."""
    number, _, text = run[0]
    before, item = line_before(page, number).rstrip(), text[1:].strip()
    if len(run) > 1 or not before:
        return False
    remark = before[-1] == ")" and item[:1].islower()  # "… of 10 October (Gazette 317)\n- agreed."
    if ENDS_SENTENCE.search(before) and not ENDS_WITH_LINK.search(before) and not remark:
        return False
    if NUMBER.match(text):
        return True  # "… in version\n2. The next sentence"
    return text[0] in "-+" and item[:1].islower()


def place_below(lines: list[str], index: int) -> tuple[str, str]:
    """Return what begins a block's lines once an empty line parts them from the line before, and what to say of it.

    lines, index: those of the page, and which of them begins the block. Nothing is said where that is as it stands.
    Four spaces more would make code of it, and below the text of an item, four less would take it out.
    """
    inner = QUOTE.match(lines[index])[0]
    outer = own = QUOTE.match(lines[index - 1])[0]
    for before in reversed(lines[max(index - MOST_LINES, 0) : index]):
        start = QUOTE.match(before)[0]
        if not before.strip() or start.count(">") != outer.count(">"):
            break
        if OPENS.match(before, len(start)):
            own = start + "    "
            break
    if inner.count(">") != outer.count(">") or len(inner.expandtabs(4)) - len(own.expandtabs(4)) < 4:
        return inner, ""
    if own == outer:
        return own, " and begin it where the line above begins"
    return own, " and indent it by four spaces more than the item above"


def dedent_edits(page: Page, run: list[tuple[int, int, str]]) -> tuple[tuple[Edit, ...], str]:
    """Return what puts an empty line before a list, and begins it where it isn't code; and what to say of the latter."""
    number, offset, _ = run[0]
    line, before = page.prose_lines[number - 1], page.prose_lines[number - 2]
    own, where = place_below(page.prose_lines, number - 1)
    if not where:
        nested = ITEM.match(before) and QUOTE.match(line).end() > QUOTE.match(before).end()  # and so a list as it is
        return () if nested else (page.blank_line(offset),), ""
    extra = QUOTE.match(line)[0].removeprefix(own)
    lines = range(number, run[-1][0] + 1)
    if any(not page.prose_lines[index - 1].startswith(own + extra) for index in lines):
        return (), where
    cuts = (Edit(start, start + len(extra), "") for start in (page.start_of(index) + len(own) for index in lines))
    return (page.blank_line(offset), *cuts), where


def runs_on(page: Page, run: list[tuple[int, int, str]]) -> bool:
    """Return whether neighbouring lines begin with marks in a row, such as (a) and (b), with no line break between."""
    found = [LETTERED.match(text) for _, _, text in run]
    marks = [(one.string[: one.start(one.lastindex)], one[one.lastindex]) for one in found]
    return any(
        first[0] == second[0]
        and (first[1], second[1]) in IN_A_ROW
        and other == line + 1
        and not page.prose_lines[line - 1].endswith("  ")
        and "<br" not in page.prose_lines[line - 1]
        for (line, _, _), (other, _, _), first, second in zip(run, run[1:], marks, marks[1:], strict=False)
    )


def too_little(indent: int, parent: int) -> bool:
    """Return whether a line is meant to belong to an item but isn't indented far enough for Python-Markdown."""
    return indent - parent in (2, 3) and indent // 4 == parent // 4


def starts_list(lines: list[str], index: int) -> bool:
    """Return whether a line that follows another begins a list: below a heading, a block's line, or above an item.

    The empty line that such a list lacks is for another rule to name.
    """
    item, below = (ITEM.match(line) for line in (lines[index], *lines[index + 1 : index + 2], "")[:2])
    if item and below and item.group(1, 2) == below.group(1, 2):
        return True
    before = lines[index - 1].strip()
    return before.startswith(("#", "!!!", "???", "<", "{", ":   ", "=== "))


def taken_in(page: Page) -> set[int]:
    """Return the lines of items that are shown as part of the list in the item above: an empty line is missing."""
    places = [(match.end(), match["text"]) for match in BELOW_INDENTED.finditer(page.prose)]
    inner = {key_of(item.text()) for item in page.tree.css("li li")} if places else ()
    return {page.line_of(place) for place, text in places if key_of(plain(text)) in inner}


def key_of(text: str) -> str:
    """Return the letters by which the first line of an item is known."""
    return letters(text.strip().split("\n", 1)[0][:MOST])[:30]


class Written(NamedTuple):
    """A line that begins with a number: which line of the file it is, the number, and its text."""

    line: int
    number: int
    text: str


def take_place(written: dict[str, list[Written]], node) -> Written | None:
    """Return the line of the source that a list item was written on."""
    places = written.get(key := key_of(node.text()))
    return places.pop() if key and places else None
