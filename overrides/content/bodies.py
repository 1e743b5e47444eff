"""The bodies that Singapore Customs takes part in, as their page says it.

The page's own text is the only source: the table under *At a glance* gives a row for each body, and
the section that a row leads to gives its facts. The linter sees to it that they agree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from selectolax.lexbor import LexborHTMLParser, LexborNode

COLUMNS = ("Body", "Role", "What it is for")
# Each role, and what it says of a body
ROLES = {
    "Chair": "Singapore Customs chairs the body.",
    "Participant": "Singapore Customs participates in the body.",
    "Member": "Singapore, the country, is a member of the body.",
    "Attends": "Singapore Customs attends the body; the text received names no role.",
}
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
ROLE = re.compile(
    rf"(?P<name>{'|'.join(ROLES)})(?:,? from (?P<start>{DAY}))?(?:,? until (?P<end>{DAY}))?(?: \((?P<who>[^)]*)\))?"
)
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Role:
    """A role, and from when until when it is held where the page says so."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Section:
    """A heading of the page and what stands below it, up to the next heading of any level.

    heading: None for what stands before the first heading.
    part, body: the ids of the second-level and the third-level heading that it belongs to.
    nodes: what stands below the heading.
    """

    heading: LexborNode | None
    part: str = ""
    body: str = ""
    nodes: list[LexborNode] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its heading."""
        return (self.heading.attributes.get("id") or "") if self.heading else ""

    @property
    def level(self) -> int:
        """The level of its heading; 1 before the first."""
        return int(self.heading.tag[1]) if self.heading else 1

    @property
    def title(self) -> str:
        """The text of its heading."""
        return words(self.heading) if self.heading else ""

    @property
    def classes(self) -> list[str]:
        """The classes of its heading."""
        return (self.heading.attributes.get("class") or "").split() if self.heading else []

    def css(self, selector: str) -> list[LexborNode]:
        """Return the elements of the section that a selector finds, in order."""
        return [match for node in self.nodes for match in node.css(selector)]

    def fact(self, name: str) -> LexborNode | None:
        """Return what its list of facts says under a name, such as *Role*."""
        terms = (term for term in self.css(".facts dt") if words(term) == name)
        term = next(terms, None)
        while term and (term := term.next):
            if term.tag == "dd":
                return term
        return None


@dataclass(frozen=True)
class Row:
    """A row of the table: the name of a body, the id of its section, its role as it stands there, its purpose."""

    name: str
    id: str
    role: str
    purpose: str


class Body(TypedDict):
    """A body as machines get it; `finishing/participation_data.py` describes each field."""

    id: str
    name: str
    abbreviation: str | None
    role: str
    role_from: str | None
    role_until: str | None
    role_text_received: str
    part: str
    purpose: str
    section: str
    official_site: str | None


def words(node: LexborNode) -> str:
    """Return the text of an element as readers see it, its white space folded."""
    return " ".join(node.text().split())


def day(text: str) -> date:
    """Return the day that `22 November 2026` names.

    Raises:
        ValueError: there is no such day.
    """
    return datetime.strptime(text, "%d %B %Y").date()


def role(text: str) -> Role:
    """Return the role that a cell gives, such as `Chair until 31 December 2026`.

    Raises:
        ValueError: it does not read like one.
    """
    found = ROLE.fullmatch(text)
    if not found:
        raise ValueError(f'"{text}" is no role. Write one of {", ".join(ROLES)}, or "Chair until 31 December 2026"')
    return Role(found["name"], *(day(found[name]) if found[name] else None for name in ("start", "end")))


def table(document: LexborHTMLParser) -> LexborNode | None:
    """Return the table of the bodies; None on a page without one."""
    found = (table for table in document.css(".glance table"))
    return next((table for table in found if tuple(map(words, table.css("thead th"))) == COLUMNS), None)


def rows(document: LexborHTMLParser) -> list[Row]:
    """Return the rows of the table, in order; none on a page without one."""
    found = []
    for row in (table(document) or document).css("tbody tr") if table(document) else ():
        cells = row.css("th, td")
        link = cells[0].css_first('a[href^="#"]')
        found.append(Row(words(cells[0]), link.attributes["href"][1:] if link else "", *map(words, cells[1:3])))
    return found


def sections(document: LexborHTMLParser) -> list[Section]:
    """Return the sections of the page, in order; the first is what stands before the first heading."""
    found = [Section(None)]
    node = document.body.child if document.body else None
    while node:
        if node.tag in HEADINGS:
            this, above = node.attributes.get("id") or "", found[-1]
            part = this if node.tag == "h2" else above.part
            body = {"h2": "", "h3": this}.get(node.tag, above.body)
            found.append(Section(node, part, body))
        else:
            found[-1].nodes.append(node)
        node = node.next
    return found


def above(document: LexborHTMLParser) -> dict[str, list[tuple[str, str]]]:
    """Return for each body of the diagram what stands above it, the nearest first: name and id of each.

    A name in the diagram that has no section has the id "".
    """
    found = {}
    for item in document.css(".structure li"):
        chain = [_item(item)]
        while (item := item.parent) and item.tag != "div":
            if item.tag == "li":
                chain.append(_item(item))
        if chain[0][1]:
            found[chain[0][1]] = chain[1:]
    return found


def bodies(html: str, address: str, text_received: date | None) -> list[Body]:
    """Return the bodies in the order of the table; none on a page without one.

    html: the rendered text of the page, without the frame.
    address: the page's own, absolute.
    text_received: the day on which the text that names the roles was received, from the front matter.

    Raises:
        ValueError: a row does not say what it should.
    """
    if "glance" not in html:  # no need to parse it
        return []
    document = LexborHTMLParser(html)
    found = sections(document)
    titles = {section.id: section.title for section in found}
    return list(_bodies(rows(document), {s.id: s for s in found if s.id}, titles, address, text_received))


def abbreviation(name: str, section: Section) -> str | None:
    """Return the abbreviation that stands in brackets behind a name in a section, if one does."""
    text = " ".join(map(words, section.nodes))
    found = re.search(rf"{re.escape(name)} \(([A-Z][A-Z-]+)\)", text)
    return found[1] if found else None


def _bodies(rows: list[Row], sections, titles, address: str, received: date | None) -> Iterator[Body]:
    for row in rows:
        section = sections.get(row.id)
        if section is None:
            raise ValueError(f"{row.name}: the first column needs a link to its section, such as [WCO](#wco)")
        if not isinstance(received, date):
            raise ValueError("the front matter needs text_received, the day of the text that names the roles")
        held = role(row.role)
        site = section.fact("Official site")
        link = site.css_first("a[href]") if site else None
        yield Body(
            id=row.id,
            name=row.name,
            abbreviation=abbreviation(row.name, section),
            role=held.name,
            role_from=held.start.isoformat() if held.start else None,
            role_until=held.end.isoformat() if held.end else None,
            role_text_received=received.isoformat(),
            part=titles.get(section.part, ""),
            purpose=row.purpose,
            section=f"{address}#{row.id}",
            official_site=link.attributes["href"] if link else None,
        )


def _item(item: LexborNode) -> tuple[str, str]:
    """The name and the id of an item of the diagram, without its role and without what stands below it."""
    own, text = item.child, ""
    while own and own.tag not in ("ul", "em"):
        if own.tag == "a":
            return words(own), (own.attributes.get("href") or "").removeprefix("#")
        text += own.text()
        own = own.next
    return " ".join(text.split()), ""
