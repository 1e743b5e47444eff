"""`make fix`: mend in every page what has one right answer, and say what was changed."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from content.settings import Settings
from linter import fixes, lint, settings_file, source_code


def write(file: Path, data: bytes) -> None:
    """Write a file so that it is always whole: the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as new:
        new.write(data)
    os.chmod(new.name, file.stat().st_mode)
    os.replace(new.name, file)


def fix(root: Path) -> list[str]:
    """Fix the pages of a project in place; return what was changed and which files can't be."""
    project = settings_file.load(root)
    rules = lint.RULES + tuple(fix for module in lint.MODULES for fix in getattr(module, "FIXES", ()))
    return [line for file in sorted(project.docs.rglob("*.md")) for line in _fix_file(project, file, rules)]


def _fix_file(project: Settings, file: Path, rules: Sequence) -> Iterator[str]:
    path = file.relative_to(project.root).as_posix()
    try:
        data = lint.read_bytes(file)
        page = lint.read(path, data)
        if page.undecodable:
            yield f"{path}:{page.undecodable[0]}: not UTF-8, so nothing was changed in this file"
        elif line := source_code.too_deep(page.body):
            yield f"{path}:{line}: nested too deep, so nothing was changed in this file"
        else:
            source, changes = fixes.fix_page(page, project.html, rules)
            changes += [f"{path}:1: a byte-order mark"] * page.byte_order_mark
            if changes:
                write(file, fixes.encoded(source, data))
            yield from changes
    except OSError as error:
        yield f"{path}:1: can't be read or written: {error.strerror}"


if __name__ == "__main__":
    print("\n".join(fix(Path.cwd())) or "Nothing to mend.")
