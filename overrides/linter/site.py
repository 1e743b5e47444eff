"""The whole site as rules see it: its settings, its pages and the files that these include."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

import yaml
from content import moved_pages
from content.bodies import words
from content.front_matter import LOADER
from content.settings import Settings
from linter.page import Finding, Page
from linter.settings_file import SETTINGS
from linter.yaml_lines import place
from selectolax.lexbor import LexborNode


def name_of(source: PurePosixPath) -> str:
    """Return what a page is called: its file, or its folder where it stands for that; in small letters."""
    return (source.parent.name if source.stem in ("index", "README") else source.stem).casefold()


def _entries(menu, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the files and addresses of a menu, each with its place in mkdocs.yml."""
    for step, entry in menu.items() if isinstance(menu, Mapping) else enumerate(menu):
        if isinstance(entry, str):
            yield (*path, step), entry
        else:
            yield from _entries(entry, *path, step)


@dataclass(frozen=True)
class Site:
    """What a rule about the site sees.

    pages: those of the folder of pages.
    includes: the files that pages include, each as a page of its own.
    built: the folder that an engine built, not finished yet.
    today: the day on which the linter runs.
    rule_ids: the ids of all rules.
    """

    settings: Settings
    pages: Sequence[Page]
    includes: Sequence[Page] = ()
    built: Path | None = None
    today: date = date.min
    rule_ids: frozenset[str] = frozenset()

    @cached_property
    def by_url(self) -> Mapping[str, Page]:
        """The pages by their address, such as `/about-us/`."""
        return {page.url: page for page in self.pages}

    def at(self, path: str) -> Page | None:
        """Return the page at a path of the site, such as `about-us/` or `/about-us/index.html`."""
        return self.by_url.get(f"/{path.removesuffix('index.html').strip('/')}/".replace("//", "/"))

    @cached_property
    def by_source(self) -> Mapping[str, Page]:
        """The pages by their file below the folder of pages, such as `about-us/index.md`."""
        return {page.path.removeprefix(f"{self.settings.docs.name}/"): page for page in self.pages}

    @cached_property
    def glossary(self) -> Mapping[str, LexborNode]:
        """The terms of the glossary by the abbreviation with which each begins; none where the site has no glossary."""
        page = self.by_source.get(self.settings.extra.get("glossary"))
        return {words(term).partition(" ")[0]: term for term in page.tree.css("dt")} if page else {}

    @cached_property
    def by_name(self) -> Mapping[str, list[str]]:
        """The files of the pages below the folder of pages, by what they are called."""
        found: dict[str, list[str]] = {}
        for source in self.by_source:
            found.setdefault(name_of(PurePosixPath(source)), []).append(source)
        return found

    @cached_property
    def menu(self) -> list[tuple[tuple[str | int, ...], str]]:
        """The files and addresses of the menu, each with its place in mkdocs.yml."""
        return [*_entries(self.settings.values.get("nav") or [], "nav")]

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Where the pages lead that moved, as mkdocs.yml says it, by their path in the built site."""
        given = self.settings.extra.get("redirects") or {}
        return {moved_pages.built(old): new for old, new in given.items()}

    @cached_property
    def _settings_node(self) -> yaml.Node | None:
        try:
            return yaml.compose((self.settings.root / SETTINGS).read_text(encoding="utf-8-sig"), LOADER)
        except (OSError, ValueError, yaml.YAMLError):  # changed since it was read
            return None

    def about(self, setting: Sequence[str | int], message: str) -> tuple[str, Finding]:
        """Return a finding about a setting: the file, and the message at the line of the setting."""
        return SETTINGS, Finding(self.line_of(*setting), message)

    def line_of(self, *path: str | int) -> int:
        """Return the line of `mkdocs.yml` on which a setting stands; of the nearest that is there."""
        return place(self._settings_node, path, 1)


# A rule about the site says for each finding which file it is about, such as `page.path` or `mkdocs.yml`.
SiteFindings = Iterator[tuple[str, Finding]]
