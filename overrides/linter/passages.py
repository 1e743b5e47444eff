"""The text of a page as readers read it, in passages such as a paragraph or a cell of a table.

Code, addresses, tags and attribute lists are not words. What is left keeps its place, so that
a rule can say on which line of the file a word stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from linter.page import Page, blank

THING = "\ufffc"  # stands for what a reader sees but does not read as words, such as code
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SIMPLE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A name: capitalised words, with small ones between them.
NAME = re.compile(
    r"\b[A-Z][\w'’/–-]*"
    r"(?:[ \n]+(?:(?:of|and|on|for|the|in|to|de|&)[ \n]+){0,2}[(]?[A-Z][\w'’/–-]*[)]?)+"
)

WHOLE = (  # images
    re.compile(r"!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])"),
)
HIDDEN = (  # definitions of abbreviations and links; markers; addresses of links; attribute lists
    re.compile(r"^(?:\*\[[^\]\n]+\]|[ ]{0,3}\[[^\]^\n]+\]):.*$", re.MULTILINE),
    re.compile(
        r"^[ \t]*(?:-{1,2}8<-{1,2}.*|!!!.*?(?=\"|$)|\?\?\?\+?.*?(?=\"|$)|===!?\+?(?=[ ]))",
        re.MULTILINE,
    ),
    re.compile(r"\((?<=\]\()(?:[^()\n]|\([^()\n]*\))*\)|\[(?<=\]\[)[^\]\n]*\]"),
    re.compile(r"\{[:#.%{ ][^{}\n]*\}{1,2}|\{[\w-]+=[^{}\n]*\}"),
)
THINGS = (  # addresses, footnotes, icons, entities
    re.compile(r"<(?:https?://|mailto:)[^<>\s]+>|<[^<>\s@]+@[^<>\s]+>"),
    re.compile(r"https?://[^\s<>|()]+"),
    re.compile(r"www\.[^\s<>|()]+"),
    re.compile(r"\[\^[^\[\]\n]+\]:?"),
    re.compile(r":(?<!\w:)[a-z0-9][\w+-]*:(?!\w)"),
    re.compile(r"&#?\w+;"),
)
VERBATIM_TAG = re.compile(r"</?(?:script|style|svg|math|pre|code|kbd|samp|var)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?([a-z][a-z0-9-]*)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
INLINE = set("a abbr b bdi cite dfn em i ins mark q s small span strong sub sup time u".split())
MARKS = re.compile(r"[*\[\]~^\\]")
UNDERSCORES = re.compile(r"_+")
# What begins a passage, and a row of a table.
OPENS = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]|:|>|#{1,6}|\|)(?=[ \t]|$)|^[ \t]*#{1,6}|^[ \t]*\|")
TABLE = re.compile(r"^[ \t>]*\|.*\|[ \t]*$|^[ \t>]*[^|\n]+\|[^\n]*$")
END = re.compile(  # of a sentence
    r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9\ufffc])"
    r"|(?<=[.!?][\"'”’)\]])\s+(?=[A-Z0-9\ufffc])"
)
SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|No|Nos|Mr|Mrs|Ms|Dr|St|vs|cf|approx|Fig|Vol|[A-Z])\.\Z")


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


def hide(text: str, source: str) -> str:
    """The text without what has no words; what a reader sees but does not read is a THING."""

    def thing(match: re.Match) -> str:
        return re.sub(r"\S", THING, match[0])

    def tag(match: re.Match) -> str:
        return blank(match) if match[1].lower() in INLINE else thing(match)

    # The page blanks its code; here it stays visible as a thing between two words.
    if text != source:
        pairs = zip(text.split("\n"), source.split("\n"), strict=True)
        text = "\n".join(
            new if new == old else "".join(n if n == o or o.isspace() else THING for n, o in zip(new, old, strict=True))
            for new, old in pairs
        )
    text = VERBATIM_TAG.sub(thing, text)  # its content is blanked already
    for pattern in WHOLE:
        text = pattern.sub(thing, text)
    for pattern in HIDDEN:
        text = pattern.sub(blank, text)
    for pattern in THINGS:
        text = pattern.sub(thing, text)
    text = MARKS.sub(" ", TAG.sub(tag, text))
    return (
        UNDERSCORES.sub(lambda run: run[0] if _within_word(run) else " " * len(run[0]), text) if "_" in text else text
    )


def _within_word(run: re.Match) -> bool:
    """Whether underscores stand between two letters or digits."""
    before, after = run.string[max(run.start() - 1, 0) : run.start()], run.string[run.end() : run.end() + 1]
    return before.isalnum() and after.isalnum()


def passages(page: Page) -> tuple[Passage, ...]:
    """The text of a page in passages: paragraphs, headings, list items and table cells apart."""
    return read_passages(page.prose, page.body)


@lru_cache(maxsize=4)
def read_passages(prose: str, body: str) -> tuple[Passage, ...]:
    """The passages of a page's prose; `body` is the same text with its code."""
    text = hide(prose, body)
    found: list[Passage] = []
    start: int | None = None
    offset = 0
    for line, original in zip(text.split("\n"), prose.split("\n"), strict=True):
        end = offset + len(line)
        table = "|" in original and TABLE.match(original)
        opens = OPENS.match(original)
        if start is not None and (table or opens or not line.strip(" \t")):
            found.append(Passage(text[start : offset - 1], start))
            start = None
        if table:
            for cell in re.finditer(r"[^|]+", line):
                found.append(Passage(cell[0], offset + cell.start()))
        elif line.strip(" \t"):
            if start is None:
                start = offset + (opens.end() if opens else 0)
            if original.lstrip(" >").startswith("#"):  # a heading ends with its line
                found.append(Passage(text[start:end], start))
                start = None
        offset = end + 1
    if start is not None:
        found.append(Passage(text[start:], start))
    return tuple(found)


def seen(page: Page, text: str) -> bool:
    """Whether readers see these words, white space apart: nothing else is judged."""
    if not page.html or text in page.vocabulary:
        return True
    known = page.known_as_seen
    if text not in known:
        known[text] = " ".join(text.split()) in page.flat_text
    return known[text]


def sentences(passage: Passage) -> Iterator[Passage]:
    """The sentences of a passage. An abbreviation such as `e.g.` ends none."""
    start = 0
    for match in END.finditer(passage.text):
        if not SHORTENED.search(passage.text, max(start, match.start() - 12), match.start()):
            yield Passage(passage.text[start : match.start()], passage.offset + start)
            start = match.end()
    yield Passage(passage.text[start:], passage.offset + start)
