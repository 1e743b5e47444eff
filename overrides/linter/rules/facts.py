"""Rules about facts that stand in two places of a page and must agree.

They read a page with an At a glance table, a Markdown table under the heading `{#at-a-glance}`: a
body a row, with its level, the role of Singapore Customs, and a link to its section on the page.
Other pages are silent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from linter.rules import page_settings
from linter.page import Finding, Page, rule

PARTS = (
    "international-fora",
    "our-international-contributions",
)  # the parts whose sections are bodies
HEADING = re.compile(
    r"^(#{1,6})[ \t]*(.*?)[ \t]*\{:?[^{}\n]*#([\w-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE
)
LINK = re.compile(r"\]\([^)#\s]*#([\w-]+)\s*\)")
ROLE = re.compile(r"\*\*Role:?\*\*:?\s*(?P<role>.*?)(?=\s+as at\b|\s+·|\n|\Z)")
LEVEL = re.compile(r"\*\*Level:?\*\*:?\s*(?P<level>.*?)(?=\s+·|\n|\Z)")
ITEM = re.compile(
    r"^[ \t]*[-*+][ \t]+.*?\]\([^)#\s]*#(?P<id>[\w-]+)\s*\)"
    r".*?(?P<role>\*{1,2}[^*\n]+\*{1,2}|_[^_\n]+_)",
    re.MULTILINE,
)
AS_AT = re.compile(r"as at (\d{1,2})\s+([A-Z][a-z]+)\s+(\d{4})")
ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")

EXAMPLE = """## At a glance {#at-a-glance}

