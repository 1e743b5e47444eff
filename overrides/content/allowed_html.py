"""What the text of a page may contain: an allow-list of elements, attributes and addresses.

The linter names what is not on it, and publishing removes it. Both judge the rendered HTML, whatever
Markdown, raw HTML, entity or include it came from.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

PLAIN = """abbr address b bdi bdo br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i
ins kbd mark p pre rp rt ruby s samp small span strong sub summary sup table tbody tfoot thead tr u ul var wbr"""
# For each element the attributes that it may have beside GLOBAL
ELEMENTS: dict[str, set[str]] = {
    **{name: set() for name in PLAIN.split()},
    "a": {"href", "target", "rel", "download", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"align", "colspan", "rowspan", "headers"},
    "th": {"align", "colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
GLOBAL = {"id", "class", "lang", "dir", "title", "aria-label"}
ADDRESSES = {"href", "src", "cite"}
SCHEMES = {"http", "https", "mailto", "tel"}
# What an element without a place in a page takes with it
WHOLE = set("script style svg math iframe object noscript template textarea select title xmp noembed noframes".split())

# Classes of the theme's and our frame, some of which hide or are looked up by scripts: they are not for pages.
FRAME_CLASS = re.compile(
    r"(?:md-|mdx-|tabbed-|no-js$|js$|headerlink$|visually-hidden$|hidden$"
    r"|(?:address|align|band|breadcrumb|contents|dates|edit|logo|masthead|menu|page|reviewed|search|site|skip)(?:-|$))"
)
# Parts of a page that the frame has
FRAME_IDS = frozenset(("content", "updates", "report"))
# Ids that are not for pages: those, what the theme reserves, and names that scripts know, such as currentScript
FRAME_ID = re.compile(rf"^(?:{'|'.join(sorted(FRAME_IDS))})$|^__|[a-z][A-Z]|[\s\"'<>&%]")
# Letters that nobody sees and that no script needs: controls, overrides of direction, tags, fillers, what is no letter
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u180e\u202a-\u202e\u2061-\u2064\u206a-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufffe\uffff\U000e0000-\U000e0fff]"
)
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>|.*\Z)", re.DOTALL)
SKELETON = {"", "html", "head", "body"}  # what a parser adds to elements; a comment has no name
TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")
ANY_START = re.compile(r"<[^<>/!][^<>]*+>")
PLAIN_START = re.compile(r'<([a-z][a-z0-9]*+)((?: [a-z-]++="")*+) ?/?>')
# A comment, or a tag and its attributes, as a serialiser writes them
START = re.compile(r'<!--.*?-->|<([a-zA-Z][^ \t\n\f\r/>]*)((?: [^ \t\n\f\r/>][^ \t\n\f\r/>=]*="[^"]*")*)>', re.DOTALL)
VALUE = re.compile(r'="[^"<>]*"')
ATTRIBUTE = re.compile(r' ([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)="([^"]*)"')
CONTROL = re.compile(r"[\x00-\x1f]")
# One of letters, digits and signs that mean nothing else, with no host or with one that stands for no other letters
EVERYDAY_ADDRESS = re.compile(
    r"(?:(?:mailto|tel):[A-Za-z0-9_.+-]+@?|(?!//| )(?:https?://(?!.*xn--)[a-z0-9.-]+(?=[/?#]|\Z))?)"
    r"[A-Za-z0-9_./?=&%+~ '(),;!*@$-]*(?:#[A-Za-z0-9_./?#=&%+~ '(),;!*@$:-]*)?"
)
NO_HOST = re.compile(r"//|https?:(?!//[^/])", re.IGNORECASE)


class Problem(NamedTuple):
    """Something that a page may not contain.

    found: how it stands in the HTML, such as `onclick="…"`.
    remedy: what to write instead.
    """

    found: str
    remedy: str


@lru_cache(1 << 15)
def address_problem(address: str) -> str | None:
    """Return what to do about an address that a page may not use; None where it may."""
    if EVERYDAY_ADDRESS.fullmatch(address):  # much quicker than what follows
        return None
    address = address.strip()
    if "\\" in address:
        return f"Write / in place of \\, as in {address.replace(chr(92), '/')}"
    if CONTROL.search(address) or NO_HOST.match(address):
        return "Write the whole address, beginning with https:// and its host, or the name of a file"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        words = [_word(label) for label in host.split(".")]
        if any(unicodedata.category(sign)[0] not in "LMN" for sign in "".join(words) if sign not in "-_:"):
            raise ValueError("a host has letters, digits and hyphens, but no signs that look like a slash or a dot")
    except ValueError:
        return "This is no address. Write it as your browser shows it"
    if parts.scheme and parts.scheme not in SCHEMES:
        return f"Write an address that begins with https://, not {parts.scheme}:"
    if parts.scheme in ("http", "https") and "@" in parts.netloc:
        return f"It leads to {host}, not to what stands before the @. Write the address without a user name"
    if any(map(_mixed, words)):
        return "Letters of different alphabets stand in the name of its host, which may be a fake. Type it anew"
    return None


def _word(label: str) -> str:
    """A part of a host's name as it is meant: `xn--mnchen-3ya` stands for `münchen`."""
    return label[4:].encode().decode("punycode") if label.startswith("xn--") else label


