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
LETTERED = re.compile(r"(?:\(([a-z]{1,2}|[ivx]{1,4}|\d{1,2})\)|([a-z]|[ivx]{1,4})[.)])[ \t]+(?=\S)")
GLUED = re.compile(r"(?:[-*+•](?=[A-Z][a-z])|[-+](?=[a-z]{2})|\d{1,2}\.(?=[A-Z][a-z]))")
ITEM = re.compile(r"^([ \t]*)([*+-]|\d{1,3}[.])([ \t]+)(?=\S)")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)*")
NOT_PARAGRAPH = re.compile(r"[<>{|]|!!!|\?\?\?|\*?\[[^\]]+\]:")
ENDS_SENTENCE = re.compile(r"[.:;!?*_)”\"’]\s*$")


def _shown(page: Page, pattern: re.Pattern) -> list[str]:
    """The letters of the lines that a reader sees begin with a mark which should be a list's."""
    lines = (line.strip() for line in page.text.split("\n"))
    return [letters(line[:2_000]) for line in lines if pattern.match(line)]


def _runs(page: Page, pattern: re.Pattern) -> Iterator[list[tuple[int, int, str]]]:
    """Neighbouring lines of the source that begin with the mark and are shown with it.

    Each line is its number, the offset of the mark and the text from the mark on.
    """
    shown = _shown(page, pattern)
    if not shown:
        return
    whole, beginnings = set(shown), {text[:40] for text in shown if len(text) > 8}
    run: list[tuple[int, int, str]] = []
    offset = 0
    for number, line in page.lines():
        start = QUOTE.match(line).end()
        text = line[start:]
        if pattern.match(text) and _is_shown(text, whole, beginnings):
            run.append((number, offset + start, text))
        elif not (run and text.strip() and line[:1] in " \t"):
            if run:
                yield run
            run = []
        offset += len(line) + 1
    if run:
        yield run


def _is_shown(source: str, whole: set[str], beginnings: set[str]) -> bool:
    """Whether a line of the source has the letters of a line that readers see, or their beginning."""
    written = letters(plain(source[:2_000]))
    return written in whole or written[:40] in beginnings


def _before(page: Page, number: int) -> str:
    """The line before a line, without the marks of a quotation."""
    line = page.prose_lines[number - 2] if number > 1 else ""
    return line[QUOTE.match(line).end() :]


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
    incorrect="The key features are:\n- one\n- two",
    correct="The key features are:\n\n- one\n- two",
)
def blank_line_before(page: Page) -> Iterator[Finding]:
    """An empty line stands before a list."""
    for pattern in (BULLET, NUMBER):
        for run in _runs(page, pattern):
            number, offset, text = run[0]
            shown = text.strip()[:60]
            if raw := page.raw_block_at(offset):
                if pattern is BULLET or len(run) > 1:
                    right = "Delete its tags" if raw.name == "p" else f"Add the word markdown to the tag around it, <{raw.name} markdown>"
                    what = f"this list isn't shown as a list, since it stands in raw HTML. {right}, and put an empty line before"
                    yield Finding(number, f"{what}: {shown}")
                continue
            if not _before(page, number).strip():
                continue
            first = int(NUMBER.match(text)[1]) if pattern is NUMBER else 1
            if _is_prose(page, run) or (len(run) < 2 and first > 1):
                continue
            what = "this list isn't shown as a list, since no empty line stands before it."
            if first > 1:
                yield Finding(
                    number,
                    f"{what} Put one there and begin with 1.; or, where the number itself matters, put an empty line before "
                    f"each of its lines and a backslash before the full stop: {text.strip()[:60].replace('.', chr(92) + '.', 1)}",
                )
                continue
            edits, dedented = _dedented(page, run)
            where = " and begin it where the line above begins" if dedented else ""
            yield Finding(number, f"{what} Put an empty line before{where}: {shown}", edits=edits, drops="*+-" * 3 * len(run))


def _dedented(page: Page, run: list[tuple[int, int, str]]) -> tuple[tuple[Edit, ...], bool]:
    """What puts an empty line before a list, and begins it where the line above begins if it would be code."""
    number, offset, _ = run[0]
    line, before = page.prose_lines[number - 1], page.prose_lines[number - 2]
    inner, outer = (QUOTE.match(text)[0] for text in (line, before))
    if ">" in inner + outer or len(inner.expandtabs(4)) - len(outer.expandtabs(4)) < 4:
        return (page.blank_line(offset),), False
    extra = inner[len(outer) :] if inner.startswith(outer) else ""
    lines = range(number, run[-1][0] + 1)
    if not extra or any(not page.prose_lines[index - 1].startswith(inner) for index in lines):
        return (), True
    cuts = (Edit(start, start + len(extra), "") for start in map(page.start_of, lines))
    return (page.blank_line(offset - len(inner)), *cuts), True


