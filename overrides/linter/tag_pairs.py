"""Which tags have no place in a page, and what stands within which."""

import re
from bisect import bisect_right

from linter.markup import Tag
from linter.page import Finding, Page

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


def stands_within(places: dict[str, list[Tag]], offset: int) -> bool:
    """Whether a position stands between one of these tags and its end."""
    for tags in places.values():
        index = bisect_right(tags, offset, key=lambda tag: tag.end) - 1
        if index >= 0 and not tags[index].closing and not tags[index].closed:
            return True
    return False


def finding_left_open(page: Page, tag) -> Finding:
    return Finding(
        page.line_of(tag.start),
        f"<{tag.name}> is never closed. Write </{tag.name}> where it ends, before the tag around it ends; "
        f"if it isn't meant as HTML, write `<{tag.name}>` between backticks",
    )
