"""Rules about headings: the template prints the title, so a page's own headings begin at `##`."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from linter.page import Finding, Page, letters, rule

HASHES = re.compile(
    r"^(?P<before>[ >]*(?:[-*+][ ]+|\d+\.[ ]+)?)(?P<hashes>#{1,6})(?P<text>.*)$"
)
UNDERLINE = re.compile(r"^(?:=+|-+)[ ]*$")
TAG = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
MARKER = re.compile(
    r"^(?:[-*+][ ]|\d+\.[ ]|\||>|#{1,6}|<(?!/?(?:b|strong|p|em|i|a|span|br)\b))", re.IGNORECASE
)
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
ONLY_A_LINK = re.compile(
    r"!?\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|<a\b.*</a>", re.DOTALL | re.IGNORECASE
)
DASHES = re.compile(r"-{3,5}[ ]*$")  # more are meant as an underline
NUMBERED_ID = re.compile(r"_\d+")
MOST_WORDS = 12  # in a heading
ONLY_ATTRIBUTES = re.compile(r"\{:?[^{}]*\}\s*")
ENDS_PART = re.compile(r"#{1,6}|[ ]{0,3}(?:-[ ]*){3,}$|[ ]{0,3}(?:\*[ ]*){3,}$|[ ]{0,3}(?:_[ ]*){3,}$|<hr\b|<h[1-6]\b")
DATE = re.compile(r"\W*(?:Last (?:updated|reviewed)\D{0,12})?\d{1,2}(?:st|nd|rd|th)?\W{1,3}[A-Za-z]{3,9}\W{1,3}\d{4}\W*")
EMPHASIS = re.compile(r"^[*_]+|[*_]+$")
CAPTION = re.compile(r"(?:figure|table|fig\.)\s*\d", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of the source: its line in the file, level from 1 to 6, and words alone."""

    line: int
    level: int
    text: str
    first: bool = False  # nothing stands before it on the page
    number: bool = False  # the hash is that of a number, such as a floor and unit: #10-01


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
            level, number = len(match["hashes"]), written[:1].isdigit()
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


@rule(
    id="heading-title",
    incorrect="Text.\n\n# Our part\n\nWe chair three groups.",
    correct="Text.\n\n## Our part\n\nWe chair three groups.",
)
def second_title(page: Page) -> Iterator[Finding]:
    """The template prints the title of the front matter as the only top-level heading.

    A page may repeat that title as its first line, as MkDocs pages without front matter do.
    """
    title = page.meta.get("title")
    for heading in headings(page):
        if heading.level == 1 and heading.text:
            same = title is None or heading.text.casefold() == words(str(title)).casefold()
            if heading.number:
                yield Finding(
                    heading.line,
                    "a # at the start of a line makes it a heading. "
                    f"Write \\#{heading.text}, or ## {heading.text}",
                )
            elif not (heading.first and same):
                yield Finding(
                    heading.line,
                    "this is a second top-level heading: the title in the front matter is the first. "
                    f"Write ## {heading.text}",
                )


@rule(
    id="heading-level",
    incorrect="## Our part\n\n#### Chairs",
    correct="## Our part\n\n### Chairs",
)
def skipped_level(page: Page) -> Iterator[Finding]:
    """A heading stands at most one level below the one before it; the first below the title."""
    level = 1
    for heading in headings(page):
        if heading.level > level + 1 and heading.text:
            right = "#" * (level + 1)
            yield Finding(
                heading.line,
                f"this heading skips a level: {'#' * heading.level} follows "
                f"{'#' * level + ' above' if level > 1 else 'the title'}. "
                f"Write {right} {heading.text}",
            )
        level = heading.level


@rule(
    id="heading-empty",
    incorrect="##\n\nWe chair three groups.",
    correct="## Our part\n\nWe chair three groups.",
)
def empty_heading(page: Page) -> Iterator[Finding]:
    """A heading without words is an empty entry in the contents and silence to a screen reader."""
    for heading in headings(page):
        if not heading.text:
            yield Finding(
                heading.line,
                "this heading has no words. Write them after the #, or delete the line",
            )


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


