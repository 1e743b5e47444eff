"""Notes: boxes in the text, and notes at its foot."""

import re
from collections.abc import Iterator

from linter.page import Finding, Page, rule
from selectolax.lexbor import LexborNode

BOX = re.compile(r"[ \t>]*(?:!!!|\?\?\?\+?)(?=[ ])")
BEFORE = re.compile(r"[ \t>]*")


@rule(
    id="note-empty",
    incorrect='!!! note "Hours"\nWe open at nine.',
    correct='!!! note "Hours"\n    We open at nine.',
)
def note_empty(page: Page) -> Iterator[Finding]:
    """The text of a note stands below its title, indented by four spaces."""
    boxes = page.tree.css("div.admonition, details") if "!!!" in page.prose or "???" in page.prose else ()
    if all(_has_text(box) for box in boxes):
        return
    lines = page.body.split("\n")
    for number, line in page.lines():
        if box := BOX.match(line):
            below = next((other for other in lines[number:] if other.strip(" \t>")), "")
            meant = '"' not in line or below == lines[number]  # a title alone may be all that a note says
            if meant and _indent(below) < _indent(line) + 4:
                mark = box[0].strip(" \t>")
                yield Finding(number, f"no text stands in this note. Indent its text below {mark} by four spaces")


def _indent(line: str) -> int:
    return len(BEFORE.match(line)[0].expandtabs(4))


def _has_text(box: LexborNode) -> bool:
    """Whether a note has more than its title."""
    own = (
        node
        for node in box.iter()
        if node.tag != "summary" and "admonition-title" not in node.attributes.get("class", "")
    )
    return any(own)


@rule(
    id="note-unused",
    incorrect="Text.[^1]\n\n[^1]: Read.\n[^2]: Never read.",
    correct="Text.[^1]\n\n[^1]: Read.",
)
def note_unused(page: Page) -> Iterator[Finding]:
    """A note at the foot of a page has a sign in the text that leads to it."""
    for back in page.tree.css("a.footnote-backref") if "[^" in page.prose else ():
        sign = (back.attributes.get("href") or "").removeprefix("#")
        if sign not in page.ids:
            name = sign.partition(":")[2]
            place = page.prose.find(f"[^{name}]:")
            if place >= 0:
                message = (
                    f"nothing in the text leads to this note. Write [^{name}] where it belongs, or delete the note"
                )
                yield Finding(page.line_of(place), message)


RULES = (note_empty, note_unused)
