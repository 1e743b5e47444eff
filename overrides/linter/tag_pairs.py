"""What of a page stands between a tag and its end."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from linter.markup import Tag
from linter.page import Page


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
