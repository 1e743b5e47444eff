"""Raw HTML that has no place in a page."""

RULES = ()
