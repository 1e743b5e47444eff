"""Rules about front matter: the settings between two lines of `---` at the top of a page."""

import difflib
import re
from collections.abc import Iterator

from content import front_matter, review_dates
from content.front_matter import PROPERTIES, VALIDATOR, bearable, body
from linter.front_matter_lines import place, read
from linter.page import Finding, Page, rule
from linter.site import Site, SiteFindings

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


@rule(
    id="front-matter",
    incorrect=EXAMPLE.replace("Our part", "Our part: a guide"),
    correct=EXAMPLE.replace("Our part", '"Our part: a guide"'),
)
def readable_front_matter(page: Page) -> Iterator[Finding]:
    """Front matter stands at the top of every page, once, and is a YAML mapping.

    MkDocs publishes it as text where it is not.
    """
    if finding := read(page.source)[2]:
        yield finding
        return
    text = body(page.source).lstrip()
    if front_matter.read(text).keys() & PROPERTIES.keys():
        yield Finding(
            page.line_of(page.source.index(text)),
            "the front matter begins a second time here, and readers see it. Keep what holds in the first one, "
            "and delete these lines",
        )


@rule(
    id="front-matter-key",
    incorrect=EXAMPLE.replace("title:", "titel:"),
    correct=EXAMPLE,
)
def front_matter_schema(page: Page) -> Iterator[Finding]:
    """Every key is known, none is missing, and each value is of its type."""
    values, node, _ = read(page.source)
    if values is None:
        return
    for error in VALIDATOR.iter_errors(values):
        path = list(error.absolute_path)
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        where = ".".join(str(step) for step in path if isinstance(step, str))
        if error.validator == "additionalProperties":
            for key in [key for key in error.instance if key not in known]:
                near = difflib.get_close_matches(str(key), known, 1, 0.7)
                remedy = f"Write {near[0]}" if near else f"Delete it; the keys are {', '.join(known)}"
                yield Finding(place(node, [*path, key]), f"{key} is not a key of front matter. {remedy}")
        elif error.validator == "required":
            key = re.match("'(.*)'", error.message)[1]
            misspelt = [str(name) for name in error.instance if name not in known]
            if not difflib.get_close_matches(key, misspelt, 1):
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


@rule(
    id="permalink",
    incorrect=EXAMPLE.replace("/our-part/", "/part/"),
    correct=EXAMPLE,
)
def permalink(page: Page) -> Iterator[Finding]:
    """The permalink is the page's own address, so that a page that moves is noticed."""
    values, node, _ = read(page.source)
    if values and isinstance(values.get("permalink"), str) and values["permalink"] != page.url:
        yield Finding(
            place(node, ["permalink"]),
            f"{values['permalink']} is not this page's address. Write permalink: {page.url}",
        )


@rule(
    id="updates-order",
    incorrect=f"{EXAMPLE[:-4]}updates:\n{UPDATES[0]}{UPDATES[1]}---\n",
    correct=f"{EXAMPLE[:-4]}updates:\n{UPDATES[1]}{UPDATES[0]}---\n",
)
def updates_order(page: Page) -> Iterator[Finding]:
    """The newest of the updates stands first: readers see its day at the top of the page."""
    _, node, _ = read(page.source)
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
            yield page.path, Finding(place(read(page.source)[1], ["last_reviewed"]), message)


@rule(
    id="title-twice",
    incorrect="two pages with `title: Our part`",
    correct="`title: Our part` and `title: Your part`",
)
def used_twice(site: Site) -> SiteFindings:
    """A title and a description tell one page from all others, in tabs and search results."""
    for key in ("title", "description"):
        first: dict[str, str] = {}
        for page in site.pages:
            value = page.meta.get(key)
            if not isinstance(value, str) or not value.strip():
                continue
            same = " ".join(value.split()).casefold()
            if same in first:
                line = place(read(page.source)[1], [key])
                yield page.path, Finding(line, f"{first[same]} has the same {key}. Write another {key} here")
            first.setdefault(same, page.path)


@rule(
    id="front-matter-included",
    incorrect="a file in includes/ that begins with `---`, `title: Our part` and `---`",
    correct="the same file without these lines",
)
def included_front_matter(site: Site) -> SiteFindings:
    """What is included has no front matter: it would be shown as text in the midst of a page."""
    for page in site.includes:
        if front_matter.BLOCK.match(page.source):
            message = "these settings are shown as text on each page that includes this file. Delete them, and both ---"
            yield page.path, Finding(1, message)


RULES = (readable_front_matter, front_matter_schema, permalink, updates_order)
SITE_RULES = (used_twice, review_due, included_front_matter)
