"""Which tags have no place in a page, and what stands within which."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

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


class Within:
    """Where a page's text stands between one of some tags and its end."""

    def __init__(self, page: Page, names: Iterable[str]) -> None:
        tags = [page.tags_by_name[name] for name in names if name in page.tags_by_name]
        self.tags = [([tag.end for tag in found], found) for found in tags]

    def __contains__(self, offset: int) -> bool:
        return any(self._opened(offset))

    def place(self, offset: int) -> tuple[int, int] | None:
        """Return from where to where the first of these tags holds a position; None where none does up to its end."""
        for tag, end in self._opened(offset):
            if end and end.closing:
                return tag.end, end.start
        return None

    def _opened(self, offset: int) -> Iterator[tuple[Tag, Tag | None]]:
        """The tags between which and whose end a position stands, and the next tags of their names."""
        for ends, tags in self.tags:
            index = bisect_right(ends, offset) - 1
            if index >= 0 and not tags[index].closing and not tags[index].closed:
                yield tags[index], tags[index + 1] if index + 1 < len(tags) else None


def finding_left_open(page: Page, tag) -> Finding:
    """Return the finding for a tag that nothing closes."""
    return Finding(
        page.line_of(tag.start),
        f"<{tag.name}> is never closed. Write </{tag.name}> where it ends, before the tag around it ends; "
        f"if it isn't meant as HTML, write `<{tag.name}>` between backticks",
    )
