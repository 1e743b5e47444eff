"""Characters that nobody sees and that do harm."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from content.front_matter import BLOCK
from linter.page import Edit, Finding, Page, only_mends, rule

PARTS = re.compile(r"[\xa0\u202f\u2007\u2028\u2029\x0b\x0c\x85]")  # two words
INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e\u2028\u2029\u202a-\u202e\u2066-\u2069\xa0\u202f\u2007"
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]+"
)
ENTITY = re.compile(
    r"&(?:ZeroWidthSpace|zwnj|zwj|shy|lrm|rlm|#x?0*(?:8203|200b|8204|200c|65279|feff|173|ad));", re.IGNORECASE
)
SPACING = re.compile(
    r"^[ \t]*(?:&nbsp;|&#160;|&#xa0;)|(?:&nbsp;|&#160;|&#xa0;)[ ]*(?:&nbsp;|&#160;|&#xa0;)",
    re.IGNORECASE | re.MULTILINE,
)
LIGATURE = re.compile(r"[\ufb00-\ufb06]")  # two or three letters drawn as one: copies from PDF files have them
AROUND = 30  # letters of its word that are shown
MISREAD = re.compile(r"â€[™œ\x9d˜¦“”\x93\x94]?|Ã[©¨¢¤¶¼ª«§\xad±³º¡]|Â[\xa0£©®°·]")
# Scripts that need joiners and direction marks, and emoji that are built with them.
NEEDS_JOINERS = re.compile(
    r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufefc\u2600-\u27bf\ufe0f\U0001f000-\U0001faff\u2640\u2642]"
)
# Scripts that write no space between words, and a zero-width one where a line may end: all of Unicode's line breaking
# classes SA (such as Thai) and ID (such as Chinese).
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u1950-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf\U00011700-\U0001174f"
    r"\u2e80-\u2fdf\u3003-\u3007\u3021-\u30ff\u3105-\u312f\u31a0-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff66-\uff9f"
    r"\U00016fe0-\U0001b2ff\U00020000-\U0003ffff]"
)
# Between two letters, what a space or a hyphen may have been where the text was copied from.
IN_WORD = re.compile(r"(?<=\w)[\x01-\x08\x0e-\x1f\x7f]+(?=\w)")
UNKNOWN = re.compile(r"[\ufffd\x80-\x84\x86-\x9f]")  # what was there before it was read wrongly
LIST_NUMBER = re.compile(r"[ \t>*+-]*\d+\.\s")
JOINERS = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069"
PARAGRAPH_NUMBER = re.compile(r"[ \t>]*(?!1\.)\d+(?=\.\Z)")


def _edit(text: str, match: re.Match) -> Edit | None:
    """What mends invisible characters; None where only an editor knows.

    The number of a paragraph, such as 2., gets a backslash, where a space behind it would make a list that begins at 1.
    """
    begin, behind = match.span()
    put = " " if PARTS.search(match[0]) else ""
    if UNKNOWN.search(match[0]) or not put and IN_WORD.match(text, begin):
        return None
    if put and text.endswith(".", 0, begin):
        start = text.rfind("\n", 0, begin) + 1
        end = max(start - 1, 0)  # of the line above
        above = text[text.rfind("\n", 0, end) + 1 : end]
        if PARAGRAPH_NUMBER.match(text, start, begin) and not LIST_NUMBER.match(above):
            return Edit(begin - 1, behind, "\\. ")
    return Edit(begin, behind, put)


def _place(text: str, match: re.Match) -> str:
    """Which character hides between which words."""
    start, end = match.span()
    name = unicodedata.name(match[0][0], "control character").lower()
    before = text[max(start - 12, 0) : start].rpartition("\n")[2].split()
    behind = text[end : end + 12].partition("\n")[0].split()
    words = f"{before[-1] if before else ''}⋯{behind[0] if behind else ''}"
    return f"{name} (U+{ord(match[0][0]):04X}) hides here: {words}"


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
    explains=("raw-markup",),
)
def invisible(page: Page) -> Iterator[Finding]:
    """A text has no zero-width, non-breaking or control characters."""
    if page.undecodable:
        return
    front = BLOCK.match(page.source)
    start = front.end() if front else 0
    text = page.source[:start] + page.prose[start:]
    for line, found in groupby(_invisible(text), lambda match: page.line_of(match.start())):
        match = next(found)
        character = match[0][0]
        act = "Type an ordinary space in its place" if PARTS.match(character) else "Delete it"
        if (edit := _edit(text, match)) and edit.text.startswith("\\"):
            act += ", and a backslash before the full stop, or readers see a list that begins at 1"
        if character == "\ufffd" or IN_WORD.match(text, match.start()):
            act = "Type the right character in its place"
        yield Finding(line, f"{_place(text, match)}. {act}")
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
    """A text has no letters that were read in the wrong encoding, and none that are joined, as in a PDF file."""
    for match in MISREAD.finditer(page.prose):
        message = f'"{match[0]}" is a character that was read wrongly. Type the right one in its place'
        yield Finding(page.line_of(match.start()), message)
    for match in LIGATURE.finditer(page.prose) if not page.prose.isascii() else ():
        start, end = match.span()
        before, after = page.prose[max(start - AROUND, 0) : start], page.prose[end : end + AROUND]
        word = re.search(r"\w*\Z", before)[0] + match[0] + re.match(r"\w*", after)[0]
        right = unicodedata.normalize("NFKC", word)
        message = f'letters of "{word}" are joined, so no search finds the word. Type {right}'
        yield Finding(page.line_of(match.start()), message)


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
        message = f"this file isn't saved as UTF-8: its byte 0x{byte[0]:02X}{shown} can't be read"
        yield Finding(line, f"{message}. Save it again with the encoding UTF-8 and type that character anew")
    if page.byte_order_mark:
        message = "a byte-order mark (U+FEFF) hides before the first character"
        yield Finding(1, f"{message}. Save the file as UTF-8 without it, or run make fix")


@only_mends
def hidden(page: Page) -> Iterator[Finding]:
    """Characters that `invisible` names go, all of a line at once, or a space takes their place."""
    for line, found in groupby(_invisible(page.prose), lambda match: page.line_of(match.start())):
        edits = [(match, edit) for match in found if (edit := _edit(page.prose, match))]
        if edits:
            place = _place(page.prose, edits[0][0])
            yield Finding(line, place, edits=tuple(edit for _, edit in edits), rule=invisible.id)


@only_mends
def trailing_spaces(page: Page) -> Iterator[Finding]:
    """Spaces at the end of a line go, where they mean nothing; two within a paragraph are a line break."""
    body = page.body_lines
    for (number, shown), line, below in zip(page.lines(), body, [*body[1:], ""], strict=True):
        words = line.rstrip(" \t")
        tail = line[len(words) :]
        breaks = line.expandtabs(4).endswith("  ") and below.strip() and not line.lstrip().startswith(("#", "|"))
        if tail and line.strip() and shown.rstrip(" \t") == words and not breaks:  # else code, or front matter
            end = page.start_of(number) + len(words)
            yield Finding(number, "spaces at the end of the line", edits=(Edit(end, end + len(tail), ""),))
