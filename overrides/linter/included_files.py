"""The files that pages include: the lines that name them, and what pages show of them."""

import re
from collections.abc import Iterator

from linter.page import Page
from linter.site import Site, included

INCLUDE = re.compile(r"^[ \t>]*-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<name>.+?)(?P=quote)[ \t]*$", re.MULTILINE)
BLOCK = re.compile(r"^[ \t>]*-{1,}8<-{1,}[ \t]*$")
PART = re.compile(r"(?P<file>.*?)(?::(?P<part>[a-zA-Z][\w-]*)|(?::-?\d*){1,2}(?:,-?\d*(?::-?\d*)?)*)?")


def named(source: str) -> Iterator[tuple[int, str]]:
    """Give the line and the name of each file that a source includes; a ; before the name leaves it out."""
    inside = False
    for number, line in enumerate(source.split("\n"), start=1):
        if "8<-" in line and BLOCK.match(line):
            inside = not inside
        elif inside and line.strip() and not line.strip().startswith(";"):
            yield number, line.strip()
        elif "8<-" in line and (match := INCLUDE.match(line)) and not match["name"].startswith(";"):
            yield number, match["name"]


def with_included(site: Site, page: Page) -> list[Page]:
    """Return a page, the files that it includes, and those that they include."""
    found = [page]
    if "8<-" in page.source:
        files = {site.settings.root / include.path: include for include in site.includes}
        for one in found:
            matches = (PART.fullmatch(name) for _, name in named(one.source))
            inner = (files.get(included(site.settings, match["file"])) for match in matches if match)
            found += [file for file in inner if file and file not in found]
    return found