| Body | Level | Role of Singapore Customs | Since | Section |
| --- | --- | --- | --- | --- |
| World Customs Organisation | Global | Member | 1975 | [WCO](#wco) |

## International Fora {#international-fora}

### World Customs Organisation (WCO) {#wco}

**Role:** Member as at 22 November 2026 · **Level:** Global
"""

DATED = (
    page_settings.EXAMPLE.replace("permalink:", "as_at: 2026-11-22\npermalink:")
    + """
Each role is given as at 22 November 2026.
"""
)


@dataclass(frozen=True)
class Row:
    """A row of the At a glance table: its line in the file, and its cells without marks."""

    line: int
    body: str
    level: str
    role: str
    section: str  # the id that it links to, or ""


@dataclass(frozen=True)
class Section:
    """The section of a body: the lines of its heading, role and level, "" where it says none."""

    line: int
    name: str
    role: str
    role_line: int
    level: str
    level_line: int


def plain(text: str) -> str:
    """The words of a cell or a role, without emphasis and attribute list."""
    return " ".join(re.sub(r"[*_`]+", "", ATTRIBUTES.sub("", text)).split())


def line_of(text: str, offset: int) -> int:
    """The line of a position in a text."""
    return text.count("\n", 0, offset) + 1


def part(text: str, name: str) -> tuple[int, int] | None:
    """Where the part under the heading with an id begins and ends in the prose, or None."""
    found = list(HEADING.finditer(text))
    for heading in found:
        if heading[3] == name:
            after = re.compile(rf"^#{{1,{len(heading[1])}}}(?!#)", re.MULTILINE).search(
                text, heading.end()
            )
            return heading.start(), after.start() if after else len(text)
    return None


def rows_of(text: str) -> list[Row]:
    """The rows of the At a glance table; none where the page has no such table."""
    rows: list[Row] = []
    columns: dict[str, int] | None = None
    place = part(text, "at-a-glance") if "#at-a-glance" in text else None
    if place is None:
        return rows
    first = line_of(text, place[0])
    for line, row in enumerate(text[slice(*place)].split("\n"), start=first):
        if "|" not in row:
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]
        if columns is None:
            names = [plain(cell).lower().split(" ")[0] for cell in cells]
            if not {"body", "level", "role", "section"} <= set(names):
                return rows
            columns = {name: index for index, name in enumerate(names)}
        elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            cells += [""] * (max(columns.values()) + 1 - len(cells))
            link = LINK.search(cells[columns["section"]])
            rows.append(
                Row(
                    line,
                    plain(cells[columns["body"]]),
                    plain(cells[columns["level"]]),
                    plain(cells[columns["role"]]),
                    link[1] if link else "",
                )
            )
    return rows


def sections_of(text: str) -> dict[str, Section]:
    """The sections of bodies: the third-level headings under the two parts, by their ids."""
    found = {}
    for name in PARTS:
        begin, end = part(text, name) or (0, 0)
        headings = [match for match in HEADING.finditer(text, begin, end) if len(match[1]) == 3]
        ends = [heading.start() for heading in headings[1:]] + [end]
        for heading, last in zip(headings, ends, strict=False):
            role = ROLE.search(text, heading.end(), last)
            level = LEVEL.search(text, heading.end(), last)
            found[heading[3]] = Section(
                line_of(text, heading.start()),
                plain(heading[2]),
                plain(role["role"]) if role else "",
                line_of(text, (role or heading).start()),
                plain(level["level"]) if level else "",
                line_of(text, (level or heading).start()),
            )
    return found


@lru_cache(maxsize=4)
def read(text: str) -> tuple[list[Row], dict[str, Section]]:
    """The rows of the At a glance table in a page's prose and the sections of bodies, if any."""
    rows = rows_of(text)
    return rows, sections_of(text) if rows else {}


@rule(
    id="fact-role",
    incorrect=EXAMPLE.replace("**Role:** Member", "**Role:** Chair"), correct=EXAMPLE,
)
def same_role(page: Page) -> Iterator[Finding]:
    """A body has the same role in the table and in its section."""
    rows, bodies = read(page.prose)
    for row in rows:
        body = bodies.get(row.section)
        if body and not body.role:
            yield Finding(
                body.line,
                f"the section of {row.body} does not give its role. "
                f"Write **Role:** {row.role} as at, and the date, below it",
            )
        elif body and body.role.casefold() != row.role.casefold():
            yield Finding(
                body.role_line,
                f"the role here is {body.role}, but {row.role} in the table on line {row.line}. "
                "Write the true one in both places",
            )


@rule(
    id="fact-level",
    incorrect=EXAMPLE.replace("**Level:** Global", "**Level:** ASEAN"), correct=EXAMPLE,
)
def same_level(page: Page) -> Iterator[Finding]:
    """A body has the same level in the table and in its section."""
    rows, bodies = read(page.prose)
    for row in rows:
        body = bodies.get(row.section)
        if body and body.level and body.level.casefold() != row.level.casefold():
            yield Finding(
                body.level_line,
                f"the level here is {body.level}, but {row.level} in the table on line {row.line}. "
                "Write the true one in both places",
            )


@rule(
    id="fact-section",
    incorrect=EXAMPLE.replace("### World Customs Organisation (WCO) {#wco}", "### WCO"), correct=EXAMPLE,
)
def section_of_body(page: Page) -> Iterator[Finding]:
    """Every body of the table has its section, and the row leads there."""
    rows, bodies = read(page.prose)
    for row in rows:
        if not row.section:
            yield Finding(
                row.line,
                f"the row of {row.body} leads to no section. Write its link, such as [WCO](#wco)",
            )
        elif row.section not in bodies:
            yield Finding(
                row.line,
                f"{row.body} has no section on this page. "
                f"Write one under a heading ### {row.body} {{#{row.section}}}",
            )


@rule(
    id="fact-row",
    incorrect=EXAMPLE + "\n### Asia-Europe Meeting {#asem}\n", correct=EXAMPLE,
)
def row_of_body(page: Page) -> Iterator[Finding]:
    """Every body with a section has its row in the table."""
    rows, bodies = read(page.prose)
    listed = {row.section for row in rows}
    for name, body in bodies.items():
        if name not in listed:
            yield Finding(
                body.line,
                f"the At a glance table lacks {body.name}. "
                f"Add its row, with the link (#{name}) in the column Section",
            )


@rule(
    id="fact-list",
    incorrect=EXAMPLE.replace("## International", "- [WCO](#wco) *Chair*\n\n## International"),
    correct=EXAMPLE.replace("## International", "- [WCO](#wco) *Member*\n\n## International"),
)
def role_in_lists(page: Page) -> Iterator[Finding]:
    """A list such as the structure diagram gives a body the role that the table gives it."""
    roles = {row.section: row for row in read(page.prose)[0] if row.section}
    known = {row.role.casefold() for row in roles.values()}
    for item in ITEM.finditer(page.prose) if roles else ():
        row, role = roles.get(item["id"]), plain(item["role"])
        if (
            row
            and role.casefold() in known | {"chair", "member", "participant"}
            and role.casefold() != row.role.casefold()
        ):
            yield Finding(
                page.line_of(item.start("role")),
                f"the role here is {role}, but {row.role} in the table on line {row.line}. "
                "Write the true one in both places",
            )


@rule(
    id="fact-date",
    incorrect=DATED.replace("22 November", "21 November"),
    correct=DATED,
)
def same_as_at(page: Page) -> Iterator[Finding]:
    """The "as at" date of a role is that of the front matter, where it has one."""
    date = page.meta.get("as_at")
    if not hasattr(date, "strftime"):
        return
    right = f"{date.day} {date:%B %Y}"
    for match in AS_AT.finditer(page.prose):
        before = page.prose[page.prose.rfind("\n", 0, match.start()) + 1 : match.start()]
        if "role" in before.lower() and " ".join(match.groups()) != right:
            yield Finding(
                page.line_of(match.start(1)),
                f"{' '.join(match.groups())} is not the as_at date of the front matter. "
                f"Write {right} in both places",
            )


RULES = (same_role, same_level, section_of_body, row_of_body, role_in_lists, same_as_at)
