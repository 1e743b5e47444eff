"""Characters that nobody sees and that do harm."""

RULES = ()
