"""What a rule takes and gives: a page, and findings about it.

To add a rule, write one function in the module of its concern and put it in that module's
`RULES` (it sees one page) or `SITE_RULES` (it sees all pages):

    @rule(wrong="[here](https://www.apec.org/)", right="[APEC](https://www.apec.org/)")
    def telling_text(page: Page) -> Iterator[Finding]:
        \"\"\"The text of a link says where it leads.\"\"\"

The first line of the docstring and the two examples become the editors' guide (`make guide`).
A rule keeps no state. A finding with `edits` has one right answer: `make fix` applies them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from content.front_matter import BLOCK
from linter import markup

FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})")
# A code span never crosses a blank line, and may hold shorter or longer runs of backticks.
CODE_SPAN = re.compile(
    r"(?<![`\\])(`+)(?!`)((?:[^`\n]|\n(?![ \t]*\n)|(?<!`)(?!\1(?!`))`+)+?)(?<!`)\1(?!`)"
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What raw HTML shows as it stands: its content is blanked, its tags stay.
VERBATIM = re.compile(
    r"(<(pre|code|kbd|samp|script|style|svg|textarea)\b[^>]*>)(.*?)(?=</\2\s*>)", re.DOTALL | re.IGNORECASE
)
INDENTED = re.compile(r"^(?: {4}|\t).*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*)*", re.MULTILINE)
NOT_TEXT = "pre, code, kbd, samp, script, style, svg, textarea, template"


@dataclass(frozen=True)
class Edit:
    """Put `text` in place of `source[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, order=True)
class Finding:
    """A mistake in a page.

    line: the line in the file, from 1.
    message: what is wrong and what to write instead, in plain words.
    advice: True for what is worth knowing but never fails a build.
    edits: what mends it, where there is one right answer; offsets in the page's source.
    """

    line: int
    message: str
    advice: bool = False
    edits: tuple[Edit, ...] = field(default=(), compare=False)


def blank(match: re.Match) -> str:
    """Spaces in place of a match, its line ends kept, so that lines and columns stay true."""
    return re.sub(r"[^\n]", " ", match[0])


def letters(text: str) -> str:
    """The letters and digits of a text: what is left of it however it is marked up."""
    return re.sub(r"[\W_]+", "", text)


@dataclass(frozen=True)
class Page:
    """A page as rules see it.

    path: the file as an editor knows it, such as `docs/index.md`.
    source: the whole file, front matter included, line ends as `\\n`.
    html: the page's rendered text, as MkDocs gives it before the template.
    meta: the front matter; empty where there is none or it is broken.
    url: the page's address from the root of the site, such as `/about-us/`.
    byte_order_mark: whether the file began with one; `source` never has it.
    undecodable: the line of the first byte that isn't UTF-8, and that byte; `source` has U+FFFD there.
    """

    path: str
    source: str
    html: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    url: str = "/"
    byte_order_mark: bool = False
    undecodable: tuple[int, bytes] | None = None

    @cached_property
    def body(self) -> str:
        """The Markdown with its front matter blanked: same length, same lines."""
        return BLOCK.sub(blank, self.source, count=1)

    @cached_property
    def prose(self) -> str:
        """The body with code and comments blanked: what rules about writing may judge."""
        lines, fence, indent = [], "", 0
        for line in self.body.split("\n"):
            mark = FENCE.match(line)
            if fence:
                closes = mark and mark[1].startswith(fence) and not line.strip(" \t>`~")
                closes = closes and mark.start(1) < indent + 4  # else it closes a fence shown in this one
                fence = "" if closes else fence
                lines.append(" " * len(line))
            elif mark and "`" not in line[mark.end() :]:
                fence, indent = mark[1], mark.start(1)
                lines.append(" " * len(line))
            else:
                lines.append(line)
        text = "\n".join(lines)
        if "<pre" in self.html:
            text = INDENTED.sub(self._blank_if_code, text)
        text = COMMENT.sub(blank, CODE_SPAN.sub(blank, text))
        return VERBATIM.sub(lambda match: match[1] + re.sub(r"[^\n]", " ", match[3]), text)

    def _blank_if_code(self, match: re.Match) -> str:
        """Blank an indented block if the page shows it as code, not as part of a list or note."""
        return blank(match) if letters(match[0]) in self._code else match[0]

    @cached_property
    def _code(self) -> frozenset[str]:
        return frozenset(letters(block.text()) for block in self.tree.css("pre"))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The rendered text, parsed. Read it, never change it: all rules share it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def text(self) -> str:
        """What a reader sees of the rendered text, U+FFFC for each piece of code; line ends as in the source."""
        tree = LexborHTMLParser(self.html)
        for node in tree.css(NOT_TEXT):
            node.replace_with("\N{OBJECT REPLACEMENT CHARACTER}")
        return tree.body.text() if tree.body else ""

    @cached_property
    def definitions(self) -> tuple[markup.Definition, ...]:
        """Where the page's reference links lead."""
        return tuple(markup.definitions(self.prose))

    @cached_property
    def links(self) -> tuple[markup.Link, ...]:
        """The links and images of the page's Markdown, in the order in which they begin."""
        defined = {definition.label: definition.address for definition in self.definitions}
        found = markup.links(self.prose, self.body, defined)
        return tuple(sorted(found, key=lambda link: link.start))

    @cached_property
    def tags(self) -> tuple[markup.Tag, ...]:
        """The tags of the page's raw HTML."""
        return tuple(markup.tags(self.prose)) if "<" in self.prose else ()

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines of the prose with their numbers in the file."""
        return enumerate(self.prose.split("\n"), start=1)

    def line_of(self, offset: int) -> int:
        """The line of a position in `source`, `body` or `prose`."""
        return self.source.count("\n", 0, offset) + 1


Rule = Callable[[Page], Iterable[Finding]]

# A site rule sees all pages and says for each finding which file it is about (such as `page.path`).
SiteRule = Callable[[Sequence[Page]], Iterable[tuple[str, Finding]]]


def rule(*, wrong: str, right: str) -> Callable:
    """Give a rule its two examples in Markdown, for the editors' guide and its test.

    wrong: what the rule names, alone on a page.
    right: the same thing without the mistake: no rule names anything in it.
    """

    def give(function: Callable) -> Callable:
        function.wrong, function.right = wrong, right
        return function

    return give
