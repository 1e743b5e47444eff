"""Reading on a phone, without a mouse, without JavaScript, in the dark and on paper."""

import pages
import pytest

PHONE = {"viewport": {"width": 360, "height": 740}}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}


# The site's own main page must stay within these: what it says is for its editors, what it takes is for its readers.


def test_phone_reaches_the_first_body_soon_and_the_end_in_time(open_page, own_address):
    tab = open_page(own_address + pages.MAIN, **PHONE)
    first = tab.locator('.glance tbody a[href^="#"]').first.get_attribute("href")
    assert tab.locator(first).bounding_box()["y"] < 2600
    assert tab.evaluate("document.documentElement.scrollHeight") <= 9500


def test_print_has_the_publisher_and_the_text_but_no_frame(open_page, address):
    tab = open_page(address + pages.MAIN, color_scheme="dark", media="print", **DESKTOP)
    for frame in ("header nav", "dialog", ".contents", ".breadcrumb", "footer"):
        assert not [node for node in tab.locator(frame).all() if node.is_visible()], frame
    assert tab.locator(".logo").is_visible() and tab.locator(".dates").is_visible()
    link = tab.locator('.text a[href="https://www.apec.org/"]').first
    after = link.evaluate("node => getComputedStyle(node, '::after').content")
    assert "attr(href)" in after or "https://www.apec.org/" in after
    foot = tab.locator(".page-foot")
    assert f"https://www.customs.gov.sg/{pages.MAIN}" in foot.inner_text()
    assert foot.locator("details li").first.is_visible(), "earlier updates are part of the text"
    columns = tab.locator(".page").evaluate("node => getComputedStyle(node).display")
    assert columns == "block", "the layout of wide screens is theirs alone"
    assert tab.locator(".glance tr").nth(1).evaluate("row => getComputedStyle(row).display") == "table-row"
    kept = tab.locator(".structure > ul > li").last.evaluate("tree => getComputedStyle(tree).breakInside")
    assert kept == "avoid", "a tree of the diagram stays whole"
    red, green, blue = tab.evaluate("getComputedStyle(document.body).color.match(/\\d+/g)")[:3]
    assert int(red) + int(green) + int(blue) < 200, "dark text on paper, whatever the screen"


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("screen", "menu"), [(PHONE, "nav.menu"), (DESKTOP, "nav.menu-wide")])
def test_menu_leads_to_every_page_by_keyboard(open_page, unusual_address, screen, menu, javascript):
    tab = open_page(unusual_address, javascript, **screen)
    shown = "navs => navs.filter(nav => getComputedStyle(nav).display !== 'none').length"
    assert tab.locator("header nav").evaluate_all(shown) == 1
    links = tab.locator(f"{menu} a")
    reached = set()
    for number in range(links.count()):
        link = links.nth(number)
        fold = link.locator("xpath=ancestor::details")
        if fold.count() and fold.get_attribute("open") is None:
            fold.locator("> summary").press("Enter")
        assert link.is_visible()
        link.focus()
        assert link.evaluate("node => node === document.activeElement")
        reached.add(link.get_attribute("href"))
    assert len(reached) == links.count() == 10


WORDS = """(node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
})"""


def test_what_stands_in_one_line_stands_at_one_height(open_page, unusual_address):
    tab = open_page(f"{unusual_address}without/nested/second/", **DESKTOP)
    steps = tab.locator(".breadcrumb li").evaluate_all(f"all => all.map(li => {WORDS}(li.firstChild).bottom)")
    assert len(steps) == 3 and max(steps) - min(steps) < 1


@pytest.mark.parametrize(("screen", "menu"), [(PHONE, "nav.menu"), (DESKTOP, "nav.menu-wide")])
def test_the_arrow_of_a_link_that_leads_away_stands_beside_its_words(open_page, unusual_address, screen, menu):
    tab = open_page(unusual_address, **screen)
    for fold in tab.locator(f"{menu} details").all():
        fold.evaluate("node => (node.open = true)")
    away = tab.locator(f"{menu} a[target=_blank]")
    assert away.evaluate(f"link => link.getBoundingClientRect().right - {WORDS}(link.firstChild).right") < 20


