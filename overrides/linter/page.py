"""What a rule takes and gives: a page, and findings about it.

To add a rule, write one function in the module of its family in `rules/`, or in a new one there, which
takes a `page`, or a `site` (the whole `linter.site.Site`; its findings are given with their files), and
run `make guide`:

    @rule(
        id="link-text",
        incorrect='The form is [here](https://www.apec.org/){:target="_blank"}.',
        correct='Fill in the [APEC form](https://www.apec.org/){:target="_blank"}.',
    )
    def telling_text(page: Page) -> Iterator[Finding]:
        \"\"\"The text of a link says where it leads.\"\"\"

The docstring and the examples become the rules' reference, `.github/RULES.md`; tests try the examples.
A rule keeps no state and reads nothing but what it is given: what it finds on a page depends on
that `Page` alone, so it may be kept until the page changes. A finding with `edits` has one right
answer: `make fix` applies them if the rule says `mends=True`, unless readers would see other words or signs
than those that the finding `drops`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import signature
from itertools import accumulate
from operator import attrgetter
from typing import Any

from content import allowed_html
from content.front_matter import BLOCK
from linter import markup, outline, source_code
from linter.passages import Reading
from linter.source_code import letters
from selectolax.lexbor import LexborHTMLParser

NOT_TEXT = "pre, code, kbd, samp, script, style, svg, textarea, template, iframe"
QUOTE = re.compile(r"[ \t>]*")
END = attrgetter("end")
VISIBLE_WORD = re.compile(r"[^\W\d_]+")
MOST = 500  # findings of a rule that are named on a page: more would help nobody, and take time


@dataclass(frozen=True)
class Edit:
    """Put `text` in place of `source[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(order=True, unsafe_hash=True, slots=True)
class Finding:
    """A mistake in a page.

    line: the line in the file, from 1.
    message: what is wrong and what to write instead, in plain words.
    edits: what mends it, where there is one right answer; offsets in the page's source.
    drops: signs that readers see until it is mended, such as those of a list in braces that is shown as text.
    makes: elements and attributes that come of its edits, such as those of a table.
    rule: the id of the rule, given by the linter.
    advice: True for what is worth knowing but never fails a build; all that a rule of advice finds is.
    """

    line: int
    message: str
    edits: tuple[Edit, ...] = field(default=(), compare=False)
    drops: str = field(default="", compare=False)
    makes: tuple[str, ...] = field(default=(), compare=False)
    rule: str = ""
    advice: bool = False


def limited(findings: Iterable[Finding], most: float = MOST) -> Iterator[Finding]:
    """Give findings up to the most that are named, and then one that says so."""
    for number, finding in enumerate(findings, start=1):
        if number > most:
            more = f"there are more than {most:,} of these on this page. Mend those that are named first"
            yield Finding(finding.line, more)
            return
        yield finding


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
    words: what the editors' own list of words allows, in lower case.
    abbreviations: those that the glossary spells out.
    """

    path: str
    source: str
    html: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    url: str = "/"
    byte_order_mark: bool = False
    undecodable: tuple[int, bytes] | None = None
    words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()

    @cached_property
    def body(self) -> str:
        """The Markdown with its front matter blanked: same length, same lines."""
        front = BLOCK.match(self.source)
        return source_code.blank_places(self.source, [front.span()] if front else ())

    @cached_property
    def uncoded(self) -> str:
        """The body with its code blanked, comments as they stand."""
        return source_code.blank_spans(self.unfenced)

    @cached_property
    def unfenced(self) -> str:
        """The body without its blocks of code."""
        return source_code.blank_fences(self.unindented)

    @cached_property
    def unindented(self) -> str:
        """The body with its indented code blanked."""
        if not self.indented_code:
            return self.body
        lines = [*self.body_lines]
        for start, end, _ in self.indented_code:
            lines[start:end] = map(source_code.spaces, lines[start:end])
        return "\n".join(lines)

    @cached_property
    def indented_code(self) -> list[tuple[int, int, str]]:
        """The blocks of its indented code: the first line, from 0, the one behind the last, and what readers see."""
        blocks = self.tree.css("pre > code:first-child") if "<pre>" in self.html else ()
        shown = [block.parent.text() for block in blocks]
        return list(source_code.indented_code(self.body, shown)) if shown else []

    @cached_property
    def prose(self) -> str:
        """The body with code and comments blanked: what rules about writing may judge."""
        return source_code.blank_verbatim(source_code.blank_comments(self.uncoded))

    @cached_property
    def code(self) -> frozenset[str]:
        """The blocks of code that a reader sees, of each its letters."""
        return frozenset(letters(block.text()) for block in self.tree.css("pre"))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The rendered text, parsed. Read it, never change it: all rules share it."""
        return allowed_html.parse(self.html)

    @cached_property
    def text(self) -> str:
        """What a reader sees of the rendered text, U+FFFC for each piece of code; line ends as in the source."""
        tree = self.tree
        if tree.css_first(NOT_TEXT):
            tree = allowed_html.parse(self.html)
            for node in tree.css(NOT_TEXT):
                node.replace_with("\N{OBJECT REPLACEMENT CHARACTER}")
        return tree.body.text() if tree.body else ""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that a reader sees, as they are written."""
        return frozenset(VISIBLE_WORD.findall(self.text))

    @cached_property
    def foreign_words(self) -> frozenset[str]:
        """The words of what the page marks as another language than English, as with `lang="fr"`."""
        if "lang=" not in self.html:
            return frozenset()
        nodes = (node for node in self.tree.css("[lang]") if not (node.attributes["lang"] or "en").startswith("en"))
        return frozenset(word for node in nodes for word in VISIBLE_WORD.findall(node.text()))

    @cached_property
    def _flat_text(self) -> str:
        return " ".join(self.text.split())

    def shows(self, text: str) -> bool:
        """Return whether readers see these words, white space apart: nothing else is judged."""
        return text in self.vocabulary or " ".join(text.split()) in self._flat_text

    @cached_property
    def reading(self) -> Reading:
        """The prose as readers read it."""
        return Reading(self.prose, self.unfenced)

    @cached_property
    def headings(self) -> tuple[outline.Heading, ...]:
        """The headings of the page: those of its Markdown, and those of its raw HTML that are tags."""
        found = outline.headings(self.prose_lines, self.body_lines, self.body, self.tags)
        return tuple(heading for heading in found if not self._hash_in_html(heading)) if self.tags else found

    def _hash_in_html(self, heading: outline.Heading) -> bool:
        line = self.prose_lines[heading.line - 1]
        text = line.lstrip(" >")
        return text.startswith("#") and self.in_html(self.start_of(heading.line) + len(line) - len(text))

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
    def ids(self) -> frozenset[str]:
        """The ids in the rendered text, to which links may lead."""
        return frozenset(node.id for node in self.tree.css("[id]") if node.id)

    @cached_property
    def tags(self) -> tuple[markup.Tag, ...]:
        """The tags of the page's raw HTML."""
        return markup.tags(self.prose) if "<" in self.prose else ()

    @cached_property
    def tags_by_name(self) -> dict[str, list[markup.Tag]]:
        """The tags of the page's raw HTML, by the names of their elements."""
        found: dict[str, list[markup.Tag]] = defaultdict(list)
        for tag in self.tags:
            found[tag.name].append(tag)
        return dict(found)

    @cached_property
    def raw_links(self) -> tuple[markup.RawLink, ...]:
        """The links of the page's raw HTML."""
        return tuple(markup.raw_links(self.tags, self.prose, self.body)) if self.tags else ()

    @cached_property
    def raw_blocks(self) -> tuple[markup.RawBlock, ...]:
        """The blocks of raw HTML in which Markdown is not read."""
        return tuple(markup.raw_blocks(self.tags, self.prose))

    def raw_block_at(self, offset: int) -> markup.RawBlock | None:
        """Return the block of raw HTML in which a position stands."""
        index = bisect_right(self.raw_blocks, offset, key=lambda block: block.start) - 1
        return self.raw_blocks[index] if index >= 0 and offset < self.raw_blocks[index].end else None

    def in_html(self, offset: int) -> bool:
        """Return whether a position stands in raw HTML, where a remedy in Markdown would be shown as it is typed."""
        return self.raw_block_at(offset) is not None

    def out_of_html(self, offset: int) -> str:
        """Return what lets Markdown be read at a position in raw HTML."""
        block = self.raw_block_at(offset)
        depths = [self._depths[bisect_right(self.tags, place, key=END) - 1] for place in (block.start, offset)]
        if block.name == "p" or depths[0] != depths[1]:
            return "Write it in Markdown, without the tags around it"
        return f"Add the word markdown to the tag around it, <{block.name} markdown>"

    @cached_property
    def _depths(self) -> list[int]:
        """For each tag of raw HTML, in how many blocks stands what follows it."""
        return list(accumulate((-1 if tag.closing else 1) * (tag.name in markup.BLOCKS) for tag in self.tags))

    def blank_line(self, offset: int) -> Edit:
        """Return what puts an empty line before the line with this offset, within its quotation if there is one."""
        start = self.source.rfind("\n", 0, offset) + 1
        quote = QUOTE.match(self.source, start, offset)[0].rstrip(" \t")
        return Edit(start, start, quote + "\n")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Give the lines of the prose with their numbers in the file."""
        return enumerate(self.prose_lines, start=1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(map((1).__add__, map(len, self.body_lines)))]

    def line_of(self, offset: int) -> int:
        """Return the line of a position in `source`, `body` or `prose`."""
        return bisect_right(self._line_starts, offset)

    def start_of(self, line: int) -> int:
        """Return the position at which a line begins."""
        return self._line_starts[line - 1]

    @cached_property
    def prose_lines(self) -> list[str]:
        """The lines of the prose."""
        return self.body_lines if self.prose == self.body else self.prose.split("\n")

    @cached_property
    def body_lines(self) -> list[str]:
        """The lines of the body."""
        return self.body.split("\n")


def rule(
    *,
    id: str,
    incorrect: str,
    correct: str,
    severity: str = "error",
    explains: tuple[str, ...] = (),
    mends: bool = False,
) -> Callable:
    """Make a function a rule, with its id, its severity and its examples.

    id: how messages, comments and settings call it, such as `link-text`.
    incorrect: Markdown that the rule names, alone on a page; of a site rule, a sentence about it.
    correct: the same thing without the mistake: no rule names anything in it.
    severity: `error` fails a strict build, `advice` never does.
    explains: the ids of rules that name what comes of it on the same line, and are silent there.
    mends: whether its findings may have edits.
    """

    def give(function: Callable) -> Callable:
        function.id, function.severity, function.explains, function.mends = id, severity, explains, mends
        function.incorrect, function.correct = incorrect, correct
        function.of_site = "site" in signature(function).parameters
        return function

    return give


def only_mends(function: Callable) -> Callable:
    """Have `make fix` alone run a function: what it finds needs no word to an editor."""
    function.mends = True
    return function
