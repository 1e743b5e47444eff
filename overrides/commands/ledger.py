"""`make ledger`: add the site's new addresses and anchors to the ledger of what was published."""

import logging
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from content import settings
from linter.rules.published_urls import extended, read
from linter.page import Page


class Collect(BasePlugin):
    """Keeps the rendered text of each page of a build."""

    def __init__(self) -> None:
        self.pages: list[Page] = []

    def on_page_content(self, html, *, page, **_):
        self.pages.append(Page(page.file.src_uri, "", html, url="/" + page.url.removeprefix("./")))


def update(root: Path) -> list[str]:
    """Build the site of `root` aside and add what it publishes to its ledger.

    Returns:
        The addresses that were added. None is ever removed.
    """
    collect = Collect()
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(str(root / "mkdocs.yml"), site_dir=folder)
        config.plugins["collect"] = collect
        build(config)
    file = settings.load(root).root / settings.load(root).extra["published"]
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    new = extended(old, collect.pages)
    file.write_text(new, encoding="utf-8")
    return sorted(read(new).keys() - read(old).keys())


if __name__ == "__main__":
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    added = update(Path(__file__).resolve().parents[2])
    print(*added, sep="\n")
    print(f"{len(added)} new", file=sys.stderr)
