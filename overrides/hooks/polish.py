"""Finishes each built page: reads it once, lets each concern change it, writes it once.

A concern is a module beside this one with a function that takes the page as a
selectolax document and changes it in place; see `new_tab.mark`.
"""

import markup
import new_tab
from selectolax.lexbor import LexborHTMLParser

CONCERNS = [new_tab.mark, markup.mend]


def polish(html: str) -> str:
    """The finished HTML of a whole page."""
    document = LexborHTMLParser(html)
    for change in CONCERNS:
        change(document)
    return document.html


def on_post_page(output: str, **_) -> str:
    return polish(output)


def on_post_template(output_content: str, *, template_name: str, **_) -> str:
    return polish(output_content) if template_name.endswith(".html") else output_content
