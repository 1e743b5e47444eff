"""Addresses that Python can't read: MkDocs would stop at one, and so it is not to see them; a rule names them."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class _Hide(Treeprocessor):
    def run(self, root: Element) -> None:
        """Write links and pictures with such an address as <A> and <IMG>, which HTML reads alike and MkDocs leaves."""
        for element in (*root.iter("a"), *root.iter("img")):
            try:
                urlsplit(element.get("href") or element.get("src") or "")
            except ValueError:
                element.tag = element.tag.upper()


class Unreadable(Extension):
    """Keep addresses that can't be read from MkDocs."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Work when a page has all its attributes, and before MkDocs reads them."""
        md.treeprocessors.register(_Hide(md), "unreadable", 1)
