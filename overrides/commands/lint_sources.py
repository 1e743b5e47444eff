"""`make lint`: check the Markdown without an engine; `make lint FILES=docs/glossary.md` takes under a second."""

import sys
from pathlib import Path

from linter import lint, settings_file

if __name__ == "__main__":
    named = [Path(name).resolve() for name in sys.argv[1:]]
    project = settings_file.load(Path(__file__).resolve().parents[2])
    for file in named:
        if file.suffix != ".md" or not file.is_relative_to(project.docs) or not file.is_file():
            sys.exit(f"{file} is no page: give Markdown files below {project.docs.name}/.")
    if lint.say(lint.lint(project, files=named)):
        sys.exit(1)
    print("The linter finds no mistake.")
