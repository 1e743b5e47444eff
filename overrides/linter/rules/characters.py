"""Characters that nobody sees and that do harm."""

import re
from collections.abc import Iterator

from content.front_matter import BLOCK
from linter.page import Edit, Finding, Page, rule

NAMES = {
    "\u200b": "a zero-width space", "\u200c": "a zero-width non-joiner", "\u200d": "a zero-width joiner",
    "\u2060": "a zero-width word joiner", "\ufeff": "a byte-order mark", "\u00ad": "a soft hyphen",
    "\u180e": "a zero-width separator", "\u2028": "a line separator", "\u2029": "a paragraph separator",
    "\u200e": "a direction mark", "\u200f": "a direction mark", "\xa0": "a non-breaking space",
    "\u202f": "a narrow non-breaking space", "\u2007": "a non-breaking figure space",
}  # fmt: skip
SPACES = "\xa0\u202f\u2007"
BREAKS = "\u2028\u2029\x0b\x0c\x85"  # what parts words too
INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e\u2028\u2029\u202a-\u202e\u2066-\u2069\xa0\u202f\u2007"
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]+"
)
ENTITY = re.compile(
    r"&(?:ZeroWidthSpace|zwnj|zwj|shy|lrm|rlm|#x?0*(?:8203|200b|8204|200c|65279|feff|173|ad));", re.IGNORECASE
)
SPACING = re.compile(r"^[ \t]*(?:&nbsp;|&#160;|&#xa0;)|(?:&nbsp;|&#160;|&#xa0;)[ ]*(?:&nbsp;|&#160;|&#xa0;)", re.IGNORECASE | re.MULTILINE)
MISREAD = re.compile(r"â€[™œ\x9d˜¦“”\x93\x94]?|Ã[©¨¢¤¶¼ª«§\xad±³º¡]|Â[\xa0£©®°·]")
# Scripts that need joiners and direction marks, and emoji that are built with them.
NEEDS_JOINERS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufefc\u2600-\u27bf\ufe0f\U0001f000-\U0001faff\u2640\u2642]")
# Scripts that write no space between words, and a zero-width one where a line may end.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u1950-\u1aaf]")
PARAGRAPH_NUMBER = re.compile(r"[ \t>]*(?!1\.)\d+(?=\.\Z)")
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


@rule(
    id="invisible-character",
    incorrect="A zero\u200bwidth space stands here.", correct="A zero-width space stands here.",
)
def invisible(page: Page) -> Iterator[Finding]:
    """A text has no zero-width, non-breaking or control characters."""
    if page.undecodable:
        return
    front = BLOCK.match(page.source)
    start = front.end() if front else 0
    text = page.source[:start] + page.prose[start:]
    by_line: dict[int, list[re.Match]] = {}
    for match in INVISIBLE.finditer(text):
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        joins = not set(match[0]) - set("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069")
        parts_words = match[0] == "\u200b" and UNSPACED.search(around)
        if not (joins and NEEDS_JOINERS.search(around)) and not parts_words:
            by_line.setdefault(page.line_of(match.start()), []).append(match)
    for line, matches in by_line.items():
        character = matches[0][0][0]
        name = NAMES.get(character, "a character that can't be read" if character == "\ufffd" else "a control character")
        context = text[max(matches[0].start() - 12, 0) : matches[0].start()].split("\n")[-1].split()
        behind = text[matches[0].end() : matches[0].end() + 12].split("\n")[0].split()
        words = f'{context[-1] if context else ""}⋯{behind[0] if behind else ""}'
        edits = tuple(
            _numbered(text, m) or Edit(m.start(), m.end(), _instead(m[0]))
            for m in matches
            if m.start() >= start and _instead(m[0]) is not None
        )
        act = "Type an ordinary space in its place" if character in SPACES else "Delete it (or run make fix)"
        if character == "\ufffd":
            act = "Type the right character in its place"
        yield Finding(line, f"{name} (U+{ord(character):04X}) hides here: {words}. {act}", edits=edits)
    for match in ENTITY.finditer(page.prose):
        yield Finding(page.line_of(match.start()), f"{match[0]} is a character that nobody sees. Delete it")
    named = set()
    for match in SPACING.finditer(page.prose):
        if (line := page.line_of(match.start())) not in named and "|" not in page.prose_lines[line - 1]:
            named.add(line)
            yield Finding(line, f"{match[0].strip()} is used for layout. Delete it; an empty line begins a new paragraph")


def _instead(found: str) -> str | None:
    """What to put in place of invisible characters; None where only an editor knows."""
    if "\ufffd" in found or re.search(r"[\x80-\x84\x86-\x9f]", found):
        return None
    return re.sub(rf"[{SPACES}{BREAKS}]+", " ", re.sub(rf"[^{SPACES}{BREAKS}]", "", found))


def _numbered(text: str, match: re.Match) -> Edit | None:
    """What keeps the number of a paragraph, such as 2., where a space behind it would make a list that begins at 1."""
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    if PARAGRAPH_NUMBER.match(line) and _instead(match[0]) == " ":
        return Edit(match.start() - 1, match.end(), "\\. ")
    return None


@rule(
    id="misread-character",
    incorrect="Singapore Customsâ€™ role.", correct="Singapore Customs’ role.",
)
def misread(page: Page) -> Iterator[Finding]:
    """A text has no letters that were read in the wrong encoding."""
    for match in MISREAD.finditer(page.prose):
        yield Finding(
            page.line_of(match.start()), f'"{match[0]}" is a character that was read wrongly. Type the right one in its place'
        )


@rule(
    id="encoding",
    incorrect="\ufeffA byte-order mark hides here.", correct="No byte-order mark hides here.",
)
def encoding(page: Page) -> Iterator[Finding]:
    """A page is saved as UTF-8, without a byte-order mark."""
    if page.undecodable:
        line, byte = page.undecodable
        guess = byte.decode("cp1252", "replace")
        shown = f' ("{guess}" in the encoding of Windows)' if guess.isprintable() and guess != "\ufffd" else ""
        yield Finding(
            line, f"this file isn't saved as UTF-8: its byte 0x{byte[0]:02X}{shown} can't be read. "
            "Save it again with the encoding UTF-8 and type that character anew"
        )
    if page.byte_order_mark:
        yield Finding(1, "a byte-order mark (U+FEFF) hides before the first character. Save the file as UTF-8 without it, or run make fix")


def trailing_spaces(page: Page) -> Iterator[Finding]:
    """Spaces at the end of a line go, where they mean nothing; two within a paragraph are a line break."""
    lines, body = page.prose_lines, page.body.split("\n")
    source = page.source.split("\n")
    offset = 0
    for index, line in enumerate(source):
        end = len(line.rstrip(" \t"))
        tail = line[end:]
        in_prose = lines[index].rstrip(" \t") == line[:end] and body[index] == line
        following = index + 1 < len(source) and source[index + 1].strip()
        breaks = tail.endswith("  ") and end and following and not line.lstrip().startswith(("#", "|"))
        if tail and in_prose and not breaks and line.strip():
            yield Finding(
                index + 1, "spaces at the end of the line", edits=(Edit(offset + end, offset + len(line), ""),)
            )
        offset += len(line) + 1


RULES = (invisible, misread, encoding)
FIXES = (trailing_spaces,)
