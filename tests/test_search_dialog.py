"""Search is used with the keyboard, the mouse, a clipboard and dictation, and costs nothing until it is opened."""

import pages
import pytest
import tabs
from static_server import serve
from tabs import Tab
from test_accessibility import VIEWS, axe

HERE = f"{pages.MAIN}#"


@pytest.fixture
def search(tab: Tab, address: str) -> Tab:
    """The main page with search open."""
    tab.open(address + pages.MAIN)
    tab.click(".search-button")
    return tab


LINKS = "[...document.querySelectorAll('.search li a')]"
FOCUS = "document.activeElement"
IS_OPEN = "document.querySelector('dialog.search').open"
IN_FIELD = f"{FOCUS}.matches('.search input')"
ON_BUTTON = f"{FOCUS}.matches('.search-button')"


def results(tab: Tab, first: str) -> list[str]:
    """Where the results lead, once the first of them leads to `first`."""
    tab.until(f"{LINKS}[0]?.href.endsWith('{first}')")
    return tab.js(f"{LINKS}.map(link => link.href)")


def said(tab: Tab) -> str:
    """What the live region says."""
    return tab.js("document.querySelector('.search [role=status]').innerText.trim()")


def test_typed_words_are_found_and_their_number_is_said(search):
    search.type("single window")
    number = len(results(search, "#aswsc"))
    search.press("Control+a")
    search.type("authorised ope")
    results(search, "#swg-aamra")
    assert number > 1 and search.js("document.querySelector('.search [role=status]').getAttribute('role')") == "status"
    search.press("Control+a")
    search.type("interdependence")
    results(search, "#apec-sccp")
    assert said(search) == "1 result"
    search.press("Control+a")
    search.type("single window")
    results(search, "#aswsc")
    assert said(search) == f"{number} results"


def test_text_that_comes_without_a_key_is_found(search):
    """As a clipboard, dictation and other input methods give it."""
    search.until(IN_FIELD)
    search.js("document.execCommand('insertText', false, 'harmonised system')")
    results(search, "#wco")


def test_arrows_go_through_the_results_and_back_to_the_field(search):
    search.type("single window")
    results(search, "#aswsc")
    search.press("ArrowDown", "ArrowDown")
    assert search.js(f"{LINKS}.indexOf({FOCUS})") == 1
    search.press("ArrowUp")
    assert search.js(f"{LINKS}.indexOf({FOCUS})") == 0
    search.press("ArrowUp")
    assert search.js(IN_FIELD)


def test_tab_goes_through_the_results_and_beyond(search):
    search.type("single window")
    number = len(results(search, "#aswsc"))
    reached = []
    for _ in range(number + 2):  # Clear and Close stand between
        search.press("Tab")
        reached.append(search.js(f"{LINKS}.indexOf({FOCUS})"))
    assert reached == [-1, -1, *range(number)]
    search.press("Shift+Tab")
    assert search.js(f"{LINKS}.indexOf({FOCUS})") == number - 2
    search.press("Tab", "Tab")
    assert search.js(f"{LINKS}.indexOf({FOCUS})") == -1


def test_enter_opens_the_first_result(search):
    search.type("aeo")
    search.press("Enter")  # before the index is there: it waits
    search.until("location.hash == '#swg-aamra'")
    assert not search.js(IS_OPEN)
    assert search.js("document.getElementById('swg-aamra').getBoundingClientRect().top < innerHeight")
    search.press("Tab")  # the keyboard goes on from there
    link = f"document.getElementById('swg-aamra').compareDocumentPosition({FOCUS})"
    assert search.js(f"{link} & Node.DOCUMENT_POSITION_FOLLOWING")


def test_a_result_on_another_page_is_opened_by_a_click(tab, address):
    tab.open(address)
    tab.click(".search-button")
    tab.type("wco")
    results(tab, f"{HERE}wco")
    tab.click(".search li a")
    tab.until(f"location.href == '{address}{HERE}wco'")


