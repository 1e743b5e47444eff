"""Rules about front matter: the settings between two lines of `---` at the top of a page."""

import difflib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from content import front_matter, review_dates
from content.front_matter import BLOCK, LOADER, PROPERTIES, VALIDATOR, NotPlainError, bearable, body, require_plain
from linter.page import Finding, Page, rule
from linter.site import Site, SiteFindings
from linter.yaml_lines import missing, not_yaml, place, twice, unknown

EXAMPLE = """---
title: Our part
description: What we do in each group.
permalink: /our-part/
last_reviewed: 2026-11-22
review_in: 6 months
---
"""
UPDATES = (
    "  - date: 2026-11-22\n    note: Corrected a name.\n",
    "  - date: 2026-11-25\n    note: Added a group.\n",
)
Block = tuple[dict[str, Any] | None, yaml.MappingNode | None, Finding | None]


@lru_cache(maxsize=8)
def _parsed(source: str) -> Block:
    """The front matter of a page's source: values and parsed nodes, or what stopped the reading."""
    block = BLOCK.match(source)
    if not block:
        return None, None, Finding(1, _no_block(source))
    try:
        require_plain(block["yaml"])
        loader = LOADER(block["yaml"])
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            return None, None, Finding(2, "this front matter has no keys. Write each line as key: value")
        if again := next(twice(node), None):
            message = f"{again[0]} stands twice in the front matter. Delete one"
            return None, None, Finding(again[1].start_mark.line + 2, message)
        values = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else str(loader.construct_object(key))
            try:
                values[name] = loader.construct_object(value, deep=True)
            except ValueError:  # a date such as 2026-02-30
                day, key = (value.value, name) if isinstance(value, yaml.ScalarNode) else (f"a date of {name}", "date")
                message = f"{day} is not a day of the calendar. Write {key}: 2026-11-22"
                return None, None, Finding(value.start_mark.line + 2, message)
        return values, node, None
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


def _no_block(source: str) -> str:
    """What is wrong with a page in which no front matter begins, or none ends."""
    if source.startswith("---\n"):
        return "the front matter has no end. Write a line --- after its last key"
    if source.lstrip().startswith("---\n"):
        return "text before the front matter. Delete everything above the first ---"
    if source.lstrip().startswith("+++\n"):
        return "front matter stands between lines of ---, not +++. Write --- for both, and each line as key: value"
    return (
        "this page has no front matter. Begin the file with a line ---, then title, description, permalink, "
        "last_reviewed and review_in, then a line ---"
    )


@rule(
    id="front-matter",
    incorrect=EXAMPLE.replace("Our part", "Our part: a guide"),
    correct=EXAMPLE.replace("Our part", '"Our part: a guide"'),
)
def readable_front_matter(page: Page) -> Iterator[Finding]:
    """Front matter stands at the top of every page, once, and is a YAML mapping.

    MkDocs publishes it as text where it is not.
    """
    if finding := _parsed(page.source)[2]:
        yield finding
        return
    text = body(page.source).lstrip()
    if front_matter.read(text).keys() & PROPERTIES.keys():
        right = "Keep what holds in the first one, and delete these lines"
        message = f"the front matter begins a second time here, and readers see it. {right}"
        yield Finding(page.line_of(page.source.index(text)), message)


