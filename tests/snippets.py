"""Pages for tests of rules, rendered as the site renders them, without a build."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from content import front_matter
from content.pages import pages
from content.settings import Settings, load
from linter import explanations, lint
from linter.page import Page
from linter.site import Site

ROOT = Path(__file__).resolve().parents[1]
# Front matter in which no rule finds anything, for the address /page/.
FRONT = """---
title: A page of a test
description: What a test needs.
permalink: /page/
last_reviewed: 2026-11-22
review_in: 6 months
---

"""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings as they stand, but for the menu and those of our own: they are of the frozen pages."""
    own = load(ROOT)
    frozen = load(ROOT / "tests/fixture")
    return replace(frozen, root=own.root, docs=own.docs, values={**own.values, **frozen.values})


def render(text: str) -> str:
    """The HTML of a page's Markdown, with the extensions of mkdocs.yml."""
    return settings().html(front_matter.body(text))


def page(text: str, path: str = "docs/page.md", url: str = "/page/") -> Page:
    """A page as the linter reads it from a file with this text."""
    known = {"abbreviations": explanations.of_glossary(settings())}
    return replace(lint.read(path, text.encode(), url, render(text), lint.allowed_words(settings())), **known)


def snippet(text: str) -> Page:
    """A page of good front matter and a text; `below` gives its findings at the lines of the text."""
    return page(FRONT + text)


def below(found, text: str = FRONT) -> list[tuple[int, str]]:
    """Findings with their lines counted from the end of the front matter."""
    return [(finding.line - text.count("\n"), finding.message) for finding in sorted(found)]


def site(*pages: Page, today: date = date(2026, 11, 25), **extra) -> Site:
    """A site of these pages; `extra` are settings of our own."""
    values = {**settings().values, "extra": {**settings().extra, **extra}}
    return Site(replace(settings(), values=values), pages, today=today)


def own_pages() -> list[Page]:
    """The pages of the site."""
    docs = ROOT / "docs"
    return [
        page((docs / one.source).read_text("utf-8"), f"docs/{one.source}", f"/{one.url}") for one in pages(load(ROOT))
    ]
