"""Raw HTML that has no place in a page."""

import re
from collections import Counter
from collections.abc import Iterator

from linter.markup import Tag
from linter.page import Finding, Page, rule
from linter.source_code import VOID
from linter.tag_pairs import Within

# HTML lets these be left open.
OPTIONAL = frozenset("p li dt dd tr td th thead tbody tfoot option colgroup caption rt rp html body head".split())
UNWANTED = {
    "font": "Delete the tag; the style of the site gives the colour and the size",
    "center": "Delete the tag; the style of the site places the text",
    "strike": "Write <del> or delete the words",
    "tt": "Write `code`",
    "style": "Delete it; styles stand in docs/assets/stylesheets",
    "script": "Delete it; a page holds no scripts",
    **dict.fromkeys(("big", "marquee", "blink"), "Delete the tag"),
    **dict.fromkeys(("iframe", "frame", "frameset"), "Write a link to the page instead"),
    **dict.fromkeys(("object", "embed"), "Write a link to the file instead"),
}
IN_BRACES = re.compile(r"\{[^{}\n]*\bstyle\s*=\s*[\"'“”]?[^{}\n]*\}")
LINE_BREAK = re.compile(r"<br\b[^<>]*>|</br\s*>", re.IGNORECASE)
ALLOWS_BREAKS = ("address", "td", "th", "summary", "caption", "figcaption", "svg")


@rule(
    id="html-line-break",
    incorrect="Line one.<br><br>\nLine two.",
    correct="Line one.\n\nLine two.",
    explains=("unsafe-html",),
)
def line_break(page: Page) -> Iterator[Finding]:
    """`<br>` is for the cells of a table and for postal addresses, not for layout."""
    lines = page.prose_lines
    if not LINE_BREAK.search(page.prose):
        return
    allowed = Within(page, ALLOWS_BREAKS)
    judged, named = set(), set()
    for match in LINE_BREAK.finditer(page.prose):
        number = page.line_of(match.start())
        if number in judged or match.start() in allowed:
            continue
        judged.add(number)
        line = lines[number - 1]
        if re.match(r"[ \t>]*\|", line) or (re.search(r"(?<!\\)\|", line) and "<table" in page.html):
            continue
        if number - 1 in named and not LINE_BREAK.sub("", line).strip():
            continue
        named.add(number)
        begin = "between </p> and <p>" if page.in_html(match.start()) else "with an empty line"
        yield Finding(
            number,
            f"{match[0]} is used for layout. Delete it, and where one is meant, begin a new paragraph {begin}, or make a list; "
            "the lines of a postal address may stand in <address>…</address>",
        )


@rule(
    id="html-unwanted",
    incorrect='<font color="red">Closed</font>',
    correct="**Closed**",
    explains=("unsafe-html",),
)
def unwanted_tag(page: Page) -> Iterator[Finding]:
    """Tags that paint, place, embed or run something are left out."""
    for tag in page.tags if UNWANTED.keys() & page.tags_by_name.keys() else ():
        if tag.name in UNWANTED and not tag.closing:
            yield Finding(page.line_of(tag.start), f"<{tag.name}> has no place in a page. {UNWANTED[tag.name]}")


@rule(
    id="html-style",
    incorrect='<p style="color: red">Closed</p>',
    correct="Closed",
    explains=("unsafe-html",),
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
    incorrect="<div>\n\nText.",
    correct="<div markdown>\n\nText.\n\n</div>",
    explains=("raw-markup", "unsafe-html"),
)
def left_open(page: Page) -> Iterator[Finding]:
    """Every tag that is opened is closed, the inner one first."""
    opened: list[Tag] = []
    count: Counter[str] = Counter()  # how many of each name are open, and how many ends of named ones may come
    named: Counter[str] = Counter()
    for tag in page.tags:
        name = tag.name
        if name in VOID or name in UNWANTED or tag.closed:
            continue
        if not tag.closing:
            opened.append(tag)
            count[name] += 1
            continue
        if not count[name]:
            if named[name]:
                named[name] -= 1  # the end of a tag that was named as left open
            elif name not in OPTIONAL:
                yield Finding(
                    page.line_of(tag.start), f"</{name}> closes nothing. Delete it, or write <{name}> where it begins"
                )
            continue
        while (other := opened.pop()).name != name:
            count[other.name] -= 1
            if other.name not in OPTIONAL:
                named[other.name] += 1
                yield _unclosed(page, other)
        count[name] -= 1
    for other in opened:
        if other.name not in OPTIONAL:
            yield _unclosed(page, other)


def _unclosed(page: Page, tag: Tag) -> Finding:
    return Finding(
        page.line_of(tag.start),
        f"<{tag.name}> is never closed. Write </{tag.name}> where it ends, before the tag around it ends; "
        f"if it isn't meant as HTML, write `<{tag.name}>` between backticks",
    )
