"""Leftovers of other systems and of unfinished work."""

RULES = ()
