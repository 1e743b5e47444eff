"""The published build: small, at once, under its policy, and in every pixel what the preview shows."""

import difflib
import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import conftest
import inline_styles
import late_script
import pages
import pytest
import security
import white_space
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser
from static_server import serve

WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
QUERY = ".md-search__input"
RESULT = ".md-search-result__item"

# What `mkdocs serve` shows, written to a folder.
PREVIEW = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
build(config)
"""


def compressed(*texts: bytes) -> int:
    return sum(len(gzip.compress(text, 9, mtime=0)) for text in texts)


@pytest.fixture(scope="session")
def preview(tmp_path_factory):
    """The folder and the address of the site without the polish of the published build."""
    folder = tmp_path_factory.mktemp("preview") / "site"
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-c", PREVIEW, folder], cwd=conftest.ROOT, env=variables, check=True)
    server, url = serve(folder)
    yield folder, url
    server.shutdown()


def until(tab, expression):
    """Wait until a JavaScript expression is true. Playwright's own wait needs eval, which the policy forbids."""
    for _ in range(500):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(20)
    pytest.fail(f"Not true in ten seconds: {expression}")


LOADED = "!!window.component$"  # the theme sets it at the end of its script


# Styles


def purged(css, html, words=frozenset()):
    seen, everything = inline_styles.names(LexborHTMLParser(html))
    return inline_styles.purge(css, everything if words else seen, words)


@pytest.mark.parametrize(
    "kept",
    [
        "p{color:red}",
        ".note{color:red}",
        "#top{color:red}",
        "[dir=ltr] p{color:red}",
        "p[class^=no]{color:red}",
        "p:hover:before{color:red}",
        "p::selection{color:red}",
        "p:not(.absent){color:red}",
        "p:is(.absent,.note){color:red}",
        "p:nth-child(2n + 1){color:red}",
        "body>*+*{color:red}",
        "@media print{p{color:red}}",
        "@layer base,theme;@layer base{p{color:red}}",
        "@supports (display:grid){@media print{p{color:red}}}",
        "p{animation:1s turn}@keyframes turn{from{top:0}to{top:1px}}",
        "@page{margin:1cm}",
        ":root{--a:red;--b:var(--a)}p{color:var(--b)}",
        'p:after{content:".absent{}"}',
        'p:after{content:"a"}p::after{display:none}@media print{p:after{display:block}}',
    ],
)
def test_rules_that_can_apply_stay(kept):
    html = '<html dir="ltr"><p class="note big" id="top">a</p><p>b</p></html>'
    assert purged(kept, html) == purged(kept, html, frozenset(["absent"]))
    assert purged(kept, html).count("{") == kept.count("{")


@pytest.mark.parametrize(
    "css",
    [
        "table{color:red}",
        ".absent{color:red}",
        "#absent{color:red}",
        "p.note.absent{color:red}",
        "[dir=rtl] p{color:red}",
        "p:is(.absent,.missing){color:red}",
        "@media print{@supports (display:grid){.absent{color:red}}}",
        ":root{--a:red;--b:var(--a)}",
        "@keyframes turn{from{top:0}to{top:1px}}",
    ],
)
def test_rules_that_cannot_apply_go(css):
    html = '<html dir="ltr"><p class="note" id="top">a</p></html>'
    assert purged(css, html) == ""


def test_only_the_selectors_that_cannot_match_go():
    assert purged(".absent,p{color:red}", "<p>") == "p{color:red}"


def test_what_a_later_rule_hides_goes():
    css = 'p:after,a:after{content:"";mask:var(--icon)}:root{--icon:none}p::after{display:none}'
    assert purged(css, "<p><a>") == 'a:after{content:"";mask:var(--icon)}:root{--icon:none}p::after{display:none}'
    assert purged(css.replace(",a:after", ""), "<p>") == "p::after{display:none}"


def test_movement_and_the_open_search_come_with_the_scripts():
    html = '<input data-md-toggle="search" id="s"><div class="md-search__output"><p class="result">a</p></div>'
    css = (
        "input{transition:none;top:0}.result{top:0}[data-md-toggle=search]:checked~div{top:0}"
        "div{transition:color 1s}"
    )
    assert purged(css, html) == "input{top:0}"
    assert purged(css, html, frozenset(["result"])).count("{") == 4


def test_names_in_scripts_count_for_the_styles_that_come_with_them():
    words = inline_styles.script_words("""a("div",{class:"made made--up"});b('it\\'s')""")
    assert {"div", "made", "made--up", "it", "s"} <= words
    assert purged(".made--up{color:red}.absent{color:red}", "<p>", words) == ".made--up{color:red}"


