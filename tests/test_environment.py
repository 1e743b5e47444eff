"""Each command finds an environment that works, whatever became of the one that was there."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import environment
import pytest
from conftest import ROOT

SCRIPT = "overrides/commands/environment.py"


def start(root: Path, *before: str) -> subprocess.Popen:
    """Start the script of a project, with `before` in place of the script's name where it is given."""
    command = [sys._base_executable, *(before or [SCRIPT]), "site"]
    options = {"text": True, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "start_new_session": True}
    return subprocess.Popen(command, cwd=root, **options)


def make(root: Path, *before: str) -> tuple[int, str]:
    """Run it to its end; gives the exit status and what it said."""
    process = start(root, *before)
    output, _ = process.communicate()
    return process.returncode, output


def lay(root: Path) -> None:
    """Lay a project without packages into a folder."""
    (root / "overrides/commands").mkdir(parents=True)
    (root / "tests/benchmarks").mkdir(parents=True)
    shutil.copy(ROOT / SCRIPT, root / SCRIPT)
    for lock in environment.LOCKS.values():
        (root / lock).write_text("# nothing\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A project without packages, in a folder with a space and an accent, its environment made by two calls at once."""
    root = tmp_path_factory.mktemp("newcomer") / "le site é"
    lay(root)
    both = [start(root), start(root)]
    outputs = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert sum("Setting up .venv" in output for output in outputs) == 1, "they wait for each other"
    return root


def test_it_installs_in_a_folder_with_a_space_and_an_accent_and_then_rests(made):
    command = [made / ".venv/bin/python", "-m", "pip", "--version"]
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert make(made) == (0, "")


def interrupted(root):
    (root / ".venv/made.json").unlink()


def cut_short(root):
    stamp = root / ".venv/made.json"
    stamp.write_text(stamp.read_text()[:20])


def without_python(root):
    (root / ".venv/bin/python").unlink()


def another_python(root):
    stamp = root / ".venv/made.json"
    stamp.write_text(stamp.read_text().replace(sys.version.split()[0], "3.11.0b1"))


def package_lost(root):
    (root / "requirements.txt").write_text("# one package less\n")


def moved(root):
    stamp = root / ".venv/made.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"place": "/elsewhere/.venv"}))


def whole(root):
    pass


def npm_lock_changed(root):
    (root / "tests/package-lock.json").write_text("{}")


def packages_of_npm_removed(root):
    (root / "tests/node_modules").rmdir()


ALL = [".venv", "requirements.txt", "requirements-test.txt", "ci"]


@pytest.mark.parametrize(
    ("become", "expected"),
    [
        (whole, []),
        (interrupted, ALL),
        (cut_short, ALL),
        (without_python, ALL),
        (another_python, ALL),
        (package_lost, ALL),
        (moved, ALL),
        (npm_lock_changed, ["ci"]),
        (packages_of_npm_removed, ["ci"]),
    ],
)
def test_what_can_not_be_trusted_is_made_anew_and_nothing_else(tmp_path, monkeypatch, become, expected):
    lay(tmp_path)
    did = []

    def run(command, check):
        """Do nothing but what the next call of `make` looks for."""
        did.append(next(part.rpartition("/")[2] for part in command if part.endswith(("venv", "ci", ".txt"))))
        (tmp_path / ".venv/bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".venv/bin/python").touch()
        (tmp_path / "tests/node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(environment.subprocess, "run", run)
    for name in ("ROOT", "VENV", "STAMP"):
        path = tmp_path / getattr(environment, name).relative_to(ROOT)
        monkeypatch.setattr(environment, name, path)
    assert environment.main("test") == ""
    assert did == ALL
    become(tmp_path)
    assert environment.main("test") == ""
    assert did[len(ALL) :] == expected
    assert environment.main("site") == environment.main("test") == ""
    assert did[len(ALL) :] == expected


@pytest.mark.parametrize("failing", range(4))
def test_what_was_interrupted_is_done_at_the_next_command(tmp_path, monkeypatch, failing):
    """Whichever step fails, the steps that make `.venv` are done again from the first; those after it, from itself."""
    lay(tmp_path)
    did, fails = [], [failing]

    def run(command, check):
        did.append(next(part.rpartition("/")[2] for part in command if part.endswith(("venv", "ci", ".txt"))))
        (tmp_path / ".venv/bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".venv/bin/python").touch()
        if len(did) - 1 in fails:
            raise subprocess.CalledProcessError(1, command)
        (tmp_path / "tests/node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(environment.subprocess, "run", run)
    for name in ("ROOT", "VENV", "STAMP"):
        monkeypatch.setattr(environment, name, tmp_path / getattr(environment, name).relative_to(ROOT))
    assert "could not be installed" in environment.main("test")
    del did[:]
    fails.clear()
    assert environment.main("test") == ""
    assert did == (ALL if failing < 3 else ["ci"])


# As a shell starts what is to run in the background
DEAF = f"import runpy, signal; signal.signal(signal.SIGINT, signal.SIG_IGN); runpy.run_path({SCRIPT!r}, run_name='__main__')"


@pytest.mark.parametrize("before", [(), ("-c", DEAF)])
def test_who_stops_a_first_run_reads_one_sentence(tmp_path, before):
    lay(tmp_path)
    process = start(tmp_path, *before)
    while not (tmp_path / ".venv/bin/python").exists():  # pip comes after it, and takes seconds
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    output, _ = process.communicate()
    assert process.returncode == 1
    assert "Interrupted" in output and "Traceback" not in output
    assert make(tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("sys.version_info = (3, 10, 13)", "This needs Python 3.11 or newer"),
        ("sys.version_info = (3, 10, 13)", "PYTHON=python3.12"),
        ("sys.modules['ensurepip'] = None", "sudo apt install python3-venv"),
    ],
)
def test_what_a_machine_lacks_is_said_in_words(made, change, words):
    status, output = make(made, "-c", f"import runpy, sys; {change}; runpy.run_path({SCRIPT!r}, run_name='__main__')")
    assert status == 1
    assert words in output and "Traceback" not in output
