"""White space that templates leave around their logic: a tenth of a page, seen by nobody."""

import re

KEPT = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)  # preformatted text
LINES = re.compile(r"\n[ \t\r\n\f]+")


def fold(html: str) -> str:
    """The HTML of a page with each run of line ends and indentation as one line end."""
    parts = KEPT.split(html)
    parts[::2] = [LINES.sub("\n", part) for part in parts[::2]]
    return "".join(parts)
