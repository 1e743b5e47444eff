"""Lists that Python-Markdown shows as lists."""

RULES = ()
