"""Files that a page shows or leads to: they are there, and small enough."""

import os
import posixpath
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from content import published_files
from linter import included_files
from linter.page import Finding, Page, rule
from linter.rules import link_targets
from linter.site import Site, SiteFindings

LARGEST = 500_000  # bytes: some seconds on a slow telephone
ADDRESSES = {"img": "src", "source": "src", "video": "src", "audio": "src", "a": "href"}


@rule(
    id="file-missing",
    incorrect='`<img src="gone.png" alt="The customs building">`, and no such file',
    correct="`![The customs building](building.png)`",
)
def file_missing(site: Site) -> SiteFindings:
    """What raw HTML shows or leads to is there, whichever engine builds: each reads its address in another way."""
    for page in site.pages:
        file = PurePosixPath(page.path)
        bases = page.url, page.url if file.stem in ("index", "README") else posixpath.dirname(page.url.rstrip("/"))
        for tag in page.tags:
            address = tag.attributes.get(ADDRESSES.get(tag.name, ""), "")
            parts = urlsplit(address) if "[" not in address else None
            if tag.closing or not parts or parts.scheme or parts.netloc or "{" in address:
                continue
            found = [_target(site, page, base, unquote(parts.path)) for base in bases]
            link, message = tag.name == "a", None
            if not all(found):
                what = f"{'this link leads to' if link else 'this picture is'} {address}"
                right = f"beside this page: {'[text](file.md)' if link else '![What it shows](file.png)'}"
                right = f"Write it in Markdown, with the file's place {right}"
                message = f"{what}, which isn't there, or not for every engine. {right}"
            elif link and isinstance(found[0], Page):
                message = link_targets.part_problem(found[0], parts)
            if message:
                yield page.path, Finding(page.line_of(tag.start), message)


def _target(site: Site, page: Page, url: str, path: str) -> Page | bool:
    """The page at an address as a page writes it, in whatever folder of a host it stands; whether there is a file."""
    if not path:
        return page
    name = posixpath.normpath(posixpath.join(url.strip("/"), path))
    if path.startswith("/") or name.split("/")[0] == "..":
        return False
    name = "" if name == "." else name
    return site.at(name) or name[-3:] != ".md" and os.path.isfile(site.settings.docs / name)


@rule(
    id="published-file",
    incorrect="`notes.docx` in docs/",
    correct="the same as a page, `notes.md`, or as `notes.pdf`",
)
def published_file(site: Site) -> SiteFindings:
    """Beside pages, pictures and documents are published; other files, and links to files elsewhere, are not."""
    links = (file for file in included_files.files(site.settings, "*") if file.is_symlink())
    files = (file for file in sorted(site.settings.docs.rglob("*")) if file.is_symlink() or not file.is_dir())
    for file in (*links, *files):
        if file.suffix == ".md":  # one that is a link is named where it is read
            continue
        if problem := published_files.LINK if file.is_symlink() else published_files.problem(site.settings, file):
            yield file.relative_to(site.settings.root).as_posix(), Finding(1, problem)


@rule(
    id="page-not-built",
    incorrect="`exclude_docs: about.md` in mkdocs.yml, or a page in docs/templates/, which no engine builds",
    correct="the page without this setting, in another folder",
)
def page_not_built(site: Site) -> SiteFindings:
    """Every page in docs/ is published at its address."""
    for page in site.pages if site.built else ():
        built = site.built / page.url.strip("/") / "index.html"
        if not built.is_file():
            where = "Rename it if its name or folder begins with a dot or is templates"
            message = f"this page is not published. {where}; or delete what leaves it out from mkdocs.yml"
            yield page.path, Finding(1, message)


@rule(
    id="image-size",
    incorrect="a photograph of 3 MB in docs/",
    correct="the same photograph, 1,200 pixels wide and saved as WebP, of 150 kB",
)
def image_size(site: Site) -> SiteFindings:
    """A picture has at most 500 kB, so that it is there before a reader on a telephone goes."""
    right = "Make it at most 1,600 pixels wide and save it as WebP or JPEG"
    for file in sorted(site.settings.docs.rglob("*")):
        size = file.stat().st_size if file.suffix.lower() in published_files.PICTURES and file.is_file() else 0
        if size > LARGEST:
            message = f"this picture has {size // 1000:,} kB, and at most 500 kB load in time. {right}"
            yield file.relative_to(site.settings.root).as_posix(), Finding(1, message)


@rule(
    id="include-missing",
    incorrect='`--8<-- "gone.md"`, and no such file in includes/',
    correct='`--8<-- "published.txt"`',
)
def include_missing(site: Site) -> SiteFindings:
    """What a page includes is there."""
    root = site.settings.root
    inside = (one for one in included_files.folders(site.settings) if one.is_relative_to(root))
    folders = ", ".join(one.relative_to(root).as_posix() for one in inside) or "the folder of includes"
    for page in (*site.pages, *site.includes):
        for line, name in included_files.named(page.source):
            file, part = included_files.find(site.settings, name)
            if file is None:
                right = f"Write the name of a file in {folders}, or delete the line"
                yield page.path, Finding(line, f"there is no {name} to include. {right}")
            elif part and not _has_part(file, part):
                right = f"Write a part that it has, or delete :{part}"
                yield page.path, Finding(line, f"{name[: -len(part) - 1]} has no part {part} to include. {right}")


def _has_part(file: Path, part: str) -> bool:
    try:
        return f"[start:{part}]" in re.sub(r"\s+", "", file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
