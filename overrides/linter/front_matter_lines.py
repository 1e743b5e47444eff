"""Front matter with the line of each key."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import yaml
from content.front_matter import BLOCK, LOADER, NotPlainError, require_plain
from linter.page import Finding

# What PyYAML says, in part, and what to write instead.
REMEDIES = {
    "mapping values are not allowed": "Put a value that has a colon in quotes, "
    'title: "Customs: a guide", '
    "and begin each key at the start of its line",
    "cannot start any token": "Put the value in quotes, and write spaces for tabs",
    "unexpected end of stream": "Close the quotes or the bracket that begin here",
    "expected <block end>": "Begin each key at the start of its line",
    "did not find expected key": "Begin this line as far in as the lines beside it, and write it as key: value",
    "did not find expected '-'": "Begin this line as far in as the lines beside it",
    "could not find expected ':'": "Write a colon and a space after the key: title: About us",
    "could not determine a constructor": "Write a plain value: both engines know !ENV, and no other word with a !",
    "undefined alias": "Put a value that begins with * in quotes",
}
Block = tuple[dict[str, Any] | None, yaml.MappingNode | None, Finding | None]


def aliases(text: str) -> int | None:
    """Return the line, from 0, of the first value that repeats another by its name, as in `*name`; None if none does.

    A few of them can stand for more values than any computer holds.

    Raises:
        yaml.YAMLError: the text is no YAML.
    """
    events = yaml.parse(text, LOADER) if "*" in text else ()
    return next((event.start_mark.line for event in events if isinstance(event, yaml.AliasEvent)), None)


def twice(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Give each key that stands twice in one place, its second node and its first: YAML takes the last without a word."""
    seen: dict[str, yaml.Node] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                yield key.value, key, seen[key.value]
            seen.setdefault(key.value, key)
        yield from twice(value)
    for value in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from twice(value)


def not_yaml(error: yaml.MarkedYAMLError, what: str = "this front matter", first: int = 2) -> Finding:
    """Return what the parser stumbled over, at its line and in plain words; `first` is the line of its start."""
    problem = error.problem or "it cannot be read"
    mark = error.problem_mark
    if "end of stream" in problem or "could not find expected" in problem:
        mark = error.context_mark or mark
    remedy = next((text for part, text in REMEDIES.items() if part in problem), "Write each line as key: value")
    return Finding((mark.line if mark else 0) + first, f"{what} is not YAML ({problem}). {remedy}")


class _UnreadableError(Exception):
    """What stops the reading of front matter: its arguments are the line and the message of the finding."""


@lru_cache(maxsize=8)
def read(source: str) -> Block:
    """Return the front matter of a page's source: values and parsed nodes, or what stopped the reading."""
    try:
        return *_read(source), None
    except _UnreadableError as error:
        return None, None, Finding(*error.args)
    except NotPlainError as error:
        message = (
            "front matter takes plain values only: no names for values (&a, *a), no tags (!a), no lists within lists "
            "within lists, no text of over 2,000 letters. Write each line as key: value"
        )
        return None, None, Finding(error.problem_mark.line + 2, message)
    except yaml.MarkedYAMLError as error:
        return None, None, not_yaml(error)
    except yaml.YAMLError as error:
        message = f"this front matter is not YAML ({str(error).splitlines()[0]}). Delete that character"
        return None, None, Finding(2, message)


def _read(source: str) -> tuple[dict[str, Any], yaml.MappingNode]:
    block = BLOCK.match(source)
    if not block:
        raise _UnreadableError(1, _no_block(source))
    require_plain(block["yaml"])
    loader = LOADER(block["yaml"])
    node = loader.get_single_node()
    if not isinstance(node, yaml.MappingNode):
        raise _UnreadableError(2, "this front matter has no keys. Write each line as key: value")
    if again := next(twice(node), None):
        raise _UnreadableError(again[1].start_mark.line + 2, f"{again[0]} stands twice in the front matter. Delete one")
    values = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else str(loader.construct_object(key))
        try:
            values[name] = loader.construct_object(value, deep=True)
        except ValueError:  # a date such as 2026-02-30
            message = f"{value.value} is not a day of the calendar. Write {name}: 2026-11-22"
            raise _UnreadableError(value.start_mark.line + 2, message) from None
    return values, node


def _no_block(source: str) -> str:
    """What is wrong with a page in which no front matter begins, or none ends."""
    if source.startswith("---\n"):
        return "the front matter has no end. Write a line --- after its last key"
    if source.lstrip().startswith("---\n"):
        return "text before the front matter. Delete everything above the first ---"
    return (
        "this page has no front matter. Begin the file with a line ---, then title, description, permalink, "
        "last_reviewed and review_in, then a line ---"
    )


def place(node: yaml.Node | None, path: Iterable[str | int], first: int = 2) -> int:
    """Return the line of the key, or of the list's entry, that `path` leads to; of the nearest that is there.

    first: the line of the file on which the YAML begins.
    """
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                break
            key, node = pair
            line = key.start_mark.line + first
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + first
        else:
            break
    return line
