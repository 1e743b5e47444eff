"""Attribute lists: what stands in braces behind a link, an image, a heading or a block."""

import re
from collections import Counter
from collections.abc import Iterator

from linter import braces
from linter.addresses import NEW_TAB, spaced, within_site
from linter.page import Edit, Finding, Page, rule

VALUELESS = re.compile(r' ([A-Za-z][\w-]*)=""')
WORD = re.compile(r"\{:?[ ]*([A-Za-z][\w-]*)[ ]*\}")


@rule(
    id="attribute-list-target",
    incorrect='The [Asia-Europe Meeting](https://aseminfoboard.org/) {:target="_blank"} met.',
    correct='The [Asia-Europe Meeting](https://aseminfoboard.org/){:target="_blank"} met.',
    explains=("raw-markup", "unsafe-html"),
    mends=True,
)
def target(page: Page) -> Iterator[Finding]:
    """The list that opens a new tab stands straight after its link and reads {:target="_blank"}."""
    ends = {link.end: link for link in page.links if not link.image}
    raw_ends = {tag.end for tag in page.tags_by_name.get("a", ()) if tag.closing}
    misplaced = braces.misplaced(page.prose)
    inside = braces.braces_within((match.span() for match in misplaced), page.prose)
    parted = ((match.start() + 1, braces.end_of(page, match)) for match in spaced(page.prose))
    in_parted = braces.braces_within(parted, page.prose)
    for match in misplaced:
        if braces.looks_like_list(match["list"][1:], "]"):
            right = f"[{match['text']}]({match['address']}){braces.canonical(match['list'])}"
            message = f"the list in braces belongs behind the link. Write {right}"
            edit = Edit(match.start(), match.end(), right)
            yield Finding(page.line_of(match.start()), message, (edit,), drops=match[0], makes=("a",))
    lower = page.prose.lower()
    for match in braces.lists(page.prose) if "target" in lower or "blank" in lower else ():
        inner, closed = match[1], bool(match[2])
        if match.start() in inside or not braces.means_target(inner):
            continue
        line, (start, end) = page.line_of(match.start()), match.span()
        doubled = closed and page.prose[end : end + 1] == "}"
        if doubled:
            end += 1
            start -= page.prose[start - 1 : start] == "{"
        link = next((ends[end] for end in range(start, max(start - 9, 0), -1) if end in ends), None)
        gap = page.body[link.end : start] if link else ""
        if not link or not braces.GAP.fullmatch(gap):
            if start not in in_parted:
                right = f"Delete it and write {NEW_TAB} straight after the link it is meant for"
                if start in raw_ends:
                    right = 'Delete it and write target="_blank" into the tag before it: <a href="…" target="_blank">'
                yield Finding(line, f"this list in braces has no effect here. {right}")
            continue
        attributes = braces.parse(inner) if closed and not braces.SMART.search(match[0]) else None
        sound = bool(attributes) and attributes.get("target") == "_blank"
        if sound and not gap and not doubled:
            continue
        whole = page.body[link.start : link.end]
        if within_site(link.address):
            message = "this link stays on this site, so it needs no new tab"
            yield Finding(line, f"{message}. Delete the list in braces behind it: {whole}")
            continue
        mark = gap.strip()  # a full stop or asterisks that belong behind the list
        if mark == ":" and not inner.lstrip().startswith(":"):
            mark = ""
        beginning = None if closed else braces.BEGINNING.match(inner)
        if beginning:
            inner, end = beginning[0], match.start(1) + beginning.end()
        elif found := re.search(r"[\"'”’\s]([.,;!?])\s*$", inner):
            mark += found[1]
        what = "isn't read as meant"
        if sound and gap:
            what = f"is parted from its link by {gap.strip() or 'a space'}"
            what = "stands on a line of its own" if "\n" in gap else what
        right = braces.canonical(inner)
        mendable = (closed or beginning) and not page.raw_block_at(match.start())
        yield Finding(
            line,
            f"this list in braces {what}, so the link doesn't open a new tab. "
            f"Write {right} straight after it: {whole}{right}{mark}",
            edits=(Edit(link.end, end, right + mark),) if mendable else (),
            drops=page.body[start if mark else link.end : end],
        )
    for link in page.links if "target" in lower else ():
        if not link.image and (unbraced := braces.UNBRACED.match(page.prose, link.end)):
            right = braces.canonical("")
            remedy = f"Write {right} straight after it: {page.body[link.start : link.end]}{right}"
            message = f'the target="_blank" behind this link has no braces. {remedy}'
            edit = Edit(link.end, unbraced.end(), right)
            yield Finding(page.line_of(link.start), message, (edit,), drops=unbraced[0])


