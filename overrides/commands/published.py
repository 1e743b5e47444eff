"""`make published`: add what site/ publishes to the list of published addresses; nothing is ever taken away.

The publishing workflow runs it after each deployment and commits the list: nobody else needs to.
"""

import re
from pathlib import Path

from content import pages
from content.settings import Settings
from linter import published_list, settings_file
from selectolax.lexbor import LexborHTMLParser

HEADER = "# Published addresses and anchors, which must go on working. Written by the publishing workflow, not by hand."
# Ids that extensions number: no link from elsewhere relies on them.
NUMBERED = re.compile(r"^fn(?:ref\d*)?:|^__|_\d+$")


def update(project: Settings, site: Path) -> list[str]:
    """Add the pages and anchors of a built site to a project's list; return those that are new."""
    found = set()
    for page in pages.pages(project):
        if text := pages.text_of(site, page):
            ids = {node.id for node in LexborHTMLParser(text).css("[id]") if node.id}
            found |= {f"/{page.url}", *(f"/{page.url}#{name}" for name in ids if not NUMBERED.search(name))}
    old = published_list.of_site(project)
    lines = [HEADER, *sorted(found.union(old))]
    (project.root / project.extra["published"]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sorted(found.difference(old))


if __name__ == "__main__":
    added = update(settings_file.load(Path.cwd()), Path("site"))
    print(*(f"+ {address}" for address in added), f"{len(added)} new published addresses.", sep="\n")
