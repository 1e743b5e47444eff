"""The text of a page as readers read it, in passages such as a paragraph or a cell of a table.

Code, addresses, tags and attribute lists are not words. What is left keeps its place, so that
a rule can say on which line of the file a word stands.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from linter.source_code import spaces

THING = "\ufffc"  # stands for what a reader sees but does not read as words, such as code
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SIMPLE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A name: capitalised words, with small ones between them.
NAME = re.compile(
    r"[A-Z](?<!\w.)[\w'’/–-]*"
    r"(?:[ \n]+(?:(?:of|and|on|for|the|in|to|de|&)[ \n]+){0,2}[(]?[A-Z][\w'’/–-]*[)]?)+"
)

# What has no words, each with parts that a text with it has: quicker to look for. In the order in which it is hidden.
UNREAD = tuple(
    (parts, re.compile(pattern, re.MULTILINE), shown)
    for parts, pattern, shown in (
        # hashes of headings; images; definitions of abbreviations and links; markers
        (("#",), r"^[ \t]*#{1,6}", False),
        (("![",), r"!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])", True),
        (("]:",), r"^(?:\*\[[^\]\n]+\]|[ ]{0,3}\[[^\]^\n]+\]):.*$", False),
        (
            ("8<-", "!!!", "???", "==="),
            r"^[ \t]*(?:-{1,2}8<-{1,2}.*|!!!.*?(?=\"|$)|\?\?\?\+?.*?(?=\"|$)|===!?\+?(?=[ ]))",
            False,
        ),
        # addresses of links; attribute lists
        (("](", "]["), r"\((?<=\]\()(?:[^()\n]|\([^()\n]*\))*\)|\[(?<=\]\[)[^\]\n]*\]", False),
        (("{",), r"\{[:#.%{ ][^{}\n]*\}{1,2}|\{[\w-]+=[^{}\n]*\}", False),
        # addresses, footnotes, icons, entities
        (("<",), r"<(?:https?://|mailto:)[^<>\s]+>|<[^<>\s@]+@[^<>\s]+>", True),
        (("://",), r"https?://[^\s<>|()]+", True),
        (("www.",), r"www\.[^\s<>|()]+", True),
        (("[^",), r"\[\^[^\[\]\n]+\]:?", True),
        ((":",), r":(?<!\w:)[a-z0-9][\w+-]*:(?!\w)", True),
        (("&",), r"&#?\w+;", True),
    )
)
VERBATIM_TAG = re.compile(r"</?(?:script|style|svg|math|pre|code|kbd|samp|var)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?([a-z][a-z0-9-]*)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
INLINE = set("a abbr b bdi cite dfn em i ins mark q s small span strong sub sup time u".split())
MARKS = re.compile(r"[*\[\]~^\\]")
WITHIN_WORD = re.compile(r"[^\W_]_+[^\W_]")
EDGES = re.compile(r"(?<!\w)_+|(?<!_)_++(?!\w)")
VISIBLE = re.compile(r"\S")
# What parts two passages: an empty line, what begins a line, the ends of a heading and of the cells of a table.
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
OPENS = re.compile(r"^[ \t]*(?:(?:[-*+:>]|\d+[.)])(?=[ \t]|$)|#{1,6})", re.MULTILINE)
HEADING = re.compile(r"^[ >]*#.*\n", re.MULTILINE)
TABLE = re.compile(r"(?:^[^|\n]*+\|.*\n?)+", re.MULTILINE)
CELL_END = re.compile(r"[|\n]")
END = re.compile(  # of a sentence
    r"[.!?]([\"'”’)\]]*\s+)(?=[\"'“‘(\[]?[A-Z0-9\ufffc])"
)
SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|No|Nos|Mr|Mrs|Ms|Dr|St|vs|cf|approx|Fig|Vol|[A-Z])\.\Z")

# Words without which no English sentence of some length is.
SMALL = frozenset("the of and to is are for with that by on from this be as at or was not it we".split())


@dataclass(frozen=True)
class Passage:
    """Text that reads in one go, such as a paragraph, a list item or a cell of a table.

    text: as readers read it, of the same length and with the same line ends as in the source.
    offset: where it begins in the source.
    """

    text: str
    offset: int

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, those with a hyphen in parts."""
        return SIMPLE.findall(self.text.lower())

    @cached_property
    def english(self) -> bool:
        """Whether it is in English: a text of some length has its small words."""
        return len(self.words) < 8 or sum(word in SMALL for word in self.words) * 20 > len(self.words)

    @cached_property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()


