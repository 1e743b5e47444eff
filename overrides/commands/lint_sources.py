"""`make lint`: check the Markdown without an engine; `make lint FILES=docs/glossary.md` takes under a second.

With `--beside` it goes on after each save: `make serve` has it beside an engine that runs no linter.
"""

import contextlib
import os
import sys
import time
from pathlib import Path

from linter import lint, report, settings_file
from serve import PAUSE, ROOT, times


def mistaken(files: list[Path], known: lint.Known | None = None) -> bool:
    """Say what the linter finds in pages, in all where none is given, and return whether any of it is a mistake.

    Raises:
        SystemExit: the settings can't be read, or a file is no page; the message says so.
    """
    project = settings_file.load(ROOT)
    for file in files:
        if file.suffix != ".md" or not file.is_relative_to(project.docs) or not file.is_file():
            sys.exit(f"{file} is no page: give Markdown files below {project.docs.name}/.")
    if not (wrong := report.say(lint.lint(project, files=files, known=known))):
        print("The linter finds no mistake.", flush=True)
    return wrong


def beside() -> None:
    """Lint after each save until interrupted; a page is judged again only where it, or what all share, changed."""
    os.nice(10)  # the engine first
    shared, pages, known = {}, {}, {}
    while True:
        if shared != (shared := times("mkdocs.yml", "includes/**/*")):
            pages, known = {}, {}
        if pages != (pages := times("docs/**/*.md")):
            try:
                mistaken([], known)
            except SystemExit as error:
                print(error, file=sys.stderr, flush=True)
        time.sleep(PAUSE)


if __name__ == "__main__":
    named = [Path(name).resolve() for name in sys.argv[1:] if name != "--beside"]
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(beside() if "--beside" in sys.argv else mistaken(named))
