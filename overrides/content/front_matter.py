"""The front matter of a page: the settings between two lines of `---` at its top."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

import yaml
from content import review_dates
from jsonschema import Draft202012Validator
from jsonschema.validators import extend

BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast

LINE = r"\A[^\n]*\S[^\n]*\Z"
DATE = {"type": "date", "description": "a date without quotes, from 1990 to 2199", "examples": ["2026-11-22"]}

# A JSON Schema with one type more, "date", because YAML has dates.
# `description` and `examples` make the messages.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "description", "permalink", "last_reviewed", "review_in"],
    "properties": {
        "title": {
            "type": "string",
            "pattern": LINE,
            "maxLength": 60,
            "description": "words of at most 60 characters",
            "examples": ['"Our international participation"'],
        },
        "description": {
            "type": "string",
            "pattern": LINE,
            "maxLength": 160,
            "description": "a sentence of at most 160 characters",
            "examples": ['"What each customs body is for."'],
        },
        "permalink": {
            "type": "string",
            "description": "the page's address, from / to /",
            "examples": ["/about-us/"],
        },
        "last_reviewed": DATE,
        "review_in": {
            "type": "string",
            "pattern": review_dates.PERIOD,
            "description": "a number of months or years",
            "examples": ["6 months"],
        },
        "text_received": DATE,
        "lang": {
            "type": "string",
            "pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
            "description": "the code of a page's language where it is another than the site's",
            "examples": ["ta"],
        },
        "updates": {
            "type": "array",
            "description": "a list of dated notes",
            "examples": ['[{date: 2026-11-22, note: "What changed."}]'],
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["date", "note"],
                "description": "a date and a note",
                "examples": ['{date: 2026-11-22, note: "What changed."}'],
                "properties": {
                    "date": DATE,
                    "note": {
                        "type": "string",
                        "pattern": LINE,
                        "description": "a sentence that says what changed",
                        "examples": ['"Added a table."'],
                    },
                },
            },
        },
        "search": {
            "type": "object",
            "additionalProperties": False,
            "description": "an exclusion from search",
            "examples": ["{exclude: true}"],
            "properties": {
                "exclude": {
                    "type": "boolean",
                    "description": "true or false",
                    "examples": ["true"],
                },
            },
        },
    },
}

TYPES = Draft202012Validator.TYPE_CHECKER.redefine(
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

    source: the whole file, its line ends as `\\n`.
    """
    block = BLOCK.match(source)
    if not block:
        return {}
    try:
        require_plain(block["yaml"])
        found = yaml.load(block["yaml"], LOADER)
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
    return {key: value for key, value in meta.items() if key in SCHEMA["properties"] and key not in wrong}
