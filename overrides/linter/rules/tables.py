"""Tables that Python-Markdown shows as tables."""

import re
from collections.abc import Iterator

from linter.page import Finding, Page, letters, rule

ROW = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[*+-][ \t]+|:[ \t]{3}|\d+\.[ \t]+)?")
RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
BORDER = re.compile(r"^\||(?<!\\)\|$")
PIPE = re.compile(r"(?<!\\)\|")


def cells(row: str) -> int:
    """How many cells a row has; code must be blanked, for its pipes part nothing."""
    return len(PIPE.findall(BORDER.sub("", row.strip()))) + 1


def _rows(page: Page) -> list[str]:
    return [line[ROW.match(line).end() :].strip() for line in page.prose_lines]


def _is_rule(row: str) -> bool:
    return "-" in row and bool(RULE.match(row))


def _tables(rows: list[str]) -> Iterator[tuple[int, int]]:
    """The first line of each table and the one behind its last, as Python-Markdown sees it."""
    index = 0
    while index < len(rows) - 1:
        first = index == 0 or not rows[index - 1] or rows[index - 1].startswith(("#", "!!!", "???", "<", "==="))
        header, below = rows[index], rows[index + 1]
        piped = "|" in header and _is_rule(below) and (cells(header) > 1 or header.startswith("|"))
        if first and piped and not _is_rule(header) and cells(header) == cells(below):
            end = index + 2
            while end < len(rows) and rows[end]:
                end += 1
            yield index, end
            index = end
        else:
            index += 1


@rule(
    id="table-cells",
    incorrect="| Body | Role |\n|---|---|\n| ASEAN | Member | Chair |",
    correct="| Body | Role |\n|---|---|\n| ASEAN | Member |",
)
def even_rows(page: Page) -> Iterator[Finding]:
    """Every row of a table has as many cells as its first."""
    if "<table" not in page.html:
        return
    rows = _rows(page)
    for start, end in _tables(rows):
        wanted = cells(rows[start])
        for index in range(start + 2, end):
            row = rows[index]
            if not PIPE.search(row) and not (wanted == 1 and row.startswith("|")):
                if row.startswith("{"):
                    break  # an attribute list, which `attribute_lists` names
                yield Finding(
                    index + 1,
                    "this line is shown as a row of the table above it. Put an empty line before it",
                )
                break
            if cells(row) != wanted:
                yield Finding(
                    index + 1,
                    f"this row has {cells(row)} cells but the table has {wanted} columns. "
                    "Write as many cells as columns, an empty one as | |; a | that is part of the text is written \\|",
                )


@rule(
    id="table-rule",
    incorrect="| Body | Role |\n| ASEAN | Member |", correct="| Body | Role |\n|---|---|\n| ASEAN | Member |",
)
def heading_rule(page: Page) -> Iterator[Finding]:
    """The second line of a table is its rule (`|---|---|`), and an empty line stands before the first."""
    seen = {letters(line) for line in page.text.split("\n") if "|" in line}
    if not seen:
        return
    rows = _rows(page)
    inside = {index for start, end in _tables(rows) for index in range(start, end)}
    offsets = [0]
    for line in page.prose_lines:
        offsets.append(offsets[-1] + len(line) + 1)
    index = 0
    while index < len(rows):
        if index in inside or not _is_row(rows, index):
            index += 1
            continue
        start = index
        while index < len(rows) and index not in inside and (_is_row(rows, index) or _gap(rows, index)):
            index += 1
        group = [row for row in rows[start:index] if row]
        if seen.isdisjoint(_letters(group)):
            continue
        yield _judge(page, rows, start, group, offsets[start])


def _letters(group: list[str]) -> set[str]:
    return {letters(re.sub(r"\]\([^()]*\)(?:\{[^{}]*\})?", "]", row)) for row in group}


def _is_row(rows: list[str], index: int) -> bool:
    """Whether a line is a row: between pipes, or beside a rule that parts columns."""
    row = rows[index]
    if row.startswith("|") and len(PIPE.findall(row)) > 1:
        beside = (rows[index - 1] if index else "", rows[index + 1] if index + 1 < len(rows) else "")
        return (row.endswith("|") and len(PIPE.findall(row)) > 2) or any(r.startswith("|") for r in beside)
    if not PIPE.search(row):
        return False
    rule_near = [r for r in rows[max(index - 1, 0) : index + 2] if PIPE.search(r) and _is_rule(r)]
    return bool(rule_near)


def _gap(rows: list[str], index: int) -> bool:
    return not rows[index] and 0 < index < len(rows) - 1 and _is_row(rows, index + 1)


def _judge(page: Page, rows: list[str], start: int, group: list[str], offset: int) -> Finding:
    below = rows[start + 1] if start + 1 < len(rows) else ""
    ruler = "|" + "---|" * cells(group[0])
    if start and rows[start - 1] and _is_rule(below) and cells(below) == cells(group[0]):
        return Finding(
            start + 1,
            "this table isn't shown as a table, since no empty line stands before it. Put an empty line before it",
            drops="|".join(group) + "|" * len(group),
            edits=() if page.prose_lines[start].startswith("    ") else (page.blank_line(offset + len(page.prose_lines[start]) - len(page.prose_lines[start].lstrip())),),
        )
    if _is_rule(below):
        return Finding(
            start + 2,
            f"this rule has {cells(below)} cells but the row above it {cells(group[0])}, so no table is shown. Write {ruler}",
        )
    if not below and start + 2 < len(rows) and _is_rule(rows[start + 2]):
        return Finding(start + 1, "an empty line parts this row from the rule of its table. Delete that empty line")
    if start and _gap(rows, start - 1) and any(map(_is_rule, group[1:])) is False and "|" in rows[start - 2]:
        return Finding(start + 1, "an empty line cuts this row off its table. Delete the empty line before it")
    return Finding(
        start + 1,
        f"this table isn't shown as a table, since the rule below its first row is missing. Write {ruler} below this line",
    )


RULES = (even_rows, heading_rule)
