"""Attribute lists: what stands in braces behind a link, an image, a heading or a block."""

RULES = ()
