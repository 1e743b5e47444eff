"""Tables: the alignment that Markdown gives, and a box in which a wide one scrolls."""

from selectolax.lexbor import LexborHTMLParser

COLUMNS = 4  # a table of more can be wider than its page


def wrap(document: LexborHTMLParser) -> None:
    """Name the alignment of cells as a class, and put each wide table into a box that the keyboard reaches."""
    for cell in document.css("article :is(td, th)[align]"):
        cell.attrs["class"] = f"align-{cell.attrs['align']}"
        del cell.attrs["align"]
    for table in document.css("article table"):
        caption = table.css_first("caption")
        headings = table.css("thead th")
        if len(headings) < COLUMNS and len(table.css("tr:first-child > *")) < COLUMNS:
            continue
        box = document.create_node("div")
        box.attrs["class"] = "table"
        box.attrs["role"] = "region"
        box.attrs["tabindex"] = "0"
        name = caption.text(strip=True) if caption else ", ".join(h.text(strip=True) for h in headings[:3])
        box.attrs["aria-label"] = f"Table: {name}"
        table.insert_before(box)
        box.insert_child(table)
