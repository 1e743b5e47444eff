"""`make build`: a strict build into site/, which is replaced only by a build that succeeded."""

import shutil
import subprocess
import sys
from pathlib import Path


def build(root: Path, site: Path) -> int:
    """Build the site of `root` strictly and put it in place of `site`.

    The build happens in a new folder beside `site`; two renames then put it in
    place. A build that fails, or is killed, never touches `site`; the next one
    clears away what it left.

    Returns:
        The exit status of MkDocs: 0 when `site` is the new build.
    """
    previous = site.with_name(f".{site.name}-previous")
    new = site.with_name(f".{site.name}-new")
    if previous.exists() and not site.exists():
        previous.rename(site)  # a build was killed between the two renames
    shutil.rmtree(new, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
    status = subprocess.run(command, cwd=root).returncode
    if status == 0:
        shutil.rmtree(previous, ignore_errors=True)
        if site.exists():
            site.rename(previous)
        new.rename(site)
    shutil.rmtree(previous, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)
    return status


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    sys.exit(build(root, root / "site"))
