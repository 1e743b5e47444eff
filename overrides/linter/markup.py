"""Where the links, images and tags of a page stand in its source.

Python-Markdown keeps no positions, so a rule that names a line needs them from here.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

LONGEST = 2_000  # letters in the text of a link
DEEPEST = 6  # marks within marks
BRACKETS = re.compile(r"[\[\]()\\\n](?:(?<=\\).|(?<=\n)[ \t]*(?:\n|\Z)|(?<=[\[\]()]))", re.DOTALL)
ANGLED = re.compile(r"[ ]*<[^<>\n]*>")
QUOTED_END = re.compile(r"[^\"'\n()]*?[ \n](?:\"[^\"\n]*\"|'[^'\n]*')[ ]*(?=\))")
# A title, perhaps with brackets, may stand between.
AFTER_ANGLES = re.compile(r"[^\n()]{0,500}(?:\([^\n()]{0,200}\)[^\n()]{0,200})?\)")
PLAIN_ADDRESS = re.compile(r"\]\(([^()]*)\)")
MOST_OTHERS = 100  # addresses with brackets, each looked for in the whole text
SIMPLE = re.compile(
    r"(?<!\\)\[([^\[\]()\\\n]*+)\]\((<[^()<>\\\"'&\n]*+>|[^\s()<>\\\"'&]*+)\)"
)  # most links: found quickly
LABEL = re.compile(r"[ ]?\[([^\[\]]*)\]")
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*\n?[ \t]*(?:<([^<>\n]+)>|(\S+))[ \t]*"
    r"(?:\n?[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
AUTOLINK = re.compile(r"<((?:[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]+)|[^\s<>@]+@[^\s<>@]+)>")
TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)"
    r"((?:\s+[^\s\"'<>/=]++(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]++))?)*+)\s*(/?)>"
)
FIRST_ON_LINE = re.compile(r"^[^\S\n]*<", re.MULTILINE)
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
TITLE = re.compile(r"^(.*?)\s+(\"[^\"]*\"|'[^']*'|\(.*\))\s*$", re.DOTALL)
TITLE_ENDS = ('"', "'", ")")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")
UNMARKED = re.compile(r"[^\[\]<>{}*_`~\\&]*")
MARKS = re.compile(
    r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?"
    r"|<(?:mailto:)?([^<>\s@:]++@[^<>\s]++|https?://[^<>\s]++)>|<[^<>]*>|\{[^{}]*\}|[*_`~\\]"
)


class Link(NamedTuple):
    """A link or an image in the Markdown of a page; offsets are those of the source.

    start, end: from its first bracket to behind its last; an attribute list stands from `end` on.
    text: what stands in its square brackets, as written.
    written: what stands in its round ones, as written; the address and perhaps a title.
    address: the address alone, of a reference link that of its definition.
    image: whether it is an image.
    kind: `inline`, `reference` or `autolink`.
    """

    start: int
    end: int
    text: str
    written: str
    address: str
    image: bool = False
    kind: str = "inline"

    @property
    def plain(self) -> str:
        """Its text without markup."""
        return plain(self.text)


class Definition(NamedTuple):
    """Where a reference link leads: `[label]: address`."""

    start: int
    end: int
    label: str
    address: str


class Tag(NamedTuple):
    """A tag of raw HTML; `attributes` has an empty text for one without a value."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str]
    closing: bool
    closed: bool


# Quicker than Tag() and Link() by half: a page may have tens of thousands
NEW_TAG, NEW_LINK = partial(tuple.__new__, Tag), partial(tuple.__new__, Link)


@lru_cache(1 << 15)
def plain(text: str) -> str:
    """Return a piece of Markdown without its markup, white space made single."""
    if UNMARKED.fullmatch(text):
        return " ".join(text.split())  # much quicker than what follows
    for _ in range(DEEPEST):
        previous, text = text, MARKS.sub(lambda match: match[1] or match[2] or "", text)
        if previous == text:
            break
    return html.unescape(" ".join(text.split()))


