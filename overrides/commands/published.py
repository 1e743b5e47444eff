"""`make published`: add what site/ publishes to the list of published addresses; nothing is ever taken away.

The publishing workflow runs it after each deployment and commits the list: nobody else needs to.
"""

import re
from pathlib import Path

from content import pages, plain_errors, whole_files
from content.settings import Settings
from linter import published_list, settings_file
from selectolax.lexbor import LexborHTMLParser

HEADER = "# Published addresses and anchors, which must go on working. Written by the publishing workflow, not by hand."
# Ids that extensions number: no link from elsewhere relies on them.
NUMBERED = re.compile(r"^fn(?:ref\d*)?:|^__|_\d+$")


def update(project: Settings, site: Path) -> list[str]:
    """Add the pages and anchors of a built site to a project's list; return those that are new.

    Raises:
        OSError: the list is there and can't be read, or written: nothing of it may be lost.
    """
    found = set()
    for page in pages.pages(project):
        if text := pages.text_of(site, page):
            ids = {node.id for node in LexborHTMLParser(text).css("[id]") if node.id}
            found |= {f"/{page.url}", *(f"/{page.url}#{name}" for name in ids if not NUMBERED.search(name))}
    if not (name := project.extra.get("published")):
        raise OSError(0, "published, under extra, names no list", str(project.root / "mkdocs.yml"))
    file = project.root / name
    old = published_list.load(file) if file.exists() else {}
    lines = [HEADER, *sorted(found.union(old))]
    whole_files.write(file, "".join(f"{line}\n" for line in lines).encode())
    return sorted(found.difference(old))


if __name__ == "__main__":
    with plain_errors.said():
        added = update(settings_file.load(Path.cwd()), Path("site"))
    print(*(f"+ {address}" for address in added), f"{len(added)} new published addresses.", sep="\n")
