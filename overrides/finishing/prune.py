"""What is published: pages, what the finishing step wrote, and files of `docs/` that may be; nothing else."""

from collections.abc import Set
from pathlib import Path

from content import published_files
from content.settings import Settings


def refuse(settings: Settings, site: Path, built: Set[str]) -> None:
    """Delete from the site the files of the sources that may not be published, before anything reads them.

    built: the paths of the pages, which such a file can't replace.
    """
    for file in [*site.rglob("*")]:
        source = settings.docs / (path := file.relative_to(site).as_posix())
        if file.is_file() and source.exists() and path not in built and published_files.problem(settings, source):
            file.unlink()


def prune(settings: Settings, site: Path, written: Set[str]) -> None:
    """Delete from the site what is neither in `written` (paths) nor a picture or document of the sources.

    Style sheets and scripts go too: they stand in the pages, or under a new name in `written`.
    """
    for file in sorted(site.rglob("*"), reverse=True):
        path = file.relative_to(site).as_posix()
        source = settings.docs / path
        if file.is_dir() and not file.is_symlink():
            if not any(file.iterdir()):
                file.rmdir()
        elif path not in written and (source.suffix in (".md", ".css", ".js") or not source.is_file()):
            file.unlink()
