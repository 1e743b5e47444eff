"""The style rules that the site's pages can use: purged by name, for inlining.

A rule is kept when every name that its selector needs (tag, class, id, attribute)
occurs somewhere in the site. Names are compared as sets, once for the whole site:
no selector is matched against a page, so the cost does not depend on the number
of rules times the number of pages.
"""

import re
from collections.abc import Iterable, Iterator, Set

import rcssmin
import tinycss2
from selectolax.lexbor import LexborHTMLParser
from tinycss2.ast import Node

# Attributes with a value of their own on nearly every element: a rule that tests their value is
# kept wherever the attribute occurs.
OPEN_VALUES = {"alt", "class", "content", "d", "datetime", "href", "id", "src", "title"}

# Pseudo-classes that need one of the selectors in their brackets; :not() needs none.
ANY_OF = {"is", "where", "has", "matches", "-webkit-any", "-moz-any"}

# A link to a style sheet of the site, in the head of a page as our frame or the theme writes it
SHEET = re.compile(r'<link\b(?=[^>]*\brel="?stylesheet)(?![^>]*//)[^>]*>\n?')

# What would point elsewhere from a page than from its own file.
ELSEWHERE = re.compile(r"""@import\b[^;]*|url\(\s*(?!["']?(?:data:|#))[^)]*""")

# A use of a custom property, and a name that may be that of a movement
USE = re.compile(r"(?<=var\()\s*--[\w-]+|(?<=[\s:,])[a-z][\w-]*(?=[\s;,}])")
COMMA = tinycss2.parse_one_component_value(",")

# At-rules that hold rules; all others are kept as they are.
GROUPS = {"media", "supports", "layer", "container", "scope", "starting-style", "document"}


def names(document: LexborHTMLParser) -> set[str]:
    """Return the names that selectors can find in a page, written as in a selector.

    For example `{"a", ".facts", "#contents", "[dir", "[dir=ltr"}`.
    """
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


def inline(page: str, css: str) -> str:
    """Return a page with a `<style>` of this text in place of the links to style sheets in its head."""
    head, end, body = page.partition("</head>")
    style = iter([f"<style>{css}</style>"])
    return SHEET.sub(lambda _: next(style, ""), head) + end + body


def script_words(script: str) -> set[str]:
    """Return the words in the string literals of a script: names that it may give to elements."""
    literals = re.findall(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`', script)
    return {word for literal in literals for word in re.findall(r"[\w-]+", literal)}


def purge(css: str, names: Set[str], words: Set[str] = frozenset()) -> str:
    """Return the style sheet without what no page can use, minified.

    css: a whole style sheet.
    names: what the pages have, as `names` gives it.
    words: more names, of any kind, that scripts may add.

    Raises:
        ValueError: the sheet has an `@import` or a relative `url()`, which would
            point elsewhere from a page than from its own file; or it can't be read.
    """
    rules = list(_possible(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), names, words))
    before, text = "", tinycss2.serialize(rules)
    if strange := ELSEWHERE.search(text):
        raise ValueError(f"{strange[0]} cannot stand inside a page: write the rules or a data: address")
    while text != before:  # dropping a custom property may leave those that it used without a use
        rules = list(_used(rules, set(USE.findall(text))))
        before, text = text, tinycss2.serialize(rules)
    return rcssmin.cssmin(text)


def _possible(rules: Iterable[Node], names: Set[str], words: Set[str]) -> Iterator[Node]:
    """The rules that can apply, each with only the selectors that can match."""
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"line {rule.source_line}: {rule.message}")
        if rule.type == "qualified-rule":
            parts = [part for part in _split(rule.prelude) if _matches(part, names, words)]
            rule.prelude = [token for part in parts for token in (COMMA, *part)][1:]
            if parts:
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
    parts = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _matches(selector: Iterable[Node], names: Set[str], words: Set[str]) -> bool:
    """Whether every name that the selector needs is there."""
    before = None
    for token in selector:
        needed = []
        if token.type == "hash":
            needed = ["#" + token.value]
        elif token.type == "ident" and before != ":":
            needed = ["." + token.value if before == "." else token.lower_value]
        elif token.type == "[] block":
            needed = _attribute(token.content)
        elif token.type == "function" and token.lower_name in ANY_OF and not _any(token.arguments, names, words):
            return False
        if any(key not in names and not set(re.findall(r"[\w-]+", key)) <= words for key in needed):
            return False
        before = token
    return True


def _any(selectors: Iterable[Node], names: Set[str], words: Set[str]) -> bool:
    return any(_matches(selector, names, words) for selector in _split(selectors))


def _attribute(tokens: Iterable[Node]) -> list[str]:
    """The names that an attribute selector needs: `[dir=ltr]` gives `[dir` and `[dir=ltr`."""
    name, *test = [token for token in tokens if token.type not in ("whitespace", "comment")]
    if test and test[0] == "=" and name.lower_value not in OPEN_VALUES:
        return [f"[{name.lower_value}", f"[{name.lower_value}={test[1].value}"]
    return [f"[{name.lower_value}"]


def _used(rules: Iterable[Node], used: Set[str]) -> Iterator[Node]:
    """The rules without custom properties and movements that nothing uses, and without rules left empty."""
    for rule in rules:
        if rule.type == "qualified-rule":
            rule.content = [token for part in _declarations(rule.content) if not _unused(part, used) for token in part]
        elif rule.content and rule.lower_at_keyword in GROUPS:
            rule.content = list(_used(rule.content, used))
        elif rule.lower_at_keyword.endswith("keyframes") and tinycss2.serialize(rule.prelude).strip() not in used:
            continue
        if rule.content or rule.content is None:
            yield rule


def _declarations(tokens: Iterable[Node]) -> list[list[Node]]:
    """The content of a rule, cut after each declaration and each nested rule."""
    parts = [[]]
    for token in tokens:
        parts[-1].append(token)
        if token == ";" or token.type == "{} block":
            parts.append([])
    return parts


def _unused(declaration: Iterable[Node], used: Set[str]) -> bool:
    """Whether a declaration sets a custom property that nothing uses."""
    name = next((t for t in declaration if t.type not in ("whitespace", "comment")), None)
    return bool(name and name.type == "ident" and name.value.startswith("--") and name.value not in used)