@rule(
    id="list-mark",
    incorrect="• one\n• two", correct="- one\n- two",
)
def marks(page: Page) -> Iterator[Finding]:
    """Items of a list begin with `- ` or `1. `, not with a bullet sign or `1)`."""
    for pattern, example in ((SIGN, "-"), (DASH, "-"), (BRACKETED, "1."), (GLUED, "- or 1."), (LETTERED, "1.")):
        runs = list(_runs(page, pattern))
        count = sum(map(len, runs))
        behind = 0  # the line on which the list that was named last ends
        for run in runs:
            number, _, text = run[0]
            goes_on = behind and not "".join(page.prose_lines[behind : number - 1]).strip()
            behind = run[-1][0] if goes_on else 0
            if goes_on:
                continue
            if pattern is not SIGN and count < 2 or (pattern in (DASH, GLUED, LETTERED) and len(run) < 2):
                continue
            if pattern is BRACKETED and run is not runs[0]:
                continue
            if text[0] not in "•●▪" and pattern is SIGN and count < 2:
                continue
            mark = pattern.match(text)[0].strip()
            if pattern is LETTERED:
                if not _runs_on(page, run):
                    continue
                yield Finding(
                    number,
                    f'the lines from "{mark}" on are run together into one paragraph. Begin each item with 1. and a space, '
                    "or put an empty line before each of them to keep the letters",
                )
                continue
            behind = run[-1][0]
            yield Finding(
                number,
                f'"{mark}" doesn\'t make a list. Begin each item with {example} and a space, '
                "and put an empty line before the first item",
            )


def _runs_on(page: Page, run: list[tuple[int, int, str]]) -> bool:
    """Whether neighbouring lines begin with marks that follow each other, such as (a) and (b), and no line break parts them."""
    marks = [next(filter(None, LETTERED.match(text).groups())) for _, _, text in run]
    order = ("abcdefghijklmnopqrstuvwxyz", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), tuple(map(str, range(1, 100))))
    follows = any(
        (first, second) in zip(signs, signs[1:], strict=False)
        for signs in order
        for (line, _, _), (other, _, _), first, second in zip(run, run[1:], marks, marks[1:], strict=False)
        if other == line + 1 and not page.prose_lines[line - 1].endswith("  ") and "<br" not in page.prose_lines[line - 1]
    )
    return follows and not page.prose_lines[run[0][0] - 1].lstrip().startswith("|")


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


NUMBERED = re.compile(r"^([ \t>]*(?:(?:[*+-]|\d+\.)[ \t]+)*?)(\d{1,9})\.[ \t]+(?=\S)")


@rule(
    id="list-number",
    incorrect="1. The first.\n\nText between.\n\n2. The second.",
    correct="1. The first.\n\n    Text between.\n\n2. The second.",
)
def numbers(page: Page) -> Iterator[Finding]:
    """The items of a numbered list are shown with the numbers that they are written with."""
    if "<ol" not in page.html:
        return
    written: dict[str, list[tuple[int, int, str]]] = {}
    body = page.body.split("\n")
    for number, line in page.lines():
        if line[:1] and (match := NUMBERED.match(line)):
            key = letters(plain(body[number - 1][match.end(2) + 1 :]))[:30]
            written.setdefault(key, []).append((number, int(match[2]), line.strip()))
    for entries in written.values():
        entries.reverse()  # the first one last, to be taken first
    for found in page.tree.css("ol"):
        if found.attributes.get("start") or found.attributes.get("type"):
            continue
        items = [node for node in found.iter() if node.tag == "li"]
        places = [_take(written, node) for node in items]
        known = [place[1] for place in places if place]
        if len(set(known)) == 1 and (known[0] == 1 or len(known) > 1) or known[:2] == [0, 1]:
            continue  # numbered by the engine on purpose
        for shown, place in enumerate(places, start=1):
            if place and place[1] != shown:
                line, meant, text = place
                escaped = text.replace(".", "\\.", 1)[:60]
                yield Finding(
                    line,
                    f"this item is shown with the number {shown}, not {meant}. Indent by four spaces whatever stands between "
                    f"it and the item before; or, where the number itself matters, write it with a backslash: {escaped}",
                )
                break


def _take(written: dict[str, list[tuple[int, int, str]]], node) -> tuple[int, int, str] | None:
    """The line of the source that a list item was written on, its number and its text."""
    key = letters(node.text().strip().split("\n", 1)[0])[:30]
    places = written.get(key)
    return places.pop() if key and places else None


RULES = (blank_line_before, marks, nesting, numbers)