@rule(
    id="attribute-list-unknown",
    incorrect="- one\n- two\n{:toc}",
    correct="- one\n- two",
    explains=("raw-markup", "unsafe-html"),
)
def kramdown(page: Page) -> Iterator[Finding]:
    """Lists in braces that only another system (kramdown, Jekyll) knows are left out."""
    taken = set(VALUELESS.findall(page.html)) if '=""' in page.html else ()
    shown = Counter(map(_around, WORD.finditer(page.text))) if taken else {}
    for match in braces.lists(page.prose):
        if remedy := braces.kramdown_remedy(match[1]):
            message = f"{match[0]} is an instruction that this site doesn't know. {remedy}"
            yield Finding(page.line_of(match.start()), message)
        elif taken and (word := WORD.fullmatch(match[0])) and word[1] in taken:
            shown[_around(match)] -= 1
            if shown[_around(match)] < 0:
                message = f"{match[0]} is taken for a list in braces, so readers don't see it"
                right = f"Write \\{{{word[1]}\\}} if they should, or delete it"
                yield Finding(page.line_of(match.start()), f"{message}. {right}")


def _around(match: re.Match) -> str:
    """What stands in braces, with what stands beside it."""
    return " ".join(match.string[max(match.start() - 3, 0) : match.end() + 1].split())


@rule(
    id="attribute-list-shown",
    incorrect="The role {:.chair} changes.",
    correct="The *role*{:.chair} changes.",
    explains=("raw-markup", "unsafe-html"),
    mends=True,
)
def applied(page: Page) -> Iterator[Finding]:
    """A list in braces stands straight after what it is about and is never shown as text."""
    if "{" not in page.text and not any(braces.SMART.search(match[0]) for match in braces.lists(page.prose)):
        return
    misplaced = braces.braces_within((match.span() for match in braces.misplaced(page.prose)), page.prose)
    candidates = []
    for match in braces.lists(page.prose):
        before = page.body[match.start() - 1 : match.start()] or "\n"
        if match.start() not in misplaced and braces.means_attributes(match[1], before):
            candidates.append((match, before))
    count = Counter(match[0] for match, _ in candidates)
    shown = Counter(match[0] for match in braces.lists(page.text))
    for match, before in candidates:
        line = page.line_of(match.start())
        straight = match[0].translate(braces.QUOTES)
        if match[2] and braces.SMART.search(match[0]) and braces.parse(match[1]) is None:
            message = f"the quotation marks or signs in this list in braces are curly or wide. Write {straight}"
            edit = Edit(match.start(), match.end(), straight)
            yield Finding(line, message, (edit,), drops=match[0], makes=("id", "class"))
            continue
        seen = shown[match[0]]
        parted = before in " \t\xa0"
        if not seen or (seen < count[match[0]] and not parted):
            continue
        if not match[2]:
            yield Finding(line, f"the brace that closes this list is missing. Write {match[0].rstrip()}}}")
        else:
            right = "Write it straight after the link, the bold word or the image it is about, with no space before it"
            other = "for a heading put one space before it; or delete it"
            yield Finding(line, f"{match[0]} is shown as text. {right}; {other}")


@rule(
    id="attribute-list-second",
    incorrect='See the [API guide](https://www.apec.org/){:target="_blank"} for {id} values.',
    correct='See the [API guide](https://www.apec.org/){:target="_blank"} for \\{id\\} values.',
    explains=("raw-markup", "unsafe-html", "attribute-list-shown"),
)
def second(page: Page) -> Iterator[Finding]:
    """Only one list in braces follows a link, and other braces on its line have a backslash."""
    for link in page.links:
        match = braces.LIST.match(page.body, link.end)
        if not match or not match[2] or not braces.another_brace(page, match.end()) or page.prose[link.end] == " ":
            continue
        other = braces.LIST.match(page.body, match.end() + (page.body[match.end() : match.end() + 1] == " "))
        if other and other[1].lstrip().startswith((":", ".", "#")):
            both = f"{match[0][:-1].rstrip()} {other[1].strip().lstrip(': ')}}}"
            right = f"Write one list with all that both say: {both}"
        elif page.body[match.end() : match.end() + 1] == "}":
            continue  # a brace too many, which `attribute-list-target` names
        else:
            right = r"Write \{ and \} for braces that are meant for readers"
        message = f"the list in braces behind this link and other braces on the line are taken for one. {right}"
        yield Finding(page.line_of(link.start), message)
