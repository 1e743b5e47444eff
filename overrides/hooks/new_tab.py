"""Links that open a new tab say so, and hand nothing of this page to the other site.

GOV.UK, the NHS and W3C technique H83 agree that the warning is text inside the
link. It is added to the finished page, so that the search index stays free of it.
"""

from selectolax.lexbor import LexborHTMLParser

WARNING = "opens in new tab"


def mark(html: str) -> str:
    """Add the hidden words and `rel` to every link of a page that opens a new tab.

    Takes and gives the HTML of a whole page; a page without such links comes back unchanged.
    """
    if 'target="_blank"' not in html:
        return html
    document = LexborHTMLParser(html)
    for link in document.css('a[target="_blank"]'):
        link.attrs["rel"] = "noopener noreferrer"
        if WARNING not in link.text():
            hidden = document.create_node("span")
            hidden.attrs["class"] = "visually-hidden"
            hidden.inner_html = f" ({WARNING})"
            link.insert_child(hidden)
    return document.html


def on_post_page(output: str, **_) -> str:
    return mark(output)


def on_post_template(output_content: str, *, template_name: str, **_) -> str:
    return mark(output_content) if template_name.endswith(".html") else output_content
