"""The commands: the strict build speaks first, `make clean` leaves nothing, each is listed."""

import os
import re
import shutil
import subprocess
import tomllib

from conftest import ROOT


def make(*arguments: str, root=ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(["make", *arguments], cwd=root, text=True, capture_output=True)


def test_the_strict_build_decides_whether_the_tests_run():
    """A recipe stops at its first failure, so what stands before the tests decides whether they run."""
    commands = make("--dry-run", "test").stdout
    order = [commands.index(f" {part}") for part in ("overrides/commands/build.py", "-m ruff", "-m pytest")]
    assert order == sorted(order)


def test_zensical_is_installed_where_it_is_asked_for():
    for command in ("build", "serve"):
        assert "environment.py tools" in make("--dry-run", command, "ENGINE=zensical").stdout
        assert "environment.py site" in make("--dry-run", command).stdout


def test_make_alone_lists_every_command():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = {*re.search(r"^\.PHONY: FORCE (.*)$", makefile, re.MULTILINE)[1].split()}
    listed = {*re.findall(r"^  make ([a-z-]+)", make().stdout, re.MULTILINE)}  # not what make says within make
    assert listed == commands == {*re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)}


def test_clean_leaves_nothing_that_git_ignores(tmp_path):
    root = tmp_path / "un été"
    for folder in ("overrides/content", "tests/benchmarks"):
        (root / folder).mkdir(parents=True)
    for name in ("Makefile", ".gitignore"):
        shutil.copy(ROOT / name, root)
    (root / "overrides/content/pages.py").write_text("kept\n")
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    patterns = (ROOT / ".gitignore").read_text().split()
    for pattern in patterns:
        for folder in (pattern.strip("/").replace("*", "new"), f"overrides/content/{pattern.strip('/')}"):
            if not pattern.startswith("/") or not folder.startswith("overrides"):
                (root / folder).mkdir(parents=True)
                (root / folder / "made").touch()
    ignored = ["git", "status", "--ignored=matching", "--porcelain", "--untracked-files=all"]
    before = subprocess.run(ignored, cwd=root, capture_output=True, text=True).stdout
    assert before.count("!!") == len(patterns) + 1
    assert make("clean", root=root).returncode == 0
    left = subprocess.run(ignored, cwd=root, capture_output=True, text=True).stdout
    assert "!!" not in left
    assert (root / "overrides/content/pages.py").exists()


def test_what_is_published_is_asked_of_a_built_site(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    result = make("published", "PYTHON=true", root=tmp_path)
    assert result.returncode and "First: make build" in result.stdout


def test_a_folder_that_is_nobodys_to_write_is_said_in_a_line(tmp_path):
    tmp_path.chmod(0o555)
    nobody = {} if os.getuid() else {"user": 65534, "group": 65534, "extra_groups": []}
    command = ["make", "--makefile=-", "lint"]  # nobody may not look into the folders above, which root owns
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    result = subprocess.run(command, cwd=tmp_path, input=makefile, text=True, capture_output=True, **nobody)
    tmp_path.chmod(0o755)
    assert result.returncode and "\nYou may not write to this folder. Copy the project" in f"\n{result.stdout}"


def test_a_lock_that_lacks_a_package_can_be_made_anew():
    """It needs no environment of that lock, only uv with its hashes; and it holds for the oldest Python that may run."""
    commands = make("--dry-run", "lock").stdout
    assert "environment.py" not in commands
    command = re.search(r"^sed .*(?= >)", commands, re.MULTILINE)[0]
    lines = subprocess.run(
        command, shell=True, cwd=ROOT, text=True, capture_output=True, check=True
    ).stdout.splitlines()
    assert lines[0].startswith("uv==") and all("--hash=sha256:" in line or "#" in line for line in lines[1:])
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert commands.count(f"--python-version {oldest.removeprefix('>=')} ") == 2
