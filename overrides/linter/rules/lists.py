"""Lists that Python-Markdown shows as lists."""

import re
from collections.abc import Iterator

from linter import list_lines, source_code
from linter.list_lines import BRACKETED, BULLET, DASH, GLUED, HALF_INDENTED, ITEM, LETTERED, NUMBER, SIGN, key_of
from linter.markup import plain
from linter.page import Finding, Page, rule
from linter.source_code import INDENTS
from linter.tag_pairs import Within
from selectolax.lexbor import LexborNode

TAG = re.compile(r"<[^<>]*>")
ANOTHER_LIST = (
    "Indent by four spaces what belongs to the item above it; for a new list, put a line of text or a heading before it"
)
KEEPS_NUMBER = (
    "or, where the number itself matters, put an empty line before each line of the list and a backslash before the "
    "full stop"
)
NUMBERED_LINE = re.compile(r"^[ \t>]*\d{1,9}\.[ \t]", re.MULTILINE)
PARTS = re.compile(r"[ \t>]*(?:<!--[ ]*lint-.*)?$")  # an empty line, or a comment of a rule


@rule(
    id="list-blank-line",
    incorrect="The key features are:\n- one\n- two",
    correct="The key features are:\n\n- one\n- two",
    explains=("raw-markup",),
    mends=True,
)
def blank_line_before(page: Page) -> Iterator[Finding]:
    """An empty line stands before a list."""
    runs = {pattern: list_lines.find_runs(page, pattern) for pattern in (BULLET, NUMBER)}
    for number in list_lines.taken_in(page):
        shown = list_lines.as_written(page, page.start_of(number))
        what = "this item is shown within the list above it, since no empty line stands before it."
        yield Finding(number, f"{what} Put an empty line before: {shown}")
    raw = {line for found in runs.values() for run in found for line, *_ in run}
    body = page.body_lines
    for pattern, found in runs.items():
        for run in found:
            number, offset, text = run[0]
            if not page.raw_blocks and (number == 1 or not page.prose_lines[number - 2]):
                continue  # much quicker than what follows
            if number - 1 in raw:
                continue  # below an item of the other kind, whose list is named
            before = list_lines.line_before(page, number).strip()
            shown = list_lines.as_written(page, offset)
            if page.in_html(offset):
                # A single line below words is a sentence that goes on with a dash or a number; with an asterisk, a note.
                begins = not TAG.sub("", before).strip()
                if len(run) > 1 or pattern is BULLET and begins and text[0] != "*":
                    what = "this list isn't shown as a list, since it stands in raw HTML"
                    yield Finding(number, f"{what}. {page.out_of_html(offset)}, and put an empty line before: {shown}")
                continue
            if number == 1 or not before and PARTS.match(body[number - 2]):
                continue
            first = int(NUMBER.match(text)[1]) if pattern is NUMBER else 1
            below = body[number - 2].startswith(INDENTS) and not body[number - 1].startswith(INDENTS)  # part of an item
            if not (first > 1 and below) and (list_lines.goes_on_as_prose(page, run) or (len(run) < 2 and first > 1)):
                continue
            what = "this list isn't shown as a list, since no empty line stands before it."
            if first > 1 and below:
                yield Finding(number, f"{what} Put an empty line before: {shown}")
                continue
            if first > 1:
                escaped = shown.replace(".", "\\.", 1)
                yield Finding(number, f"{what} Put one there and begin with 1.; {KEEPS_NUMBER}: {escaped}")
                continue
            edits, where = list_lines.dedent_edits(page, run)
            if len(run) == 1 and not list_lines.ENDS_SENTENCE.search(before):
                edits = ()  # a name in two parts, such as "Clerk\n- Horticulture"
            yield Finding(
                number, f"{what} Put an empty line before{where}: {shown}", edits=edits, makes=("ul", "ol", "li", "p")
            )


