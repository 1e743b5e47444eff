"""The headings and the paragraphs of a page, as its source has them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from linter.markup import Tag

HASHES = re.compile(r"([ >]*(?:[-*+][ ]+|\d+\.[ ]+)?)(#{1,6})(.*)")
UNDERLINE = re.compile(r"(?:=+|-+)[ ]*")
TAG_NAMES = frozenset("h1 h2 h3 h4 h5 h6".split())
MARKER = re.compile(r"^(?:[-*+][ ]|\d+\.[ ]|\||>|#{1,6}|<(?!/?(?:b|strong|p|em|i|a|span|br)\b))", re.IGNORECASE)
OPENER = re.compile(r"^(?:[-*+][ ]|\d+\.[ ]|!!!|\?\?\?|===|:[ ]{3}|\[\^|>)")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}\n]*\}[ \t]*$")
ALTERNATIVE = re.compile(r"<img\b[^<>]*?\balt\s*=\s*([\"'])([^\"'<>]*)\1[^<>]*>", re.IGNORECASE)
INLINE_TAG = re.compile(r"</?[a-z](?![a-z0-9+.-]*:/|[^\s<>@]*@)[^<>]*>", re.IGNORECASE)  # no address in angle brackets
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
# A line on which such a paragraph may begin
BOLD_LINE = re.compile(
    rf"^(?:</?(?:a|span|p|em|i)\b[^<>]*>|[ \t]){{0,100}}(?:{BOLD}|{BOLD_TAG})", re.DOTALL | re.IGNORECASE | re.MULTILINE
)
ONLY_A_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|<a\b.*</a>", re.DOTALL | re.IGNORECASE)
CODE = re.compile(r"[ ]{0,3}(?:`|~{3})")
DASHES = re.compile(r"^-{3,5}[ ]*$", re.MULTILINE)  # more are meant as an underline
NUMBERED_ID = re.compile(r"_\d+")
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|will|must|should|may|do|does|did)\b")  # verbs of sentences
MOST_WORDS = 12  # in a heading
ONLY_ATTRIBUTES = re.compile(r"\{:?[^{}]*\}\s*")
ENDS_PART = re.compile(r"#{1,6}|[ ]{0,3}(?:-[ ]*){3,}$|[ ]{0,3}(?:\*[ ]*){3,}$|[ ]{0,3}(?:_[ ]*){3,}$|<hr\b|<h[1-6]\b")
DATE = re.compile(
    r"\W*(?:Last (?:updated|reviewed)\D{0,12}|[A-Z]\w+\W{1,3})?\d{1,2}(?:st|nd|rd|th)?\W{1,3}[A-Za-z]{3,9}\W{1,3}\d{4}\W*"
)
MARKED = frozenset("*_`")
MARKS = re.compile(r"(?<!\\)[*`]+|(?<!\w)_+|_+(?!\w)")
UNSEEN = {**dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")), 0xA0: " "}  # another rule names them
EMPHASIS = re.compile(r"^[*_]+|[*_]+$")
LINE = attrgetter("line")
CAPTION = re.compile(  # or a by-line, or a notice
    r"(?:figure|table|fig\.)\s*\d|(?:(?:written |posted )?by|par) (?-i:[A-Z]|l['’])"
    r"|(?:authors?|note|important|warning|caution|reminder|tip):\s",
    re.IGNORECASE,
)


class Heading(NamedTuple):
    """A heading of the source: its line in the file, level from 1 to 6, and words alone."""

    line: int
    level: int
    text: str
    first: bool = False  # nothing stands before it on the page
    number: bool = False  # the hash is that of a number or a tag, as in #10-01 or #OpenData


NEW_HEADING = partial(tuple.__new__, Heading)  # quicker than Heading() by half: a page may have tens of thousands


def words(text: str) -> str:
    """Return the words of a line of Markdown, without attribute list, tags and marks of emphasis."""
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    if "<" in text and ">" in text:
        text = INLINE_TAG.sub("", ALTERNATIVE.sub(r"\2", text))
    if not MARKED.isdisjoint(text):  # much quicker than the search below
        text = MARKS.sub("", text)
    return text.strip()


def headings(lines: list[str], shown: list[str], body: str, tags: Iterable[Tag]) -> tuple[Heading, ...]:
    """Return the headings of a page in their order: with hashes, underlined, or as HTML.

    lines: those of its Markdown with code blanked; shown: those with its code; body: these as one text.
    tags: those of its raw HTML.
    """
    first = next((number for number, line in enumerate(lines, start=1) if line and not line.isspace()), 0)
    found = [*_tagged(lines, body, tags, first), *_hashed(lines, shown, first)]
    if "\n-" in body or "\n=" in body:
        found += _underlined(lines, shown, first)
    return tuple(sorted(found, key=LINE))


def _hashed(lines: list[str], shown: list[str], first: int) -> Iterator[Heading]:
    """The headings with hashes."""
    margin, seen = "", 0  # the last line that isn't indented: in its list or note a heading is indented
    for index, line in enumerate(lines):
        if "#" not in line or not (found := _hash(line)):
            continue
        if line != shown[index] and not (found := _hash(shown[index])):
            continue
        indent, level, text, number = found
        if indent:
            margin = next((one for one in reversed(lines[seen:index]) if one and one[0] != " "), margin)
            seen = index
            if indent < 4 or not OPENER.match(margin):
                continue
        yield NEW_HEADING((index + 1, level, text, index < first, number))


@lru_cache(1 << 15)
def _hash(line: str) -> tuple[int, int, str, bool] | None:
    """How far a heading with hashes is indented, its level, its words, and whether its hash is that of a number."""
    if not (match := HASHES.match(line)):
        return None
    before, hashes, text = match.groups()
    text = text.rstrip("# \t")
    number = text[:1].isdigit() or hashes == "#" and text[:1].isalpha()
    return len(before) - len(before.lstrip(" ")), len(hashes), words(text), number


def _underlined(lines: list[str], shown: list[str], first: int) -> Iterator[Heading]:
    """The headings with a line of = or - below."""
    for index, below in enumerate(lines[1:]):
        if not below or below[0] not in "=-" or not UNDERLINE.fullmatch(below):
            continue
        text = lines[index]
        if not text.strip() or text[0] == " " or MARKER.match(text):
            continue
        above = lines[index - 1].strip() if index else ""
        if not above or HASHES.match(lines[index - 1]) and HASHES.match(shown[index - 1]):
            yield Heading(index + 1, 1 if below[0] == "=" else 2, words(shown[index]), index < first)


def _tagged(lines: list[str], body: str, tags: Iterable[Tag], first: int) -> Iterator[Heading]:
    """The headings as HTML."""
    opened: dict[str, Tag] = {}
    line, behind = 1, 0
    for tag in tags:
        if tag.name not in TAG_NAMES:
            continue
        if not tag.closing:
            opened.setdefault(tag.name, tag)
        elif begin := opened.pop(tag.name, None):
            line += body.count("\n", behind, begin.start)
            behind = begin.start
            begins = lines[line - 1].lstrip().lower().startswith(f"<{tag.name}")
            yield Heading(line, int(tag.name[1]), words(body[begin.end : tag.start]), line == first and begins)


class Paragraph(NamedTuple):
    """A paragraph that stands in no list, note or quotation: its line in the file, its text, and what follows.

    after: the first line of what follows, "" at the end of the page; after_line: the line in the file.
    """

    line: int
    text: str
    after: str
    after_line: int


def paragraphs(prose: str, body: str) -> list[Paragraph]:
    """Return the paragraphs of a page that stand in no list, note or quotation.

    prose: its Markdown with code blanked; body: the same with its code.
    """
    shown, lines = body.split("\n"), [*prose.split("\n"), ""]
    spans: list[tuple[int, int]] = []
    margin = ""  # the last line that isn't indented
    start = None
    for index, line in enumerate(lines):
        if line[:1].strip():
            margin = line
        ends = not line.strip() or line.startswith("    ") or MARKER.match(line.lstrip(" "))
        if start is not None and (ends or line[0] == " " and OPENER.match(margin)):
            spans.append((start, index))
            start = None
        elif start is None and not ends and not OPENER.match(margin):
            start = index
    following = [len(lines)] * (len(lines) + 1)  # the next line that isn't empty, from each line on
    for index in range(len(lines) - 1, -1, -1):
        if shown[index : index + 1] and not lines[index].strip() and CODE.match(shown[index]):
            lines[index] = "`"  # code, which the prose has not
        following[index] = index if lines[index].strip() else following[index + 1]
    found = []
    for start, end in spans:
        block = [text for text in shown[start:end] if not ONLY_ATTRIBUTES.fullmatch(text)]
        after = following[end]
        text = lines[after] if after < len(lines) else ""
        found.append(Paragraph(start + 1, "\n".join(block).translate(UNSEEN), text, after + 1))
    return found


def heads(bold: str, rest: str, after: str) -> bool:
    """Return whether bold words head what follows them.

    bold: the words.
    rest: the text after a line break in the same paragraph, or "".
    after: the first line of the next block, or "".
    """
    if not re.search(r"\w", bold) or bold.lower() in ("or", "and") or CAPTION.match(bold) or DATE.fullmatch(bold):
        return False
    if re.match(r"\s*:[ ]", rest or after):
        return False  # a term, and what it means
    if rest and not re.search(r"[.!?:;…]\W*$", rest):
        return False  # an address, line by line; as is the date of an entry in a list
    closing = bold.rstrip("”\"')")[-1:]
    sentence = not re.search(r"\?|:.", bold) and len(bold.split()) > MOST_WORDS and FINITE.search(bold)
    if sentence or bold[0] == "(" and bold[-1] == ")":
        return False
    if closing == ":":  # leads into its own paragraph, or into a list or table
        return not (rest or MARKER.match(after) or after.startswith((" ", "`")))
    return closing not in (".", ",", ";", "!", "…")
