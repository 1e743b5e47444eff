"""`make lint`: check the Markdown without an engine, in a second for a page; `make lint FILES=docs/glossary.md`."""

import os
import sys
from pathlib import Path

from content import front_matter, pages, settings
from linter import lint


def main(root: Path, names: list[str]) -> int:
    """Print what the linter finds in some pages of the project in `root`, in all where none is named.

    Returns:
        The exit status: 1 where something must be mended.
    """
    os.chdir(root)  # where the extension for snippets looks from
    project = settings.load(root)
    every = sorted(project.docs.rglob("*.md"))
    named = {(root / name).resolve() for name in names}
    found, findings = [], []
    for file in [file for file in every if not names or file.resolve() in named]:
        source, data = file.relative_to(project.docs).as_posix(), file.read_bytes()
        html = project.html(front_matter.body(lint.read(source, data).source))
        found.append(lint.read(f"{project.docs.name}/{source}", data, f"/{pages.url_of(source)}", html))
        findings += [(found[-1].path, finding) for finding in lint.check(found[-1])]
    if not names:
        findings += lint.check_site(found)
    for line, advice in lint.lines(findings):
        print(f"{'INFO' if advice else 'WARNING':<7} -  {line}", flush=True)
    return int(any(not finding.advice for _, finding in findings))


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2], sys.argv[1:]))
