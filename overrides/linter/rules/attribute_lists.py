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
    odd = [*braces.INSIDE.finditer(page.prose), *braces.SWAPPED.finditer(page.prose)] if "{" in page.prose else []
    inside = braces.braces_within((match.span() for match in odd), page.prose)
    in_spaced = braces.braces_within(
        ((match.start() + 1, braces.end_of(page, match)) for match in spaced(page.prose)), page.prose
    )
    for match in odd:
        address = match[2] if match.re is braces.INSIDE else match[3]
        right = f"[{match[1]}]({address}){braces.canonical(match[3] if match.re is braces.INSIDE else match[2])}"
        if braces.looks_like_list(match[3][1:] if match.re is braces.INSIDE else match[2][1:], "]"):
            yield Finding(
                page.line_of(match.start()),
                f"the list in braces belongs behind the link. Write {right}",
                edits=(Edit(match.start(), match.end(), right),),
                drops=match[0],
                makes=("a",),
            )
    lower = page.prose.lower()
    for match in braces.lists(page.prose) if "target" in lower or "blank" in lower else ():
        inner, closed = match[1], bool(match[2])
        if not braces.MEANS_TARGET.search(inner) or match.start() in inside:
            continue
        if not (braces.looks_like_list(inner, "") or "_blank" in inner) or braces.kramdown_remedy(inner):
            continue
        start, end = match.span()
        doubled = closed and page.prose[end : end + 1] == "}"
        if doubled:
            end += 1
            start -= page.prose[start - 1 : start] == "{"
        link = next((ends[end] for end in range(start, max(start - 9, 0), -1) if end in ends), None)
        gap = page.body[link.end : start] if link else ""
        if not braces.GAP.fullmatch(gap):
            link = None
        attributes = braces.parse(inner) if closed and not braces.SMART.search(match[0]) else None
        if link and not gap and not doubled and attributes and attributes.get("target") == "_blank":
            continue
        if link is None:
            if start not in in_spaced:
                right = (
                    'Delete it and write target="_blank" into the tag before it: <a href="…" target="_blank">'
                    if start in raw_ends
                    else f"Delete it and write {NEW_TAB} straight after the link it is meant for"
                )
                yield Finding(page.line_of(match.start()), f"this list in braces has no effect here. {right}")
            continue
        if within_site(link.address):
            yield Finding(
                page.line_of(match.start()),
                "this link stays on this site, so it needs no new tab. "
                f"Delete the list in braces behind it: {page.body[link.start : link.end]}",
            )
            continue
        mark = gap.strip()  # a full stop or asterisks that belong behind the list
        if mark == ":" and not inner.lstrip().startswith(":"):
            mark = ""
        mendable = not page.raw_block_at(match.start())
        if not closed:
            beginning = braces.BEGINNING.match(inner)
            mendable, end = mendable and bool(beginning), match.start(1) + (beginning.end() if beginning else 0)
            inner = beginning[0] if beginning else inner
        elif found := re.search(r"[\"'”’\s]([.,;!?])\s*$", inner):
            mark += found[1]
        right = braces.canonical(inner)
        if attributes and attributes.get("target") == "_blank" and gap:
            what = (
                "stands on a line of its own"
                if "\n" in gap
                else f"is parted from its link by {gap.strip() or 'a space'}"
            )
        else:
            what = "isn't read as meant"
        yield Finding(
            page.line_of(match.start()),
            f"this list in braces {what}, so the link doesn't open a new tab. Write {right} straight after it: "
            f"{page.body[link.start : link.end]}{right}{mark}",
            edits=(Edit(link.end, end, right + mark),) if mendable else (),
            drops=page.body[start if mark else link.end : end],
        )
    for link in page.links if "target" in lower else ():
        if not link.image and (unbraced := braces.UNBRACED.match(page.prose, link.end)):
            right = braces.canonical("")
            yield Finding(
                page.line_of(link.start),
                f'the target="_blank" behind this link has no braces. Write {right} straight after it: '
                f"{page.body[link.start : link.end]}{right}",
                edits=(Edit(link.end, unbraced.end(), right),),
                drops=unbraced[0],
            )


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
            yield Finding(
                page.line_of(match.start()),
                f"{match[0]} is an instruction that this site doesn't know. {remedy}",
            )
        elif taken and (word := WORD.fullmatch(match[0])) and word[1] in taken:
            shown[_around(match)] -= 1
            if shown[_around(match)] < 0:
                yield Finding(
                    page.line_of(match.start()),
                    f"{match[0]} is taken for a list in braces, so readers don't see it. Write \\{{{word[1]}\\}} if "
                    "they should, or delete it",
                )


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
    odd = braces.braces_within(
        (match.span() for pattern in (braces.INSIDE, braces.SWAPPED) for match in pattern.finditer(page.prose)),
        page.prose,
    )
    candidates = []
    for match in braces.lists(page.prose):
        before = page.body[match.start() - 1 : match.start()] or "\n"
        if match.start() not in odd and braces.means_attributes(match[1], before):
            candidates.append((match, before))
    count = Counter(match[0] for match, _ in candidates)
    shown = Counter(match[0] for match in braces.lists(page.text))
    for match, before in candidates:
        line = page.line_of(match.start())
        straight = match[0].translate(braces.QUOTES)
        if match[2] and braces.SMART.search(match[0]) and braces.parse(match[1]) is None:
            yield Finding(
                line,
                f"the quotation marks or signs in this list in braces are curly or wide. Write {straight}",
                edits=(Edit(match.start(), match.end(), straight),),
                drops=match[0],
                makes=("id", "class"),
            )
            continue
        seen = shown[match[0]]
        parted = before in " \t\xa0"
        if not seen or (seen < count[match[0]] and not parted):
            continue
        if not match[2]:
            yield Finding(line, f"the brace that closes this list is missing. Write {match[0].rstrip()}}}")
        else:
            yield Finding(
                line,
                f"{match[0]} is shown as text. Write it straight after the "
                "link, the bold word or the image it is about, "
                "with no space before it; for a heading put one space before it; or delete it",
            )


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
        yield Finding(
            page.line_of(link.start),
            f"the list in braces behind this link and other braces on the line are taken for one. {right}",
        )
