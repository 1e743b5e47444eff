"""Tables for every reader: alignment that the policy allows, headers for rows, a box in which a wide one scrolls."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

COLUMNS = 4  # a table of so many can be wider than its page


def annotate(document: LexborHTMLParser) -> None:
    """Name the alignment of cells as a class, and put each wide table into a box that the keyboard reaches.

    The first cell of each row of *At a glance* is the header of its row.
    """
    for cell in document.css("article :is(td, th)[align]"):
        cell.attrs["class"] = f"align-{cell.attrs['align']}"
        del cell.attrs["align"]
    for first in document.css("article .glance tbody td:first-child"):
        header = document.create_node("th")
        header.attrs["scope"] = "row"
        header.inner_html = first.inner_html
        first.replace_with(header)
    for table in document.css("article table"):
        if any(len(row.css("th, td")) >= COLUMNS for row in table.css("tr")):
            _box(table)


def _box(table: LexborNode) -> None:
    named = table.css("caption") or table.css("thead th")[:3]
    name = ", ".join(part.text(strip=True) for part in named)
    box = LexborHTMLParser('<div class="table" role="region" tabindex="0"></div>').css_first("div")
    box.attrs["aria-label"] = f"Table: {name}"
    table.insert_before(box)
    table.prev.insert_child(table)  # the box in the page is a copy, and so is the table in it
    table.decompose()