@pytest.mark.parametrize("css", ["@import 'a.css';", "p{background:url(a.png)}", 'p{background:url("a.png")}'])
def test_rules_that_point_to_other_files_are_refused_in_plain_words(css):
    with pytest.raises(ValueError, match="cannot stand inside a page"):
        purged(css, "<p>")
    assert purged("p{mask-image:url('data:image/svg+xml,<svg/>')}", "<p>")


def show(tab, url, state):
    """Bring a page into a state that readers see."""
    tab.emulate_media(media="screen")
    tab.goto(url)
    if "search" in state:
        if state == "phone search":
            tab.wait_for_timeout(200)  # without the polish the theme closes search 125 ms after it starts
            tab.locator(".search-button").click()
        else:
            tab.locator(QUERY).click()
        tab.locator(QUERY).type("single window")
        tab.locator(RESULT).first.wait_for()
        until(tab, LOADED)
        tab.mouse.move(1, 1)
    if "menu" in state:
        tab.locator(".menu summary").click()
        until(tab, LOADED)
    if state == "used":
        tab.mouse.wheel(0, 300)
        # The theme answers to the scrolling: tabs go, the title comes.
        until(tab, "document.querySelector('.md-tabs').hidden")
        until(tab, "!!document.querySelector('.md-header__title--active')")
    if state == "print":
        tab.emulate_media(media="print")


def at_rest(tab, state):
    """A picture of a page that has come to rest: the same twice."""
    before, picture = None, b""
    while picture != before:
        tab.wait_for_timeout(50)
        # What is open covers the window; a taller window would lay it out anew.
        whole = not any(part in state for part in ("menu", "search"))
        before, picture = picture, tab.screenshot(full_page=whole, animations="disabled")
    return picture


STATES = {
    "wide": WIDE,
    "dark": WIDE | {"color_scheme": "dark"},
    "used": {"viewport": {"width": 1280, "height": 400}},
    "search": WIDE,
    "print": WIDE,
    "phone": PHONE,
    "phone menu": PHONE,
    "phone search": PHONE | {"color_scheme": "dark"},
}


@pytest.mark.parametrize("state", STATES)
def test_every_page_looks_as_without_the_polish(browser, address, preview, state, tmp_path):
    pictures = []
    for url in (address, preview[1]):
        context = browser.new_context(**STATES[state], reduced_motion="reduce")
        tab = context.new_page()
        for page in pages.EVERYWHERE:
            show(tab, url + page, state)
            pictures.append((page, at_rest(tab, state)))
        context.close()
    half = len(pictures) // 2
    for (page, polished), (_, plain) in zip(pictures[:half], pictures[half:], strict=True):
        if polished != plain:
            (tmp_path / "polished.png").write_bytes(polished)
            (tmp_path / "plain.png").write_bytes(plain)
        assert polished == plain, f"/{page} in state {state} differs: see {tmp_path}"


def test_every_page_says_the_same_as_without_the_polish(site, preview):
    for page in pages.EVERYWHERE:
        texts = []
        for folder in (site, preview[0]):
            soup = BeautifulSoup(str(pages.read(folder, page)), "html.parser")
            for node in soup.select("script, style"):
                node.decompose()
            texts.append(soup.get_text().split())
        assert [*difflib.unified_diff(*texts, lineterm="", n=0)] == [], page


def test_the_preview_has_no_polish(preview):
    folder, _ = preview
    html = (folder / "index.html").read_text()
    assert 'rel="stylesheet"' in html and "<style" not in html
    assert "Content-Security-Policy" not in html and "data-scripts" not in html
    assert not (folder / "_headers").exists()


# Size


def test_first_view_needs_few_bytes_and_requests(browser, site, address):
    context = browser.new_context(**WIDE)
    tab = context.new_page()
    requests = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address + pages.MAIN, wait_until="networkidle")
    assert all(url.startswith(address) for url in requests), requests
    assert len(requests) <= 4, requests
    page, *others = [site / url.removeprefix(address) for url in requests]
    page = page / "index.html"
    assert compressed(page.read_bytes()) <= 20_000  # HTML and styles are one file
    assert compressed(page.read_bytes(), *(file.read_bytes() for file in others)) <= 28_000
    context.close()


def test_white_space_is_folded_except_where_it_shows():
    html = "<p>a\n\n   b</p>\n\n <pre>c\n\n  d</pre>\n"
    assert white_space.fold(html) == "<p>a\nb</p>\n<pre>c\n\n  d</pre>\n"


def test_nothing_links_to_what_is_inlined(site):
    [loader] = (site / "assets/javascripts").glob("loader.*.js")
    assert loader.name in (site / "index.html").read_text()
    assert [file.name for file in (site / "assets/stylesheets").iterdir()] == [
        re.search(r"late\.[0-9a-f]{8}\.css", loader.read_text())[0]
    ]
    assert not (site / "hooks").exists()


SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver(list => {
    for (const { value, sources } of list.getEntries())
      if (value >= .001) shifts.push(`${value}: ${sources.map(({ node }) => node?.outerHTML ?? node?.nodeValue)}`);
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("page", pages.EVERYWHERE)
def test_nothing_shifts_when_the_scripts_come(browser, address, screen, page):
    context = browser.new_context(**screen)
    tab = context.new_page()
    tab.goto(address + page)
    tab.evaluate(SHIFTS)
    tab.mouse.move(50, 50)
    until(tab, LOADED)
    tab.wait_for_timeout(300)  # the theme's last change to the page comes after 125 ms
    assert tab.evaluate("shifts") == []
    context.close()


# Late scripts


@pytest.fixture
def tab(browser, address):
    """The main page, just opened; an error in it fails the test."""
    context = browser.new_context(**WIDE)
    tab = context.new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(error))
    tab.on("console", lambda message: message.type == "error" and errors.append(message.text))
    tab.scripts = []
    tab.on("request", lambda request: request.url.endswith(".js") and tab.scripts.append(request.url))
    tab.goto(address + pages.MAIN, wait_until="networkidle")
    [loader] = tab.scripts
    assert re.search(r"/loader\.[0-9a-f]{8}\.js$", loader)
    yield tab
    assert errors == []
    context.close()


def slow_down(tab):
    """Let scripts arrive long after the reader's act; gives the routes that wait."""
    waiting = []
    tab.route("**/*.js", lambda route: waiting.append(route))
    return waiting


def arrive(tab, waiting):
    tab.unroute("**/*.js")  # which lets go of those that wait
    until(tab, LOADED)
    tab.wait_for_timeout(300)  # the theme closes menu and search 125 ms after its start


@pytest.mark.parametrize(
    "act",
    [
        lambda tab: tab.mouse.wheel(0, 200),
        lambda tab: tab.mouse.move(200, 200),
        lambda tab: tab.keyboard.press("Tab"),
        lambda tab: tab.evaluate("scrollTo(0, 500)"),
        lambda tab: tab.evaluate("document.querySelector('.md-search__input').focus()"),
    ],
    ids=["wheel", "pointer", "key", "scroll", "focus"],
)
def test_scripts_come_once_when_the_reader_acts(tab, act):
    act(tab)
    until(tab, LOADED)
    act(tab)
    tab.wait_for_load_state("networkidle")
    assert len([url for url in tab.scripts if "bundle" in url]) == 1
    assert tab.locator("html.js:not(.no-js)").count() == 1


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_search_key_opens_search_and_keeps_what_is_typed(tab, key):
    waiting = slow_down(tab)
    tab.keyboard.press(key)
    tab.keyboard.type("single wind")
    tab.wait_for_timeout(100)
    arrive(tab, waiting)
    tab.keyboard.type("ow")
    tab.locator(RESULT).first.wait_for()
    assert tab.locator(QUERY).input_value() == "single window"


def test_enter_in_the_search_box_keeps_the_page_and_the_words(tab):
    waiting = slow_down(tab)
    tab.locator(QUERY).click()
    tab.keyboard.type("single window")
    tab.keyboard.press("Enter")
    tab.wait_for_timeout(100)
    arrive(tab, waiting)
    tab.locator(RESULT).first.wait_for()
    assert tab.locator(QUERY).input_value() == "single window"
    assert "?" not in tab.url


def test_the_search_button_of_a_phone_works_before_the_scripts_come(browser, address):
    context = browser.new_context(**PHONE)
    tab = context.new_page()
    tab.goto(address + pages.MAIN, wait_until="networkidle")
    waiting = slow_down(tab)
    tab.locator(".search-button").tap()
    tab.keyboard.type("single window")
    tab.wait_for_timeout(100)
    arrive(tab, waiting)
    tab.locator(RESULT).first.wait_for()
    assert tab.locator(QUERY).input_value() == "single window"
    context.close()


def test_what_the_reader_does_before_the_loader_comes_is_not_lost(browser, address):
    context = browser.new_context(**PHONE)
    tab = context.new_page()
    waiting = []
    tab.route("**/loader.*.js", lambda route: waiting.append(route))
    tab.goto(address + pages.MAIN)
    tab.locator(".search-button").tap()
    tab.keyboard.type("single wi")
    while not waiting:
        tab.wait_for_timeout(20)
    waiting.pop().continue_()
    until(tab, LOADED)
    tab.wait_for_timeout(300)  # the theme closes search 125 ms after its start
    tab.keyboard.type("ndow")
    assert tab.locator(QUERY).input_value() == "single window"
    tab.locator(RESULT).first.wait_for()
    context.close()


def test_a_key_that_the_theme_knows_is_handed_on(tab):
    following = tab.locator("link[rel=next]").get_attribute("href")
    tab.keyboard.press("n")
    tab.wait_for_url(f"**/{following.removeprefix('../../')}")


def test_the_focus_stays_where_it_is_when_the_scripts_come(tab):
    waiting = slow_down(tab)
    tab.locator(".glance td a").first.focus()  # the theme will wrap the table anew
    tab.wait_for_timeout(100)
    arrive(tab, waiting)
    assert tab.evaluate("document.activeElement.hash") == "#wco"


def test_what_is_folded_is_open_while_printing(tab):
    folded = tab.locator("article details:not([open])")
    before = folded.count()
    assert before > 0
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before


@pytest.mark.parametrize("which", ["loader", "bundle"])
def test_scripts_that_failed_to_load_are_tried_again(browser, address, which):
    context = browser.new_context(**WIDE)
    tab = context.new_page()
    failed = []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.route(f"**/{which}.*.js", lambda route: route.abort())
    tab.goto(address + pages.MAIN, wait_until="networkidle")
    tab.mouse.wheel(0, 100)
    while not failed:
        tab.wait_for_timeout(20)
    tab.unroute(f"**/{which}.*.js")
    tab.wait_for_timeout(100)
    tab.mouse.wheel(0, 100)  # fetches the loader
    tab.wait_for_load_state("networkidle")
    tab.mouse.wheel(0, 100)  # and through it the scripts
    until(tab, LOADED)
    context.close()


def test_pages_without_the_themes_scripts_get_no_loader():
    document = LexborHTMLParser("<p>a</p>")
    assert late_script.hold_back(document, "loader.js") == ([], [], {})
    assert document.css_first("script") is None


# Security


def test_every_page_has_a_strict_policy_with_the_hashes_of_its_own_code(site):
    for file in site.rglob("*.html"):
        document = LexborHTMLParser(file.read_text())
        own = security.policy_of(file.read_text())
        assert own.startswith("default-src 'none'; "), file
        assert "unsafe" not in own and "http" not in own and "*" not in own
        for code in document.css("style, script:not([src]):not([type])"):
            assert security.digest(code.text()) in own, (file, code.text()[:60])
        for node in document.root.traverse():
            assert not [name for name in node.attributes if name == "style" or name.startswith("on")], node.html
    assert own == security.policy(document)


def test_headers_carry_the_policy_and_long_caching(site):
    text = (site / "_headers").read_text()
    every = text.split("\n/")[0]
    own = security.policy_of((site / "index.html").read_text())
    assert every.startswith(f"/*\n  Content-Security-Policy: {own}; frame-ancestors 'none'\n")
    for name in security.HEADERS:
        assert f"\n  {name}: " in every
    cached = re.findall(r"^(/\S+)\n  Cache-Control: public, max-age=31536000, immutable$", text, re.MULTILINE)
    assert cached and all((site / path[1:]).is_file() for path in cached)
    assert "Cache-Control" not in every


def test_one_policy_allows_what_any_page_needs():
    policies = ["default-src 'none'; script-src 'self' 'a'", "default-src 'none'; script-src 'self' 'b'"]
    assert security.together(policies) == "default-src 'none'; script-src 'self' 'a' 'b'"


VIOLATIONS = """addEventListener("securitypolicyviolation", event => {
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
})"""


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_violates_the_policy(browser, address, site, screen):
    every = (site / "_headers").read_text().split("\n/")[0].splitlines()[1:]
    headers = dict(line.strip().split(": ", 1) for line in every)

    def with_headers(route):
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | headers)

    context = browser.new_context(**screen)
    context.add_init_script(VIOLATIONS)
    context.route(lambda url: url.endswith("/") or url.endswith(".html"), with_headers)
    tab = context.new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(error))
    tab.on("console", lambda message: message.type == "error" and errors.append(message.text))
    for page in pages.EVERYWHERE:
        show(tab, address + page, "phone menu" if screen is PHONE else "wide")
        show(tab, address + page, "phone search" if screen is PHONE else "search")
        tab.pdf()
        assert tab.evaluate("window.violations ?? []") == [], page
    assert errors == []
    context.close()


def test_injected_code_does_not_run(browser, address):
    tab = browser.new_page()
    tab.add_init_script(VIOLATIONS)
    tab.goto(address)
    tab.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.injected = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.injected = true'>");
        }"""
    )
    until(tab, "window.violations?.length >= 2")
    assert tab.evaluate("window.injected") is None
    assert json.dumps(tab.evaluate("window.violations")).count("script-src") >= 2
    tab.close()
