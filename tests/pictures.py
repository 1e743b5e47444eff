"""`make screenshots`: every page of site/ as a reviewer should see it in each browser, into .cache/screenshots/.

`make card` draws the social card, the touch icon and the README's picture: run it after a change to colours,
icon, name or the top of the main page, and commit what it draws.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import browser
import tabs
from content import settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from static_server import serve

ROOT = Path(__file__).resolve().parents[1]
HOST = "https://site.invalid/"  # answered from site/, never asked for
SCREENS = {"phone": tabs.PHONE, "tablet": (820, 1180), "desktop": tabs.DESKTOP}


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


def screenshots(playwright: Playwright) -> None:
    """Write a PNG of each page, browser, screen and colour scheme and a PDF of each page, and a page that shows them."""
    folder = ROOT / ".cache/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with serve(ROOT / "site") as address:
        paths = sorted(file.relative_to(ROOT / "site").as_posix() for file in (ROOT / "site").rglob("*.html"))
        rows = {}
        for name in browser.BROWSERS:
            shown = tabs.start(playwright, name)
            for path, (screen, size), scheme in product(paths, SCREENS.items(), ("light", "dark")):
                row = f"{path.removesuffix('.html').removesuffix('/index').replace('/', '_')}-{screen}-{scheme}"
                shown.reset(scheme=scheme)
                shown.resize(*size)
                shown.open(address + path)
                (folder / f"{row}-{name}.png").write_bytes(shown.picture())
                rows.setdefault(row, []).append(f'<img src="{row}-{name}.png" alt="{name}" title="{name}">')
                if (screen, scheme) == ("desktop", "light") and shown.prints:
                    paper = folder / f"{row.removesuffix('-desktop-light')}-print-{name}.pdf"
                    paper.write_bytes(shown.pdf("a4", False))
            shown.close()
    style = "<style>div{display:flex;gap:1em;align-items:start}img{min-width:0;flex:1}</style>"
    parts = [f"<h2>{row}</h2><div>{''.join(images)}</div>" for row, images in rows.items()]
    (folder / "index.html").write_text("\n".join(["<!doctype html><title>Pictures</title>", style, *parts]))
    print(f"Written: {folder.relative_to(ROOT)}/index.html shows the browsers side by side")


def card(playwright: Playwright) -> None:
    """Draw the pictures that stand in the repository."""
    chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
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
    chromium.close()
    print("Written: the pictures in docs/assets/images/ and .github/page.png")


if __name__ == "__main__":
    with sync_playwright() as running:
        {"screenshots": screenshots, "card": card}[sys.argv[1]](running)
