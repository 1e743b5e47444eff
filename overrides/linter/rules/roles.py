"""Rules about the roles of Singapore Customs: every place that gives the role of a body gives the same.

The table under *At a glance* gives each body its role; its section, the diagram, and the sentences on
any page say it again. Pages without such a table, and sites without such a page, are silent.
"""

import posixpath
import re
from collections.abc import Iterator
from datetime import date

from content import bodies
from content.bodies import words
from linter import participation
from linter.page import Finding, Page, rule
from linter.participation import EXAMPLE, MARKS, VERBS, Participation, held, target, written
from linter.site import Site, SiteFindings

MARKED = re.compile(r"\*(?P<word>[^*\n]+)\*\{:?[ ]*\.(?P<mark>[\w-]+)[ ]*\}")
VERB = re.compile("|".join(f"(?P<{role}>{verb.pattern})" for role, verb in VERBS.items()) + "|\0(?P<link>[^\0]*)\0")

CHAIR = "*Chair*{: .chair }"


@rule(id="same-role", incorrect=EXAMPLE.replace(":   *Member*{: .member }", f":   {CHAIR}"), correct=EXAMPLE)
def same_role(page: Page) -> Iterator[Finding]:
    """A body has the same role in the table, in the facts of its section and in the diagram."""
    found = participation.read(page)
    for row in found.rows:
        line = found.line_of_row(row)
        try:
            bodies.role(row.role)
        except ValueError as error:
            yield Finding(line, f"the role of {row.name}: {error}")
            continue
        section = found.by_id.get(row.id)
        if section is None:
            continue
        fact = bodies.fact(section.nodes, "Role")
        if fact is None:
            right = f'in <div class="facts" markdown>, a line Role and a line :   {written(row.role)}'
            message = f"the section of {row.name} does not give its role. Write below the heading, {right}"
            yield Finding(found.line(section), message)
        elif words(fact) != row.role:
            yield Finding(found.line(section, r"^:[ ]"), _two(words(fact), row.role, line))
    yield from _diagram(found)


def _diagram(found: Participation) -> Iterator[Finding]:
    for line, item in found.items(found.holding(".structure"), ".structure li"):
        link = item.css_first("a")
        row = found.by_body.get(target(link)) if link and link.parent.mem_id == item.mem_id else None
        if row is None:
            continue
        below = item.css_first("ul")
        own = words(item).removesuffix(words(below)).strip() if below else words(item)
        role = own.removeprefix(words(link)).strip()
        if role != row.role and held(row.role):
            yield Finding(line, _two(role or "missing", row.role, found.line_of_row(row)))


def _two(here: str, there: str, line: int) -> str:
    return f"the role here is {here}, but {there} in the table on line {line}. Write {written(there)} here" + (
        f", or {written(here)} there" if held(here) else ""
    )


@rule(
    id="role-mark",
    incorrect=EXAMPLE.replace("(#wco) *Member*{: .member }", "(#wco) *Member*{: .chair }"),
    correct=EXAMPLE,
)
def role_mark(page: Page) -> Iterator[Finding]:
    """A role, or what was added, has its own mark: `*Chair*{: .chair }`, `*Added*{: .added }`."""
    found = participation.read(page)
    for match in MARKED.finditer(page.prose) if found.rows else ():
        word, mark = match["word"], match["mark"]
        right = word if word in MARKS else next((name for name in MARKS if MARKS[name] == mark), None)
        if right is None:
            kinds = ", ".join(f"*{name}*{{: .{kind} }}" for name, kind in MARKS.items())
            yield Finding(page.line_of(match.start()), f"there is no mark .{mark}. Write one of {kinds}")
        elif (word, mark) != (right, MARKS[right]):
            message = f"the word is {word}, its mark that of {mark}. Write {written(right)}, or the true role"
            yield Finding(page.line_of(match.start()), message)
    cells = found.document.css(".glance tbody td:nth-child(2)")
    for row, cell in zip(found.rows, cells, strict=False):
        section = found.by_id.get(row.id)
        places = [(cell, found.line_of_row(row))]
        if section and (fact := bodies.fact(section.nodes, "Role")):
            places.append((fact, found.line(section, r"^:[ ]")))
        for node, line in places:
            if held(row.role) in MARKS and words(node) == row.role and not node.css_first("em[class]"):
                yield Finding(line, f"the role {held(row.role)} has no mark here. Write {written(row.role)}")


