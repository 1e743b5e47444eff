"""`make fix`: mend in every page what has one right answer, and say what was changed."""

from collections.abc import Iterator
from pathlib import Path

from content import whole_files
from content.settings import Settings
from linter import fixes, lint, report, settings_file, source_code


def fix(root: Path) -> Iterator[str]:
    """Fix the pages of a project in place; give what was changed, page by page, and which files can't be."""
    project = settings_file.load(root)
    for file in sorted(project.docs.rglob("*.md")):
        yield from _fix_file(project, file)


def _fix_file(project: Settings, file: Path) -> Iterator[str]:
    path = file.relative_to(project.root).as_posix()
    try:
        page = lint.read(path, data := lint.read_bytes(file))
        if page.undecodable:
            yield f"{path}:{page.undecodable[0]}: not UTF-8, so nothing was changed. Save the file again as UTF-8"
        elif line := source_code.too_deep(page.body):
            yield f"{path}:{line}: nested too deep, so nothing was changed. Use fewer levels"
        else:
            source, changes = fixes.fix_page(page, project.html, lint.FIXES, ends := fixes.line_ends(data))
            if changes or page.byte_order_mark:
                whole_files.write(file, fixes.encoded(source, ends))
            yield from changes + [f"{path}:1: a byte-order mark"] * page.byte_order_mark
    except (OSError, ValueError) as error:  # the latter of an include, for "a.md:-"
        why = getattr(error, "strerror", None) or "mend first what `make lint` names"
        yield f"{path}:1: can't be read or written, so nothing was changed: {why}"


if __name__ == "__main__":
    print("\n".join(map(report.shown, fix(Path.cwd()))) or "Nothing to mend.")
