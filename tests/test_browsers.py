"""What must be the same in every browser: menus, the keyboard, paper, no JavaScript, what screen readers are told.

Search has tests of its own that run in every browser: test_search_dialog.py.
"""

import io
import re

import pages
import pytest
from pypdf import PdfReader
from static_server import serve
from tabs import DESKTOP, PHONE
from test_accessibility import FOCUS

TEXT = "(document.querySelector('article form')?.remove(), document.querySelector('article').innerText)"
SHOWN = "document.querySelector('{}').checkVisibility()"
ACTIVE = "document.activeElement"
TOP = "document.querySelector('{}').getBoundingClientRect().top"


def shown(tab, selector: str) -> bool:
    return tab.js(SHOWN.format(selector))


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("size", "menu"), [(DESKTOP, ".menu-wide"), (PHONE, ".menu")])
def test_menu_by_keyboard(tab, address, size, menu, javascript):
    tab.reset(javascript)
    tab.resize(*size)
    tab.open(address)
    fold, link = f"{menu} details", f"{menu} details a"
    assert not shown(tab, link)
    tab.js(f"document.querySelector('{menu} summary').focus()")
    tab.press("Enter")
    tab.until(SHOWN.format(link))
    tab.press("Tab")
    assert tab.js(f"{ACTIVE} === document.querySelector('{link}')")
    tab.press("Escape")
    if javascript:
        tab.until(f"!document.querySelector('{fold}').open && {ACTIVE}.matches('{menu} summary')")
        tab.press("Enter", "Tab")
    tab.press("Enter")
    tab.until(f"location.href === document.querySelector('{link}').href && document.readyState === 'complete'")


