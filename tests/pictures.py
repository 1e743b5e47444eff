"""`make screenshots`: every page of site/ as a reviewer should see it, into .cache/screenshots/.

`make card` draws the social card, the touch icon and the README's picture: run it after a change to colours,
icon, name or the top of the main page, and commit what it draws.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browser
from content import settings
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
HOST = "https://site.invalid/"  # answered from site/, never asked for
SCREENS = {"phone": (360, 800), "tablet": (820, 1180), "desktop": (1440, 900)}


@contextmanager
def tab(chromium: Browser, size: tuple[int, int], scheme: str = "light") -> Iterator[Page]:
    """Open a tab of some size in which site/ is at HOST."""
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    files = {file.relative_to(ROOT / "site").as_posix(): file for file in (ROOT / "site").rglob("*") if file.is_file()}

    def answer(route) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        file = files.get(path) or files.get(f"{path}index.html")
        route.fulfill(path=file) if file else route.fulfill(status=404)

    page.route(f"{HOST}**", answer)
    yield page
    page.close()


def screenshots(chromium: Browser) -> None:
    """Write a PNG of each page, screen and colour scheme, and a PDF of each page."""
    folder = ROOT / ".cache/screenshots"
    for file in sorted((ROOT / "site").rglob("*.html")):
        path = file.relative_to(ROOT / "site").as_posix()
        name = path.removesuffix(".html").removesuffix("/index").replace("/", "_")
        for screen, size in SCREENS.items():
            for scheme in ("light", "dark"):
                with tab(chromium, size, scheme) as page:
                    page.goto(HOST + path)
                    page.screenshot(path=folder / f"{name}-{screen}-{scheme}.png", full_page=True)
                    if (screen, scheme) == ("desktop", "light"):
                        page.pdf(path=folder / f"{name}-print.pdf", format="A4")
    print(f"Written: {folder.relative_to(ROOT)}/")


def card(chromium: Browser) -> None:
    """Draw the pictures that stand in the repository."""
    project, images = settings.load(ROOT), ROOT / "docs/assets/images"
    with tab(chromium, (1200, 630)) as page:
        page.goto(Path(__file__).with_name("card.html").as_uri())
        for name, text in (("site", project.site_name), ("description", project.site_description)):
            page.locator(f"#{name}").evaluate("(node, text) => (node.textContent = text)", text)
        page.screenshot(path=images / "social-card.png")
    with tab(chromium, (180, 180)) as page:
        page.goto((images / "favicon.svg").as_uri())
        page.screenshot(path=images / "touch-icon.png", omit_background=True)
    with tab(chromium, (1000, 700)) as page:
        page.goto(f"{HOST}about-us/our-international-participation/")
        page.screenshot(path=ROOT / ".github/page.png")
    print("Written: the pictures in docs/assets/images/ and .github/page.png")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
        {"screenshots": screenshots, "card": card}[sys.argv[1]](running)
        running.close()
