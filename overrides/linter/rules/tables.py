"""Tables that Python-Markdown shows as tables."""

from collections.abc import Iterator

from linter.page import Finding, Page, rule
from linter.table_rows import MARKED, cells, find_rows, find_tables, is_gap, is_row, judge_table, pipes


@rule(
    id="table-cells",
    incorrect="| Body | Role |\n|---|---|\n| ASEAN | Member | Chair |",
    correct="| Body | Role |\n|---|---|\n| ASEAN | Member |",
    explains=("raw-markup",),
)
def even_rows(page: Page) -> Iterator[Finding]:
    """Every row of a table has as many cells as its first."""
    if "<table" not in page.html:
        return
    rows = find_rows(page)
    for start, end in find_tables(rows):
        header, prose = rows[start], page.prose_lines
        wanted = cells(header, header)
        for index in range(start + 2, end):
            row = rows[index]
            if not pipes(row):
                if not row.startswith(("{", "</")):  # a list in braces, or the end of what the table stands in
                    message = "this line is shown as a row of the table above it. Put an empty line before it"
                    yield Finding(index + 1, message)
                break
            has = cells(row, header)
            if has != wanted and MARKED.match(prose[index]):  # in a table, what looks like the mark of an item is text
                row = f"- {row}"
                has = cells(row, header)
            if has != wanted and row.startswith("|") and cells(row) == wanted:
                message = "this row begins with | but the first row of its table doesn't. Begin both alike"
                yield Finding(index + 1, message)
            elif has != wanted:
                message = f"this row has {has} cell{'s' * (has != 1)} but the table has {wanted} columns"
                right = "Write as many cells as columns, an empty one as | |"
                yield Finding(index + 1, f"{message}. {right}; a | that is part of the text is written \\|")


@rule(
    id="table-rule",
    incorrect="| Body | Role |\n| ASEAN | Member |",
    correct="| Body | Role |\n|---|---|\n| ASEAN | Member |",
    explains=("raw-markup",),
    mends=True,
)
def heading_rule(page: Page) -> Iterator[Finding]:
    """The second line of a table is its rule (`|---|---|`), and an empty line stands before the first."""
    if "|" not in page.text:
        return
    rows = find_rows(page)
    shown = (table for table in find_tables(rows) if not page.in_html(page.start_of(table[0] + 1)))
    inside = {index for start, end in shown for index in range(start, end)}
    index = 0
    for start in (index for index, row in enumerate(rows) if "|" in row):
        if start < index or start in inside or not is_row(rows, start):
            continue
        index = start + 1
        while index < len(rows) and index not in inside and (is_row(rows, index) or is_gap(rows, index)):
            index += 1
        yield judge_table(page, rows, start, [row for row in rows[start:index] if row])