@pytest.mark.parametrize("way", ["Escape", ".search [value=close]", ".search"])  # the last: beside the dialog
def test_it_closes_and_the_focus_returns(search, way):
    search.type("aeo")
    results(search, "#swg-aamra")
    search.press("ArrowDown")
    if way == "Escape":
        search.press("Escape")
    else:
        search.js(f"document.querySelector('{way}').click()")
    search.until(f"!{IS_OPEN} && {ON_BUTTON}")
    search.press("Enter")  # opens it again, with what was there
    search.until(f"{IS_OPEN} && {IN_FIELD}")
    assert search.js(f"{FOCUS}.value") == "aeo"
    search.type("wco")  # in its place
    results(search, "#wco")


def test_only_a_press_beside_the_dialog_closes_it(start, address):
    tab = start("chromium")
    tab.reset()
    tab.open(address + pages.MAIN)
    tab.click(".search-button")
    tab.type("aeo")
    results(tab, "#swg-aamra")
    field, mouse = tab.page.locator(".search input").bounding_box(), tab.page.mouse
    mouse.move(field["x"] + 40, field["y"] + 10)
    mouse.down()
    mouse.move(5, field["y"] + 10)  # a selection that ends beside it
    mouse.up()
    assert tab.js(IS_OPEN)
    mouse.click(5, field["y"])
    assert not tab.js(IS_OPEN)
    tab.resize(*tabs.PHONE)
    tab.click(".search-button")
    mouse.click(200, tabs.PHONE[1] - 10)  # on its ground, below the results
    assert tab.js(IS_OPEN)


def test_search_shows_no_results_of_words_that_are_gone(search):
    search.type("aeo")
    results(search, "#swg-aamra")
    search.press("Escape")
    search.js("document.querySelector('.search input').value = ''")  # as Safari does in a page that it brings back
    search.click(".search-button")
    search.until(f"{IS_OPEN} && {IN_FIELD} && !{LINKS}.length")


def test_a_quick_close_and_reopening_leaves_it_open(search):
    search.type("a")
    search.press("Escape", "Enter", "Escape", "Enter")
    search.js("new Promise(done => setTimeout(done, 200))")
    assert search.js(f"{IS_OPEN} && {IN_FIELD}")
    search.js("""(() => {
        const dialog = document.querySelector('.search');
        dialog.close();
        document.querySelector('.search-button').click();
    })()""")
    search.js("new Promise(done => setTimeout(done, 200))")
    assert search.js(f"{IS_OPEN} && {IN_FIELD}")
    search.type("wco")
    results(search, "#wco")


def test_clear_empties_field_results_and_number(search):
    search.type("aeo")
    results(search, "#swg-aamra")
    search.click(".search [type=reset]")
    search.until(f"!{LINKS}.length && {IN_FIELD}")
    assert (search.js(f"{FOCUS}.value"), said(search)) == ("", "")


def test_no_result_leads_to_the_contact_page_in_one_sentence(search):
    search.type("import duty on cars")
    search.until("document.querySelector('.search [role=status] a').offsetParent")
    assert said(search) == "No results: try other words, or contact Singapore Customs."
    search.press("ArrowDown")
    assert search.js(f"{FOCUS}.href") == "https://www.customs.gov.sg/contact-us/"
    search.press("ArrowUp", "Control+a")
    search.type("wco")
    results(search, "#wco")
    assert not search.js("document.querySelector('.search [role=status] a').offsetParent")


@pytest.mark.parametrize("path", ["", "glossary/", "404.html"])
def test_an_address_with_a_query_opens_search_with_it(tab, address, path):
    tab.open(f"{address}{path}?q=single+window")
    results(tab, f"{HERE}aswsc")
    assert tab.js(f"{IN_FIELD} && {FOCUS}.value") == "single window"
    tab.press("Escape")
    tab.until(f"!{IS_OPEN} && {ON_BUTTON}")


