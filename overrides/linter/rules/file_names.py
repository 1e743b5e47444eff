"""Names of files and folders in docs/: they are addresses, and two of them may be in each other's way."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from content import moved_pages, published_files
from content.pages import url_of
from content.settings import Settings
from finishing import feed, markdown_copies, participation_data, policy, search_index, sitemap
from linter import published_list
from linter.page import Finding, rule
from linter.site import SETTINGS, Site, SiteFindings

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?")
LONGEST = 80  # letters before the ending: with folders and the site's name, an address still fits into an e-mail
# What Windows takes for a device, whatever its ending
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
# What the finishing step writes
GENERATED = ["404.html", feed.NAME, sitemap.NAME, f"{sitemap.NAME}.gz", markdown_copies.CONTENTS]
GENERATED += [policy.HEADERS_FILE, search_index.PATH]
# and beside a page
BESIDE = (markdown_copies.NAME, *participation_data.NAMES)


def _files(settings: Settings) -> Iterator[str]:
    """Give the path of each file in the folder of pages, but for those whose name begins with a dot."""
    for folder, folders, names in os.walk(settings.docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        place = PurePosixPath(os.path.relpath(folder, settings.docs))
        yield from ((place / name).as_posix() for name in sorted(names) if not name.startswith("."))


def _better(name: str) -> str:
    """A name of small letters, digits and hyphens that is like another."""
    stem, ending = os.path.splitext(name)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST].strip("-")
    return (f"{words}-page" if not words or DEVICE.match(words) else words).strip("-") + ending.lower()


@rule(id="file-name", incorrect="`Our Part?.md` in docs/", correct="`our-part.md`")
def file_name(site: Site) -> SiteFindings:
    """Files and folders in docs/ are addresses: small letters, digits and hyphens, which work everywhere.

    A page whose address was published keeps its name.
    """
    docs, settings = site.settings.docs.name, site.settings
    published = {address.partition("#")[0] for address in published_list.of_site(settings)}
    for path in _files(settings):
        parts = PurePosixPath(path).parts
        page = path.endswith(".md")
        if f"/{url_of(path)}" in published or len(parts) == 1 and published_files.BY_NAME.match(path):
            continue
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            short = len(os.path.splitext(part)[0]) <= LONGEST and (last or "." not in part)
            if short and NAME.fullmatch(part) and not DEVICE.match(part) or last and part == "README.md":
                continue
            if last and not page and published_files.problem(settings, settings.docs / path):
                continue  # another rule names it
            better = _better(part) if last else _better(part).replace(".", "-")
            right = f"Rename it with small letters, digits and hyphens, such as {better}"
            message = f'"{part}" makes an address that does not work everywhere. {right}'
            yield f"{docs}/{'/'.join(parts[:number])}", Finding(1, message)


def _claims(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Give each path that something takes in the site: the path, the file that says so, and what to call it."""
    paths = [*_files(settings)]
    for path in paths:
        name = f"{settings.docs.name}/{path}"
        yield moved_pages.built(path) if path.endswith(".md") else path, name, name
    beside = (url_of(path) + name for path in paths if path.endswith(".md") for name in BESIDE)
    for built in (*GENERATED, *beside):
        yield built, "", f"{built}, which the build writes,"
    for old in settings.extra.get("redirects") or {}:
        yield moved_pages.built(old), SETTINGS, f"the redirect {old}"


def in_the_way(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give each file whose place in the site another needs: the file as an editor knows it, and what is wrong."""
    files: dict[str, tuple[str, str]] = {}
    folders: dict[str, tuple[str, str]] = {}
    for built, source, name in _claims(settings):
        if any("\ud800" <= letter <= "\udfff" for letter in source):
            yield source, "its name is not written in UTF-8. Rename it"
        for folder in PurePosixPath(built.casefold()).parents:
            folders.setdefault(folder.as_posix(), (source, name))
        files.setdefault(built.casefold(), (source, name))
    for built in files.keys() & folders.keys():
        (source, name), (other, below) = files[built], folders[built]
        message = f"{name} and {below} need one place in the site, as a file and as a folder. Rename one of them"
        yield source or other, message


@rule(
    id="file-in-the-way",
    incorrect="a file `glossary` in docs/ beside `glossary.md`",
    correct="the same file as `glossary.pdf`",
)
def file_in_the_way(site: Site) -> SiteFindings:
    """No file stands where another needs a folder: no engine could build both."""
    yield from ((path, Finding(1, message)) for path, message in in_the_way(site.settings))
    claims = [*_claims(site.settings)]
    generated = {built for built, source, _ in claims if not source}
    for built, source, _ in claims:
        if source and built in generated and source != SETTINGS:
            yield source, Finding(1, f"the build writes a file {built} itself. Give this one another name")
