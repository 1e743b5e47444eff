"""What the theme's base.html writes outside every block that a template could override.

Its switches for a drawer and a search that are not here, and its place for messages of scripts that
do not run: nobody sees them, but screen readers and validators meet them.
"""

from selectolax.lexbor import LexborHTMLParser

REMAINS = "body > input.md-toggle, body > .md-overlay, body > .md-dialog, body > [data-md-component=skip]"
ANNOUNCE = "body > [data-md-component=announce]"  # the masthead's place, often empty


def drop(document: LexborHTMLParser) -> None:
    """Delete the theme's remains from a page."""
    for node in document.css(REMAINS):
        node.decompose()
    for node in document.css(ANNOUNCE):
        if not node.text(strip=True):
            node.decompose()
    for node in document.css("[data-md-component]"):
        del node.attrs["data-md-component"]
    if "class" in document.root.attrs:
        del document.root.attrs["class"]  # no-js: no script of the theme takes it away
