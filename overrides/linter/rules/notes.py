"""Notes: boxes in the text, and notes at its foot."""

import re
from collections.abc import Iterator

from linter.page import QUOTE, Finding, Page, rule
from selectolax.lexbor import LexborNode

BOX = re.compile(r"[ \t>]*(?:!!!|\?\?\?\+?)(?=[ ])")
UNQUOTED = re.compile(
    r"^[ \t>]*((?:!!!|\?{3}\+?)[ ]?[\w-]+)[ ]+(?=[\w -]*[A-Z])([\w-]+(?:[ ]+[\w-]+)*)[ ]*$", re.MULTILINE
)
NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)


@rule(
    id="note-empty",
    incorrect='!!! note "Hours"\nWe open at nine.',
    correct='!!! note "Hours"\n    We open at nine.',
)
def note_empty(page: Page) -> Iterator[Finding]:
    """The text of a note stands below its title, indented by four spaces; the title in quotation marks."""
    for match in UNQUOTED.finditer(page.prose) if "!!!" in page.prose or "???" in page.prose else ():
        right = f'{match[1]} "{match[2]}"'
        yield Finding(page.line_of(match.start(1)), f"readers don't see the title of this note. Write {right}")
    boxes = page.tree.css("div.admonition, details") if "!!!" in page.prose or "???" in page.prose else ()
    if all(_has_text(box) for box in boxes):
        return
    lines = page.body_lines
    title = None  # the line of a note whose text is still looked for
    for number, line in enumerate([*lines, "end"]):
        if title is not None and line.strip(" \t>"):
            mark = BOX.match(lines[title])[0].strip(" \t>")
            meant = '"' not in lines[title] or number == title + 1  # a title alone may be all that a note says
            if meant and _indent(line) < _indent(lines[title]) + 4:
                yield Finding(title + 1, f"no text stands in this note. Indent its text below {mark} by four spaces")
            title = None
        if BOX.match(line) and BOX.match(page.prose_lines[number]):
            title = number


def _indent(line: str) -> int:
    return len(QUOTE.match(line)[0].expandtabs(4))


def _has_text(box: LexborNode) -> bool:
    """Whether a note has more than its title."""
    classes = ((node.tag, node.attributes.get("class") or "") for node in box.iter())
    return any(tag != "summary" and "admonition-title" not in given for tag, given in classes)


@rule(
    id="note-unused",
    incorrect="Text.[^1]\n\n[^1]: Read.\n[^2]: Never read.",
    correct="Text.[^1]\n\n[^1]: Read.",
)
def note_unused(page: Page) -> Iterator[Finding]:
    """A note at the foot of a page has a sign in the text that leads to it."""
    backs = page.tree.css("a.footnote-backref") if "[^" in page.prose else ()
    signs = ((back.attributes.get("href") or "").removeprefix("#") for back in backs)
    if unread := {sign.partition(":")[2] for sign in signs if sign not in page.ids}:
        for note in NOTE.finditer(page.prose):
            if note[1] in unread:
                message = f"nothing in the text leads to this note. Write [^{note[1]}] where it belongs, or delete it"
                yield Finding(page.line_of(note.start()), message)
