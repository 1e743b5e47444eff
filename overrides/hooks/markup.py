"""Mends what the theme's own markup gets wrong: names, roles and attributes, nothing that a reader sees.

The faults are those that the Nu HTML checker and axe find in Material for MkDocs 9.8;
tests/test_html.py and tests/test_accessibility.py run both on the finished pages.
"""

from selectolax.lexbor import LexborHTMLParser

LABELS = {
    ".md-search": "Search",
    ".md-search__scrollwrap": "Search results",
}


def mend(document: LexborHTMLParser) -> None:
    """Name, describe and validate the theme's parts of a page, in place."""
    name(document)
    validate(document)
    drop_hidden(document)
    skip_to_title(document)


def name(document: LexborHTMLParser) -> None:
    """Names for what the theme leaves nameless, and a voice for the number of search results."""
    for selector, label in LABELS.items():
        for node in document.css(selector):
            node.attrs["aria-label"] = label
    for node in document.css(".md-search__scrollwrap"):
        node.attrs["role"] = "region"
    for node in document.css(".md-search-result__meta"):
        node.attrs["role"] = "status"


def validate(document: LexborHTMLParser) -> None:
    """Drop attributes that HTML does not allow where they stand."""
    for node in document.css("input[type=checkbox][autocomplete]"):
        del node.attrs["autocomplete"]
    for node in document.css('[tabindex=""]'):
        del node.attrs["tabindex"]
    for node in document.css("td[align], th[align]"):
        node.attrs["class"] = f"align-{node.attrs['align']}"
        del node.attrs["align"]


def drop_hidden(document: LexborHTMLParser) -> None:
    """Drop what site.css hides: the theme's foot, and its switches for menu and search on narrow screens.

    partials/site-links.html and partials/tools.html have ours.
    """
    for node in document.css(".md-footer-meta, .md-header__button:is([for=__drawer], [for=__search]), .md-overlay"):
        node.decompose()


def skip_to_title(document: LexborHTMLParser) -> None:
    """The skip link leads to the title: the theme's passes over all that precedes the first section."""
    title = document.css_first("#content")
    for node in document.css("[data-md-component=skip]"):
        if title:
            node.inner_html = '<a href="#content" class="md-skip">Skip to content</a>'
