"""The bodies that Singapore Customs takes part in, as their page says it.

The page's own text is the only source: the *At a glance* table gives a row for
each body, and the body's section gives its official site.
"""

import re
from datetime import date
from typing import TypedDict
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

COLUMNS = ["Body", "Level", "Role of Singapore Customs", "Since", "Section"]
SINCE = re.compile(r"(?P<year>\d{4}) \((?P<event>.+)\)")
UNKNOWN = "Date not known"


class Body(TypedDict):
    """A row of the published data; participation.schema.json describes each field."""

    id: str
    name: str
    abbreviation: str
    level: str
    role: str
    as_at: str
    since: int | None
    since_event: str | None
    section: str
    official_site: str


def has_table(html: str) -> bool:
    """Whether a page's rendered text has the table."""
    return _table(LexborHTMLParser(html)) is not None


def bodies(html: str, address: str, as_at: date | None) -> list[Body]:
    """The bodies in the order of the table.

    html: the rendered text of the page, without the frame.
    address: the page's own, absolute.
    as_at: the day for which the page gives the roles, from its front matter.

    Raises:
        ValueError: the page has no such table or day, or a cell does not say what it should.
    """
    document = LexborHTMLParser(html)
    table = _table(document)
    if table is None:
        raise ValueError(f"there is no table with the columns {', '.join(COLUMNS)}")
    if not isinstance(as_at, date):
        raise ValueError("the front matter needs `as_at`, the day of the roles, such as 2026-11-22")
    return [_body(row, document, address, as_at) for row in table.css("tbody tr")]


def _table(document: LexborHTMLParser) -> LexborNode | None:
    for table in document.css("table"):
        if [_text(cell) for cell in table.css("thead th")] == COLUMNS:
            return table
    return None


def _body(row: LexborNode, document: LexborHTMLParser, address: str, as_at: date) -> Body:
    name, level, role, since, section = row.css("th, td")
    link = section.css_first('a[href^="#"]')
    if link is None:
        raise ValueError(f"{_text(name)}: the last column needs a link to the section, [WCO](#wco)")
    anchor = link.attributes["href"][1:]
    known = SINCE.fullmatch(_text(since))
    if not known and _text(since) != UNKNOWN:
        raise ValueError(
            f'{_text(name)}: "Since" is "{_text(since)}"; write "2006 (group set up)" or "{UNKNOWN}"'
        )
    return Body(
        id=anchor,
        name=_text(name),
        abbreviation=_text(link),
        level=_text(level),
        role=_text(role),
        as_at=as_at.isoformat(),
        since=int(known["year"]) if known else None,
        since_event=known["event"] if known else None,
        section=urljoin(address, f"#{anchor}"),
        official_site=_official_site(document, anchor),
    )


def _official_site(document: LexborHTMLParser, anchor: str) -> str:
    """The address after "Official site" in the section with this anchor."""
    node = document.css_first(f'h3[id="{anchor}"]')
    while node and (node := node.next) and node.tag not in ("h1", "h2", "h3"):
        if (
            node.tag == "p"
            and (link := node.css_first('a[href^="http"]'))
            and "Official site" in node.text()
        ):
            return link.attributes["href"]
    raise ValueError(
        f'the section "{anchor}" is missing, or names no "Official site" under its heading'
    )


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())
