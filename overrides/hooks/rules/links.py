"""Links: where they lead, how they open and what their text says."""

RULES = ()
