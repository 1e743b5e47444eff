"""Reading without a mouse, without JavaScript, in the dark and on paper."""

import pages
import pytest

PHONE = {"viewport": {"width": 360, "height": 740}}
FOCUS = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect(), style = getComputedStyle(node);
  return {
    name: node.textContent.trim() || node.ariaLabel || node.placeholder,
    onScreen: box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1 && box.bottom > 0 && box.top < innerHeight,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    end: node === document.body,
  };
}"""


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("page", pages.EVERYWHERE)
def test_phone_keyboard_reaches_the_menu_and_only_what_is_on_the_screen(browser, address, page, javascript):
    context = browser.new_context(**PHONE, java_script_enabled=True, reduced_motion="reduce")
    if not javascript:
        context.route("**/*.js", lambda route: route.abort())
    tab = context.new_page()
    tab.goto(address + page)
    names = []
    for _ in range(150):
        tab.keyboard.press("Tab")
        focus = tab.evaluate(FOCUS)
        if focus["end"]:
            break
        assert focus["onScreen"] and focus["outlined"], focus
        names.append(focus["name"])
    context.close()
    assert "Menu" in names[:4]
    assert names[0] == "Skip to content"
    assert len(names) > 8


@pytest.mark.parametrize("javascript", [True, False])
def test_phone_menu_works_from_the_keyboard(browser, address, javascript):
    context = browser.new_context(**PHONE, java_script_enabled=javascript)
    tab = context.new_page()
    tab.goto(address + pages.MAIN)
    tab.locator(".menu summary").focus()
    tab.keyboard.press("Enter")
    link = tab.locator(".menu a", has_text="Glossary")
    assert link.is_visible()
    link.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/glossary/")
    context.close()


def test_search_opens_from_the_keyboard_on_a_phone(browser, address):
    tab = browser.new_page(**PHONE)
    tab.goto(address + pages.MAIN)
    tab.get_by_role("button", name="Search").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.type("CPTFWG")
    tab.locator(".md-search-result__item").first.wait_for()
    assert tab.locator(".md-search__input").input_value() == "CPTFWG"
    tab.keyboard.press("Escape")
    tab.locator(".md-search__input").wait_for(state="hidden")
    tab.close()


def test_search_from_the_missing_page(browser, address):
    tab = browser.new_page()
    tab.goto(address + "no/such/page/")
    tab.get_by_label("Search this site").fill("CPTFWG")
    tab.get_by_label("Search this site").press("Enter")
    tab.locator(".md-search-result__item").first.wait_for()
    tab.close()


@pytest.mark.parametrize("page", pages.EVERYWHERE)
def test_nothing_is_lost_without_javascript(browser, address, page):
    texts = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        tab = context.new_page()
        tab.goto(address + page)
        texts.append(tab.locator("article").inner_text())
        if not enabled:
            assert not tab.locator(".md-search").is_visible(), "search cannot work here, so it is not offered"
            texts[0] = texts[0].replace("Search this site\nSearch", "").rstrip()
        context.close()
    assert texts[0].split() == texts[1].split()


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_colours_follow_the_system_without_javascript(browser, address, scheme, dark):
    context = browser.new_context(color_scheme=scheme, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + pages.MAIN)
    red, green, blue = tab.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)")[:3]
    context.close()
    assert (int(red) + int(green) + int(blue) < 200) is dark


def test_print_has_the_text_and_the_addresses_but_no_frame(browser, address):
    tab = browser.new_page(color_scheme="dark")
    tab.goto(address + pages.MAIN)
    tab.emulate_media(media="print")
    for frame in (".md-header", ".md-tabs", ".tools", ".contents-wide", ".breadcrumb", ".md-footer", ".site-links"):
        assert not tab.locator(frame).first.is_visible(), frame
    link = tab.locator('.text a[href="https://www.apec.org/"]').first
    assert "attr(href)" in link.evaluate("node => getComputedStyle(node, '::after').content") or (
        "https://www.apec.org/" in link.evaluate("node => getComputedStyle(node, '::after').content")
    )
    foot = tab.locator(".page-foot").inner_text()
    assert "https://www.customs.gov.sg/about-us/our-international-participation/" in foot
    assert "Last reviewed: 22 November 2026" in foot
    assert tab.locator(".page-foot details li").is_visible(), "earlier updates are part of the text"
    assert tab.locator(".as-at").is_visible()
    assert tab.locator("tr").nth(3).evaluate("row => getComputedStyle(row).breakInside") == "avoid"
    red, green, blue = tab.evaluate("getComputedStyle(document.body).color.match(/\\d+/g)")[:3]
    tab.close()
    assert int(red) + int(green) + int(blue) < 200, "dark text on paper, whatever the screen"


def test_contents_stand_beside_the_text_or_folded_above_it(browser, address):
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(address + pages.MAIN)
    contents, text = tab.locator(".contents-wide").bounding_box(), tab.locator(".text").bounding_box()
    assert contents["x"] + contents["width"] <= text["x"]
    tab.set_viewport_size(PHONE["viewport"])
    link = tab.locator('.contents-narrow a[href="#aswsc"]')
    assert not link.is_visible()
    tab.locator(".contents-narrow summary").click()
    assert link.is_visible()
    tab.close()


@pytest.mark.parametrize("leave", ["Escape", "Tab"])
def test_phone_menu_never_hides_what_has_the_focus(browser, address, leave):
    tab = browser.new_page(**PHONE)
    tab.goto(address + pages.MAIN)
    tab.locator(".menu summary").press("Enter")
    tab.wait_for_load_state("networkidle")  # the script comes with the first act
    for _ in range(tab.locator(".menu a").count()):
        tab.keyboard.press("Tab")
    assert tab.locator(".menu[open]").count() == 1
    tab.keyboard.press(leave)
    tab.locator(".menu:not([open])").wait_for()
    assert tab.evaluate("document.activeElement.textContent.trim()") == ("Menu" if leave == "Escape" else "Home")
    tab.close()


def test_keyboard_meets_no_hidden_search_results(browser, address):
    tab = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    tab.goto(address + pages.MAIN)
    for _ in range(12):
        tab.keyboard.press("Tab")
        inside = "document.activeElement.closest('.md-search__output')"
        assert tab.evaluate(f"!{inside} || getComputedStyle({inside}).opacity === '1'")
    tab.close()


def test_years_and_arrows_stay_in_one_piece_with_their_text(browser, address):
    tab = browser.new_page()
    for width in range(320, 1320, 20):
        tab.set_viewport_size({"width": width, "height": 740})
        if width == 320:
            tab.goto(address + pages.MAIN)
        lines = "nodes => nodes.map(node => node.offsetHeight / parseFloat(getComputedStyle(node).fontSize))"
        assert max(tab.locator(".timeline li > strong").evaluate_all(lines)) < 2, width
        ends = "links => links.map(link => [...link.getClientRects()].at(-1).width)"  # an arrow alone has 11 pixels
        assert min(tab.locator("a[target=_blank]:visible").evaluate_all(ends)) > 20, width
    tab.close()
