"""The files that pages include: where they are, the lines that name them, and what pages show of them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from content.settings import Settings, include_folders
from linter.page import Page
from linter.site import Site

INCLUDE = re.compile(r"^[ \t>]*-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<name>.+?)(?P=quote)[ \t]*$", re.MULTILINE)
BLOCK = re.compile(r"^[ \t>]*-{1,}8<-{1,}[ \t]*$")
LINE = r"(?:-?\d+)?"
PART = re.compile(rf"(?P<file>.*?)(?::(?P<part>[a-zA-Z][\w-]*)|(?::{LINE}){{1,2}}(?:,{LINE}(?::{LINE})?)*)?")


def folders(settings: Settings) -> list[Path]:
    """Return the folders in which pages find what they include."""
    return [settings.root / name for name in include_folders(settings.extensions)]


def files(settings: Settings, pattern: str) -> list[Path]:
    """Return what pages may include, by its path: files and folders of a pattern such as `*.md`, which are no pages."""
    apart = (one for one in folders(settings) if not settings.docs.resolve().is_relative_to(one.resolve()))
    return sorted({file for folder in apart for file in folder.rglob(pattern)})


def find(settings: Settings, name: str) -> tuple[Path | None, str | None]:
    """Return the file that a page includes by a name such as `a.md:part`, if it is there, and the part, if it has one.

    A link to another place is no file.
    """
    match = PART.fullmatch(name)
    found = ((folder.resolve(), folder / match["file"]) for folder in folders(settings))
    there = ((folder, file) for folder, file in found if os.path.isfile(file))  # whatever signs a page's name has
    file = next((file for folder, file in there if file.resolve().is_relative_to(folder)), None)
    return file, match["part"]


def named(source: str) -> Iterator[tuple[int, str]]:
    """Give the line and the name of each file that a source includes; a ; before the name leaves it out."""
    inside = False
    for number, line in enumerate(source.split("\n"), start=1) if "8<-" in source else ():
        if "8<-" in line and BLOCK.match(line):
            inside = not inside
        elif inside and line.strip() and not line.strip().startswith(";"):
            yield number, line.strip()
        elif "8<-" in line and (match := INCLUDE.match(line)) and not match["name"].startswith(";"):
            yield number, match["name"]


def with_included(site: Site, page: Page) -> list[Page]:
    """Return a page, the files that it includes, and those that they include."""
    known = {site.settings.root / include.path: include for include in site.includes} if "8<-" in page.source else {}
    found = [page]
    for one in found:
        inner = (known.get(find(site.settings, name)[0]) for _, name in named(one.source))
        found += [file for file in inner if file and file not in found]
    return found
