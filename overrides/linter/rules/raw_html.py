"""Raw HTML that has no place in a page."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from linter.markup import Tag
from linter.page import Finding, Page, rule

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# HTML lets these be left open.
OPTIONAL = frozenset("p li dt dd tr td th thead tbody tfoot option colgroup caption rt rp html body head".split())
UNWANTED = {
    "font": "Delete the tag; the style of the site gives the colour and the size",
    "center": "Delete the tag; the style of the site places the text",
    "big": "Delete the tag",
    "strike": "Write <del> or delete the words",
    "tt": "Write `code`",
    "marquee": "Delete the tag",
    "blink": "Delete the tag",
    "style": "Delete it; styles stand in docs/assets/stylesheets",
    "script": "Delete it; a page holds no scripts",
    "iframe": "Write a link to the page instead",
    "object": "Write a link to the file instead",
    "embed": "Write a link to the file instead",
    "frame": "Write a link to the page instead",
    "frameset": "Write a link to the page instead",
}
IN_BRACES = re.compile(r"\{[^{}\n]*\bstyle\s*=\s*[\"'“”]?[^{}\n]*\}")
LINE_BREAK = re.compile(r"<br\b[^<>]*>|</br\s*>", re.IGNORECASE)
ALLOWS_BREAKS = ("address", "td", "th", "summary", "caption", "figcaption", "svg")


@rule(
    id="html-line-break",
    incorrect="Line one.<br><br>\nLine two.", correct="Line one.\n\nLine two.",
)
def line_break(page: Page) -> Iterator[Finding]:
    """`<br>` is for the cells of a table and for postal addresses, not for layout."""
    lines = page.prose_lines
    places = {name: [tag for tag in page.tags if tag.name == name] for name in ALLOWS_BREAKS}
    named = set()
    for match in LINE_BREAK.finditer(page.prose):
        number = page.line_of(match.start())
        line = lines[number - 1]
        if number in named or re.match(r"[ \t>]*\|", line) or (re.search(r"(?<!\\)\|", line) and "<table" in page.html):
            continue
        if _within(places, match.start()):
            continue
        if number - 1 in named and not LINE_BREAK.sub("", line).strip():
            continue
        named.add(number)
        yield Finding(
            number,
            f"{match[0]} is used for layout. Begin a new paragraph with an empty line instead, or make a list; "
            "the lines of a postal address may stand in <address>…</address>",
        )


def _within(places: dict[str, list[Tag]], offset: int) -> bool:
    """Whether a position stands between one of these tags and its end."""
    for tags in places.values():
        index = bisect_right(tags, offset, key=lambda tag: tag.end) - 1
        if index >= 0 and not tags[index].closing and not tags[index].closed:
            return True
    return False


@rule(
    id="html-unwanted",
    incorrect='<font color="red">Closed</font>', correct="**Closed**",
)
def unwanted_tag(page: Page) -> Iterator[Finding]:
    """Tags that paint, place, embed or run something are left out."""
    for tag in page.tags:
        if tag.name in UNWANTED and not tag.closing:
            yield Finding(page.line_of(tag.start), f"<{tag.name}> has no place in a page. {UNWANTED[tag.name]}")


@rule(
    id="html-style",
    incorrect='<p style="color: red">Closed</p>', correct="Closed",
)
def inline_style(page: Page) -> Iterator[Finding]:
    """A page has no styles of its own."""
    for tag in page.tags:
        if "style" in tag.attributes and tag.name not in UNWANTED:
            yield Finding(
                page.line_of(tag.start),
                f'style="{tag.attributes["style"]}" has no place in a page. Delete it: the style of the site does this',
            )
    for match in IN_BRACES.finditer(page.prose):
        yield Finding(
            page.line_of(match.start()),
            "style has no place in a page. Delete it from the braces: the style of the site does this",
        )


@rule(
    id="html-unclosed",
    incorrect="<div>\n\nText.", correct="<div markdown>\n\nText.\n\n</div>",
)
def left_open(page: Page) -> Iterator[Finding]:
    """Every tag that is opened is closed, the inner one first."""
    opened: list = []
    named: list[str] = []
    for tag in page.tags:
        name = tag.name
        if name in VOID or name in UNWANTED or tag.closed:
            continue
        if not tag.closing:
            opened.append(tag)
            continue
        names = [other.name for other in opened]
        if name not in names:
            if name in named:
                named.remove(name)  # the end of a tag that was named as left open
            elif name not in OPTIONAL:
                yield Finding(page.line_of(tag.start), f"</{name}> closes nothing. Delete it, or write <{name}> where it begins")
            continue
        position = len(names) - 1 - names[::-1].index(name)
        for other in opened[position + 1 :]:
            if other.name not in OPTIONAL:
                named.append(other.name)
                yield _open(page, other)
        del opened[position:]
    for other in opened:
        if other.name not in OPTIONAL:
            yield _open(page, other)


def _open(page: Page, tag) -> Finding:
    return Finding(
        page.line_of(tag.start),
        f"<{tag.name}> is never closed. Write </{tag.name}> where it ends, before the tag around it ends; "
        f"if it isn't meant as HTML, write `<{tag.name}>` between backticks",
    )


RULES = (line_break, unwanted_tag, inline_style, left_open)
