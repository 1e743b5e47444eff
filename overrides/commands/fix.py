"""`make fix`: mend in every page what has one right answer, and say what was changed.

The rules of the guard know the answers: a finding with `edits` is mended. Code and front matter
are never changed, and a second run changes nothing more.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from content import settings
from linter import lint
from linter.page import Page

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 8  # each round applies what doesn't overlap; more would mean that two rules disagree


def mend(page: Page, render: Callable[[str], str], rules: tuple) -> tuple[str, list[str]]:
    """Mend the source of a page.

    page: as `lint.read` gives it; its `html` is made here.
    render: gives the HTML of Markdown without front matter.
    rules: functions that take a page and yield findings.

    Returns:
        The new source and what was changed, one line each (`docs/x.md:3: …`).
    """
    changes = []
    for _ in range(ROUNDS):
        page = replace(page, html=render(page.body.strip("\n")))
        found = [finding for rule in rules for finding in rule(page) if finding.edits]
        found.sort(key=lambda finding: min(edit.start for edit in finding.edits))
        edits, end = [], -1
        for finding in found:
            ordered = sorted(finding.edits, key=lambda edit: edit.start)
            if ordered[0].start > end:
                edits += ordered
                end = ordered[-1].end
                changes.append(f"{page.path}:{finding.line}: {finding.message.split('. ')[0]}")
        if not edits:
            break
        source = page.source
        for edit in reversed(edits):
            source = source[: edit.start] + edit.text + source[edit.end :]
        page = replace(page, source=source)
    return page.source, changes


def write(file: Path, data: bytes) -> None:
    """Write a file so that it is always whole: the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as new:
        new.write(data)
    os.chmod(new.name, file.stat().st_mode)
    os.replace(new.name, file)


def fix(root: Path) -> list[str]:
    """Mend the pages of a project in place; gives what was changed and which files couldn't be read."""
    os.chdir(root)  # where the extension for snippets looks from
    project = settings.load(root)
    fixes = tuple(fix for module in lint.MODULES for fix in getattr(module, "FIXES", ()))
    lines = []
    for file in sorted(project.docs.rglob("*.md")):
        path = f"{project.docs.name}/{file.relative_to(project.docs).as_posix()}"
        data = file.read_bytes()
        page = lint.read(path, data)
        if page.undecodable:
            lines.append(f"{path}:{page.undecodable[0]}: not UTF-8, so nothing was changed in this file")
            continue
        source, changes = mend(page, project.html, lint.RULES + fixes)
        if page.byte_order_mark:
            changes.append(f"{path}:1: a byte-order mark")
        if changes:
            ends = "\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else "\n"
            write(file, source.replace("\n", ends).encode())
            lines += changes
    return lines


if __name__ == "__main__":
    for line in fix(ROOT) or ["Nothing to mend."]:
        print(line)
