"""The settings of the site, read from `mkdocs.yml` without the engine that builds it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
import yaml
import yaml_env_tag
from content import unreadable_attributes
from content.front_matter import LOADER

ORIGIN = re.compile(r"https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?")  # all that the policy may take over


class Loader(LOADER):
    """Read plain values, and `!ENV` as MkDocs does: other tags (`!!python/name`, `!relative`) are for one engine alone."""


yaml_env_tag.add_env_tag(Loader)


@dataclass(frozen=True)
class Settings:
    """The settings of the project in `root`; `values` has all of `mkdocs.yml` as it stands there.

    site_url: ends in a slash.
    docs: the folder of the pages.
    """

    root: Path
    values: Mapping[str, Any]
    site_name: str
    site_url: str
    site_description: str
    docs: Path

    @property
    def extra(self) -> Mapping[str, Any]:
        """The settings of our own."""
        return self.values.get("extra") or {}

    @property
    def licence(self) -> str:
        """The address of the licence of the data; empty until the owner has named one."""
        return self.extra.get("licence") or ""

    @property
    def language(self) -> str:
        """The language of the site, such as `en-SG`."""
        return (self.values.get("theme") or {}).get("language") or "en"

    @property
    def outside_hosts(self) -> dict[str, list[str]]:
        """The hosts from which pages may load `script`, `connect` to, or show an `image`; each a list of origins."""
        named = self.extra.get("outside_hosts") or {}
        kinds = ("script", "connect", "image")
        return {kind: [host for host in named.get(kind) or [] if ORIGIN.fullmatch(host)] for kind in kinds}

    @property
    def extensions(self) -> dict[str, dict[str, Any]]:
        """The Markdown extensions, each with its options."""
        given = self.values.get("markdown_extensions") or {}
        named = given if isinstance(given, dict) else {}
        for entry in given if isinstance(given, list) else ():
            named |= entry if isinstance(entry, dict) else {entry: None}
        return {name: dict(options or {}) for name, options in named.items()}

    def html(self, text: str) -> str:
        """Return the HTML of Markdown without front matter, with the extensions of the site."""
        configs = self.extensions
        find_includes(configs, self.root)
        extensions = [*configs, unreadable_attributes.Unreadable()]
        return markdown.Markdown(extensions=extensions, extension_configs=configs).convert(text)


def include_folders(configs: Mapping[str, dict[str, Any]]) -> list[str]:
    """Return the folders in which pages find what they include, as `configs` of extensions name them."""
    named = configs.get("pymdownx.snippets", {}).get("base_path") or []
    return [named] if isinstance(named, str) else named


def find_includes(configs: dict[str, dict[str, Any]], root: Path) -> None:
    """Have pages find what they include from whatever folder the site is built: `configs` of extensions are changed.

    A folder with a link to another place gives nothing.
    """
    if folders := include_folders(configs):
        linked = {folder for folder in folders if any(path.is_symlink() for path in (root / folder).rglob("*"))}
        configs["pymdownx.snippets"]["base_path"] = [str(root / folder) for folder in folders if folder not in linked]


def load(root: Path) -> Settings:
    """Return the settings of the project in `root`, whose `mkdocs.yml` is good: `linter/settings_file.py` sees to that."""
    values = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8-sig"), Loader)
    return Settings(
        root=root,
        values=values,
        site_name=values["site_name"],
        site_url=values["site_url"].rstrip("/") + "/",
        site_description=values.get("site_description") or "",
        docs=root / (values.get("docs_dir") or "docs"),
    )
