"""Attributes at which an engine would stop: addresses that Python can't read, and names without a value; rules name them."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class _Fill(Treeprocessor):
    def run(self, root: Element) -> None:
        """Give an attribute without a value an empty one: a heading with `{id}` has none, and its entry needs one."""
        for element in root.iter():
            element.attrib |= {name: "" for name, value in element.attrib.items() if value is None}


class _Hide(Treeprocessor):
    def run(self, root: Element) -> None:
        """Write links and pictures with such an address as <A> and <IMG>, which HTML reads alike and MkDocs leaves."""
        for element in (*root.iter("a"), *root.iter("img")):
            try:
                urlsplit(element.get("href") or element.get("src") or "")
            except ValueError:
                element.tag = element.tag.upper()


class Unreadable(Extension):
    """Keep attributes that can't be read from what would stop at them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Work when a page has all its attributes, before the contents are made and MkDocs reads the addresses."""
        md.treeprocessors.register(_Fill(md), "valueless", 7)
        md.treeprocessors.register(_Hide(md), "unreadable", 1)
