"""`make build`: a strict build into site/, which is replaced only by a build that succeeded."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from content import plain_errors, site_folder, whole_files
from finishing import finish
from linter import lint, report, settings_file


def build(root: Path, engine: str = "mkdocs") -> bool:
    """Build the site of `root` strictly with an engine and put it in place of site/; return whether it is there.

    It is built in a folder beside site/; two renames put it there. A build that fails or is killed leaves the last one,
    and two builds at once wait for each other.
    """
    lint.prepare(root)  # before an engine, which stumbles over mistakes there
    os.umask(0o022)  # whoever serves the site may read it
    lock = site_folder.hold(root)
    try:
        return _replace(root, engine)
    finally:
        os.close(lock)


def _replace(root: Path, engine: str) -> bool:
    link, site = (root / "site").is_symlink(), (root / "site").resolve()  # a link may lead to a folder of others
    new, ready, previous = root / ".site-new", site.with_name(".site-ready"), site.with_name(".site-previous")
    if previous.exists() and not site.exists():
        previous.rename(site)  # a build was killed between the two renames
    if left := whole_files.delete(new, ready, previous):
        raise OSError(f"{left[0]} can't be deleted. Delete it as the user who made it")
    if problem := site_folder.problem(site if link else new, "Copy the project, or link site/, to a folder of yours"):
        raise OSError(problem)
    if built := ENGINES[engine](root, new):
        shutil.move(new, ready)  # a copy, where site/ is on another disk, which may be full
        if site.exists():
            site.rename(previous)
        ready.rename(site)
    whole_files.delete(previous, new)
    return built


def mkdocs(root: Path, new: Path) -> bool:
    """Build the site of `root` into `new` with MkDocs, whose hooks check and finish it; return whether that is done."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", new]
    return subprocess.run(command, cwd=root).returncode == 0


def zensical(root: Path, new: Path) -> bool:
    """Build the site of `root` into `new` with Zensical, check it and finish it; return whether that is done."""
    os.environ["SITE_DIR"] = new.name
    if report.say(lint.lint(project := settings_file.load(root))):  # a broken page stops Zensical
        return False
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    engine = subprocess.run(command, cwd=root, stderr=subprocess.PIPE, text=True)
    if engine.returncode:  # it prints where in its own code it stopped, and last what is wrong
        raise OSError(engine.stderr.strip().rpartition("\n")[2])
    if report.say(lint.lint(project, new)):
        return False
    finish.finish(project, new)
    return True


ENGINES = {"mkdocs": mkdocs, "zensical": zensical}

if __name__ == "__main__":
    engine = sys.argv[1] if len(sys.argv) > 1 else "mkdocs"
    if engine not in ENGINES:
        sys.exit(f"There is no engine {engine}. Write ENGINE=mkdocs or ENGINE=zensical")
    try:
        sys.exit(not build(Path.cwd(), engine))
    except (settings_file.SettingsError, finish.FinishError, ValueError, OSError, RuntimeError) as error:
        sys.exit(f"The site was not built, and the last one stays: {plain_errors.line(error)}")
