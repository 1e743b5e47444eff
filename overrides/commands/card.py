"""`make card`: draws the social card and the touch icon into docs/assets/images/.

Run it after a change to the colours, the icon or the site's name, and commit the pictures.
"""

from pathlib import Path

import browser
from mkdocs.config import load_config
from playwright.sync_api import sync_playwright


def draw(root: Path, folder: Path) -> list[Path]:
    """Draw the pictures of the project in `root` into `folder`; gives their paths."""
    config = load_config(str(root / "mkdocs.yml"))
    card, icon = folder / "social-card.png", folder / "touch-icon.png"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
        page = chromium.new_page(viewport={"width": 1200, "height": 630})
        page.goto(Path(__file__).with_name("card.html").as_uri())
        for name, text in (("site", config.site_name), ("description", config.site_description)):
            page.locator(f"#{name}").evaluate("(node, text) => (node.textContent = text)", text)
        page.screenshot(path=card)
        page.set_viewport_size({"width": 180, "height": 180})
        page.goto((root / config.docs_dir / "assets/images/favicon.svg").as_uri())
        page.screenshot(path=icon, omit_background=True)
        chromium.close()
    return [card, icon]


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    for file in draw(root, root / "docs/assets/images"):
        print(file.relative_to(root))
