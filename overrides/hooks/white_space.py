"""White space that templates leave around their logic: a tenth of a page, seen by nobody."""

import re

# Preformatted text keeps its own.
LINES = re.compile(r"(<(pre|textarea)\b.*?</\2>)|\n\s+", re.DOTALL)


def fold(html: str) -> str:
    """The HTML of a page with each run of line ends and indentation as one line end."""
    return LINES.sub(lambda match: match[1] or "\n", html)
