"""Find a Chromium for the browser tests, or install one (`python overrides/commands/browser.py`)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from playwright.sync_api import sync_playwright

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
  - install Chromium or Google Chrome with your system's packages;
  - run `.venv/bin/playwright install --with-deps chromium`;
  - set CHROMIUM to the path of a Chromium that you have."""


def find(
    environment: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
) -> str | None:
    """The path of a Chromium: `CHROMIUM`, then the system's, then Playwright's own; else None.

    Raises:
        SystemExit: `CHROMIUM` names no executable file.
    """
    if wanted := environment.get("CHROMIUM"):
        if found := which(wanted):
            return found
        sys.exit(f"CHROMIUM is set to {wanted}, which is no program. Correct it or unset it.")
    for name in NAMES:
        if found := which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


def install() -> None:
    """Install Debian's package as root, else Playwright's own build; failures show in the output."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
        packages = ["chromium", "fonts-dejavu-core"]
        command = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *packages]
        if subprocess.run(command, check=False).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not find():
        install()
    print(f"Browser: {find() or sys.exit(HELP)}")
