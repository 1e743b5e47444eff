"""Rules about headings: the template prints the title, so a page's own headings begin at `##`."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from linter.list_lines import ITEM
from linter.outline import (
    BOLD_LINE,
    BOLD_START,
    BREAK,
    DASHES,
    DATE,
    EMPHASIS,
    ENDS_PART,
    INLINE_TAG,
    MARKER,
    MOST_WORDS,
    NUMBERED_ID,
    ONLY_A_LINK,
    TAG_NAMES,
    UNDERLINE,
    Heading,
    heads,
    paragraphs,
    words,
)
from linter.page import Finding, Page, letters, rule
from linter.tag_pairs import Within

# An id as it is written: in braces, perhaps with other things, or as an attribute
ID = re.compile(r"""\{:?[ ]*([^{}\n]*#[^{}\n]*)\}|\bid\s*=\s*["']?([^"'\s>]+)(?=["'\s>])""")

BEHIND = re.compile(r"\s*\S.*<h[1-6]\b", re.IGNORECASE)  # a heading as a tag with something before it on its line
NOTE = re.compile(r"notes?|important|warning|tip|caution", re.IGNORECASE)
LABEL = re.compile(r"""\bdata-toc-label[ ]*=[ ]*(["'])((?:(?!\1).)*)\1""")


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
    for heading in page.headings:
        if heading.level == 1 and heading.text:
            same = title is None or heading.text.casefold() == words(str(title)).casefold()
            if heading.first and same:
                continue
            if heading.number:
                yield Finding(
                    heading.line,
                    f"a # at the start of a line makes it a heading. Write \\#{heading.text}, or ## {heading.text}",
                )
            else:
                yield Finding(
                    heading.line,
                    "this is a second top-level heading: the title in the front matter is the first. "
                    f"Write {_written(page, heading, 2)}",
                )


def _written(page: Page, heading: Heading, level: int) -> str:
    """A heading at another level, as it is to be written in Markdown or within raw HTML."""
    line = page.prose_lines[heading.line - 1]
    if BEHIND.match(line) or page.in_html(page.start_of(heading.line) + len(line) - len(line.lstrip())):
        return f"<h{level}>{heading.text}</h{level}>"
    if line.lstrip().startswith("<"):
        return f"{'#' * level} {heading.text} without the tags"
    below = page.prose_lines[heading.line].strip(" ") if heading.line < len(page.prose_lines) else ""
    underlined = "" if line.lstrip(" >").startswith("#") or not UNDERLINE.fullmatch(below) else " and no line below it"
    return f"{'#' * level} {heading.text}{underlined}"


@rule(
    id="heading-level",
    incorrect="## Our part\n\n#### Chairs",
    correct="## Our part\n\n### Chairs",
)
def skipped_level(page: Page) -> Iterator[Finding]:
    """A heading stands at most one level below the one before it; the first below the title."""
    level = 1
    for heading in page.headings:
        if heading.level > level + 1 and heading.text:
            yield Finding(
                heading.line,
                f"this heading skips a level: {'#' * heading.level} follows "
                f"{'#' * level + ' above' if level > 1 else 'the title'}. "
                f"Write {_written(page, heading, level + 1)}",
            )
        level = heading.level


@rule(
    id="heading-empty",
    incorrect="##\n\nWe chair three groups.",
    correct="## Our part\n\nWe chair three groups.",
)
def empty_heading(page: Page) -> Iterator[Finding]:
    """A heading without words is an empty entry in the contents and silence to a screen reader."""
    for heading in page.headings:
        if not heading.text:
            tag = f"h{heading.level}"
            as_tag = f"<{tag}" in page.prose_lines[heading.line - 1].lower()
            remedy = (
                f"between <{tag}> and </{tag}>, or delete both tags" if as_tag else "after the #, or delete the line"
            )
            yield Finding(heading.line, f"this heading has no words. Write them {remedy}")
    for match in LABEL.finditer(page.prose) if "data-toc-label" in page.prose else ():
        if not html.unescape(INLINE_TAG.sub("", match[2])).strip():
            yield Finding(
                page.line_of(match.start()),
                "this data-toc-label has no words, so the entry in the contents is empty. "
                "Write them between its quotation marks, or delete it",
            )


@rule(
    id="heading-bold",
    incorrect="**Our part**\n\nWe chair three groups.",
    correct="## Our part\n\nWe chair three groups.",
    explains=("raw-markup",),
)
def bold_heading(page: Page) -> Iterator[Finding]:
    """A bold paragraph in a heading's place is missing from the contents and from screen readers.

    Bold words that lead into the text of the same paragraph are fine, and so is a bold sentence.
    """
    if not any(sign in page.body for sign in ("**", "__", "<b", "<B", "<s", "<S")) or not BOLD_LINE.search(page.body):
        return  # much quicker than to read all paragraphs
    starts, levels = [heading.line for heading in page.headings], []
    for heading in page.headings:  # without the levels that they skip, which `heading-level` names
        levels.append(max(2, min(heading.level, (levels[-1] if levels else 1) + 1)))
    found: list[tuple[int, str, str]] = []
    tables, tagged = Within(page, ("table",)), Within(page, sorted(TAG_NAMES))
    idle = 0  # the line of the paragraph below, where it is a name or a date at the end of a part
    for paragraph in reversed(paragraphs(page.prose, page.body)):
        match = BOLD_START.match(paragraph.text)
        inside = EMPHASIS.sub("", match["bold"]) if match else ""
        inner = " ".join(EMPHASIS.sub("", INLINE_TAG.sub("", inside).strip()).split())
        rest = INLINE_TAG.sub("", match["rest"] or "").strip() if match else ""
        at_end = not paragraph.after or bool(ENDS_PART.match(paragraph.after)) or paragraph.after_line == idle
        if at_end and not rest:
            idle = paragraph.line if match or DATE.fullmatch(paragraph.text.strip()) else 0
            continue
        if (
            match
            and page.start_of(paragraph.line) not in tables
            and not tagged.place(page.start_of(paragraph.line))
            and not re.search(BREAK, match["bold"])
            and not ONLY_A_LINK.fullmatch(inside)
            and heads(inner, rest, paragraph.after)
        ):
            found.append((paragraph.line, inner, rest))
    divides: dict[int, bool] = {}  # whether the first bold line below a heading follows it at once: then all divide it
    for line, inner, rest in reversed(found):
        index = bisect_right(starts, line - 1) - 1
        if index not in divides:
            divides[index] = index >= 0 and not "".join(page.prose_lines[starts[index] : line - 1]).strip("-= ")
        level = min(levels[index] + divides[index], 6) if index >= 0 else 2
        heading = Heading(line, level, inner.rstrip(":"))
        right = _written(page, heading, level) + " with a blank line after it" * bool(rest)
        if NOTE.fullmatch(heading.text):
            right = f'a line !!! note "{heading.text}" and its text below, indented by four spaces'
        yield Finding(
            line,
            f"this bold line stands in a heading's place. Write {right}",
            advice=inner.endswith(":"),  # it may only lead into what follows
        )


@rule(
    id="heading-id-twice",
    incorrect="## Our part {#part}\n\n## Your part {#part}",
    correct="## Our part {#part}\n\n## Your part {#your-part}",
)
def repeated_id(page: Page) -> Iterator[Finding]:
    """An id names one place: a link to an id that is used twice leads to the first only."""
    counts = Counter(node.id for node in page.tree.css("[id]"))
    twice = {name for name, count in counts.items() if count > 1 and name}
    written: dict[str, list[int]] = {}
    for match in ID.finditer(page.prose) if twice else ():
        for name in (match[1] or "").split() or [match[2]]:
            if (name := name.removeprefix("#").partition(".")[0]) in twice:
                written.setdefault(name, []).append(page.line_of(match.start()))
    for name, lines in written.items():
        for line in lines[1:] or lines:
            yield Finding(line, f'the id "{name}" is used twice on this page. Write another one here')


@rule(
    id="heading-underline",
    incorrect="The fee is paid at the counter, in cash or by card.\n---\n\nText.",
    correct="The fee is paid at the counter, in cash or by card.\n\n---\n\nText.",
)
def underlined_sentence(page: Page) -> Iterator[Finding]:
    """A sentence has no line of dashes straight below it, which would make it a heading."""
    lines = page.prose_lines
    for match in DASHES.finditer(page.prose):
        index = page.line_of(match.start()) - 2
        line = lines[index].strip() if index >= 0 else ""
        if not line or (index and lines[index - 1].strip()) or MARKER.match(line) and not ITEM.match(line):
            continue
        if ITEM.match(line) or line[-1] in ".!?:;," or len(line.split()) > MOST_WORDS:
            yield Finding(
                index + 2,
                "these dashes make a heading of the line above. Put an empty line before them for a rule across the page"
                + ("" if ITEM.match(line) else f", or write ## {words(line)[:60]}"),
            )


@rule(
    id="heading-id",
    incorrect="## 海关\n\nText.",
    correct="## 海关 {#customs}\n\nText.",
)
def heading_id(page: Page) -> Iterator[Finding]:
    """A heading without Latin letters has an id of its own, or its address changes with each heading above."""
    unnamed = [node for node in page.tree.css("h1, h2, h3, h4, h5, h6") if NUMBERED_ID.fullmatch(node.id or "")]
    if not unnamed:
        return
    places: dict[str, list[int]] = {}
    for heading in reversed(page.headings):
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