@rule(
    id="role-sentence",
    incorrect="`Singapore Customs chairs the World Customs Organisation`, where its role is *Member*",
    correct="`Singapore became a member of the World Customs Organisation`",
)
def role_sentence(site: Site) -> SiteFindings:
    """What a sentence says of the role of Singapore Customs in a body is what the table says.

    On the page itself and on the home page, a sentence that says where it has a role leaves none out.
    A sentence that says a role which does not hold today gets advice: time alone must not break a build.
    """
    for home, found in participation.read_all(site.pages):
        yield from ((home.path, finding) for finding in _in_sections(found, site.today))
        for page in participation.about(home, site.pages):
            yield from ((page.path, finding) for finding in _linked(page, found, home, site.today))


def _in_sections(found: Participation, today: date) -> Iterator[Finding]:
    """Sentences in the section of a body that name Singapore and a role, but link to no body."""
    for section in found.sections:
        row = found.by_body.get(section.body)
        if row is None or "later" in section.classes:
            continue
        for block in section.css("p, li"):
            for sentence in participation.sentences(block):
                for role, verb in VERBS.items():
                    if "Singapore" in sentence and "\0" not in sentence and verb.search(sentence):
                        line = found.line(section, verb.pattern)
                        yield from _against(line, sentence, role, row, found, today)


def _linked(page: Page, found: Participation, home: Page, today: date) -> Iterator[Finding]:
    """Sentences that name a role and link to bodies after it; and the bodies that they leave out."""
    name = home.url.strip("/").rpartition("/")[2]
    named: dict[str, list[str]] = {}
    tree = page.tree if page is not home else found.document
    for block in tree.css(":is(p, li):not(.structure *, .timeline *, .glance *)"):
        for sentence in participation.sentences(block):
            role = ""
            for match in VERB.finditer(sentence):
                if match["link"] is None:
                    role = match.lastgroup
                    continue
                address, _, id = match["link"].rpartition("#")
                row = found.by_body.get(id) if (not address and page is home) or name in address else None
                if row is None or not role:
                    continue
                named.setdefault(role, []).append(id)
                line = _line(page, rf"\([^)\s]*#{id}\)")
                yield from _against(line, sentence, role, row, found, today, "Move its link to where you write")
    for role, ids in named.items():
        left = [row for row in found.rows if held(row.role, today) == role and row.id not in ids]
        if left and page.url in ("/", home.url):
            line = _line(page, rf"\([^)\s]*#{ids[0]}\)")
            there = posixpath.relpath(home.path, posixpath.dirname(page.path)) if page is not home else ""
            missing = ", ".join(f"[{row.name}]({there}#{row.id})" for row in left)
            yield Finding(line, f"what Singapore Customs {_verb(role)} is named here, but not {missing}. Add that link")


def _verb(role: str) -> str:
    return {"Chair": "chairs", "Participant": "participates in", "Attends": "attends", "Member": "is a member of"}[role]


def _against(
    line: int, sentence: str, role: str, row: bodies.Row, found: Participation, today: date, begin: str = "Write"
) -> Iterator[Finding]:
    """What is wrong with a sentence that says this role of a body: it has another, or this one on other days."""
    said = VERBS[role].search(sentence)[0]
    table = f"in the table on line {found.line_of_row(row)}"
    now = held(row.role, today)
    if now and now != role:
        right = f'{begin} "{_verb(now)}", or {written(role)} in the table'
        yield Finding(line, f'"{said}" is not the role in {row.name}: it is {row.role} {table}. {right}')
    elif not now and held(row.role) == role:
        right = "Take it out of this sentence, or write in the table the role that holds now"
        yield Finding(line, f'"{said}" is not so today in {row.name}: it is {row.role} {table}. {right}', advice=True)


def _line(page: Page, pattern: str) -> int:
    match = re.search(pattern, page.prose)
    return page.line_of(match.start()) if match else 1


@rule(
    id="role-over",
    incorrect="a role `*Chair*{: .chair } until 31 December 2026` in January 2027",
    correct="the role that holds now",
    severity="advice",
)
def role_over(site: Site) -> SiteFindings:
    """A role whose last day has passed: advice, because time alone must not break a build."""
    for page, found in participation.read_all(site.pages):
        for row in found.rows:
            if held(row.role) and (end := bodies.role(row.role).end) and end < site.today:
                message = f"the role in {row.name} ended. Write the one that holds now"
                yield page.path, Finding(found.line_of_row(row), message)


@rule(id="formula", incorrect=EXAMPLE.replace("| Customs |", "| =SUM(A1) |"), correct=EXAMPLE)
def formula(page: Page) -> Iterator[Finding]:
    """No cell of the table begins as a formula: spreadsheets would run it, since the table is a file for them too."""
    found = participation.read(page)
    for row in found.rows:
        for text in (row.name, row.purpose):
            if text.startswith(("=", "+", "-", "@")):
                message = f'"{text[:40]}" is a formula to a spreadsheet. Begin it with a letter or a digit'
                yield Finding(found.line_of_row(row), message)
