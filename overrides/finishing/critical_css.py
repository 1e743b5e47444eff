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

# A use of a custom property.
USE = re.compile(r"var\(\s*(--[\w-]+)")

# Pseudo-elements that show nothing but what a rule gives them
PSEUDO = re.compile(r":(?:before|after)$")

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
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    kept = list(_visible([*_kept(rules, names, words)]))
    text = tinycss2.serialize(kept)
    if strange := ELSEWHERE.search(text):
        raise ValueError(f"{strange[0]} cannot stand inside a page: write the rules or a data: address")
    # Dropping a custom property may leave those that it used without a use.
    while True:
        used = set(USE.findall(text))
        kept = list(_used(kept, used))
        kept = [rule for rule in kept if not _unused_keyframes(rule, text)]
        shorter = tinycss2.serialize(kept)
        if shorter == text:
            return rcssmin.cssmin(text)
        text = shorter


def _kept(rules: Iterable[Node], names: Set[str], words: Set[str]) -> Iterator[Node]:
    """The rules that can apply, each with only the selectors that can match."""
    for rule in rules:
        if rule.type == "qualified-rule":
            parts = [
                part
                for part in _split(rule.prelude)
                if _possible(part, names, words)
            ]
            if parts:
                rule.prelude = _joined(parts)
                yield rule
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = list(_kept(inner, names, words))
            if rule.content:
                yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule
        elif rule.type == "error":
            raise ValueError(f"line {rule.source_line}: {rule.message}")


def _visible(rules: list[Node]) -> Iterator[Node]:
    """The rules without the selectors of pseudo-elements that are hidden in the end."""
    display: dict[str, str] = {}  # what the last rule for a selector says, in whatever group
    for rule in _all(rules):
        for part in _declarations(rule.content):
            if _property(part) == "display":
                value = tinycss2.serialize(part).partition(":")[2].strip(" ;")
                display |= dict.fromkeys(map(_selector, _split(rule.prelude)), value)
    hidden = {selector for selector, value in display.items() if value == "none" and PSEUDO.search(selector)}
    for rule in rules:
        if rule.type == "qualified-rule" and not any(_property(part) == "display" for part in _declarations(rule.content)):
            parts = [part for part in _split(rule.prelude) if _selector(part) not in hidden]
            rule.prelude = _joined(parts)
            if not parts:
                continue
        yield rule


def _all(rules: Iterable[Node]) -> Iterator[Node]:
    """The rules, those in groups too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in GROUPS:
            yield from _all(rule.content)


def _selector(tokens: Iterable[Node]) -> str:
    return tinycss2.serialize(tokens).strip().replace("::", ":")


def _unused_keyframes(rule: Node, text: str) -> bool:
    """Whether no rule of a style sheet names a rule's movement."""
    if rule.type != "at-rule" or not rule.lower_at_keyword.endswith("keyframes"):
        return False
    name = tinycss2.serialize(rule.prelude).strip()
    return not re.search(rf"animation(?:-name)?:[^;}}]*(?<![\w-]){re.escape(name)}(?![\w-])", text)


def _split(tokens: Iterable[Node]) -> list[list[Node]]:
    """The selectors of a list of selectors."""
    parts = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _joined(parts: list[list[Node]]) -> list[Node]:
    comma = tinycss2.parse_one_component_value(",")
    return [token for part in parts for token in (comma, *part)][1:]


def _possible(selector: Iterable[Node], names: Set[str], words: Set[str]) -> bool:
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
        elif token.type == "function" and token.lower_name in ANY_OF:
            if not any(_possible(part, names, words) for part in _split(token.arguments)):
                return False
        if any(key not in names and not _said(key, words) for key in needed):
            return False
        before = token
    return True


def _attribute(tokens: Iterable[Node]) -> list[str]:
    """The names that an attribute selector needs: `[dir=ltr]` gives `[dir` and `[dir=ltr`."""
    name, *test = [token for token in tokens if token.type not in ("whitespace", "comment")]
    if test and test[0] == "=" and name.lower_value not in OPEN_VALUES:
        return [f"[{name.lower_value}", f"[{name.lower_value}={test[1].value}"]
    return [f"[{name.lower_value}"]


def _said(key: str, words: Set[str]) -> bool:
    return set(re.findall(r"[\w-]+", key)) <= words


def _used(rules: Iterable[Node], used: Set[str]) -> Iterator[Node]:
    """The rules without custom properties that nothing uses, and without rules left empty."""
    for rule in rules:
        if rule.type == "qualified-rule":
            parts = [(part, _property(part)) for part in _declarations(rule.content)]
            kept = [part for part, name in parts if not name.startswith("--") or name in used]
            rule.content = [token for part in kept for token in part]
        elif rule.lower_at_keyword in GROUPS and rule.content:
            rule.content = list(_used(rule.content, used))
        if rule.content or rule.type == "at-rule" and rule.content is None:
            yield rule


def _declarations(tokens: Iterable[Node]) -> list[list[Node]]:
    """The content of a rule, cut after each declaration and each nested rule."""
    parts = [[]]
    for token in tokens:
        parts[-1].append(token)
        if token == ";" or token.type == "{} block":
            parts.append([])
    return parts


def _property(declaration: Iterable[Node]) -> str:
    """The property that a declaration sets; empty if it is none."""
    first = next((t for t in declaration if t.type not in ("whitespace", "comment")), None)
    return first.value if first and first.type == "ident" else ""
