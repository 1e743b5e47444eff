"""What search engines read about a page: JSON-LD in the words of schema.org."""


def describe(settings, page, html, trail) -> dict:
    """Return what search engines read about a page."""
    return {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": page.title}]}