def _pairs(text: str) -> dict[int, int]:
    """Where each square and each round bracket is closed, in the same paragraph; those left open are missing."""
    pairs: dict[int, int] = {}
    square: list[int] = []
    rounded: list[int] = []
    for match in BRACKETS.finditer(text):
        found = match[0]
        if found == "[":
            square.append(match.start())
        elif found == "(":
            rounded.append(match.start())
        elif found == "]":
            if square:
                pairs[square.pop()] = match.start()
        elif found == ")":
            if rounded:
                pairs[rounded.pop()] = match.start()
        elif found[0] == "\n":
            square.clear()
            rounded.clear()
    return pairs


def _filled(match: re.Match) -> str:
    return "x" * len(match[0])  # spaces could make an empty line, in which no bracket stays open


def _end_of_address(text: str, start: int, pairs: dict[int, int], quoted: bool) -> int:
    """The position of the round bracket that closes the one at `start`, else -1; those in quotes don't count."""
    if quoted and (match := QUOTED_END.match(text, start + 1)):
        return match.end()
    angled = ANGLED.match(text, start + 1) if text[start + 1 : start + 2] in (" ", "<") else None
    if angled and (closing := AFTER_ANGLES.match(text, angled.end())):
        return closing.end() - 1
    return pairs.get(start, -1)


def addresses_in(text: str, among: Iterable[str]) -> set[str]:
    """Return which of these texts stand in the round brackets of a link, where a reader sees the link as it is written.

    text: what readers see.
    """
    if "](" not in text:
        return set()
    among = dict.fromkeys(among)
    plain = set(PLAIN_ADDRESS.findall(text))
    others = islice((one for one in among if one not in plain and ("(" in one or ")" in one)), MOST_OTHERS)
    return plain.intersection(among).union(one for one in others if f"]({one})" in text)


def _address(written: str) -> str:
    written = written.strip()
    if written[-1:] in TITLE_ENDS and (match := TITLE.match(written)):
        written = match[1].strip()
    if written.startswith("<") and written.endswith(">"):
        return written[1:-1]
    return html.unescape(ESCAPED.sub(r"\1", written) if "\\" in written else written)


def definitions(prose: str) -> Iterator[Definition]:
    """Give the definitions of reference links (not of footnotes or abbreviations)."""
    if "]:" in prose:
        for match in DEFINITION.finditer(prose):
            label = " ".join(match[1].split()).casefold()
            yield Definition(match.start(), match.end(), label, match[2] or match[3])


def links(prose: str, body: str, defined: dict[str, str]) -> Iterator[Link]:
    """Give the links and images of a page, an image within a link before the link itself.

    prose: the Markdown with code blanked; body: the same with code, for the texts of links;
    defined: the addresses of reference links by label.
    """
    inline, quoted = "](" in prose and ")" in prose, '"' in prose or "'" in prose
    simple = {match.start(): match for match in SIMPLE.finditer(prose)} if inline else {}
    pairs = _pairs(SIMPLE.sub(_filled, prose)) if inline or defined else {}
    behind = 0  # where the last link ends: a link holds images but no links
    address = range(0)  # where the last address stands: it holds neither
    for opening in sorted([*simple, *(place for place in pairs if prose[place] == "[")]):
        before = prose[max(opening - 2, 0) : opening]
        image = before[-1:] == "!" and before != "\\!"
        start = opening - image
        if start < behind and not image or start in address:
            continue
        if match := simple.get(opening):
            written = match[2]
            if match.end(1) - opening < LONGEST and prose[opening + 1] != "^":
                end = match.end()
                behind = behind if image else end
                text = body[opening + 1 : match.end(1)]
                yield NEW_LINK((start, end, text, written, written.strip("<>"), image, "inline"))
            continue
        closing = pairs[opening]
        if closing - opening >= LONGEST or prose[opening + 1] == "^":
            continue
        text = body[opening + 1 : closing]
        after = prose[closing + 1 : closing + 2]
        if after == "(":
            end = _end_of_address(prose, closing + 1, pairs, quoted)
            if end > 0:
                written, address = prose[closing + 2 : end], range(closing + 2, end)
                behind = behind if image else end + 1
                yield NEW_LINK((start, end + 1, text, written, _address(written), image, "inline"))
            continue
        if not defined:
            continue
        label, end = text, closing + 1
        if reference := LABEL.match(prose, closing + 1):
            label, end = reference[1] or text, reference.end()
        leads = defined.get(" ".join(label.split()).casefold())
        if leads is not None and after != ":":
            behind = behind if image else end
            yield Link(start, end, text, "", leads, image, "reference")
    for match in AUTOLINK.finditer(prose):
        if not prose.endswith(("](", "]: "), 0, match.start()):
            yield Link(match.start(), match.end(), match[1], match[1], match[1], kind="autolink")


