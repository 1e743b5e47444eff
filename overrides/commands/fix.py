"""`make fix`: mend in every page what has one right answer, and say what was changed."""

import os
import tempfile
from pathlib import Path

from linter import fixes, lint, settings_file, source_code


def write(file: Path, data: bytes) -> None:
    """Write a file so that it is always whole: the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as new:
        new.write(data)
    os.chmod(new.name, file.stat().st_mode)
    os.replace(new.name, file)


def fix(root: Path) -> list[str]:
    """Fix the pages of a project in place; gives what was changed and which files couldn't be read."""
    project = settings_file.load(root)
    rules = lint.RULES + tuple(fix for module in lint.MODULES for fix in getattr(module, "FIXES", ()))
    lines = []
    for file in sorted(project.docs.rglob("*.md")):
        path = f"{project.docs.name}/{file.relative_to(project.docs).as_posix()}"
        try:
            data = lint.read_bytes(file)
        except OSError as error:
            lines.append(f"{path}:1: can't be read: {error.strerror}")
            continue
        page = lint.read(path, data)
        if page.undecodable:
            lines.append(f"{path}:{page.undecodable[0]}: not UTF-8, so nothing was changed in this file")
            continue
        if line := source_code.too_deep(page.body):
            lines.append(f"{path}:{line}: nested too deep, so nothing was changed in this file")
            continue
        source, changes = fixes.fix_page(page, project.html, rules)
        if page.byte_order_mark:
            changes.append(f"{path}:1: a byte-order mark")
        if changes:
            try:
                write(file, fixes.encoded(source, data))
            except OSError as error:
                changes = [f"{path}:1: can't be written: {error.strerror}"]
            lines += changes
    return lines


if __name__ == "__main__":
    for line in fix(Path.cwd()) or ["Nothing to mend."]:
        print(line)