@rule(
    id="list-mark",
    incorrect="• one\n• two",
    correct="- one\n- two",
    explains=("raw-markup",),
)
def marks(page: Page) -> Iterator[Finding]:
    """Items of a list begin with `- ` or `1. `, not with a bullet sign or `1)`."""
    tables = Within(page, ("table",))
    for pattern, example in ((SIGN, "-"), (DASH, "-"), (BRACKETED, "1."), (GLUED, "- or 1."), (LETTERED, "1.")):
        runs = list_lines.find_runs(page, pattern)
        count = sum(map(len, runs))
        behind = 0  # the line on which the list that was named last ends
        for run in runs:
            number, offset, text = run[0]
            goes_on = behind and list_lines.is_one_list(page.prose_lines[behind : number - 1])
            behind = run[-1][0] if goes_on else 0
            if goes_on:
                continue
            right_above = pattern is GLUED and ITEM.match(list_lines.line_before(page, number))
            somewhere = pattern in (SIGN, BRACKETED)
            alone = count < 2 if somewhere else len(run) < 2 and not right_above
            if alone or pattern is BRACKETED and run is not runs[0]:
                continue
            mark = pattern.match(text)[0].strip()
            if pattern is LETTERED:
                if list_lines.runs_on(page, run):
                    message = f'the lines from "{mark}" on are run together into one paragraph'
                    right = "Begin each item with 1. and a space"
                    other = "put an empty line before each of them to keep these marks"
                    yield Finding(number, f"{message}. {right}, or {other}")
                continue
            behind = run[-1][0]
            first = "Delete the tags around the items, begin" if page.in_html(offset) else "Begin"
            remedy = f"{first} each item with {example} and a space, and put an empty line before the first item"
            if offset in tables:
                tag = "ol" if "1." in example and pattern is not GLUED else "ul"
                remedy = f"Write each item between <li> and </li>, and all of them between <{tag}> and </{tag}>"
            yield Finding(number, f'"{mark}" doesn\'t make a list. {remedy}')


@rule(
    id="list-indent",
    incorrect="- one\n  - nested\n- two",
    correct="- one\n    - nested\n- two",
    explains=("raw-markup",),
)
def nesting(page: Page) -> Iterator[Finding]:
    """A list within a list, and a paragraph within an item, is indented by four spaces."""
    if "  " not in page.prose or not HALF_INDENTED.search(page.prose):
        return
    parents: list[int] = []  # the indents of the items around this line
    after_blank = False
    lines, body = page.prose_lines, page.body_lines
    for index, line in enumerate(lines):
        if line.lstrip() != body[index].lstrip()[: len(line.lstrip())]:
            line = body[index]  # code at its beginning
        expanded = line.expandtabs(4)
        text = expanded.strip()
        indent = len(expanded) - len(expanded.lstrip())
        if not text:
            after_blank = True
            continue
        # The number of a sentence ("in\n1996. The") begins no item.
        if ITEM.match(expanded) and (parents or after_blank or index == 0 or list_lines.starts_list(lines, index)):
            while parents and indent < parents[-1]:
                parents.pop()
            if parents and list_lines.too_little(indent, parents[-1]):
                what = f"this item is indented by {indent - parents[-1]} spaces and so isn't nested"
                yield Finding(index + 1, f"{what}. {_by_four(parents[-1], body[index])}")
            elif not parents or indent // 4 > parents[-1] // 4:
                parents.append(indent)
        elif after_blank:
            while parents and indent < parents[-1] + 2:
                parents.pop()
            if parents and list_lines.too_little(indent, parents[-1]) and not list_lines.NOT_PARAGRAPH.match(text):
                what = f"this paragraph is indented by {indent - parents[-1]} spaces and so falls out of its list"
                yield Finding(index + 1, f"{what}. {_by_four(parents[-1], body[index])}")
        after_blank = False


def _by_four(parent: int, line: str) -> str:
    return f"Indent it by four: {' ' * (parent + 4)}{line.strip()[:60]}"


