"""Characters that nobody sees and that do harm."""

import re
from collections.abc import Iterator
from itertools import groupby

from content.front_matter import BLOCK
from linter.hidden_characters import (
    ENTITY,
    IN_WORD,
    INVISIBLE,
    JOINERS,
    MISREAD,
    NAMES,
    NEEDS_JOINERS,
    SPACES,
    SPACING,
    UNSPACED,
    edit_of,
    trailing_spaces,
)
from linter.page import Finding, Page, rule


def _invisible(text: str) -> Iterator[re.Match]:
    """The characters that nobody sees, but for those that a script or an emoji needs."""
    for match in INVISIBLE.finditer(text):
        needed_by = UNSPACED if match[0] == "\u200b" else NEEDS_JOINERS if not match[0].strip(JOINERS) else None
        if needed_by:
            start, end = match.span()
            if needed_by.search(text[max(start - 1, 0) : start] + text[end : end + 1]):
                continue
        yield match


@rule(
    id="invisible-character",
    incorrect="A zero\u200bwidth space stands here.",
    correct="A zero-width space stands here.",
)
def invisible(page: Page) -> Iterator[Finding]:
    """A text has no zero-width, non-breaking or control characters."""
    if page.undecodable:
        return
    front = BLOCK.match(page.source)
    start = front.end() if front else 0
    text = page.source[:start] + page.prose[start:]
    for line, found in groupby(_invisible(text), lambda match: page.line_of(match.start())):
        matches = list(found)
        character = matches[0][0][0]
        name = NAMES.get(
            character, "a character that can't be read" if character == "\ufffd" else "a control character"
        )
        first, last = matches[0].span()
        context = text[max(first - 12, 0) : first].rpartition("\n")[2].split()
        behind = text[last : last + 12].partition("\n")[0].split()
        words = f"{context[-1] if context else ''}⋯{behind[0] if behind else ''}"
        edits = tuple(edit for m in matches if m.start() >= start and (edit := edit_of(text, m)))
        act = "Type an ordinary space in its place" if character in SPACES else "Delete it (or run make fix)"
        if character == "\ufffd" or IN_WORD.match(text, first):
            act = "Type the right character in its place"
        yield Finding(line, f"{name} (U+{ord(character):04X}) hides here: {words}. {act}", edits=edits)
    if "&" not in page.prose:
        return
    for match in ENTITY.finditer(page.prose):
        yield Finding(page.line_of(match.start()), f"{match[0]} is a character that nobody sees. Delete it")
    named = set()
    for match in SPACING.finditer(page.prose):
        if (line := page.line_of(match.start())) not in named and "|" not in page.prose_lines[line - 1]:
            named.add(line)
            begins = "<p>" if page.in_html(match.start()) else "an empty line"
            yield Finding(line, f"{match[0].strip()} is used for layout. Delete it; {begins} begins a new paragraph")


@rule(
    id="misread-character",
    incorrect="Singapore Customsâ€™ role.",
    correct="Singapore Customs’ role.",
)
def misread(page: Page) -> Iterator[Finding]:
    """A text has no letters that were read in the wrong encoding."""
    for match in MISREAD.finditer(page.prose):
        yield Finding(
            page.line_of(match.start()),
            f'"{match[0]}" is a character that was read wrongly. Type the right one in its place',
        )


@rule(
    id="encoding",
    incorrect="\ufeffA byte-order mark hides here.",
    correct="No byte-order mark hides here.",
)
def encoding(page: Page) -> Iterator[Finding]:
    """A page is saved as UTF-8, without a byte-order mark."""
    if page.undecodable:
        line, byte = page.undecodable
        guess = byte.decode("cp1252", "replace")
        shown = f' ("{guess}" in the encoding of Windows)' if guess.isprintable() and guess != "\ufffd" else ""
        yield Finding(
            line,
            f"this file isn't saved as UTF-8: its byte 0x{byte[0]:02X}{shown} can't be read. "
            "Save it again with the encoding UTF-8 and type that character anew",
        )
    if page.byte_order_mark:
        yield Finding(
            1,
            "a byte-order mark (U+FEFF) hides before the first character. "
            "Save the file as UTF-8 without it, or run make fix",
        )


RULES = (invisible, misread, encoding)
FIXES = (trailing_spaces,)
