"""The folder into which an engine builds the site, which it empties first."""

import fcntl
import os
from pathlib import Path


def hold(folder: Path) -> int:
    """Wait until no other build holds a folder; return what holds it until it is closed, or its process ends."""
    lock = os.open(folder, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def problem(folder: Path, remedy: str) -> str | None:
    """Return why a site must not or can't be built into a folder, and the remedy; None where it can."""
    found = next(path for path in (folder, *folder.parents) if path.exists())
    if not found.is_dir() or not os.access(found, os.W_OK):
        return f"{found} is no folder that you may write to. {remedy}"
    if found == folder and any(found.glob("[!.]*")) and not (found / "sitemap.xml").is_file():  # engines keep dot files
        return f"{found} has files that no build wrote, and this one would delete them. {remedy}"
    return None
