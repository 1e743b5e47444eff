"""The front matter of a page: the settings between two lines of `---` at its top."""

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from content import review_dates
from jsonschema import Draft202012Validator
from jsonschema.validators import extend

BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast


def _value(kind: str, description: str, *examples: str, **more: Any) -> dict[str, Any]:
    """The JSON Schema of a value; description and example make the linter's messages."""
    return {"type": kind, "description": description, "examples": examples, **more}


LINE = {"pattern": r"\A[^\n]*\S[^\n]*\Z"}  # one line, and not empty
CLOSED = {"additionalProperties": False}
DATE = _value("date", "a date without quotes, from 1990 to 2199", "2026-11-22")
NOTE = {"date": DATE, "note": _value("string", "a sentence that says what changed", '"Added a table."', **LINE)}
UPDATE = '{date: 2026-11-22, note: "What changed."}'
SEARCH = {"exclude": _value("boolean", "true or false", "true")}
PROPERTIES = {
    "title": _value(
        "string", "words of at most 60 characters", '"Our international participation"', maxLength=60, **LINE
    ),
    "description": _value(
        "string", "a sentence of at most 160 characters", '"What each customs body is for."', maxLength=160, **LINE
    ),
    "permalink": _value("string", "the page's address, from / to /", "/about-us/"),
    "last_reviewed": DATE,
    "review_in": _value("string", "a number of months or years", "6 months", pattern=review_dates.PERIOD),
    "text_received": DATE,
    "lang": _value(
        "string",
        "the code of the page's language, such as ms, ta or zh-Hans",
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    ),
    "updates": _value(
        "array",
        "a list of dated notes",
        f"[{UPDATE}]",
        items=_value("object", "a date and a note", UPDATE, properties=NOTE, required=[*NOTE], **CLOSED),
    ),
    "search": _value("object", "an exclusion from search", "{exclude: true}", properties=SEARCH, **CLOSED),
}
REQUIRED = ["title", "description", "permalink", "last_reviewed", "review_in"]
SCHEMA = {"type": "object", "properties": PROPERTIES, "required": REQUIRED, **CLOSED}
TYPES = Draft202012Validator.TYPE_CHECKER.redefine(  # YAML has dates, which JSON has not
    "date", lambda _, value: type(value) is datetime.date and 1990 <= value.year <= 2199
)
VALIDATOR = extend(Draft202012Validator, type_checker=TYPES)(SCHEMA)


class NotPlainError(yaml.MarkedYAMLError):
    """Front matter has more than plain values, which could keep a computer busy for ever."""


def require_plain(text: str) -> None:
    """Raise NotPlainError where YAML has names for values, tags, lists within lists within lists, or texts too long."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        named = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if named or depth > 4 or len(text) > 20_000 or len(getattr(event, "value", "")) > 2_000:
            raise NotPlainError(problem_mark=event.start_mark)


def read(source: str) -> Mapping[str, Any]:
    """Return the front matter of a page's source; empty where there is none or it is no YAML mapping.

    Read it, never change it: others are given the same one.

    source: the whole file, its line ends as `\\n`.
    """
    block = BLOCK.match(source)
    return _parsed(block["yaml"]) if block else {}


@lru_cache(4096)  # the hooks and the finishing step each read every page
def _parsed(text: str) -> Mapping[str, Any]:
    try:
        require_plain(text)
        found = yaml.load(text, LOADER)
    except (yaml.YAMLError, ValueError):  # ValueError: a date such as 2026-02-30
        return {}
    return found if isinstance(found, dict) else {}


def body(source: str) -> str:
    """Return the Markdown of a page's source without its front matter."""
    return BLOCK.sub("", source, count=1)


def bearable(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter without what the schema refuses, which no template need expect."""
    errors = (error for error in VALIDATOR.iter_errors(dict(meta)) if error.validator != "maxLength")
    wrong = {error.absolute_path[0] for error in errors if error.absolute_path}
    return {key: value for key, value in meta.items() if key in PROPERTIES and key not in wrong}
