"""What a rule takes and gives: a page, and findings about it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, order=True)
class Finding:
    """A mistake in a page.

    line: the line in the file, from 1.
    message: what is wrong and what to write instead, without a full stop's worth of jargon.
    advice: True for what is worth knowing but never fails a build.
    """

    line: int
    message: str
    advice: bool = False


def blank(match: re.Match) -> str:
    """Spaces in place of a match, its line ends kept, so that lines and columns stay true."""
    return re.sub(r"[^\n]", " ", match[0])


@dataclass(frozen=True)
class Page:
    """A page as rules see it.

    path: the file as an editor knows it, such as `docs/index.md`.
    source: the whole file, front matter included, line ends as `\\n`.
    html: the page's rendered text, as MkDocs gives it before the template.
    meta: the front matter; empty where there is none or it is broken.
    url: the page's address from the root of the site, such as `/about-us/`.
    """

    path: str
    source: str
    html: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    url: str = "/"

    @cached_property
    def body(self) -> str:
        """The Markdown with its front matter blanked: same length, same lines."""
        return FRONT_MATTER.sub(blank, self.source, count=1)

    @cached_property
    def prose(self) -> str:
        """The body with code and comments blanked: what rules about writing may judge."""
        lines, fence = [], ""
        for line in self.body.split("\n"):
            mark = FENCE.match(line)
            if fence:
                closes = mark and mark[1].startswith(fence) and not line.strip(" \t>`~")
                fence = "" if closes else fence
                lines.append(" " * len(line))
            elif mark and "`" not in line[mark.end() :]:
                fence = mark[1]
                lines.append(" " * len(line))
            else:
                lines.append(line)
        return COMMENT.sub(blank, CODE_SPAN.sub(blank, "\n".join(lines)))

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines of the prose with their numbers in the file."""
        return enumerate(self.prose.split("\n"), start=1)

    def line_of(self, offset: int) -> int:
        """The line of a position in `source`, `body` or `prose`."""
        return self.source.count("\n", 0, offset) + 1


Rule = Callable[[Page], Iterable[Finding]]
