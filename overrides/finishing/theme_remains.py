"""What the theme's base.html writes outside every block that a template could override.

Its switches for a drawer and a search that are not here, and its places for announcements and for messages of
scripts that do not run: nobody sees them, but screen readers and validators meet them.
"""

from selectolax.lexbor import LexborHTMLParser

REMAINS = "body > :is(input.md-toggle, .md-overlay, .md-dialog, [data-md-component=skip], [data-md-component=announce])"


def drop(document: LexborHTMLParser) -> None:
    """Delete the theme's remains from a page."""
    for node in document.css(REMAINS):
        node.decompose()
    for node in document.css("[data-md-component]"):
        del node.attrs["data-md-component"]
    if "class" in document.root.attrs:
        del document.root.attrs["class"]  # no-js: no script of the theme takes it away