def test_a_query_is_no_longer_than_what_the_field_takes(tab, address):
    tab.open(f"{address}?q=wco{'%20wco' * 500}")
    results(tab, f"{HERE}wco")
    assert tab.js(f"{FOCUS}.value.length === {FOCUS}.maxLength")


def test_the_form_of_the_404_page_leads_to_search(tab, address):
    tab.open(f"{address}404.html")
    tab.click("#q")
    tab.type("wco")
    tab.press("Enter")
    results(tab, f"{HERE}wco")


def test_letters_typed_in_a_page_do_nothing(tab, address):
    tab.open(address + pages.MAIN)
    before = tab.js("document.body.innerHTML")
    tab.press(*"npsf.,/", "Control+k")
    tab.js("new Promise(done => setTimeout(done, 200))")
    assert tab.js("location.href") == address + pages.MAIN and not tab.js(IS_OPEN)
    assert tab.js("document.body.innerHTML") == before


def test_engine_and_index_wait_for_the_reader(tab, address):
    def loaded() -> set[str]:
        names = tab.js("performance.getEntriesByType('resource').map(entry => entry.name)")
        return {name.rpartition("/")[2].split(".")[0] for name in names} & {"search", "index"}

    tab.open(address + pages.MAIN)
    assert loaded() == set()
    tab.click(".search-button")
    tab.type("wco")
    results(tab, "#wco")
    assert loaded() == {"search", "index"}


def test_words_are_marked_and_markup_in_a_query_is_text(search):
    search.type("safe framework")
    results(search, "#wco")
    marked = search.js("[...document.querySelectorAll('.search li:first-child mark')].map(mark => mark.textContent)")
    assert {"SAFE", "Framework"} <= set(marked)
    search.press("Control+a")
    search.type("<img src=x onerror=alert(1)> wco")
    results(search, "#wco")


def test_search_works_below_the_root_of_a_host(tab, site):
    with serve(site.parent) as host:
        tab.open(f"{host}{site.name}/{pages.MAIN}?q=wco")
        assert results(tab, "#wco")[0] == f"{host}{site.name}/{HERE}wco"


@pytest.mark.parametrize("lost", ["**/search.*.js*", "**/search/index.*.json"])
def test_what_can_not_be_loaded_is_said_and_tried_again(start, address, lost):
    tab = start("chromium")
    tab.reset()
    tab.page.route(lost, lambda route: route.abort())
    tab.open(address + pages.MAIN)
    tab.click(".search-button")
    status = tab.page.get_by_role("status")
    status.get_by_text("Search can't be loaded").wait_for()
    tab.page.unroute(lost)
    tab.type("wco")
    tab.page.locator(".search li").first.wait_for()
    assert "loaded" not in status.inner_text()


@pytest.mark.parametrize("path", [pages.MAIN, "404.html"])
def test_nothing_offers_search_without_javascript(open_page, address, path):
    page = open_page(address + path, javascript=False)
    assert not page.locator(".search-button").is_visible()
    assert not page.locator("[role=search]").first.is_visible()
    assert page.get_by_text("Search", exact=True).filter(visible=True).count() == 0


@pytest.mark.parametrize("view", VIEWS)
def test_axe_and_width(open_page, address, view):
    page = open_page(address + pages.MAIN, **VIEWS[view])
    page.click(".search-button")
    for words, link in (("single window", ".search li a"), ("import duty on cars", ".search [role=status] a")):
        page.locator(".search input").fill(words)
        page.locator(link).first.wait_for()
        assert axe(page, ".search") == [], words
        wider = page.evaluate("(dialog => dialog.scrollWidth - dialog.clientWidth)(document.querySelector('.search'))")
        assert wider <= 0, "the dialog scrolls sideways"
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # letters twice as large
    beyond = page.evaluate("document.querySelector('.search').getBoundingClientRect().right - innerWidth")
    assert beyond <= 0, "a part of the dialog is out of sight"
