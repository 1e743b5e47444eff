"""The bodies that Singapore Customs takes part in, as their page says it.

The page's own text is the only source: the table under *At a glance* gives a row for each body, and
the section that a row leads to gives its facts. The linter sees to it that they agree.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

COLUMNS = ["Body", "Role", "What it is for"]
ROLES = {  # and what each says of a body
    "Chair": "Singapore Customs chairs the body.",
    "Participant": "Singapore Customs participates in the body.",
    "Member": "Singapore, the country, is a member of the body.",
    "Attends": "Singapore Customs attends the body; the text received names no role.",
}
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
ROLE = re.compile(rf"({'|'.join(ROLES)})(?: from (?P<start>{DAY}))?(?: until (?P<end>{DAY}))?(?: \([^)]*\))?")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


class Role(NamedTuple):
    """A role, and its first and last day where the page names them."""

    name: str
    start: date | None
    end: date | None


class Row(NamedTuple):
    """A row of the table: a body's name, the id of its section, its role as it stands there, its purpose."""

    name: str
    id: str
    role: str
    purpose: str


# A body as machines get it
Body = dict[str, str | None]
# Each field of it: its kind, which may be null where it ends in "?"; the word of schema.org for it, if any; what it means
FIELDS = {
    "id": ("string", "identifier", "The anchor of the body's section on the page."),
    "name": ("string", "name", "The name of the body."),
    "abbreviation": ("string?", "alternateName", "Its abbreviation, as the glossary has it."),
    "role": ("string", "roleName", "The role of Singapore Customs in the body; for a member, that of Singapore."),
    "role_from": ("date?", "startDate", "The first day of the role, where the page names it."),
    "role_until": ("date?", "endDate", "The last day of the role, where the page names it."),
    "role_text_received": (
        "date",
        "",
        "When the text that names the role was received; it confirms none for that day.",
    ),
    "part": ("string", "", "The part of the page that the body's section stands in."),
    "purpose": ("string", "description", "What the body is for, in a few words."),
    "section": ("uri", "mainEntityOfPage", "The address of the body's section on the page."),
    "official_site": ("uri?", "url", "The address of the body's website; null where it has none of its own."),
}


def words(node: LexborNode) -> str:
    """Return the text of an element as readers see it, its white space folded."""
    return " ".join(node.text().split())


def role(text: str) -> Role:
    """Return the role that a cell gives, such as `Chair until 31 December 2026`.

    Raises:
        ValueError: it does not read like one, or names no day of the calendar.
    """
    found = ROLE.fullmatch(text)
    with suppress(AttributeError, ValueError):  # it does not match, or no calendar has the day
        days = [datetime.strptime(day, "%d %B %Y").date() if day else None for day in found.group("start", "end")]
        return Role(found[1], *days)
    raise ValueError(f'"{text}" is no role. Write one of {", ".join(ROLES)}, or "Chair until 31 December 2026"')


def rows(document: LexborHTMLParser) -> list[Row]:
    """Return the rows of the table, in order; none on a page without one."""
    tables = [table for table in document.css(".glance table") if [*map(words, table.css("thead th"))] == COLUMNS]
    found = []
    for row in tables[0].css("tbody tr") if tables else ():
        link = row.css_first(':is(th, td):first-child a[href^="#"]')
        name, held, purpose, *_ = [*map(words, row.css("th, td")), "", "", ""]
        found.append(Row(name, link.attributes.get("href", "#")[1:] if link else "", held, purpose))
    return found


def below(heading: LexborNode) -> Iterator[LexborNode]:
    """Give what stands below a heading, up to the next of any level."""
    while (heading := heading.next) and heading.tag not in HEADINGS:
        yield heading


def fact(nodes: Iterable[LexborNode], name: str) -> LexborNode | None:
    """Return what the list of facts in a section says under a name, such as *Role*; None where it says nothing."""
    return meaning(next((term for node in nodes for term in node.css(".facts dt") if words(term) == name), None))


def meaning(term: LexborNode | None) -> LexborNode | None:
    """Return what a list of definitions says of a term; None where it says nothing."""
    while term and (term := term.next):
        if term.tag == "dd":
            return term
    return None


def abbreviation(name: str, nodes: Iterable[LexborNode]) -> str | None:
    """Return the abbreviation that stands in brackets behind a name in a section, if one does."""
    found = re.search(rf"{re.escape(name)} \(([A-Z][A-Z-]+)\)", " ".join(map(words, nodes)))
    return found[1] if found else None


def bodies(html: str, address: str, text_received: date | None) -> list[Body]:
    """Return the bodies in the order of the table; none on a page without one, or with one that the linter names.

    html: the rendered text of the page, without the frame.
    address: the page's own, absolute.
    text_received: the day on which the text that names the roles was received, from the front matter.
    """
    if "glance" not in html or text_received is None:
        return []
    document = LexborHTMLParser(html)
    headings, part = {}, ""
    for heading in document.css("h2, h3[id]"):
        part = words(heading) if heading.tag == "h2" else part
        headings[heading.attributes.get("id")] = heading, part
    found: list[Body] = []
    for row in rows(document):
        try:
            (heading, part), held = headings[row.id], role(row.role)
        except (KeyError, ValueError):  # no such section, or no role
            return []
        nodes = [*below(heading)]
        site = fact(nodes, "Official site")
        link = site.css_first("a[href]") if site else None
        found.append(
            {
                "id": row.id,
                "name": row.name,
                "abbreviation": abbreviation(row.name, nodes),
                "role": held.name,
                "role_from": held.start and held.start.isoformat(),
                "role_until": held.end and held.end.isoformat(),
                "role_text_received": text_received.isoformat(),
                "part": part,
                "purpose": row.purpose,
                "section": f"{address}#{row.id}",
                "official_site": link and link.attributes.get("href"),
            }
        )
    return found
