"""Rules about the bodies: table, sections, diagram, glossary and numbers are about the same ones, by the same names."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from content import bodies
from content.bodies import Row, words
from linter import participation
from linter.page import Finding, Page, rule
from linter.participation import EXAMPLE, VERBS, Participation, Section, held, target, written
from linter.site import SETTINGS, Site, SiteFindings

NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
COUNT = re.compile(
    rf"\b(?P<number>{'|'.join(NUMBERS)}|\d{{1,2}}) (?:[\w-]+ ){{0,5}}?(?P<what>bodies|groups|fora)\b", re.IGNORECASE
)
ORGANISATION = re.compile(r"^(?:[A-Z]{3,} )")  # in front of a name, such as ASEAN, where the diagram has it above
NEWS = '[customs news](https://www.wcoomd.org/){:target="_blank"}'
DIAGRAM = "- [World Customs Organisation](#wco) *Member*{: .member }\n"


@rule(id="body-section", incorrect=EXAMPLE.replace(" {#wco}", ""), correct=EXAMPLE)
def body_section(page: Page) -> Iterator[Finding]:
    """Every body of the table leads to its section, a third-level heading with an id."""
    found = participation.read(page)
    for row in found.rows:
        if row.id in found.by_id:
            continue
        line = found.line_of_row(row)
        if not row.id:
            yield Finding(line, f"{row.name} leads to no section. Write its name as a link, [{row.name}](#its-id)")
        elif (lost := _lost(found, row)) and found.has_own_id(lost):
            yield Finding(line, f"no heading has the id {row.id}. Write [{row.name}](#{lost.id}), or the true id")
        elif lost:
            message = f"line {line} leads to #{row.id}, an id that this heading lacks. Write {{#{row.id}}} at its end"
            yield Finding(found.line(lost), message)
        else:
            yield Finding(line, f"{row.name} has no section. Write one under a heading ### {row.name} {{#{row.id}}}")


def _lost(found: Participation, row: Row) -> Section | None:
    """The section whose heading has lost the id that a row leads to."""
    free = (section for section in found.sections if section.level == 3 and section.id not in found.by_body)
    named = (section for section in free if row.name in participation.text(section) or row.name in section.title)
    return next(named, None)


@rule(id="body-row", incorrect=EXAMPLE + "\n### Asia-Europe Meeting {#asem}\n", correct=EXAMPLE)
def body_row(page: Page) -> Iterator[Finding]:
    """Every body with a section has its row in the table."""
    found = participation.read(page)
    lost = [_lost(found, row) for row in found.rows if row.id not in found.by_id]
    for section in found.of_bodies:
        if section.id not in found.by_body and section not in lost:
            right = f"Add a row | [its full name](#{section.id}) | its role | what it is for |"
            yield Finding(found.line(section), f"the At a glance table lacks {section.title}. {right}")


@rule(id="body-diagram", incorrect=EXAMPLE.replace(DIAGRAM, "- World Customs Organisation\n"), correct=EXAMPLE)
def body_diagram(page: Page) -> Iterator[Finding]:
    """Every body of the table stands in the diagram, and every link of the diagram leads to one."""
    found = participation.read(page)
    section = found.holding(".structure")
    if section is None:
        return
    links = dict.fromkeys(map(target, section.css(".structure li a")))
    for row in found.rows:
        if row.id and row.id not in links:
            item = f"[{row.name}](#{row.id}) {written(row.role) if held(row.role) else 'and its role'}"
            message = f"the diagram lacks {row.name}. Add, below what it stands under, an item {item}"
            yield Finding(found.line(section), message)
    for id in links:
        if id not in found.by_body and "://" not in id:
            line = found.line(section, rf"\(#{re.escape(id)}\)")
            yield Finding(line, f"the table has no row that leads to #{id}. Add it there, or delete this item")


@rule(
    id="body-name",
    incorrect=EXAMPLE.replace("- [World Customs Organisation]", "- [World Custom Organization]"),
    correct=EXAMPLE,
)
def body_name(page: Page) -> Iterator[Finding]:
    """A body has the same name in the table, in the first sentence of its section and in the diagram."""
    found = participation.read(page)
    diagram = found.holding(".structure")
    links = {target(link): words(link) for link in diagram.css("a")} if diagram else {}
    for row in found.rows:
        section = found.by_id.get(row.id)
        if section is None:
            continue
        first = next((words(node) for node in section.nodes if node.tag == "p"), "")
        if row.name not in first:
            message = f"the first sentence of the section does not name {row.name}, as line {found.line_of_row(row)}"
            line = found.line(section, re.escape(first.split(" ")[0]) or None)
            yield Finding(line, f"{message} does. Write the same name in both places")
        short = re.sub(r" \([^)]*\)$", "", section.title)
        known = {row.name, ORGANISATION.sub("", row.name), short, ORGANISATION.sub("", short)}
        if links.get(row.id, row.name) not in known:
            line, right = found.line(diagram, rf"\(#{re.escape(row.id)}\)"), "the name in the heading of its section"
            yield Finding(line, f"{links[row.id]} is {row.name} in the table. Write that, or {right}")


@rule(
    id="body-abbreviation",
    incorrect="`World Customs Organisation (WCA)` in a section, and WCO in the glossary",
    correct="WCO in both",
)
def body_abbreviation(site: Site) -> SiteFindings:
    """A body has the abbreviation that the glossary gives its name."""
    for page, found in participation.read_all(site.pages) if site.glossary else ():
        for row in found.rows:
            section = found.by_id.get(row.id)
            short = bodies.abbreviation(row.name, section.nodes) if section else None
            meaning = bodies.meaning(site.glossary.get(short))
            there = words(meaning).partition(".")[0] if meaning else ""
            if short and there not in (row.name, ORGANISATION.sub("", row.name)):
                right = f"Write there {short} {{#{short.lower()}}} and, on the next line, :   {row.name}."
                entry = f'"{there}". Write the same in both' if there else f"missing. {right}"
                line = found.line(section, re.escape(f"({short})"))
                yield page.path, Finding(line, f"{row.name} is {short} here; in the glossary, {short} is {entry}")


@rule(
    id="body-count",
    incorrect="`nine bodies`, on the page or in a description, where the table has ten",
    correct="`ten bodies`, or no number",
)
def body_count(site: Site) -> SiteFindings:
    """A number of bodies, in words or digits, is that of the table; of groups that it chairs, that of these.

    A number that still counts a role whose last day has passed gets advice: time alone must not break a build.
    """
    for home, found in participation.read_all(site.pages):
        for _, message, advice in _miscounts(site.settings.site_description, found, site.today):
            yield SETTINGS, Finding(site.line_of("site_description"), message, advice=advice)
        for page in participation.about(home, site.pages):
            blocks = map(participation.sentences, page.tree.css("p, li"))
            for said in (str(page.meta.get("description", "")), *chain.from_iterable(blocks)):
                for number, message, advice in _miscounts(said, found, site.today):
                    line = page.line_of(max(page.source.find(number), 0))
                    yield page.path, Finding(line, message, advice=advice)


def _miscounts(sentence: str, found: Participation, today: date) -> Iterator[tuple[str, str, bool]]:
    """The number in a sentence that is wrong, what to write, and whether it was right until a role ended."""
    said = re.sub("\0[^\0]*\0", "", sentence)
    match = COUNT.search(said)
    if not match:
        return
    number = match["number"].lower()
    count = NUMBERS.index(number) + 1 if number in NUMBERS else int(number)
    role = next((role for role, verb in VERBS.items() if verb.search(said[: match.start()])), None)
    if role == "Chair" and all(held(row.role) for row in found.rows):
        right, what = sum(held(row.role, today) == role for row in found.rows), "that Singapore Customs chairs"
        once = sum(held(row.role) == role for row in found.rows)
    elif role != "Chair" and match["what"].lower() == "bodies":
        right = once = len(found.rows)
        what = "in the table"
    else:
        return
    if count != right:
        word = NUMBERS[right - 1] if 0 < right <= len(NUMBERS) else right
        message = f'"{match[0]}" are {word} {what}. Write {word}, or no number'
        yield match["number"], message, right < count <= once


@rule(
    id="one-address",
    incorrect=EXAMPLE + f"\nThere are {NEWS} and more {NEWS.replace('.org/', '.org/en/')}.\n",
    correct=EXAMPLE + f"\nThere are {NEWS}.\n",
)
def one_address(page: Page) -> Iterator[Finding]:
    """On the page about the bodies, the same words never lead to two addresses of other sites."""
    found = participation.read(page)
    first: dict[str, str] = {}
    for link in found.document.css('a[href^="http"]') if found.rows else ():
        address = target(link)
        known = first.setdefault(words(link), address)
        if known != address and words(link):
            message = f'"{words(link)}" leads to {address} here, but to {known} elsewhere on the page. '
            right = "Write the true address in both places, or words of its own for each"
            line = page.line_of(max(page.prose.find(address), 0))
            yield Finding(line, f"{message}{right}, as in ASEAN, on customs groups")
