"""No axe violation (WCAG 2.2 AA and best practices) on any page, however it is seen."""

import pages
import pytest
from axe_playwright_python.sync_playwright import Axe

VIEWS = {
    "desktop": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "dark phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "reduced motion": {"viewport": {"width": 820, "height": 1180}, "reduced_motion": "reduce"},
}
RULES = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2, off by default in axe


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("address_of_page", pages.EVERYWHERE)
def test_axe_and_width(browser, address, address_of_page, view):
    tab = browser.new_page(**VIEWS[view])
    problems = []
    tab.on("console", lambda message: problems.append(message.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("request", lambda request: request.url.startswith(address) or problems.append(request.url))
    tab.goto(address + address_of_page)
    violations = Axe().run(tab, options=RULES).response["violations"]
    found = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    tab.close()
    assert found == []
    assert problems == [], "console errors, or requests to another host"
    assert wider <= 0, "the page scrolls sideways"


@pytest.mark.parametrize("view", ["desktop", "dark phone"])
def test_axe_with_menu_and_search_open(browser, address, view):
    tab = browser.new_page(**VIEWS[view])
    tab.goto(address + pages.MAIN)
    if view == "desktop":
        tab.locator(".md-search__input").click()
    else:
        tab.get_by_text("Menu", exact=True).click()
        assert Axe().run(tab, options=RULES).response["violations"] == []
        tab.get_by_role("button", name="Search").click()
    tab.keyboard.type("single window")
    tab.locator(".md-search-result__item").first.wait_for()
    # The dialog fades in: its colours count once they are there.
    tab.evaluate("() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
    violations = Axe().run(tab, options=RULES).response["violations"]
    assert tab.get_by_role("dialog", name="Search").count() == 1
    assert "matching" in tab.locator(".md-search-result__meta[role=status]").inner_text()
    tab.close()
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations] == []


def test_cards_of_a_phone_remain_a_table_for_screen_readers(browser, address):
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.goto(address + pages.MAIN)
    assert tab.locator(".glance tbody tr").first.evaluate("row => getComputedStyle(row).display") == "grid"
    tree = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree]
    tab.close()
    assert [roles.count(role) for role in ("table", "columnheader", "row", "cell")] == [1, 5, 10, 45]


def test_role_badges_differ_in_shape(browser, address):
    tab = browser.new_page()
    tab.goto(address + pages.MAIN)
    shapes = {
        tab.locator(f".glance .{role}").first.evaluate(
            "node => { const s = getComputedStyle(node);"
            " return [s.borderRadius, s.borderStyle, getComputedStyle(node, '::before').content].join() }"
        )
        for role in ("chair", "member", "participant")
    }
    tab.close()
    assert len(shapes) == 3