def test_menu_of_a_phone_hides_nothing_of_the_page(tab, address):
    tab.resize(*PHONE)
    tab.open(address + pages.MAIN)
    tab.click(".menu summary")
    tab.until(SHOWN.format(".menu a"))
    assert tab.js(
        f"{TOP.format('h1')} > [...document.querySelectorAll('.menu a')].at(-1).getBoundingClientRect().bottom"
    )
    assert tab.js("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_first_stop_is_the_skip_link_and_it_works(tab, address, size):
    tab.resize(*size)
    tab.open(address + pages.MAIN)
    tab.press("Tab")
    focus = tab.js(FOCUS)
    assert focus["name"] == "Skip to content" and focus["visible"] and focus["outlined"]
    tab.press("Enter")
    tab.until("location.hash === '#content'")
    tab.press("Tab")
    assert tab.js(f"document.querySelector('main').contains({ACTIVE})")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_what_has_the_focus_is_seen_on_the_way_up(tab, address, size):
    tab.resize(*size)
    tab.open(address + pages.MAIN)
    tab.js("[...document.querySelectorAll('footer a')].at(-1).focus()")
    names = []
    while len(names) < 150 and (not names or names[-1] != "Skip to content"):
        tab.press("Shift+Tab")
        focus = tab.js(FOCUS)
        assert focus and focus["visible"] and focus["outlined"], focus
        names.append(focus["name"])
    assert 40 < len(names) < 150


def test_link_to_a_part_leads_to_it_and_is_marked(tab, address):
    for size in (DESKTOP, PHONE):
        tab.resize(*size)
        tab.open("about:blank")
        tab.open(f"{address}{pages.MAIN}#aswsc")
        over = "document.querySelector('.contents-narrow').getBoundingClientRect().bottom"
        tab.until(f"{TOP.format('#aswsc')} >= {over} && {TOP.format('#aswsc')} < innerHeight / 2")
        assert tab.js("parseFloat(getComputedStyle(document.getElementById('aswsc')).borderInlineStartWidth) > 2")
        assert tab.js("parseFloat(getComputedStyle(document.getElementById('wco')).borderInlineStartWidth) === 0")


def test_nothing_is_lost_without_javascript(tab, address):
    texts = []
    for javascript in (True, False):
        tab.reset(javascript)
        for page in pages.EVERYWHERE:
            tab.open(address + page)
            texts.append(tab.js(TEXT))
    assert len(max(texts, key=len)) > 5000 and texts[: len(pages.EVERYWHERE)] == texts[len(pages.EVERYWHERE) :]
    assert not shown(tab, ".search-button"), "search can't work here, so it is not offered"


ROLES = {
    ".glance table": "table",
    ".glance thead th": "columnheader",
    ".glance tbody th": "rowheader",
    ".glance tbody td": "cell",
    ".breadcrumb ol": "list",
    ".timeline ul": "list",
    ".structure ul": "list",
    ".page-foot ul": "list",
    ".site-foot ul": "list",
    ".breadcrumb": "navigation",
    "main": "main",
    "footer": "contentinfo",
    ".page-foot": "complementary",
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_screen_readers_are_told_the_same(tab, address, size):
    tab.resize(*size)
    tab.open(address + pages.MAIN)
    menu = ".menu" if size == PHONE else ".menu-wide"
    expected = ROLES | {menu: "navigation", f"{menu} ul": "list"}
    told = {selector: tab.spoken(selector) for selector in expected if shown(tab, selector)}
    roles = {selector: role for selector, (role, _) in told.items()}
    assert roles == {selector: expected[selector] for selector in roles} and len(roles) > len(ROLES)
    named = [".search-button", ".logo", menu, ".breadcrumb", ".page-foot", '.text a[target="_blank"]']
    names = {selector: tab.spoken(selector)[1].replace("\u2060", "").strip() for selector in named}
    label = "document.querySelector('{}').ariaLabel"
    for selector in (menu, ".breadcrumb", ".page-foot"):
        assert names[selector] == tab.js(label.format(selector))
    assert (names[".search-button"], names[".logo"]) == ("Search", "Singapore Customs")
    assert names['.text a[target="_blank"]'].endswith("(opens in new tab)")


@pytest.mark.parametrize("page", pages.EVERYWHERE)
def test_the_console_says_nothing(tab, address, page):
    assert tab.loading(address + page) == []


def test_what_a_page_does_wrong_is_heard(tab, tmp_path):
    """Or the silence of the others would mean nothing."""
    policy = "<meta http-equiv=Content-Security-Policy content=\"style-src 'none'\">"
    (tmp_path / "index.html").write_text(f"<!doctype html>{policy}<p style='color: red'><script>wrong()</script>")
    with serve(tmp_path) as address:
        said = " ".join(tab.loading(address))
    tab.reset()
    assert "wrong" in said and "Content" in said


@pytest.mark.parametrize(("paper", "landscape"), [("a4", False), ("letter", True)])
def test_paper(tab, own_address, paper, landscape):
    """The site's own main page: what it says is for its editors, what it takes is for its readers."""
    if not tab.prints:
        pytest.skip("Playwright's builds of Firefox and WebKit do not print; CI has Debian's, which do")
    tab.open(own_address + pages.MAIN)
    sheets = PdfReader(io.BytesIO(tab.pdf(paper, landscape))).pages
    width, height = sheets[0].mediabox[2:]
    assert (width > height) is landscape
    assert 1 < len(sheets) <= 8
    headings = set(tab.js("[...document.querySelectorAll('h2, h3, h4')].map(heading => heading.innerText.trim())"))
    for sheet in sheets:
        lines = [" ".join(line.split()) for line in sheet.extract_text(extraction_mode="layout").splitlines()]
        last = [line for line in lines if line and " / " not in line][-1]
        assert last not in headings, "a heading parted from its text"
    numbers = [f"{number} / {len(sheets)}" for number in range(1, len(sheets) + 1)]
    texts = [sheet.extract_text().replace(number, "") for sheet, number in zip(sheets, numbers, strict=True)]
    printed = re.sub(r"\s", "", "".join(texts))  # words that go on overleaf
    always = ".text :is(p, li, th, td):not(details *)"  # Firefox 140 prints folded parts as they are
    pieces = f"[...document.querySelectorAll('{always}')].flatMap(node => [...node.childNodes])"
    ends = tab.js(f"{pieces}.filter(node => node.nodeType === 3).map(node => node.data.trimEnd().slice(-25))")
    assert ends
    assert [end for end in ends if re.sub(r"\s", "", end) not in printed] == [], "lines are lost between two sheets"
    first = " ".join(sheets[0].extract_text(extraction_mode="layout").split())
    publisher, title, date = (first.find(text) for text in ("Singapore Customs", "Our International", "Last updated"))
    assert 0 <= publisher < title < date < 600, first
    assert "Skip to content" not in first and "On this page" not in first, "the frame stays off paper"
