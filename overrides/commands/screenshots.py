"""`make screenshots`: every page of site/ as a reviewer should see it, into .cache/screenshots/."""

import sys
from pathlib import Path

import browser
from playwright.sync_api import sync_playwright
from static_server import serve

SCREENS = {"phone": (360, 800), "tablet": (820, 1180), "desktop": (1440, 900)}
SCHEMES = ("light", "dark")


def write(site: Path, folder: Path) -> list[Path]:
    """Write a PNG of each page, screen and colour scheme, and a PDF of each page, into `folder`.

    Returns:
        The files written, in the order of the pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    server, address = serve(site)
    written = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
        for file in sorted(site.rglob("*.html")):
            page_path = file.relative_to(site).as_posix()
            name = page_path.removesuffix(".html").removesuffix("/index").replace("/", "_")
            for screen, (width, height) in SCREENS.items():
                for scheme in SCHEMES:
                    tab = chromium.new_page(
                        viewport={"width": width, "height": height}, color_scheme=scheme
                    )
                    tab.goto(address + page_path)
                    written.append(folder / f"{name}-{screen}-{scheme}.png")
                    tab.screenshot(path=written[-1], full_page=True)
                    if (screen, scheme) == ("desktop", "light"):
                        written.append(folder / f"{name}-print.pdf")
                        tab.pdf(path=written[-1], format="A4")
                    tab.close()
        chromium.close()
    server.shutdown()
    return written


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    if not (root / "site" / "index.html").exists():
        sys.exit("There is no site/ yet: run `make build` first.")
    for file in write(root / "site", root / ".cache" / "screenshots"):
        print(file.relative_to(root))
