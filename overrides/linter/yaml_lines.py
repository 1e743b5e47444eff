"""What is wrong with YAML, in front matter or in mkdocs.yml, and on which line a key stands."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from content.front_matter import LOADER
from jsonschema import ValidationError
from linter.page import Finding

# What PyYAML says, in part, and what to write instead.
REMEDIES = {
    "mapping values are not allowed": 'Put a value that has a colon in quotes, title: "Customs: a guide", '
    "and begin each key at the start of its line",
    "cannot start any token": "Put the value in quotes, and write spaces for tabs",
    "unexpected end of stream": "Close the quotes or the bracket that begin here",
    "expected <block end>": "Begin each key at the start of its line",
    "did not find expected key": "Begin this line as far in as the lines beside it, and write it as key: value",
    "did not find expected '-'": "Begin this line as far in as the lines beside it",
    "could not find expected ':'": "Write a colon and a space after the key: title: About us",
    "could not determine a constructor": "Write a plain value: both engines know !ENV, and no other word with a !",
}


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


def unknown(given: Iterable, known: Iterable[str], listed: str = "") -> Iterator[tuple[Any, str]]:
    """Give each key that a schema doesn't know, and what to write for it; `listed` leads in the keys that it knows."""
    for key in [key for key in given if key not in known]:
        near = difflib.get_close_matches(str(key), known, 1, 0.75)
        yield key, f"Write {near[0]}" if near else f"Delete it; {listed} {', '.join(known)}"


def missing(error: ValidationError) -> str:
    """Return the key that an error of a schema says is required."""
    return error.message.split("'")[1]


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