@rule(
    id="heading-bold",
    incorrect="**Our part**\n\nWe chair three groups.",
    correct="## Our part\n\nWe chair three groups.",
)
def bold_heading(page: Page) -> Iterator[Finding]:
    """A bold paragraph in a heading's place is missing from the contents and from screen readers.

    Bold words that lead into the text of the same paragraph are fine, and so is a bold sentence.
    """
    lines = [(heading.line, max(2, heading.level)) for heading in headings(page)]
    starts = [line for line, _ in lines]
    found: list[tuple[int, str, str]] = []
    idle = 0  # the line of the paragraph below, where it is a name or a date at the end of a part
    for paragraph in reversed(paragraphs(page)):
        match = BOLD_START.match(paragraph.text)
        inside = EMPHASIS.sub("", match["bold"]) if match else ""
        inner = " ".join(EMPHASIS.sub("", INLINE_TAG.sub("", inside).strip()).split())
        rest = INLINE_TAG.sub("", match["rest"] or "").strip() if match else ""
        at_end = not paragraph.after or bool(ENDS_PART.match(paragraph.after)) or paragraph.after_line == idle
        if at_end and not rest:
            idle = paragraph.line if match or DATE.fullmatch(paragraph.text.strip()) else 0
            continue
        if match and "\n\n" not in match["bold"] and not ONLY_A_LINK.fullmatch(inside) and heads(inner, rest, paragraph.after):
            found.append((paragraph.line, inner, rest))
    for line, inner, rest in reversed(found):
        index = bisect_right(starts, line - 1) - 1
        level = lines[index][1] if index >= 0 else 2
        yield Finding(
            line,
            f"this bold line stands in a heading's place. Write {'#' * level} {inner.rstrip(':')}"
            + (" with a blank line after it" if rest else ""),
        )


@rule(
    id="heading-id-twice",
    incorrect="## Our part {#part}\n\n## Your part {#part}",
    correct="## Our part {#part}\n\n## Your part {#your-part}",
)
def repeated_id(page: Page) -> Iterator[Finding]:
    """An id names one place: a link to an id that is used twice leads to the first only."""
    counts = Counter(node.id for node in page.tree.css("[id]"))
    for name in (name for name, count in counts.items() if count > 1 and name):
        written = re.compile(
            rf"""\{{:?[^{{}}\n]*#{re.escape(name)}(?=[\s}}.])|\bid\s*=\s*["']?{re.escape(name)}(?=["'\s>])"""
        )
        lines = [page.line_of(match.start()) for match in written.finditer(page.prose)]
        for line in lines[1:] or lines:
            yield Finding(
                line, f'the id "{name}" is used twice on this page. Write another one here'
            )


@rule(
    id="heading-underline",
    incorrect="The fee is paid at the counter, in cash or by card.\n---\n\nText.",
    correct="The fee is paid at the counter, in cash or by card.\n\n---\n\nText.",
)
def underlined_sentence(page: Page) -> Iterator[Finding]:
    """A sentence has no line of dashes straight below it, which would make it a heading."""
    lines = page.prose_lines
    for index in range(len(lines) - 1):
        line = lines[index].strip()
        if not (line and DASHES.match(lines[index + 1])) or (index and lines[index - 1].strip()) or MARKER.match(line):
            continue
        if line[-1] in ".!?:;," or len(line.split()) > MOST_WORDS:
            yield Finding(
                index + 2,
                "these dashes make a heading of the line above. Put an empty line before them for a rule across the page, "
                f"or write ## {words(line)[:60]}",
            )


@rule(
    id="heading-id",
    incorrect="## 海关\n\nText.",
    correct="## 海关 {#customs}\n\nText.",
)
def heading_id(page: Page) -> Iterator[Finding]:
    """A heading without Latin letters has an id of its own, or its address would change with every heading before it."""
    unnamed = [node for node in page.tree.css("h1, h2, h3, h4, h5, h6") if NUMBERED_ID.fullmatch(node.id or "")]
    if not unnamed:
        return
    places: dict[str, list[int]] = {}
    for heading in reversed(headings(page)):
        places.setdefault(letters(heading.text), []).append(heading.line)
    for node in unnamed:
        text = " ".join(node.text().split())
        if text and (lines := places.get(letters(text))):
            line = lines.pop()
            yield Finding(
                line,
                f"the address of this heading would be #{node.id}, which says nothing and changes. "
                f"Write an id in Latin letters behind it: {text[:60]} {{#name-of-the-part}}",
            )


RULES = (
    second_title,
    skipped_level,
    empty_heading,
    bold_heading,
    repeated_id,
    underlined_sentence,
    heading_id,
)
