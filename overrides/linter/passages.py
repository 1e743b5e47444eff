"""The text of a page as readers read it, in passages such as a paragraph or a cell of a table.

Code, addresses, tags and attribute lists are not words. What is left keeps its place, so that
a rule can say on which line of the file a word stands.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, islice

from linter.markup import BLOCKS
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
    (parts, re.compile(f"({pattern})", re.MULTILINE), shown)
    for parts, pattern, shown in (
        # images; definitions of abbreviations and links; markers
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
        (("://",), r"https?://[^\s<>|()\"']+", True),
        (("www.",), r"www\.[^\s<>|()\"']+", True),
        (("[^",), r"\[\^[^\[\]\n]+\]:?", True),
        ((":",), r":(?<!\w:)[a-z0-9][\w+-]*:(?!\w)", True),
        (("&",), r"&#?\w+;", True),
    )
)
VERBATIM_TAG = re.compile(
    r"(</?(?=[skpcmvSKPCMV])(?:script|style|svg|math|pre|code|kbd|samp|var)\b[^<>]*>)", re.IGNORECASE
)
TAG = re.compile(r"(</?[a-zA-Z][a-zA-Z0-9-]*+(?!\w)(?:[^<>\"']*+(?:\"[^\"]*\"|'[^']*'))*+[^<>\"']*+>)")
ELEMENT = re.compile(r"[\w-]+")
INLINE = set("a abbr b bdi cite dfn em i ins mark q s small span strong sub sup time u".split())
MARKS = "*[]~^\\"
WITHIN_WORD = re.compile(r"[^\W_]_+[^\W_]")
EDGES = re.compile(r"((?<!\w)_+|(?<!_)_++(?!\w))")
VISIBLE = re.compile(r"\S(?:.*\S)?")
BLANKED = re.compile(r"[ ]+")
# What parts two passages: an empty line, what begins a line, the end of a heading, the rows and cells of a table.
PARTING = "\0"
EMPTY_LINES = re.compile(r"\n(?:[ \t]+\n)+")
HEADING = re.compile(r"[ >]*#")
OPENS = re.compile(r"[ \t]*(?:(?:[-*+:>]|\d+[.)])(?=[ \t]|$)|#{1,6})")
END = re.compile(  # of a sentence
    r"[.!?]([\"'”’)\]]*\s+)(?=[\"'“‘(\[]?[A-Z0-9\ufffc])"
)
SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|No|Nos|Mr|Mrs|Ms|Dr|St|vs|cf|approx|Fig|Vol|[A-Z])\.\Z")

FEWEST = 8  # words that show a language
# Words without which no English sentence of some length is.
SMALL = frozenset("the of and to is are for with that by from this be at or was not it we".split())


@dataclass(eq=False)
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

    @property
    def english(self) -> bool:
        """Whether it is in English: a text of some length has its small words."""
        return len(self.text) < 2 * FEWEST - 1 or self._english  # of one-letter words and what parts them

    @cached_property
    def _english(self) -> bool:
        return len(self.words) < FEWEST or sum(word in SMALL for word in self.words) * 20 > len(self.words)

    @cached_property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()


class Reading:
    """The text of a page as readers read it.

    text: of the same length as the source; what has no words is blank, and what parts two passages is PARTING.
    """

    def __init__(self, prose: str, body: str) -> None:
        """Read the prose of a page; `body` is the same text with its code within lines."""
        self.text = part(hide(prose, body), prose)

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, those with a hyphen in parts."""
        return SIMPLE.findall(self.text.lower())

    @cached_property
    def spellings(self) -> Counter[str]:
        """The words as they are written, with how often each stands there."""
        return Counter(WORD.findall(self.text))

    def passages(self, shortest: int = 1) -> Iterator[Passage]:
        """Give the passages of at least so many letters: paragraphs, headings, list items and table cells apart."""
        for match in re.finditer(f"[^{PARTING}]{{{shortest},}}+", self.text):
            yield Passage(match[0], match.start())

    @cached_property
    def _parts(self) -> list[str]:
        return self.text.split(PARTING)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each passage begins."""
        return [0, *accumulate(map((1).__add__, map(len, self._parts[:-1])))]

    def passage_at(self, offset: int) -> Passage:
        """Return the passage in which a word stands, the same one for each of its words."""
        return self._passage(self._index(offset))

    def english_at(self, offset: int) -> bool:
        """Return whether a word stands in English text; a short passage, as those around it, or else as the page."""
        index = self._index(offset)
        known = []
        for way in (range(index, len(self._parts)), range(index - 1, -1, -1)):
            near = map(self._passage, islice((place for place in way if self._parts[place].strip()), 5))
            told = next((passage for passage in near if len(passage.words) >= FEWEST), None)
            known += [told.english] if told else []
            if told and told.offset <= offset < told.offset + len(told.text):
                break
        return all(known) if known else self._english

    @cached_property
    def _english(self) -> bool:
        """Whether most of the page is in English."""
        told = [passage.english for passage in self.passages(2 * FEWEST) if len(passage.words) >= FEWEST]
        return 2 * sum(told) >= len(told)

    def _passage(self, index: int) -> Passage:
        if index not in self._found:
            self._found[index] = Passage(self._parts[index], self._starts[index])
        return self._found[index]

    def _index(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def _found(self) -> dict[int, Passage]:
        return {}


def part(text: str, prose: str) -> str:
    """Return the text of a prose with PARTING in place of what parts two passages."""
    letters = [*text.replace("|", PARTING), ""]  # the last one for what stands before the first line or behind the last
    lines = prose.split("\n")
    parted = {line: places for line in dict.fromkeys(lines) if (places := _parted(line))}
    starts = accumulate(map((1).__add__, map(len, lines)), initial=0) if parted else ()
    for start, line in zip(starts, lines, strict=False):
        for place in parted.get(line, ()):
            letters[start + place] = PARTING
    letters[-1] = ""
    for match in EMPTY_LINES.finditer(text):
        start, end = match.span()
        letters[start:end] = PARTING * (end - start)
    return "".join(letters).replace("\n\n", PARTING * 2).replace(f"{PARTING}\n", PARTING * 2)


def _parted(line: str) -> list[int]:
    """Where a line parts passages: the mark with which it begins, its end, and the end of the line before."""
    opens, row = OPENS.match(line), "|" in line
    marks = [*range(opens.end())] if opens else []
    return marks + [len(line)] * (row or bool(HEADING.match(line))) + [-1] * row


def hide(text: str, source: str) -> str:
    """Return the text without what has no words; what a reader sees but does not read is a THING."""

    # The page blanks its code; here it stays visible as a thing between two words.
    if text != source:
        pairs = zip(text.split("\n"), source.split("\n"), strict=True)
        text = "\n".join(new if new == old else _with_things(new, old) for new, old in pairs)
    if "<" in text:
        text = _replace(VERBATIM_TAG, text, _thing)  # its content is blanked already
    for parts, pattern, shown in UNREAD:
        if any(part in text for part in parts):
            text = _replace(pattern, text, _thing if shown else spaces)
    if "<" in text:
        text = _replace(TAG, text, _Read().__getitem__)
    for mark in MARKS:
        text = text.replace(mark, " ")
    if "_" not in text:
        return text
    return _replace(EDGES, text, spaces) if WITHIN_WORD.search(text) else text.replace("_", " ")


def _replace(pattern: re.Pattern, text: str, shown: Callable[[str], str]) -> str:
    """The text with what is shown in place of each match; quicker than `re.sub` by half."""
    parts = pattern.split(text)
    parts[1::2] = map(shown, parts[1::2])
    return "".join(parts)


def _thing(text: str) -> str:
    return THING * len(text)


class _Read(dict):
    """What a reader sees of each tag: nothing within a word, PARTING where a block begins or ends, else a THING."""

    def __missing__(self, tag: str) -> str:
        name, blank = ELEMENT.search(tag)[0].lower(), spaces(tag)
        self[tag] = blank if name in INLINE else (PARTING if name in BLOCKS or name == "br" else THING) + blank[1:]
        return self[tag]


@lru_cache(4096)
def _with_things(line: str, source: str) -> str:
    """A line with a THING in place of what of its source is blanked."""

    def shown(match: re.Match) -> str:
        return VISIBLE.sub(lambda hidden: _thing(hidden[0]), source[match.start() : match.end()])

    return BLANKED.sub(shown, line) if line.strip() else _thing(source)


def sentences(passage: Passage) -> Iterator[Passage]:
    """Give the sentences of a passage. An abbreviation such as `e.g.` ends none."""
    start = 0
    for match in END.finditer(passage.text):
        if not SHORTENED.search(passage.text, max(start, match.start(1) - 12), match.start(1)):
            yield Passage(passage.text[start : match.start(1)], passage.offset + start)
            start = match.end()
    yield Passage(passage.text[start:], passage.offset + start)
