"""`make build`: a strict build into site/, which is replaced only by a build that succeeded.

MkDocs runs the linter and the finishing step by its hooks. Zensical runs none: the linter first reads
the sources, since a broken page stops Zensical, then the pages that Zensical made, and the finishing
step follows.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from finishing import finish
from linter import lint, settings_file

NEW, PREVIOUS = ".site-new", ".site-previous"


def build(root: Path, engine: str = "mkdocs") -> int:
    """Build the site of `root` strictly with an engine, `mkdocs` or `zensical`, and put it in place of site/.

    It is built in a folder beside site/; two renames put it there. A build that fails or is killed
    leaves the last one, and two builds at once wait for each other.

    Returns:
        The exit status: 0 when site/ is the new build.
    """
    lint.prepare(root)  # before an engine, which stumbles over mistakes there
    site = (root / "site").resolve()  # it may be a link
    new, previous = root / NEW, site.with_name(PREVIOUS)
    os.umask(0o022)  # whoever serves the site may read it
    lock = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if previous.exists() and not site.exists():
            previous.rename(site)  # a build was killed between the two renames
        shutil.rmtree(new, ignore_errors=True)
        status = ENGINES[engine](root, new)
        if status == 0:
            shutil.rmtree(previous, ignore_errors=True)
            if site.exists():
                site.rename(previous)
            shutil.move(new, site)
        shutil.rmtree(previous, ignore_errors=True)
        shutil.rmtree(new, ignore_errors=True)
    finally:
        os.close(lock)
    return status


def mkdocs(root: Path, new: Path) -> int:
    """Build the site of `root` into `new` with MkDocs, whose hooks check and finish it."""
    return subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", new], cwd=root).returncode


def zensical(root: Path, new: Path) -> int:
    """Build the site of `root` into `new` with Zensical, check it and finish it."""
    os.environ["SITE_DIR"] = new.name
    project = settings_file.load(root)
    if project.values.get("site_dir") != new.name:  # it would be built over the last one, or over other files
        raise settings_file.SettingsError(
            "mkdocs.yml: the engine has to build beside site/. Write site_dir: !ENV [SITE_DIR, site]"
        )
    if lint.say(lint.lint(project)):
        return 1
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    if subprocess.run(command, cwd=root).returncode or lint.say(lint.lint(project, new)):
        return 1
    finish.finish(project, new)
    return 0


ENGINES = {"mkdocs": mkdocs, "zensical": zensical}

if __name__ == "__main__":
    engine = sys.argv[1] if len(sys.argv) > 1 else "mkdocs"
    if engine not in ENGINES:
        sys.exit(f"There is no engine {engine}. Write ENGINE=mkdocs or ENGINE=zensical")
    try:
        sys.exit(build(Path.cwd(), engine))
    except (settings_file.SettingsError, finish.FinishError, ValueError, OSError) as error:
        sys.exit(f"The site was not built, and the last one stays: {error}")
