"""Images: what they show, in words."""

RULES = ()