class Reading:
    """The text of a page as readers read it.

    text: of the same length and with the same line ends as the source; what has no words is blank.
    """

    def __init__(self, prose: str, body: str) -> None:
        """Read the prose of a page; `body` is the same text with its code."""
        self.prose, self.text = prose, hide(prose, body)

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, those with a hyphen in parts."""
        return SIMPLE.findall(self.text.lower())

    @cached_property
    def _cuts(self) -> list[tuple[int, int]]:
        """Where each passage ends and the next begins."""
        cuts = [(0, 0), *(match.span() for match in EMPTY_LINES.finditer(self.text))]
        cuts += (match.span() for match in OPENS.finditer(self.prose))
        if "#" in self.prose:
            cuts += ((match.end(), match.end()) for match in HEADING.finditer(self.prose))
        for table in TABLE.finditer(self.prose) if "|" in self.prose else ():
            cuts.append((table.start(), table.start()))
            cuts += (match.span() for match in CELL_END.finditer(self.text, *table.span()))
        return sorted((*cuts, (len(self.text), len(self.text))))

    def passages(self, shortest: int = 1) -> Iterator[Passage]:
        """Give the passages of at least so many letters: paragraphs, headings, list items and table cells apart."""
        for (_, start), (end, _) in pairwise(self._cuts):
            if end - start >= shortest:
                yield Passage(self.text[start:end], start)

    def passage_at(self, offset: int) -> Passage:
        """Return the passage in which a word stands, the same one for each of its words."""
        index = self._index(offset)
        if index not in self._found:
            start = self._cuts[index - 1][1]
            self._found[index] = Passage(self.text[start : self._cuts[index][0]], start)
        return self._found[index]

    def parts(self, start: int, end: int) -> bool:
        """Return whether one passage ends and another begins between two words."""
        return self._index(start) != self._index(end)

    def _index(self, offset: int) -> int:
        return bisect_right(self._cuts, (offset, len(self.text)))

    @cached_property
    def _found(self) -> dict[int, Passage]:
        return {}


def hide(text: str, source: str) -> str:
    """Return the text without what has no words; what a reader sees but does not read is a THING."""

    def hidden(match: re.Match) -> str:
        return spaces(match[0])

    def thing(match: re.Match) -> str:
        return VISIBLE.sub(THING, match[0])

    def tag(match: re.Match) -> str:
        return hidden(match) if match[1].lower() in INLINE else thing(match)

    # The page blanks its code; here it stays visible as a thing between two words.
    if text != source:
        pairs = zip(text.split("\n"), source.split("\n"), strict=True)
        text = "\n".join(
            new if new == old else "".join(n if n == o or o.isspace() else THING for n, o in zip(new, old, strict=True))
            for new, old in pairs
        )
    if "<" in text:
        text = VERBATIM_TAG.sub(thing, text)  # its content is blanked already
    for parts, pattern, shown in UNREAD:
        if any(part in text for part in parts):
            text = pattern.sub(thing if shown else hidden, text)
    if "<" in text:
        text = TAG.sub(tag, text)
    text = MARKS.sub(" ", text)
    if "_" not in text:
        return text
    return EDGES.sub(hidden, text) if WITHIN_WORD.search(text) else text.replace("_", " ")


def sentences(passage: Passage) -> Iterator[Passage]:
    """Give the sentences of a passage. An abbreviation such as `e.g.` ends none."""
    start = 0
    for match in END.finditer(passage.text):
        if not SHORTENED.search(passage.text, max(start, match.start(1) - 12), match.start(1)):
            yield Passage(passage.text[start : match.start(1)], passage.offset + start)
            start = match.end()
    yield Passage(passage.text[start:], passage.offset + start)
