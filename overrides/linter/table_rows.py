"""The rows of the tables of a page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from linter.list_lines import place_below
from linter.markup import BLOCKS
from linter.page import Finding, Page
from linter.passages import THING

ROW = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[*+-][ \t]+|:[ \t]{3}|\d+\.[ \t]+)?(.*)")
BEFORE = frozenset(" \t>*+-:0123456789")  # what may stand before a row
RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
BORDER = re.compile(r"^\||(?<!\\)\|$")
END = re.compile(r"(?<!\\)\|$")
MARKED = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[*+-]|\d+\.)[ \t]")
BLOCK = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))})\b", re.IGNORECASE)  # makes raw HTML of its lines


def pipes(row: str) -> int:
    """Return how many pipes of a row part cells."""
    return row.count("|") - row.count("\\|") if "\\" in row else row.count("|")


@lru_cache(1 << 15)
def cells(row: str, header: str = "|") -> int:
    """Return how many cells a row has; code must be blanked, for its pipes part nothing.

    header: the first row of its table; where that begins without a pipe, one at the beginning of another parts cells.
    """
    return pipes((BORDER if header.startswith("|") else END).sub("", row.strip())) + 1


def find_rows(page: Page) -> list[str]:
    """Return the lines of a page without marks of lists and quotations, code at their ends as a sign."""
    rows = [(ROW.match(line)[1] if line and line[0] in BEFORE else line).strip() for line in page.prose_lines]
    if page.uncoded == page.body:
        return rows
    for index, (uncoded, line) in enumerate(zip(page.uncoded.split("\n"), page.body_lines, strict=True)):
        if not uncoded.strip() and line.strip():
            rows[index] = THING  # code alone
        if uncoded != line and "|" in uncoded:
            begins = THING * (len(uncoded.lstrip()) < len(line.lstrip()))
            ends = THING * (len(uncoded.rstrip()) < len(line.rstrip()))
            rows[index] = begins + rows[index] + ends
    return rows


@lru_cache(1 << 15)
def is_rule_row(row: str) -> bool:
    """Return whether a row is the rule of a table, such as `|---|---|`."""
    return "-" in row and bool(RULE.match(row))


def find_tables(rows: list[str]) -> Iterator[tuple[int, int]]:
    """Give the first line of each table and the one behind its last, as Python-Markdown sees it."""
    for rule in (index for index in range(1, len(rows)) if is_rule_row(rows[index])):
        if not pipes(header := rows[rule - 1]):
            continue
        before = rows[rule - 2] if rule > 1 else ""
        first = not before or before.startswith(("#", "!!!", "???", "<!", "</", "===")) or BLOCK.match(before)
        if (
            first
            and not BLOCK.match(header)
            and not is_rule_row(header)
            and cells(header, header) == cells(rows[rule], header)
        ):
            end = next((index for index in range(rule + 1, len(rows)) if not rows[index]), len(rows))
            yield rule - 1, end


def is_row(rows: list[str], index: int) -> bool:
    """Return whether a line is a row: between pipes, or beside a rule that parts columns."""
    row = rows[index]
    if "|" not in row:
        return False
    parts = pipes(row)
    if parts > 1 and row.startswith("|"):
        if parts > 2 and row.endswith("|") or index and rows[index - 1].startswith("|"):
            return True
        return index + 1 < len(rows) and rows[index + 1].startswith("|")
    near = rows[max(index - 1, 0) : index + 2]
    # Links may stand line by line with a | between; a table has more than one on some row.
    alike = row.endswith("|") and sum(other.endswith("|") for other in near) > 1 and any(pipes(one) > 1 for one in near)
    return alike or "-" in "".join(near) and any(is_rule_row(other) and pipes(other) for other in near)


def is_gap(rows: list[str], index: int) -> bool:
    """Return whether an empty line stands before a row."""
    return not rows[index] and 0 < index < len(rows) - 1 and is_row(rows, index + 1)


def judge_table(page: Page, rows: list[str], start: int, group: list[str]) -> Finding:
    """Return why a group of rows that begins at `start` is not shown as a table, and what to do."""
    line, below = start + 1, rows[start + 1] if start + 1 < len(rows) else ""
    not_shown = "this table isn't shown as a table, since"
    ruler = "|" + "---|" * (cells(group[0]) if is_rule_row(below) else cells(max(group, key=pipes)))
    if tag := BLOCK.match(group[0]):
        return Finding(line, f"{tag[0]}> keeps this table from being shown. Delete it, and the tag that closes it")
    if page.in_html(offset := page.start_of(line)):
        return Finding(line, f"{not_shown} it stands in raw HTML. {page.out_of_html(offset)}")
    if start and rows[start - 1] and is_rule_row(below) and cells(below) == cells(group[0]):
        _, where = place_below(page.prose_lines, start)
        mendable = not where and all(map(pipes, takewhile(bool, rows[start:])))
        return Finding(
            line,
            f"{not_shown} no empty line stands before it. Put an empty line before it{where}",
            drops="|" * sum(map(pipes, group)) + below,
            makes=("p", "table", "thead", "tbody", "tr", "th", "td"),
            edits=(page.blank_line(offset + len(page.prose_lines[start])),) if mendable else (),
        )
    if is_rule_row(group[0]):
        right = f"Write it above this line, {'|' + ' Name |' * cells(group[0])}"
        return Finding(line, f"{not_shown} the row with the names of its columns is missing. {right}")
    if is_rule_row(below) and below.startswith("|") and not group[0].startswith("|"):
        right = below.removeprefix("|").removesuffix("|").strip()
        message = f"this rule begins with | but the row above it doesn't, so no table is shown. Write {right}"
        return Finding(line + 1, message)
    if is_rule_row(below):
        has = f"this rule has {cells(below)} cells but the row above it {cells(group[0])}"
        return Finding(line + 1, f"{has}, so no table is shown. Write {ruler}")
    if not below and start + 2 < len(rows) and is_rule_row(rows[start + 2]):
        return Finding(line, "an empty line parts this row from the rule of its table. Delete that empty line")
    if start and is_gap(rows, start - 1) and not any(map(is_rule_row, group[1:])) and "|" in rows[start - 2]:
        return Finding(line, "an empty line cuts this row off its table. Delete the empty line before it")
    parted = "" if not start or not rows[start - 1] else ", and put an empty line before it"
    return Finding(line, f"{not_shown} the rule below its first row is missing. Write {ruler} below this line{parted}")
