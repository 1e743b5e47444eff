"""The page about the bodies as the rules see it: what its HTML says, and on which line of the Markdown it stands."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import chain, repeat

from content import bodies
from content.bodies import HEADINGS, Row, words
from linter.page import Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADING = re.compile(r"#{1,6}(?!#)[ \t]*\S")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
MONTH = f"(?:{'|'.join(calendar.month_name[1:])})"
DAY = re.compile(rf"\b(\d{{1,2}}) ({MONTH}) ((?:19|20)\d\d)\b")
MONTH_OF_YEAR = re.compile(rf"\b({MONTH}) ((?:19|20)\d\d)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PATTERNS = ((DAY, "%d %B %Y"), (MONTH_OF_YEAR, "%B %Y"), (YEAR, "%Y"))
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\0])")
LINK = re.compile(r'<a [^>]*href="([^"#]*)#([^"]+)"[^>]*>')
TAG = re.compile(r"<[^>]+>")
# What marks a role or what was added, and what a sentence says of a role
MARKS = {"Chair": "chair", "Participant": "participant", "Member": "member", "Added": "added"}
VERBS = {
    "Chair": re.compile(r"\bchairs\b"),
    "Participant": re.compile(r"\bparticipates\b"),
    "Attends": re.compile(r"\battends\b"),
    "Member": re.compile(r"\b(?:is|became|becomes) a member\b"),
}
# A page about one body, for the examples of rules
EXAMPLE = """<div class="glance" markdown>

