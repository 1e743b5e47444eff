"""`make published`: add what site/ publishes to the list of published addresses; nothing is ever taken away.

The publishing workflow runs it after each deployment and commits the list: nobody else needs to.
"""

import re
from pathlib import Path

from content import pages, settings
from selectolax.lexbor import LexborHTMLParser

HEADER = "# Published addresses and anchors, which must go on working. Written by the publishing workflow, not by hand."
# Ids that extensions number: no link from elsewhere relies on them.
NUMBERED = re.compile(r"^fn(?:ref\d*)?:|^__|_\d+$")


def update(root: Path, site: Path) -> list[str]:
    """Write the list of the project in `root` with the pages and anchors of a built site; return those added."""
    project = settings.load(root)
    file = root / project.extra["published"]
    known = file.read_text(encoding="utf-8").split() if file.exists() else []
    known = {line for line in known if line.startswith("/")}
    found = set()
    for page in pages.pages(project):
        if text := pages.text_of(site, page):
            ids = {node.id for node in LexborHTMLParser(text).css("[id]") if node.id}
            found |= {f"/{page.url}", *(f"/{page.url}#{name}" for name in ids if not NUMBERED.search(name))}
    lines = [HEADER, *sorted(known | found)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sorted(found - known)


if __name__ == "__main__":
    root = Path.cwd()
    print(*(f"+ {address}" for address in update(root, root / "site")), "The list is up to date.", sep="\n")
