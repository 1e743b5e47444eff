"""What of a page stands between a tag and its end."""

from bisect import bisect_right
from collections.abc import Iterable

from linter.page import Page


class Within:
    """Where a page's text stands between one of some tags and its end: the next tag of its name, or the page's end."""

    def __init__(self, page: Page, names: Iterable[str]) -> None:
        last, self.spans = len(page.prose), []
        for found in filter(None, map(page.tags_by_name.get, names)):
            ends = [*(tag.start for tag in found[1:]), last]
            opened = zip(found, ends, strict=True)
            self.spans.append([(tag.end, end) for tag, end in opened if not tag.closing and not tag.closed])

    def __contains__(self, offset: int) -> bool:
        return self.place(offset) is not None

    def place(self, offset: int) -> tuple[int, int] | None:
        """Return from where to where the first of these tags that is open at a position holds text, if one is."""
        for spans in self.spans:
            index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
            if index >= 0 and offset < spans[index][1]:
                return spans[index]
        return None
