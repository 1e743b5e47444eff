"""Characters that nobody sees, and what belongs in their place."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.page import Edit, Finding, Page

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
SPACING = re.compile(
    r"^[ \t]*(?:&nbsp;|&#160;|&#xa0;)|(?:&nbsp;|&#160;|&#xa0;)[ ]*(?:&nbsp;|&#160;|&#xa0;)",
    re.IGNORECASE | re.MULTILINE,
)
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
LIST_NUMBER = re.compile(r"[ \t>*+-]*\d+\.\s")
JOINERS = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069"
PARAGRAPH_NUMBER = re.compile(r"[ \t>]*(?!1\.)\d+(?=\.\Z)")
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


@lru_cache(4096)
def replacement(found: str) -> str | None:
    """Return what to put in place of invisible characters; None where only an editor knows."""
    if "\ufffd" in found or re.search(r"[\x80-\x84\x86-\x9f]", found):
        return None
    return re.sub(rf"[{SPACES}{BREAKS}]+", " ", re.sub(rf"[^{SPACES}{BREAKS}]", "", found))


def edit_of(text: str, match: re.Match) -> Edit | None:
    """Return what mends invisible characters; None where only an editor knows.

    The number of a paragraph, such as 2., gets a backslash, where a space behind it would make a list that begins at 1.
    """
    begin, behind = match.span()
    put = None if IN_WORD.match(text, begin) else replacement(match[0])
    if put == " " and text.endswith(".", 0, begin):
        start = text.rfind("\n", 0, begin) + 1
        end = max(start - 1, 0)  # of the line above
        above = text[text.rfind("\n", 0, end) + 1 : end]
        if PARAGRAPH_NUMBER.match(text, start, begin) and not LIST_NUMBER.match(above):
            return Edit(begin - 1, behind, "\\. ")
    return None if put is None else Edit(begin, behind, put)


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