@rule(id="front-matter-key", incorrect=EXAMPLE.replace("title:", "titel:"), correct=EXAMPLE)
def front_matter_schema(page: Page) -> Iterator[Finding]:
    """Every key is known, none is missing, and each value is of its type."""
    values, node, _ = _parsed(page.source)
    if values is None:
        return
    for error in VALIDATOR.iter_errors(values):
        path = list(error.absolute_path)
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        where = ".".join(str(step) for step in path if isinstance(step, str))
        if error.validator == "additionalProperties":
            for key, remedy in unknown(error.instance, known, "the keys are"):
                yield Finding(place(node, [*path, key]), f"{key} is not a key of front matter. {remedy}")
        elif error.validator == "required":
            key = missing(error)
            if not difflib.get_close_matches(key, [str(name) for name in error.instance if name not in known], 1):
                title = page.url.strip("/").rpartition("/")[2].replace("-", " ").capitalize()
                example = {"permalink": page.url, "title": title}.get(key) or known[key]["examples"][0]
                yield Finding(place(node, path), f"{key} is missing from the front matter. Write {key}: {example}")
        elif error.validator == "maxLength":
            most = f"Shorten it to at most {error.validator_value}"
            yield Finding(place(node, path), f"this {where} has {len(error.instance)} characters. {most}")
        else:
            right, example = error.schema["description"], next(iter(error.schema["examples"]), None)
            said = f"must be {right}. Write {where.split('.')[-1]}: {example}"
            yield Finding(place(node, path), f"{where} {said if example else f'has no such value. Write {right}'}")


@rule(id="permalink", incorrect=EXAMPLE.replace("/our-part/", "/part/"), correct=EXAMPLE)
def permalink(page: Page) -> Iterator[Finding]:
    """The permalink is the page's own address, so that a page that moves is noticed."""
    values, node, _ = _parsed(page.source)
    if values and isinstance(values.get("permalink"), str) and values["permalink"] != page.url:
        message = f"{values['permalink']} is not this page's address. Write permalink: {page.url}"
        yield Finding(place(node, ["permalink"]), message)


@rule(
    id="updates-order",
    incorrect=f"{EXAMPLE[:-4]}updates:\n{UPDATES[0]}{UPDATES[1]}---\n",
    correct=f"{EXAMPLE[:-4]}updates:\n{UPDATES[1]}{UPDATES[0]}---\n",
)
def updates_order(page: Page) -> Iterator[Finding]:
    """The newest of the updates stands first: readers see its day at the top of the page."""
    _, node, _ = _parsed(page.source)
    days = [update["date"] for update in bearable(page.meta).get("updates", ())]
    for index, (day, below) in enumerate(zip(days, days[1:], strict=False), start=1):
        if below > day:
            message = f"{below} is newer than {day} above it. Put the newest update first"
            yield Finding(place(node, ["updates", index, "date"]), message)


@rule(
    id="review-due",
    incorrect="`last_reviewed: 2020-11-22` and `review_in: 6 months`, today",
    correct="`last_reviewed:` with the day on which the page was last read and found true",
    severity="advice",
)
def review_due(site: Site) -> SiteFindings:
    """The next review of a page is not past: advice, because time alone must not break a build."""
    for page in site.pages:
        meta = bearable({key: page.meta.get(key) for key in ("last_reviewed", "review_in")})
        if len(meta) == 2 and (due := review_dates.due(**meta)) < site.today:
            message = f"the review of this page was due on {due.day} {due:%B %Y}. Check its facts, then write today's date here"
            yield page.path, Finding(place(_parsed(page.source)[1], ["last_reviewed"]), message)


@rule(
    id="title-twice",
    incorrect="two pages with `title: Our part`",
    correct="`title: Our part` and `title: Your part`",
)
def used_twice(site: Site) -> SiteFindings:
    """A title and a description tell one page from all others, in tabs and search results."""
    for key in ("title", "description"):
        first: dict[str, Page] = {}
        for page in site.pages:
            value = page.meta.get(key)
            same = " ".join(value.split()).casefold() if isinstance(value, str) else ""
            if same and (other := first.setdefault(same, page)) is not page:
                line = place(_parsed(page.source)[1], [key])
                yield page.path, Finding(line, f"{other.path} has the same {key}. Write another {key} here")


@rule(
    id="front-matter-included",
    incorrect="a file in includes/ that begins with `---`, `title: Our part` and `---`",
    correct="the same file without these lines",
)
def included_front_matter(site: Site) -> SiteFindings:
    """What is included has no front matter: it would be shown as text in the midst of a page."""
    for page in site.includes:
        if BLOCK.match(page.source):
            message = "these settings are shown as text on each page that includes this file. Delete them, and both ---"
            yield page.path, Finding(1, message)