| Body | Role | What it is for |
| --- | --- | --- |
| [World Customs Organisation](#wco) | *Member*{: .member } | Customs |

</div>

## International Fora {#international-fora}

### World Customs Organisation (WCO) {#wco}

<div class="facts" markdown>

Role
:   *Member*{: .member }

</div>

Singapore became a member of the World Customs Organisation in 1975.

<div class="structure" markdown>

- [World Customs Organisation](#wco) *Member*{: .member }

</div>
"""


@dataclass(frozen=True, eq=False)
class Section:
    """A heading of the page and what stands below it, up to the next heading of any level.

    id, level, title, classes: of the heading; none, and level 1, of what stands before the first.
    part, body: the ids of the second-level and the third-level heading that it belongs to.
    nodes: what stands below the heading.
    """

    id: str = ""
    level: int = 1
    title: str = ""
    classes: Sequence[str] = ()
    part: str = ""
    body: str = ""
    nodes: list[LexborNode] = field(default_factory=list)

    def css(self, selector: str) -> list[LexborNode]:
        """Return the elements of the section that a selector finds, in order."""
        return [match for node in self.nodes for match in node.css(selector)]


@dataclass(frozen=True)
class Participation:
    """The page about the bodies.

    rows: the bodies of its table; none of any other page.
    sections: all its sections, in order; none of any other page.
    """

    prose: str
    document: LexborHTMLParser
    rows: list[Row]
    sections: list[Section]

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """Its sections by their ids."""
        return {section.id: section for section in self.sections if section.id}

    @cached_property
    def by_body(self) -> dict[str, Row]:
        """The rows of its table by the ids of their sections."""
        return {row.id: row for row in self.rows}

    @cached_property
    def of_bodies(self) -> list[Section]:
        """The sections of bodies: the third-level ones in the parts in which the table's rows have theirs."""
        parts = {self.by_id[row.id].part for row in self.rows if row.id in self.by_id}
        return [section for section in self.sections if section.level == 3 and section.part in parts]

    @cached_property
    def later(self) -> list[Section]:
        """The sections on what came after the text received."""
        return [section for section in self.sections if "later" in section.classes]

    @cached_property
    def timeline(self) -> list[tuple[int, LexborNode]]:
        """The entries of the timeline, each with its line."""
        return self.items(self.holding(".timeline"), ".timeline li")

    def holding(self, selector: str) -> Section | None:
        """Return the first section with an element that a selector finds."""
        return next((section for section in self.sections if section.css(selector)), None)

    def items(self, section: Section | None, selector: str) -> list[tuple[int, LexborNode]]:
        """Return the items of lists of a section that a selector finds, each with its line; none where there is none."""
        if section is None:
            return []
        lines = (number for number in self._span(section) if ITEM.match(self._lines[number - 1]))
        return [*zip(chain(lines, repeat(self.line(section))), section.css(selector), strict=False)]

    @cached_property
    def _lines(self) -> list[str]:
        return self.prose.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        """The line on which each section begins."""
        found = [number for number, line in enumerate(self._lines, start=1) if HEADING.match(line)]
        return [1, *found]

    def line(self, section: Section, pattern: str | None = None) -> int:
        """Return the first line of a section in which a pattern is found; that of its heading if none has it."""
        if pattern:
            found = (number for number in self._span(section) if re.search(pattern, self._lines[number - 1]))
            return next(found, self.line(section))
        index = self.sections.index(section)
        return self._starts[index] if len(self._starts) == len(self.sections) else self._line_of_id(section.id)

    def has_own_id(self, section: Section) -> bool:
        """Return whether the heading of a section has an id of its own, not one made of its words."""
        return "{#" in self._lines[self.line(section) - 1].replace("{: #", "{#")

    def _line_of_id(self, name: str) -> int:
        mark = re.compile(rf"\{{[^}}\n]*#{re.escape(name)}(?![\w-])")
        return next((number for number, line in enumerate(self._lines, start=1) if mark.search(line)), 1)

    def _span(self, section: Section) -> range:
        """The lines of a section."""
        start = self.line(section)
        after = (number for number in self._starts if number > start)
        return range(start, next(after, len(self._lines) + 1))

    def line_of_row(self, row: Row) -> int:
        """Return the line of a row of the table."""
        section = self.holding(".glance table")
        lines = [number for number in self._span(section) if "|" in self._lines[number - 1]][2:]
        index = self.rows.index(row)
        return lines[index] if index < len(lines) else self.line(section)


def read(page: Page) -> Participation:
    """Return a page as the page about the bodies; without rows and sections where it has no table of them.

    So, too, where a `<div>` is left open, which a rule names: its parts would seem to be elsewhere.
    """
    if "glance" not in page.html or sum(-1 if tag.closing else 1 for tag in page.tags if tag.name == "div"):
        return _read("", "")
    return _read(page.html, page.prose)


def read_all(pages: Iterable[Page]) -> Iterator[tuple[Page, Participation]]:
    """Give the pages with a table of the bodies, each as it is and as the page about the bodies."""
    return ((page, found) for page in pages if (found := read(page)).rows)


def about(home: Page, pages: Iterable[Page]) -> Iterator[Page]:
    """Give the page about the bodies and those that may lead to it."""
    name = home.url.strip("/").rpartition("/")[2]
    return (page for page in pages if page is home or name in page.html)


@lru_cache(maxsize=8)
def _read(html: str, prose: str) -> Participation:
    document = LexborHTMLParser(html)
    rows = bodies.rows(document)
    return Participation(prose, document, rows, _sections(document) if rows else [])


def _sections(document: LexborHTMLParser) -> list[Section]:
    """The sections of the page, in order; the first is what stands before the first heading."""
    found = [Section()]
    node = document.body.child if document.body else None
    while node:
        if node.tag in HEADINGS:
            this, level, before = node.attributes.get("id") or "", int(node.tag[1]), found[-1]
            part, body = this if level == 2 else before.part, {2: "", 3: this}.get(level, before.body)
            found.append(Section(this, level, words(node), classes(node), part, body))
        else:
            found[-1].nodes.append(node)
        node = node.next
    return found


def classes(node: LexborNode) -> list[str]:
    """Return the classes of an element."""
    return (node.attributes.get("class") or "").split()


def target(node: LexborNode | None) -> str:
    """Return the id to which a link within its page leads, another address whole; empty where there is no link."""
    return (node.attributes.get("href") or "").removeprefix("#") if node else ""


def text(section: Section) -> str:
    """Return what a section says, without its line of sources."""
    return " ".join(words(node) for node in section.nodes if "source" not in classes(node))


def held(role: str, today: date | None = None) -> str | None:
    """Return the name of a role such as `Chair until 31 December 2026`; None if it can't be read.

    today: a day on which it must hold; None where it was over by then, or had not begun.
    """
    with suppress(ValueError):  # a rule names it
        name, start, end = bodies.role(role)
        return name if not today or (start or today) <= today <= (end or today) else None
    return None


def written(role: str) -> str:
    """Return the Markdown of a role, such as `*Chair*{: .chair } until 31 December 2026`."""
    name, space, rest = role.partition(" ")
    return f"*{name}*{{: .{MARKS[name]} }}{space}{rest}" if name in MARKS else role


def dates(said: str, patterns=PATTERNS) -> list[date]:
    """Return the days that a text names, in order, but for those that no calendar has.

    A month or a year alone counts as its first day.
    """
    found = []
    for pattern, form in patterns:
        for match in pattern.finditer(said):
            with suppress(ValueError):  # a rule names it
                found.append((match.start(), datetime.strptime(match[0], form).date()))
        said = pattern.sub(lambda match: " " * len(match[0]), said)
    return [day for _, day in sorted(found)]


def sentences(block: LexborNode) -> list[str]:
    """Return the sentences of a paragraph or an item; a link to an id is `\\0address#id\\0` before its words."""
    marked = LINK.sub(lambda match: f"\0{match[1]}#{match[2]}\0", block.html)
    return END_OF_SENTENCE.split(" ".join(TAG.sub("", marked).split()))
