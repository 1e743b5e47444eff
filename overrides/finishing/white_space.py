"""White space that templates leave around their logic: a tenth of a page, seen by nobody."""

import re

# Preformatted text, or a line end with what follows; no other space is a template's
SPACE = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)|\n[ \t\r\n\f]+", re.DOTALL)


def fold(html: str) -> str:
    """Return the HTML of a page with each run of line ends and indentation as one line end."""
    return SPACE.sub(lambda found: found[1] or "\n", html)