def test_escape_closes_the_contents_and_returns_the_focus(open_page, address):
    tab = open_page(address + pages.MAIN, **PHONE)
    fold = tab.locator(".contents-narrow summary")
    fold.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    assert fold.evaluate("node => node === document.activeElement && !node.parentElement.open")


def test_menu_of_a_wide_screen_closes_when_it_is_left(open_page, address):
    tab = open_page(address + pages.MAIN, **DESKTOP)
    fold = tab.locator(".menu-wide summary").first
    fold.press("Enter")
    for _ in range(tab.locator(".menu-wide details").first.locator("a").count() + 1):
        tab.keyboard.press("Tab")
    assert tab.locator(".menu-wide details[open]").count() == 0


def test_contents_stand_beside_the_text_and_show_where_the_reader_is(open_page, address):
    tab = open_page(address + pages.MAIN, **DESKTOP)
    contents, text = tab.locator(".contents-wide").bounding_box(), tab.locator(".text").bounding_box()
    assert contents["x"] + contents["width"] <= text["x"]
    for part in ("#timeline", "#wco"):
        tab.locator(f'.contents-wide a[href="{part}"]').click()
        tab.locator(f'.contents-wide a[href="{part}"][aria-current="location"]').wait_for()
        assert tab.locator(".contents-wide [aria-current]").count() == 1
        assert tab.locator(f'.contents-wide a[href="{part}"]').bounding_box()["y"] >= 0, "they come along"


@pytest.mark.parametrize("javascript", [True, False])
def test_contents_of_a_phone_are_one_tap_away_everywhere(open_page, address, javascript):
    for start in ("#wco", "#ccbwg", "#timeline", "#report"):
        tab = open_page(address + pages.MAIN + start, javascript, **PHONE)
        bar = tab.locator(".contents-narrow summary")
        box, part = bar.bounding_box(), tab.locator(start).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= part["y"], "in view, and not over the part"
        bar.click()
        link = tab.locator('.contents-narrow a[href="#aswsc"]')
        assert link.is_visible()
        ground = tab.locator(".contents-narrow details > ol").evaluate("list => getComputedStyle(list).backgroundColor")
        assert ground.startswith("rgb("), "nothing shines through"
        link.click()
        heading, over = tab.locator("#aswsc").bounding_box(), tab.locator(".contents-narrow").bounding_box()
        last = tab.locator(".contents-narrow ol").first
        bottom = over["y"] + over["height"]
        if last.is_visible():  # without JavaScript it stays open
            bottom = last.bounding_box()["y"] + last.bounding_box()["height"]
        assert bottom <= heading["y"] < PHONE["viewport"]["height"]


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_colours_follow_the_system_without_javascript(open_page, address, scheme, dark):
    tab = open_page(address + pages.MAIN, javascript=False, color_scheme=scheme)
    red, green, blue = tab.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)")[:3]
    assert (int(red) + int(green) + int(blue) < 200) is dark


def test_the_setting_of_the_font_applies(open_page, address):
    tab = open_page(address)
    assert (
        tab.locator(".text p").first.evaluate("node => getComputedStyle(node).fontFamily").startswith("-apple-system")
    )


@pytest.mark.parametrize("width", [320, 345])  # the latter: 360 less a classic scrollbar
def test_header_of_a_narrow_screen_is_one_row(open_page, address, width):
    tab = open_page(address, viewport={"width": width, "height": 740})
    parts = [tab.locator(part).bounding_box() for part in (".logo", ".search-button", ".menu summary")]
    for left, right in zip(parts, parts[1:], strict=False):
        assert left["x"] + left["width"] <= right["x"]


def test_years_and_arrows_stay_in_one_piece_with_their_text(open_page, address):
    tab = open_page(address + pages.MAIN)
    for width in range(320, 1320, 80):
        tab.set_viewport_size({"width": width, "height": 740})
        lines = "nodes => nodes.map(node => node.offsetHeight / parseFloat(getComputedStyle(node).fontSize))"
        assert max(tab.locator(".timeline li > strong").evaluate_all(lines)) < 2, width
        ends = "links => links.map(link => [...link.getClientRects()].at(-1).width)"  # an arrow alone has 11 pixels
        assert min(tab.locator("a[target=_blank]:visible").evaluate_all(ends)) > 16, width
