"""Rules about what was added to the text received: developments, additions, their sources, dates and order.

They read the page with the table of the bodies. What came later than the text has a heading of its own
in the section of its body, with the class `.later`, and ends in a line of sources:

    #### ACTS in operation {#acts-in-operation .later}

    The ACTS has been in operation since 2 November 2020.

    *Added*{: .added } Source: [Allen & Gledhill](https://…){:target="_blank"}, 26 November 2020.
    {: .source }
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from content.bodies import words
from content.front_matter import bearable
from linter import participation
from linter.page import Finding, Page, rule
from linter.participation import DAY, EXAMPLE, MONTH, YEAR, Participation, Section, classes, target
from linter.site import Site, SiteFindings

SOURCE_LINE = '*Added*{: .added } Source: [its publisher](https://…){:target="_blank"}, 26 November 2020.'
NEWEST = "newest-developments"
LATER = """
#### A plan {#plan .later}

The plan was adopted on 26 May 2025.

*Added*{: .added } Source: [VietnamPlus](https://en.vietnamplus.vn/plan.vnp){:target="_blank"}, June 2025.
{: .source }
"""
TIMELINE = """
## Timeline {#timeline}

<div class="timeline" markdown>

- **1975** Singapore becomes a member of the WCO.
- **2025** *Added*{: .added } The [plan](#plan) is adopted on 26 May.

</div>
"""
WHOLE = EXAMPLE + LATER + TIMELINE
BLOCKS = 4  # in the box of a development, as its stylesheet draws it
DATED = re.compile(rf"\b(?:\d{{1,2}} )?(?:{MONTH} )?(?:19|20)\d\d\b|\bundated\b")
NAME = re.compile(r"\b[A-Z]{3,}\b")
SHORT_DAY = re.compile(rf"\b\d{{1,2}} {MONTH}\b(?! \d)")
SHORT_MONTH = re.compile(rf"(?<!\d )\b{MONTH}\b(?! \d)")


@rule(id="later-source", incorrect=WHOLE.replace(LATER.split("\n\n")[2], ""), correct=WHOLE)
def later_source(page: Page) -> Iterator[Finding]:
    """What was added names its source: a link to where it was published, with the date."""
    found = participation.read(page)
    for section in found.later:
        lines = section.css("p.source")
        if not lines:
            right = f"End it with a line {SOURCE_LINE} and a line {{: .source }}"
            yield Finding(found.line(section), f"this development names no source. {right}")
        for line in lines:
            sourced = line.css_first('a[href^="https://"]') and DATED.search(words(line))
            if not (sourced and line.css_first("em.added")):
                at = found.line(section, r"\bSource:|\{: \.source")
                yield Finding(at, f"the mark, a link to the source or its date is missing. Write {SOURCE_LINE}")
    section = found.holding(".structure")
    if section and section.css("em.added") and not section.css("p.source"):
        right = f"Write below the list {SOURCE_LINE} and {{: .source }}"
        yield Finding(found.line(section), f"what is marked Added names no source. {right}")
    later = {development.id for development in found.later}
    for line, item in found.timeline:
        links = map(target, item.css("a"))
        sourced = any(link.startswith("https://") or link in later for link in links)
        added = item.css_first("em.added")
        if added and not sourced:
            right = "Write [some words](#the-id-of-its-heading)"
            yield Finding(line, f"this entry leads neither to its development nor to its source. {right}")
        elif sourced and not added:
            yield Finding(line, "this entry was added. Write *Added*{: .added } after its year")


@rule(id="later-box", incorrect=WHOLE.replace("#### A plan {#plan .later}", "#### A plan {#plan}"), correct=WHOLE)
def later_box(page: Page) -> Iterator[Finding]:
    """What was added stands under a heading with the class .later, apart from what the text received says."""
    found = participation.read(page)
    for section in found.sections:
        if section.body not in found.by_body:
            continue
        if "later" in section.classes:
            blocks = [node for node in section.nodes if node.is_element_node]
            sources = [node for node in blocks if "source" in classes(node)]
            if len(blocks) > BLOCKS or any(node.tag not in ("p", "ul") for node in blocks[1:]):
                message = (
                    "a part of this development is shown outside its box, which holds three paragraphs and lists and "
                    "the line of sources. Say it in fewer, or give the rest a heading of its own, with .later"
                )
                yield Finding(found.line(section), message)
            elif sources and blocks[-1] != sources[-1]:
                right = "Write it above the line, or, if the text received says it, above the heading"
                message = f"what follows the line of sources is shown in the box of this development. {right}"
                yield Finding(found.line(section, r"\{: \.source"), message)
        elif section.css("p.source, em.added"):
            line, right = found.line(section), f"{{#{section.id} .later}} at the end of its heading"
            if section.level <= 3:
                line = found.line(section, r"\.source|\.added")
                right = f"#### Some words {{#{section.id}-later .later}} above it"
            yield Finding(line, f"an addition stands among what the text received says. Write {right}")


@rule(id="later-kind", incorrect=WHOLE.replace("{#plan .later}", "{#plan .newer}"), correct=WHOLE)
def later_kind(page: Page) -> Iterator[Finding]:
    """A heading has no class, or that of a later development, .later; there is no other kind of note."""
    found = participation.read(page)
    for section in found.sections:
        for kind in section.classes:
            if kind != "later":
                yield Finding(found.line(section), f"there is no kind .{kind} of heading. Write .later, or delete it")
        if "later" in section.classes and (section.level < 4 or not section.body):
            right = f"Write #### {section.title} {{#{section.id} .later}} there"
            yield Finding(found.line(section), f"a development belongs into the section of its body. {right}")
        if section.css(".admonition, details"):
            line = found.line(section, r"^(?:!!!|\?\?\?)|<details")
            yield Finding(line, "this page has no boxes. Write a heading such as #### Some words {#an-id .later}")


def _newest(section: Section) -> date:
    said = participation.text(section)
    whole = participation.dates(said, participation.PATTERNS[:2])  # a plan may name later years
    return max(whole or participation.dates(said), default=date.min)


@rule(
    id="later-order",
    incorrect=EXAMPLE + LATER + LATER.replace("plan", "newer-plan").replace("2025", "2026") + TIMELINE,
    correct=WHOLE,
)
def later_order(page: Page) -> Iterator[Finding]:
    """In a section, the newest development comes first."""
    found = participation.read(page)
    above: dict[str, Section] = {}
    for section in found.later:
        before = above.get(section.body)
        if before and _newest(section) > _newest(before):
            yield Finding(found.line(section), f'this is newer than "{before.title}" above it. Move it there')
        above[section.body] = section


@rule(id="later-listed", incorrect=WHOLE.replace("The [plan](#plan) is", "A plan is"), correct=WHOLE)
def later_listed(page: Page) -> Iterator[Finding]:
    """Each development has its entry in the timeline, and the newest stand in the list of the newest."""
    found = participation.read(page)
    timeline = found.holding(".timeline")
    entries = {target(link) for link in timeline.css("a")} if timeline else set()
    for section in found.later:
        if timeline and section.id not in entries:
            right = f"Add there - **its year** *Added*{{: .added }} [some words](#{section.id}) and the day"
            yield Finding(found.line(section), f"the timeline lacks this. {right}")
    known = {section.id for section in found.later}
    listed = [(*item, target(item[1].css_first("a[href]"))) for item in found.items(found.by_id.get(NEWEST), "li")]
    for line, _, id in listed:
        if id not in known:
            wanted = f"#### Some words {{#{id or 'an-id'} .later}} in the section of its body"
            yield Finding(line, f"this leads to no later development. Write {wanted}, and link to that id here")
    newest = sorted(found.later, key=_newest, reverse=True) if all(id in known for *_, id in listed) else []
    for (line, item, id), section in zip(listed, newest, strict=False):
        if id != section.id:
            right = f"Write an item with its day and a link to #{section.id}"
            yield Finding(line, f'"{section.title}" belongs here, newest first. {right}')
        elif not set(participation.dates(words(item))) <= set(participation.dates(participation.text(section))):
            right = f"the section on line {found.line(section)} gives another day"
            yield Finding(line, f"{right}. Write the true one in both places")


@rule(
    id="newest-at-home",
    incorrect="the list under `{#newest-developments}` on the home page, without what is new in that of the page",
    correct="the same items in both",
)
def newest_at_home(site: Site) -> SiteFindings:
    """The newest developments are the same on the home page and on the page about the bodies."""
    for page, found in participation.read_all(site.pages):
        listed = found.by_id.get(NEWEST)
        if listed is None:
            continue
        there = [_item(item) for item in listed.css("li")]
        for other in site.pages:
            heading = other.tree.css_first(f"#{NEWEST}") if other is not page and NEWEST in other.html else None
            if heading is None:
                continue
            here = [_item(item) for item in other.tree.css(f"#{NEWEST} ~ ul li")]
            for index, (mine, theirs) in enumerate(zip_longest(here, there)):
                if mine != theirs:
                    line = _line_of(other, mine or "")
                    if mine is None:
                        right = f'Write below the last item "{theirs}", with its link, or delete that there'
                    elif mine in there[index:]:
                        right = f'Write above this "{theirs}", with its link'
                    elif theirs is None or theirs in here[index:]:
                        right = "Delete this, or write it there, too"
                    else:
                        right = f'Write "{theirs}" here, with its link, or "{mine}" there'
                    yield other.path, Finding(line, f"{page.path} has another list of newest developments. {right}")
                    break


def _item(item) -> str:
    return words(item).replace(" Added ", " ")


def _line_of(page: Page, said: str) -> int:
    """The line of the first item after the heading that begins like a text; that of the heading if none does."""
    start = page.prose.find(f"#{NEWEST}")
    day = " ".join(said.split(" ")[:3])
    place = page.prose.find(day, start) if said else start
    return page.line_of(max(place, start, 0))


@rule(id="timeline-order", incorrect=WHOLE.replace("**1975** Singapore", "**2026** Singapore"), correct=WHOLE)
def timeline_order(page: Page) -> Iterator[Finding]:
    """The entries of the timeline stand in the order of their years, those of a year in the order of their days."""
    before = date.min
    for line, item in participation.read(page).timeline:
        days = _days(words(item))
        if not days:
            yield Finding(line, "this entry begins with no year. Write - **2025** and what happened")
            continue
        if days[0].year < before.year or _certain(item) and days[0] < before:
            yield Finding(line, "this entry is older than the one above it. Move it up")
        before = days[0]


def _certain(item) -> bool:
    """Whether an entry names more than a year."""
    return bool(SHORT_DAY.search(words(item)) or SHORT_MONTH.search(words(item)))


def _days(entry: str) -> list[date]:
    """The days that an entry names, each in its year; the first of January where it names none."""
    year = YEAR.match(entry)
    if not year:
        return []
    entry = entry.partition(" Source: ")[0]
    said = [f"{match[0]} {year[0]}" for match in SHORT_DAY.finditer(entry)]
    said += [f"{match[0]} {year[0]}" for match in SHORT_MONTH.finditer(SHORT_DAY.sub("", entry))]
    return [day for text in said or [year[0]] for day in participation.dates(text)]


@rule(id="same-date", incorrect=WHOLE.replace("**1975** Singapore", "**1976** Singapore"), correct=WHOLE)
def same_date(page: Page) -> Iterator[Finding]:
    """A year or a day in the timeline is that of the section that it is about."""
    found = participation.read(page)
    for line, item in found.timeline:
        entry, links = words(item), [*map(target, item.css("a"))]
        said = set(_days(entry))
        sections = [found.by_id[link] for link in links if link in found.by_id]
        if not sections and any(link.startswith("http") for link in links):
            continue  # it has its source beside it, and no section
        if sections:
            there = set(participation.dates(" ".join(map(participation.text, sections))))
            there |= {day.replace(month=1, day=1) for day in there} if not _certain(item) else set()
        else:
            there = set(_said_of(entry, found))
        if not said <= there:
            where = f"line {found.line(sections[0])}" if sections else "no section"
            right = "gives another day" if sections else f"says this of {YEAR.match(entry)[0]}"
            yield Finding(line, f"{where} {right}. Write the true date in both places")


def _said_of(entry: str, found: Participation) -> Iterator[date]:
    """The days that the sections give which are about what an entry of the timeline is about."""
    names = set(NAME.findall(entry))
    for section in found.sections:
        said = participation.text(section)
        if section.body and (not names or names & set(NAME.findall(f"{section.title} {said}"))):
            for day in participation.dates(said):
                yield day
                yield day.replace(month=1, day=1)


@rule(
    id="text-received",
    incorrect="`text_received: 2026-11-22` in the front matter, and `received on 21 November 2026` above the table",
    correct="the same day in both",
)
def text_received(site: Site) -> SiteFindings:
    """The page with the table says in its front matter when the text that names the roles was received."""
    for page, found in participation.read_all(site.pages):
        if not page.meta:  # another rule names front matter that can't be read
            continue
        received = page.meta.get("text_received")
        if not isinstance(received, date):
            right = "Write text_received: 2026-11-22, the true day"
            yield page.path, Finding(1, f"text_received is missing in the front matter. {right}")
            continue
        table = found.holding(".glance table")
        for node in table.nodes:
            for match in re.finditer(rf"received on ({DAY.pattern})", words(node)) if node.tag == "p" else ():
                if participation.dates(match[1]) != [received]:
                    said = f"text_received in the front matter is {received.day} {received:%B %Y}"
                    line = found.line(table, re.escape(match[1]))
                    yield page.path, Finding(line, f"{said}. Write the true day in both places")


@rule(
    id="future-date",
    incorrect="`last_reviewed: 2126-11-22`, or a development of `26 May 2125`",
    correct="`last_reviewed: 2026-11-22`",
)
def future_date(site: Site) -> SiteFindings:
    """No page was reviewed or changed after today; on the page about the bodies, nothing happened then or on no day."""
    for page in site.pages:
        meta = bearable(page.meta)
        days = [(key, meta[key]) for key in ("last_reviewed", "text_received") if key in meta]
        for key, day in [*days, *(("date", update["date"]) for update in meta.get("updates", ()))]:
            if day > site.today:
                line = page.line_of(max(page.source.find(day.isoformat()), 0))
                yield page.path, Finding(line, f"{key} is after today. Write the true date")
    for page, found in participation.read_all(site.pages):
        for match in DAY.finditer(page.prose):
            if not participation.dates(match[0], participation.PATTERNS[:1]):
                yield page.path, Finding(page.line_of(match.start()), f"no calendar has {match[0]}. Write the true day")
        sections = (*found.later, found.holding(".timeline"), found.by_id.get(NEWEST))
        for section in filter(None, sections):
            for match in DAY.finditer(" ".join(map(words, section.nodes))):
                if any(day > site.today for day in participation.dates(match[0])):
                    line = found.line(section, re.escape(match[0]))
                    message = f"{match[0]} is after today. Write the true date, or wait until it has happened"
                    yield page.path, Finding(line, message)
        for line, item in found.timeline:
            if any(day > site.today for day in _days(words(item))):
                yield page.path, Finding(line, "this is after today. Wait until it has happened")