def tags(prose: str) -> tuple[Tag, ...]:
    """Return the tags of raw HTML in a page."""
    found = map(NEW_TAG, (match.span() + _read(match[0]) for match in TAG.finditer(prose)))
    if "](<" not in prose:
        return tuple(found)
    return tuple(tag for tag in found if not prose.endswith("](", 0, tag.start))  # else an address in angle brackets


@lru_cache(1 << 15)
def _read(tag: str) -> tuple[str, Mapping[str, str], bool, bool]:
    """What a tag says, wherever it stands: its name and attributes, and whether it closes another or itself."""
    slash, name, written, closed = TAG.match(tag).groups()
    attributes = ATTRIBUTE.findall(written) if written else ()
    values = {name.lower(): html.unescape(double or single or bare) for name, double, single, bare in attributes}
    return name.lower(), values, slash != "", closed != ""


class RawLink(NamedTuple):
    """An `<a>` with an address; `content` is empty where it isn't closed."""

    start: int
    address: str
    content: str
    attributes: dict[str, str]
    closed: bool


def raw_links(tags: Iterable[Tag], prose: str, body: str) -> Iterator[RawLink]:
    """Give the links of raw HTML."""
    lower = prose.lower()
    last = lower.rfind("</a")
    for tag in tags:
        if tag.name == "a" and not tag.closing and "href" in tag.attributes:
            end = lower.find("</a", tag.end, tag.end + LONGEST) if tag.end <= last else -1
            content = body[tag.end : end] if end >= 0 else ""
            yield RawLink(tag.start, tag.attributes["href"], content, tag.attributes, end >= 0)


# Elements that begin a block of raw HTML.
BLOCKS = frozenset(
    "address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header iframe li main nav ol p section summary table tbody td tfoot th thead tr ul video".split()
)


class RawBlock(NamedTuple):
    """A block of raw HTML: where it begins and ends, and the name of its outermost element."""

    start: int
    end: int
    name: str


def raw_blocks(tags: Iterable[Tag], prose: str) -> Iterator[RawBlock]:
    """Give the blocks of raw HTML in which Markdown is not read: those without the attribute `markdown`."""
    tags = [tag for tag in tags if tag.name in BLOCKS and not tag.closed]
    first = {match.end() - 1 for match in FIRST_ON_LINE.finditer(prose)} if tags else ()
    start, name, depth = 0, "", 0
    for tag in tags:
        if not depth:
            if tag.closing or "markdown" in tag.attributes or tag.start not in first:
                continue
            start, name, depth = tag.end, tag.name, 1
        elif "markdown" in tag.attributes:
            yield RawBlock(start, tag.start, name)
            depth = 0
        elif tag.name == name:
            depth += -1 if tag.closing else 1
            if not depth:
                yield RawBlock(start, tag.start, name)
