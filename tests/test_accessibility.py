"""No axe violation (WCAG 2.2 AA and best practices) however a page is seen, and what axe can't see."""

import pages
import pytest
from axe_playwright_python.sync_playwright import Axe

VIEWS = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 820, "height": 1180}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
    "320 pixels": {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"},
}
SMALL = {"320 pixels": VIEWS["320 pixels"], "zoomed to 400 %": {"viewport": {"width": 320, "height": 256}}}
TARGETS = {"target-size": {"enabled": True}}  # WCAG 2.2, off by default in axe
ALL_RULES = ("light", "320 pixels")  # the two layouts; in the other views the same elements only look otherwise
LOOKS = {"runOnly": ["color-contrast", "link-in-text-block", "target-size"]}
UNUSUAL = ["markup/", "about-us/third/"]
SPACING = """:not(script) {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
} p { margin-bottom: 2em !important; }"""  # WCAG 1.4.12
ADD_STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""  # which the policy leaves to scripts
CUT_OFF = """() => [...document.querySelectorAll("body *:not(.visually-hidden, svg *)")].filter(node => {
  const style = getComputedStyle(node);
  const hides = axis => ["hidden", "clip"].includes(style[`overflow-${axis}`]);
  const wider = node.scrollWidth > node.clientWidth + 1, higher = node.scrollHeight > node.clientHeight + 1;
  return hides("x") && wider || hides("y") && higher;
}).map(node => node.outerHTML.slice(0, 80))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Whether what has the focus can be seen, all of it but what is larger than the window, and not only its outline
FOCUS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const seen = ({ left, top, width, height }) => {
    const hit = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
    return hit && (node.contains(hit) || hit.contains(node));
  };
  const style = getComputedStyle(node);
  return {
    what: node.outerHTML.slice(0, 100),
    name: (node.innerText || node.ariaLabel || node.value || "").trim(),
    visible: [...node.getClientRects()].some(seen),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
  };
}"""


def axe(tab, within="html", **options):
    """The rules that a part of a tab's page breaks, and where."""
    options = {"resultTypes": ["violations"], "rules": TARGETS, **options}
    violations = Axe().run(tab, within, options).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", pages.EVERYWHERE)
def test_axe_and_width(open_page, address, page, view):
    tab = open_page(address + page, **VIEWS[view])
    assert axe(tab, **({} if view in ALL_RULES else LOOKS)) == []
    assert tab.evaluate(WIDER) <= 0, "the page scrolls sideways"


@pytest.mark.parametrize("page", UNUSUAL)
def test_axe_and_width_of_unusual_pages(open_page, unusual_address, page):
    tab = open_page(unusual_address + page, **VIEWS["320 pixels"])
    assert axe(tab) == []
    assert tab.evaluate(WIDER) <= 0, "the page scrolls sideways"


@pytest.mark.parametrize(("view", "fold"), [("light", ".menu-wide summary"), ("320 pixels", ".menu summary")])
def test_axe_with_the_menu_open(open_page, address, view, fold):
    tab = open_page(address + "about-us/", **VIEWS[view])
    tab.locator(fold).first.click()
    assert axe(tab) == []


def test_axe_with_the_contents_open_and_on_the_way(open_page, address):
    tab = open_page(address + pages.MAIN, **VIEWS["320 pixels"])
    tab.locator("#structure").scroll_into_view_if_needed()
    tab.locator(".contents-narrow summary").click()
    assert axe(tab) == []


@pytest.mark.parametrize("view", SMALL)
def test_text_may_be_spaced_and_enlarged(open_page, address, view):
    tab = open_page(address + pages.MAIN, **SMALL[view])
    tab.evaluate(ADD_STYLE, SPACING)
    assert tab.evaluate(WIDER) <= 0
    assert tab.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(
    ("view", "key", "javascript"), [("320 pixels", "Tab", False), ("zoomed to 400 %", "Shift+Tab", True)]
)
def test_what_has_the_focus_is_seen(open_page, address, view, key, javascript):
    """On the smallest screens, where most is in the way; test_browsers.py has the others."""
    tab = open_page(address + pages.MAIN, javascript, **SMALL[view])
    if key == "Shift+Tab":
        tab.locator("footer a").last.focus()
    names = []
    for _ in range(200):
        if key == "Tab" or names:
            tab.keyboard.press(key)
        focus = tab.evaluate(FOCUS)
        if not focus:
            break
        assert focus["visible"] and focus["outlined"], focus
        names.append(focus["name"])
    assert len(names) > 40
    assert names[0 if key == "Tab" else -1] == "Skip to content"


def test_a_table_drawn_as_a_list_remains_one_for_screen_readers(open_page, address):
    trees = []
    for width in (360, 1440):
        tab = open_page(address + pages.MAIN, viewport={"width": width, "height": 740})
        rows = tab.locator(".glance tbody tr").count()
        nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in nodes]
        trees.append([roles.count(role) for role in ("table", "columnheader", "rowheader", "row", "cell")])
    assert trees == [[1, 3, rows, rows + 1, rows * 2]] * 2


def test_lists_drawn_otherwise_remain_lists(open_page, address):
    tab = open_page(address + pages.MAIN)
    drawn = tab.locator(":is(.breadcrumb, .contents, .structure, .timeline, .page-foot, .site-foot) :is(ul, ol)")
    styles = drawn.evaluate_all("lists => lists.map(list => getComputedStyle(list).listStyleType)")
    assert set(styles) == {'""'}, "Safari takes the role from a list without marks: `none`"


def test_role_badges_differ_in_shape(open_page, address):
    tab = open_page(address + pages.MAIN)
    shapes = {
        tab.locator(f".glance .{role}").first.evaluate(
            "node => { const s = getComputedStyle(node);"
            " return [s.borderRadius, s.borderStyle, getComputedStyle(node, '::before').content].join() }"
        )
        for role in ("chair", "member", "participant")
    }
    assert len(shapes) == 3


@pytest.mark.parametrize("width", [320, 600, 1440])
def test_a_wide_table_scrolls_in_its_box_by_keyboard(open_page, unusual_address, width):
    tab = open_page(f"{unusual_address}about-us/third/", viewport={"width": width, "height": 740})
    box = tab.locator("div.table")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    tab.keyboard.press("End")
    for _ in range(5):
        tab.keyboard.press("ArrowRight")
    for _ in range(100):  # the policy forbids the eval that Playwright's own wait needs
        if box.evaluate("box => box.scrollLeft") > 0:
            return
        tab.wait_for_timeout(20)
    pytest.fail("the arrow keys did not scroll the box")


def test_text_from_right_to_left_has_its_marks_and_cells_on_the_right(open_page, unusual_address):
    tab = open_page(f"{unusual_address}markup/", viewport={"width": 360, "height": 740})
    for selector, start in (("[dir=rtl] li", "paddingRight"), ("[dir=rtl] td", "textAlign")):
        found = tab.locator(selector).first.evaluate(f"node => getComputedStyle(node.closest('ul') ?? node).{start}")
        assert found not in ("0px", "left")
    boxes = [tab.locator("[dir=rtl] td").nth(number).bounding_box()["x"] for number in (0, 1)]
    assert boxes[0] > boxes[1]