def _mixed(label: str) -> bool:
    """Whether a part of a host's name has letters of several alphabets, such as a Cyrillic letter in `asean.org`."""
    alphabets = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
    return len(alphabets - {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}) > 1


def attribute_problem(element: str, name: str, value: str) -> str | None:
    """Return what to do about an attribute that a page may not have; None where it may."""
    return _name_problem(element, name) or _value_problem(name, value)


def _name_problem(element: str, name: str) -> str | None:
    if element == "a" and name == "name":
        return 'Write an id in its place, of small letters, digits and hyphens, such as id="our-role"'
    return None if name in GLOBAL or name in ELEMENTS.get(element, ()) else "Delete it"


def _value_problem(name: str, value: str) -> str | None:
    if name in ADDRESSES:
        return address_problem(value)
    if name == "id" and FRAME_ID.search(value):
        return "Write another id, of small letters, digits and hyphens, such as {#our-role}"
    if name == "class" and any(map(FRAME_CLASS.match, value.split())):
        return "This class belongs to the frame of the site. Delete it"
    if name == "align" and value not in ("left", "center", "right"):
        return "Write left, center or right"
    if name == "target" and value != "_blank":
        return 'Write target="_blank" or leave it out'
    return None


def problems(html: str, parsed: LexborNode | None = None) -> Iterator[Problem]:
    """Give what `clean` would remove from the HTML of a page's text, in its order.

    parsed: that HTML as `parse` gives it, where it is parsed already.
    """
    parsed = parsed or parse(html).root
    if _plain(html, parsed):
        return
    # What a parser drops or moves, such as <body>, stands in the HTML alone; what a comment seems to hide, in the tree
    written = dict.fromkeys(map(str.lower, dict.fromkeys(TAG.findall(COMMENT.sub("", html)))))
    starts = dict.fromkeys(START.findall(parsed.html))
    found = dict.fromkeys([*written, *(tag for tag, _ in starts)])
    unknown = [tag for tag in found if tag not in ELEMENTS and (tag in written or tag not in SKELETON)]
    for tag in unknown:
        yield Problem(f"<{tag}", "It has no place in a page. Delete it, or write it between backticks to show it")
    same = frozenset() if unknown else frozenset(START.findall(clean(html)))  # tags that cleaning left as they are
    given = [*_attributes(start for start in starts if start not in same)]
    kept = set(_attributes(same)) if given and not unknown else set(given)
    for tag, name, value in given:
        remedy = attribute_problem(tag, name, value) if tag in ELEMENTS else None
        if remedy or not INVISIBLE.search(value) and (tag, name, value) not in kept:
            yield Problem(f'{name}="{value}"', remedy or "Write it anew, as your browser shows it")
    read = "".join([parsed.text(), *(value for _, _, value in given)])
    for letter in dict.fromkeys(INVISIBLE.findall(read)):
        remedy = "Delete it, or type a space where it parts two words"
        yield Problem(letter, f"Nobody sees this letter (U+{ord(letter):04X}), which can make a text lie. {remedy}")


def _plain(html: str, parsed: LexborNode) -> bool:
    """Whether HTML has only what a page may contain, and all of it as an engine writes it: quicker than to clean it."""
    found = ANY_START.findall(html)
    if len(found) != html.count("<") - html.count("</") - html.count("<!"):
        return False
    written = "".join(set(found))
    for shape in set(ANY_START.findall(VALUE.sub('=""', written))):
        if not (plain := PLAIN_START.fullmatch(shape)) or plain[1] not in ELEMENTS:
            return False
        if any(_name_problem(plain[1], name) for name, _ in ATTRIBUTE.findall(plain[2])):
            return False
    attributes = [(name, unescape(value) if "&" in value else value) for name, value in set(ATTRIBUTE.findall(written))]
    for name, value in attributes:
        if not EVERYDAY_ADDRESS.fullmatch(value) if name in ADDRESSES else _value_problem(name, value):
            return False
    return not INVISIBLE.search("".join([parsed.text(), *(value for _, value in attributes)]))


def parse(html: str) -> LexborHTMLParser:
    """Return the document with this HTML as its body."""
    return LexborHTMLParser(f"<!doctype html><body>{html}")


def _attributes(starts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """The attributes of tags: element, name and value."""
    for tag, written in starts:
        for name, value in ATTRIBUTE.findall(written):
            yield tag, name, unescape(value)


def clean(html: str) -> str:
    """Return the HTML of a page's text with only what a page may contain, every element closed."""

    def keep(element: str, name: str, value: str) -> str | None:
        return None if attribute_problem(element, name, value) else value

    cleaned = nh3.clean(
        html,
        tags=set(ELEMENTS),
        clean_content_tags=WHOLE,
        attributes={"*": GLOBAL} | ELEMENTS,
        attribute_filter=keep,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return INVISIBLE.sub("", cleaned)  # at the end: an entity is a letter now
