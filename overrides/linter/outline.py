"""The headings and the paragraphs of a page, as its source has them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from linter.page import Page

HASHES = re.compile(r"^(?P<before>[ >]*(?:[-*+][ ]+|\d+\.[ ]+)?)(?P<hashes>#{1,6})(?P<text>.*)$")
UNDERLINE = re.compile(r"^(?:=+|-+)[ ]*$")
TAG = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)


MARKER = re.compile(r"^(?:[-*+][ ]|\d+\.[ ]|\||>|#{1,6}|<(?!/?(?:b|strong|p|em|i|a|span|br)\b))", re.IGNORECASE)
OPENER = re.compile(r"^(?:[-*+][ ]|\d+\.[ ]|!!!|\?\?\?|===|:[ ]{3}|\[\^|>)")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}\n]*\}[ \t]*$")


ALTERNATIVE = re.compile(r"<img\b[^<>]*?\balt\s*=\s*([\"'])([^\"'<>]*)\1[^<>]*>", re.IGNORECASE)
INLINE_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


BOLD = "|".join(
    rf"{re.escape(mark)}(?=\S)(?:(?!\*\*|__).)+?(?<=\S){re.escape(mark[::-1])}"
    for mark in ("***", "___", "**_", "__*", "_**", "*__", "**", "__")
)
BOLD_TAG = r"<(?:b|strong)\b[^>]*>(?:(?!</?(?:b|strong)\b).)+</(?:b|strong)>"
BEFORE = r"(?:<(?:a|span)\b[^>]*></(?:a|span)>|</?(?:p|em|i)\b[^>]*>|\s)*"


AFTER = r"(?:\{:?[^{}\n]*\}|</?(?:p|em|i)\b[^>]*>|[ \t])*"
BREAK = r"(?:<br\s*/?>\s*)+|[ ]{2,}\n"


BOLD_START = re.compile(
    rf"{BEFORE}(?P<bold>{BOLD}|{BOLD_TAG}){AFTER}(?:(?P<rest>(?:{BREAK}).*)|\s*)\Z",
    re.DOTALL | re.IGNORECASE,
)
ONLY_A_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|<a\b.*</a>", re.DOTALL | re.IGNORECASE)
DASHES = re.compile(r"-{3,5}[ ]*$")  # more are meant as an underline
NUMBERED_ID = re.compile(r"_\d+")


MOST_WORDS = 12  # in a heading
ONLY_ATTRIBUTES = re.compile(r"\{:?[^{}]*\}\s*")


ENDS_PART = re.compile(r"#{1,6}|[ ]{0,3}(?:-[ ]*){3,}$|[ ]{0,3}(?:\*[ ]*){3,}$|[ ]{0,3}(?:_[ ]*){3,}$|<hr\b|<h[1-6]\b")
DATE = re.compile(
    r"\W*(?:Last (?:updated|reviewed)\D{0,12})?\d{1,2}(?:st|nd|rd|th)?\W{1,3}[A-Za-z]{3,9}\W{1,3}\d{4}\W*"
)


EMPHASIS = re.compile(r"^[*_]+|[*_]+$")
CAPTION = re.compile(r"(?:figure|table|fig\.)\s*\d", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of the source: its line in the file, level from 1 to 6, and words alone."""

    line: int
    level: int
    text: str
    first: bool = False  # nothing stands before it on the page
    number: bool = False  # the hash is that of a number or a tag, as in #10-01 or #OpenData


def words(text: str) -> str:
    """The words of a line of Markdown, without attribute list, tags and marks of emphasis."""
    plain = INLINE_TAG.sub("", ALTERNATIVE.sub(r"\2", ATTRIBUTES.sub("", text.strip())))
    return re.sub(r"[*_`]+", "", plain).strip()


def headings(page: Page) -> tuple[Heading, ...]:
    """The headings of a page in their order: with hashes, underlined, or as HTML."""
    return read_headings(page.prose, page.body)


@lru_cache(maxsize=4)
def read_headings(prose: str, text: str) -> tuple[Heading, ...]:
    """The headings of a page's prose; `text` is the same with its code."""
    found, body = [], text.split("\n")
    lines = prose.split("\n")
    before = ""  # the line above
    inside = False  # whether an indented line belongs to a list or a note
    blank_so_far = True
    for index, line in enumerate(lines):
        if line[:1].strip():
            inside = bool(OPENER.match(line))
        indent = len(line) - len(line.lstrip(" "))
        match = HASHES.match(line) if "#" in line else None
        if match and (indent == 0 or inside and indent >= 4):
            written = body[index][match.start("text") :].rstrip("# \t")
            level = len(match["hashes"])
            number = written[:1].isdigit() or level == 1 and written[:1].isalpha()
            found.append(Heading(index + 1, level, words(written), blank_so_far, number))
        elif (
            index + 1 < len(lines)
            and not indent
            and lines[index + 1][:1] in ("=", "-")
            and UNDERLINE.match(lines[index + 1])
            and line.strip()
            and not before.strip()
            and not MARKER.match(line)
        ):
            level = 1 if lines[index + 1].startswith("=") else 2
            found.append(Heading(index + 1, level, words(body[index]), blank_so_far))
        blank_so_far = blank_so_far and not line.strip()
        before = "" if match else line
    for tag in TAG.finditer(prose):
        first = not prose[: tag.start()].strip()
        line = prose.count("\n", 0, tag.start()) + 1
        found.append(Heading(line, int(tag[1]), words(text[tag.start(2) : tag.end(2)]), first))
    return tuple(sorted(found, key=lambda heading: heading.line))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that stands in no list, note or quotation: its line in the file, its text, and what follows.

    after: the first line of what follows, "" at the end of the page; after_line: the line in the file.
    """

    line: int
    text: str
    after: str
    after_line: int


def paragraphs(page: Page) -> list[Paragraph]:
    """Return the paragraphs of a page that stand in no list, note or quotation."""
    body, lines = page.body.split("\n"), [*page.prose_lines, ""]
    spans: list[tuple[int, int]] = []
    start = inside = None
    for index, line in enumerate(lines):
        if line[:1].strip():
            inside = bool(OPENER.match(line))
        ends = not line.strip() or line.startswith("    ") or MARKER.match(line.lstrip(" "))
        ends = ends or inside and line[0] == " "
        if start is not None and ends:
            spans.append((start, index))
            start = None
        if start is None and not ends and not inside:
            start = index
    following = [len(lines)] * (len(lines) + 1)  # the next line that isn't empty, from each line on
    for index in range(len(lines) - 1, -1, -1):
        following[index] = index if lines[index].strip() else following[index + 1]
    found = []
    for start, end in spans:
        block = [text for text in body[start:end] if not ONLY_ATTRIBUTES.fullmatch(text)]
        after = following[end]
        text = lines[after] if after < len(lines) else ""
        found.append(Paragraph(start + 1, "\n".join(block), text, after + 1))
    return found


def heads(bold: str, rest: str, after: str) -> bool:
    """Whether bold words head what follows them.

    bold: the words.
    rest: the text after a line break in the same paragraph, or "".
    after: the first line of the next block, or "".
    """
    if not re.search(r"\w", bold) or CAPTION.match(bold):
        return False
    if rest and not re.search(r"[.!?:;…]\W*$", rest):
        return False  # an address, line by line
    closing = bold.rstrip("”\"')")[-1:]
    if closing == ":":  # leads into its own paragraph, or into a list or table
        return not (rest or MARKER.match(after) or after.startswith(" "))
    return closing not in (".", ",", ";", "!", "…")