@rule(
    id="list-number",
    incorrect="1. The first.\n\nText between.\n\n2. The second.",
    correct="1. The first.\n\n    Text between.\n\n2. The second.",
)
def numbers(page: Page) -> Iterator[Finding]:
    """The items of a numbered list are shown with the numbers that they are written with."""
    if "<ol" not in page.html and not ("<ul" in page.html and NUMBERED_LINE.search(page.prose)):
        return
    written: dict[str, list[list_lines.Written]] = {}
    body = page.body_lines
    for number, line in page.lines():
        if line[:1] and (match := list_lines.NUMBERED.match(line)):
            key = key_of(plain(body[number - 1][match.end(2) + 1 :]))
            written.setdefault(key, []).append(list_lines.Written(number, int(match[2]), line.strip()))
    if not written:
        return
    for entries in written.values():
        entries.reverse()  # the first one last, to be taken first
    taken = list_lines.taken_in(page)  # `blank_line_before` names them
    for found in page.tree.css("ol"):
        if found.attributes.get("start") or found.attributes.get("type"):
            continue
        items = [node for node in found.iter() if node.tag == "li"]
        places = [list_lines.take_place(written, node) for node in items]
        found_there = [place for place in places if place]
        if found_there and None in places:
            yield from _of_another_kind(body, items, places)
        if {place.number for place in found_there} in ({0}, {1}):
            continue  # numbered by the engine on purpose
        for shown, place in enumerate(places, start=1):
            if not place or place.number == shown:
                continue
            following = next((other.number for other in places[shown:] if other), 1)
            if shown > 1 and place.number == following == 1:
                continue  # 1. stands for any number, unless 2. follows it
            (line, meant, text), first = place, min(other.line for other in found_there)
            if any(HALF_INDENTED.match(one) and ITEM.match(one) for one in page.prose_lines[first - 1 : line]):
                break  # `nesting` names why
            right = "Indent by four spaces whatever stands between it and the item before"
            if text.lstrip("> ")[0] in "*+-":
                right = "Delete the sign before the number"
            elif shown > 1 and places[shown - 2] or meant == 0:
                right = f"Write {shown}. and count on from there, or put a heading before it to begin anew"
            what = f"this item is shown with the number {shown}, not {meant}. {right}"
            escaped = list_lines.as_written(page, page.start_of(line)).replace(".", "\\.", 1)
            yield Finding(line, f"{what}; {KEEPS_NUMBER}: {escaped}")
            break
    for item in page.tree.css("ul > li") if any(written.values()) else ():
        place = list_lines.take_place(written, item)
        if place and not (place.line in taken or HALF_INDENTED.match(page.prose_lines[place.line - 1])):
            what = f"this item is shown with a bullet, not the number {place.number}"
            yield Finding(place.line, f"{what}, since a list with bullets goes on here. {ANOTHER_LIST}")
            break


def _of_another_kind(
    body: list[str], items: list[LexborNode], places: list[list_lines.Written | None]
) -> Iterator[Finding]:
    """The first item written with a bullet that is shown with a number."""
    first = next(place.line for place in places if place)
    wanted = {key_of(item.text()): index for index, item in enumerate(items, start=1) if not places[index - 1]}
    for number, line in enumerate(body[first : first + list_lines.MOST_LINES], start=first + 1):
        item = ITEM.match(line)
        key = key_of(plain(line[item.end() :])) if item and item[2] in "*+-" and not HALF_INDENTED.match(line) else ""
        if key in wanted and key:
            what = f"this item is shown with the number {wanted[key]}, since a numbered list goes on here"
            yield Finding(number, f"{what}. {ANOTHER_LIST}")
            return


@rule(
    id="list-depth",
    incorrect="\n".join("    " * level + "- an item" for level in range(61)),
    correct="- an item\n    - an item in it",
)
def depth(page: Page) -> Iterator[Finding]:
    """Lists and tags are nested at most sixty deep, and no note in another: such a page can't be shown at all."""
    if line := source_code.too_deep(page.body):
        text = page.body_lines[line - 1].lstrip(" \t>")
        what, right = "list", "Begin its items further left"
        if text[0] == "<":
            what, right = "tag", "Close the tags above it, or take them away"
        elif text.startswith("[^"):
            what, right = "note", "Begin each note at the start of a line of its own"
        yield Finding(line, f"this {what} is nested too deep, so the page can't be shown. {right}")
