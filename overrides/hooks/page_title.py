"""The title that a page shows; the menu may have a shorter one."""

from mkdocs.structure.pages import Page


def title(page: Page) -> str:
    """The title in the front matter of a page, else the one that MkDocs finds."""
    return str(page.meta.get("title", page.title))
