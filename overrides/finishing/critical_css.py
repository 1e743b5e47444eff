"""The style rules that the site's pages can use: purged by name, for inlining.

A rule is kept when every name that its selector needs (tag, class, id, attribute) occurs somewhere in the site. Names
are compared as sets, once for the whole site: the cost is not that of the rules times that of the pages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import groupby
from urllib.parse import unquote, urljoin

import rcssmin
import tinycss2
from content.settings import Settings
from selectolax.lexbor import LexborHTMLParser
from tinycss2.ast import Node

# Attributes with a value of their own on nearly every element: a rule that tests it is kept wherever they occur.
OPEN_VALUES = {"alt", "class", "content", "d", "datetime", "href", "id", "src", "title"}
# Pseudo-classes that need one of the selectors in their brackets; :not() needs none.
ANY_OF = {"is", "where", "has", "matches", "-webkit-any", "-moz-any"}
STYLE = "<style></style>"  # in a page, until it is known what the styles are
# What would point elsewhere from a page than from its own file, or end the style
ELSEWHERE = re.compile(r"""@import\b[^;]*|url\(\s*(?!["']?(?:data:|#))[^)]*|</style|\[bad \w+]""", re.IGNORECASE)
# A use of a custom property, and a name that may be that of a movement
USE = re.compile(r"(?<=var\()\s*--[\w-]+|(?<=[\s:,])[a-z][\w-]*(?=[\s;,}])")
WORD = re.compile(r"[\w-]+")
COMMA = tinycss2.parse_one_component_value(",")
# At-rules that hold rules; all others are kept as they are.
GROUPS = {"media", "supports", "layer", "container", "scope", "starting-style", "document"}


def names(document: LexborHTMLParser) -> set[str]:
    """Return the names that selectors can find in a page, such as `a`, `.facts`, `#contents`, `[dir` and `[dir=ltr`."""
    found = set()
    for element in document.root.traverse():
        found.add(element.tag)
        for name, value in element.attributes.items():
            found.add(f"[{name}")
            if name == "class":
                found.update(f".{part}" for part in (value or "").split())
            elif name == "id":
                found.add(f"#{value}")
            elif name not in OPEN_VALUES:
                found.add(f"[{name}={value or ''}")
    return found


def take(settings: Settings, document: LexborHTMLParser, built: str) -> list[str]:
    """Take the site's style sheets out of the head of a page and put `STYLE` in their place; return their paths.

    built: the path of the page in the site.
    """
    found = []
    for link in document.head.css("link[rel=stylesheet][href]"):
        address = urljoin(settings.site_url + built, link.attrs["href"])
        if address.startswith(settings.site_url):
            if not found:
                link.insert_before(document.create_node("style"))
            found.append(unquote(address.removeprefix(settings.site_url)))
            link.decompose()
    return found


def purge(sheets: Mapping[str, str], names: Set[str], code: str = "") -> str:
    """Return the style sheets as one, without what no page can use, minified.

    sheets: their texts by their paths. They are read as browsers do: what one leaves open ends with it.
    names: what the pages have, as `names` gives it.
    code: the text of their scripts, any word of which may be the name of what they add.

    Raises:
        ValueError: a sheet has an `@import` or a relative `url()`; the message names it.
    """
    words = set(WORD.findall(code))
    rules = []
    for path, css in sheets.items():
        found = [*_possible(tinycss2.parse_stylesheet(css, True, True), names, words)]
        if strange := ELSEWHERE.search(tinycss2.serialize(found)):
            raise ValueError(f"{path}: {strange[0]} cannot stand inside a page: write the rules or a data: address")
        rules += found
    before, text = "", tinycss2.serialize(rules)
    while text != before:  # dropping a custom property may leave those that it used without a use
        rules = list(_used(rules, set(USE.findall(text))))
        before, text = text, tinycss2.serialize(rules)
    return "".join(map(_minified, rules))


def _minified(rule: Node) -> str:
    """A rule made small in parts: rcssmin knows few of the rules that hold others, and joins `a :is(b)` there."""
    head = rcssmin.cssmin(tinycss2.serialize(rule.prelude))
    if rule.type == "qualified-rule":
        return f"{head}{{{';'.join(rcssmin.cssmin(node.serialize()) for node in rule.content)}}}"
    if rule.content and rule.lower_at_keyword in GROUPS:
        return f"@{rule.at_keyword} {head}{{{''.join(map(_minified, rule.content))}}}"
    return rcssmin.cssmin(rule.serialize())


def _possible(rules: Iterable[Node], names: Set[str], words: Set[str]) -> Iterator[Node]:
    """The rules that can apply, each with only the selectors that can match."""
    for rule in (rule for rule in rules if rule.type != "error"):  # as browsers read it
        if rule.type == "qualified-rule":
            if parts := [part for part in _split(rule.prelude) if _matches(part, names, words)]:
                rule.prelude = [token for part in parts for token in (COMMA, *part)][1:]
                content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                rule.content = [node for node in content if node.type != "error"]  # as browsers read it
                yield rule
        elif rule.content and rule.lower_at_keyword in GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = list(_possible(inner, names, words))
            if rule.content:
                yield rule
        elif rule.lower_at_keyword != "charset":
            yield rule


def _split(tokens: Iterable[Node]) -> list[list[Node]]:
    """The selectors of a list of selectors."""
    return [list(part) for comma, part in groupby(tokens, lambda token: token == ",") if not comma]


def _matches(selector: Iterable[Node], names: Set[str], words: Set[str]) -> bool:
    """Whether every name that the selector needs is there."""
    before, needed, choices = None, [], []
    for token in selector:
        if token.type == "hash":
            needed.append("#" + token.value)
        elif token.type == "ident" and before != ":":
            needed.append("." + token.value if before == "." else token.lower_value)
        elif token.type == "[] block":
            needed += _attribute(token.content)
        elif token.type == "function" and token.lower_name in ANY_OF:
            choices.append(_split(token.arguments))
        before = token
    there = all(name in names or words.issuperset(WORD.findall(name)) for name in needed)
    return there and all(any(_matches(part, names, words) for part in parts) for parts in choices)


def _attribute(tokens: Iterable[Node]) -> list[str]:
    """The names that an attribute selector needs: `[dir=ltr]` gives `[dir` and `[dir=ltr`."""
    name, *test = [token for token in tokens if token.type not in ("whitespace", "comment")]
    needed = [f"[{name.lower_value}"]
    if test and test[0] == "=" and name.lower_value not in OPEN_VALUES:
        needed.append(f"{needed[0]}={test[1].value}")
    return needed


def _used(nodes: Iterable[Node], used: Set[str]) -> Iterator[Node]:
    """The rules and declarations without custom properties and movements that nothing uses, and without empty rules."""
    for node in nodes:
        keyword = node.lower_at_keyword if node.type == "at-rule" else ""
        keep = True
        if node.type == "declaration":
            keep = node.name in used or not node.name.startswith("--")
        elif keyword.endswith("keyframes"):
            keep = tinycss2.serialize(node.prelude).strip() in used
        elif node.type == "qualified-rule" or keyword in GROUPS and node.content:
            node.content = list(_used(node.content, used))
            keep = bool(node.content)
        if keep:
            yield node
