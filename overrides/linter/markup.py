"""Where the links, images and tags of a page stand in its source.

Python-Markdown keeps no positions, so a rule that names a line needs them from here.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

OPEN = re.compile(r"(?<!\\)(!?)\[")
BRACKETS = re.compile(r"\\.|[\[\]()]|\n[ \t]*(?:\n|\Z)", re.DOTALL)
ANGLED = re.compile(r"[ ]*<[^<>\n]*>")
QUOTED_END = re.compile(r"[^\"'\n()]*?[ \n](?:\"[^\"\n]*\"|'[^'\n]*')[ ]*(?=\))")
LABEL = re.compile(r"[ ]?\[([^\[\]]*)\]")
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*\n?[ \t]*(?:<([^<>\n]+)>|(\S+))[ \t]*"
    r"(?:\n?[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
AUTOLINK = re.compile(r"<((?:[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]+)|[^\s<>@]+@[^\s<>@]+)>")
TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)"
    r"((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*(/?)>"
)
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
TITLE = re.compile(r"^(.*?)\s+(\"[^\"]*\"|'[^']*'|\(.*\))\s*$", re.DOTALL)
MARKS = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?|<[^<>]*>|\{[^{}]*\}|[*_`~\\]")


@dataclass(frozen=True)
class Link:
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

    @cached_property
    def plain(self) -> str:
        """Its text without markup."""
        return plain(self.text)


@dataclass(frozen=True)
class Definition:
    """Where a reference link leads: `[label]: address`."""

    start: int
    end: int
    label: str
    address: str


@dataclass(frozen=True)
class Tag:
    """A tag of raw HTML; `attributes` has an empty text for one without a value."""

    start: int
    end: int
    name: str
    attributes: dict[str, str]
    closing: bool
    closed: bool


def plain(text: str) -> str:
    """A piece of Markdown without its markup, white space made single."""
    previous = None
    while previous != text:
        previous, text = text, MARKS.sub(lambda match: match[1] or "", text)
    return html.unescape(" ".join(text.split()))


def _closing(text: str, start: int, opening: str, closing: str, depth: int = 0) -> int:
    """The position of the bracket that closes the one at `start`, in the same paragraph; else -1."""
    for match in BRACKETS.finditer(text, start):
        found = match[0]
        if found == opening:
            depth += 1
        elif found == closing:
            depth -= 1
            if depth == 0:
                return match.start()
        elif found[0] == "\n":
            return -1
    return -1


def _end_of_address(text: str, start: int) -> int:
    """The position of the round bracket that closes the one at `start`; brackets in quotes don't count."""
    if match := QUOTED_END.match(text, start + 1):
        return match.end()
    if match := ANGLED.match(text, start + 1):
        return _closing(text, match.end(), "(", ")", depth=1)
    return _closing(text, start, "(", ")")


def _address(written: str) -> str:
    written = written.strip()
    if match := TITLE.match(written):
        written = match[1].strip()
    if written.startswith("<") and written.endswith(">"):
        return written[1:-1]
    return html.unescape(written)


def definitions(prose: str) -> Iterator[Definition]:
    """The definitions of reference links (not of footnotes or abbreviations)."""
    if "]:" in prose:
        for match in DEFINITION.finditer(prose):
            label = " ".join(match[1].split()).casefold()
            yield Definition(match.start(), match.end(), label, match[2] or match[3])


def links(prose: str, body: str, defined: dict[str, str]) -> Iterator[Link]:
    """The links and images of a page, an image within a link before the link itself.

    prose: the Markdown with code blanked; body: the same with code, for the texts of links;
    defined: the addresses of reference links by label.
    """
    behind = 0  # where the last link ends: a link holds images but no links
    for match in OPEN.finditer(prose):
        if match.start() < behind and not match[1]:
            continue
        opening = match.end() - 1
        closing = _closing(prose, opening, "[", "]")
        if closing < 0 or prose[opening + 1] == "^":
            continue
        text, image = body[opening + 1 : closing], bool(match[1])
        after = prose[closing + 1 : closing + 2]
        if after == "(":
            end = _end_of_address(prose, closing + 1)
            if end > 0:
                written = prose[closing + 2 : end]
                behind = behind if image else end + 1
                yield Link(match.start(), end + 1, text, written, _address(written), image)
            continue
        label, end = text, closing + 1
        if reference := LABEL.match(prose, closing + 1):
            label, end = reference[1] or text, reference.end()
        address = defined.get(" ".join(label.split()).casefold())
        if address is not None and after != ":":
            behind = behind if image else end
            yield Link(match.start(), end, text, "", address, image, "reference")
    for match in AUTOLINK.finditer(prose):
        if prose[match.start() - 1 : match.start()] != "(" or "](" not in prose[match.start() - 2 : match.start()]:
            yield Link(match.start(), match.end(), match[1], match[1], match[1], kind="autolink")


def tags(prose: str) -> Iterator[Tag]:
    """The tags of raw HTML in a page."""
    for match in TAG.finditer(prose):
        if prose.endswith("](", 0, match.start()):
            continue  # an address in angle brackets
        attributes = {
            name.lower(): html.unescape(double or single or bare)
            for name, double, single, bare in ATTRIBUTE.findall(match[3])
        }
        yield Tag(
            match.start(), match.end(), match[2].lower(), attributes, bool(match[1]), bool(match[4])
        )


# Elements that begin a block of raw HTML.
BLOCKS = frozenset(
    "address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header iframe li main nav ol p section summary table tbody td tfoot th thead tr ul video".split()
)


@dataclass(frozen=True)
class RawBlock:
    """A block of raw HTML: where it begins and ends, and the name of its outermost element."""

    start: int
    end: int
    name: str


def raw_blocks(tags: Iterable[Tag], prose: str) -> Iterator[RawBlock]:
    """Give the blocks of raw HTML in which Markdown is not read: those without the attribute `markdown`."""
    start, name, depth = 0, "", 0
    for tag in tags:
        if tag.name not in BLOCKS or tag.closed:
            continue
        if not depth:
            if tag.closing or "markdown" in tag.attributes or prose[prose.rfind("\n", 0, tag.start) + 1 : tag.start].strip():
                continue
            start, name, depth = tag.end, tag.name, 1
        elif "markdown" in tag.attributes:
            yield RawBlock(start, tag.start, name)
            depth = 0
        elif tag.name == name:
            depth += -1 if tag.closing else 1
            if not depth:
                yield RawBlock(start, tag.start, name)
