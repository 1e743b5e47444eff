"""Files that commands write, always whole, and delete."""

import shutil
import tempfile
from pathlib import Path


def write(file: Path, data: bytes) -> None:
    """Write a file so that it is always whole, with the mode that it had.

    Raises:
        OSError: it may not be written, or the disk is full.
    """
    if file.exists():
        file.open("r+b").close()  # or a folder that may be written would let us replace it
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".") as folder:
        new = Path(folder, file.name)
        new.write_bytes(data)
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)


def delete(*paths: Path) -> list[Path]:
    """Delete files, links and folders with all that they hold; return those that can't be deleted."""
    for path in paths:
        if path.is_symlink() or path.is_file():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)
    return [path for path in paths if path.exists()]
