"""Links that open a new tab say so, and hand nothing of this page to the other site.

GOV.UK, the NHS and W3C technique H83 agree that the warning is text inside the link. It is added to
the finished page alone, so that search, the copies and the data stay free of it.
"""

from selectolax.lexbor import LexborHTMLParser

WARNING = "opens in new tab"


def mark(document: LexborHTMLParser) -> None:
    """Add the hidden words and `rel` to every link of a page that opens a new tab."""
    for link in document.css('a[target="_blank"]'):
        link.attrs["rel"] = "noopener noreferrer"
        if WARNING not in link.text():
            hidden = document.create_node("span")
            hidden.attrs["class"] = "visually-hidden"
            hidden.inner_html = f" ({WARNING})"
            link.insert_child(hidden)
