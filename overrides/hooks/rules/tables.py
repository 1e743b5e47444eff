"""Tables that Python-Markdown shows as tables."""

RULES = ()
