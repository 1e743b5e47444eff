"""Search finds the right section first, says so where there is none, and costs nothing until it is used."""

import csv
import json
from pathlib import Path

import conftest
import pages
import pytest
import search
from playwright.sync_api import Page
from linter.rules.front_matter import EXAMPLE
from static_server import serve

HERE = Path(__file__).parent
ENGINE = HERE.parent / "docs/assets/javascripts/search"
CONTACT = "https://www.customs.gov.sg/contact-us/"

with open(HERE / "data/search-queries.tsv", encoding="utf-8", newline="") as file:
    # query, and the sections that are right, by id; "glossary" is the page, "none" is no result
    QUERIES = [(row["query"], row["section"].split()) for row in csv.DictReader(file, delimiter="\t")]
COVERED = [(query, sections) for query, sections in QUERIES if sections != ["none"]]
NOT_COVERED = [query for query, sections in QUERIES if sections == ["none"]]


@pytest.fixture
def tab(browser, address):
    """The main page, with every request and every complaint of the browser in lists."""
    tab = browser.new_page()
    tab.requests, tab.complaints = [], []
    tab.on("request", lambda request: tab.requests.append(request.url))
    tab.on("console", lambda message: tab.complaints.append(message.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.goto(address + pages.MAIN)
    yield tab
    tab.close()


def ask(tab: Page, query: str) -> list[str]:
    """Put a query in the place of the last one, wait for the answer, and read where the results lead."""
    field, count = tab.locator(".md-search__input"), tab.locator(".md-search-result__meta")
    tab.wait_for_function("() => window.component$ !== undefined")  # the theme's script has run
    field.fill("")
    field.press("Backspace")
    tab.wait_for_function("count => /start searching/.test(count.textContent)", arg=count.element_handle())
    field.fill(query)
    field.press("End")  # the theme listens for keys
    tab.wait_for_function("count => /matching/.test(count.textContent)", arg=count.element_handle())
    return tab.locator(".md-search-result__link").evaluate_all("links => links.map(link => link.href)")


def section(address: str) -> str:
    """The id in an address, or the last part of the path where it has none."""
    path, _, anchor = address.partition("#")
    return anchor or path.rstrip("/").rpartition("/")[2]


def test_the_right_section_comes_first(tab):
    tab.keyboard.press("/")
    found = {query: [section(link) for link in ask(tab, query)] for query, _ in COVERED}
    later = {query: found[query][:3] for query, right in COVERED if not set(found[query][:1]) & set(right)}
    missed = {query: found[query][:3] for query, right in COVERED if not set(found[query][:3]) & set(right)}
    # The list keeps the queries that search gets wrong.
    assert len(later) <= 0.05 * len(COVERED), later
    assert len(missed) <= 0.03 * len(COVERED), missed
    assert tab.complaints == []


def test_what_the_site_does_not_cover_leads_to_the_contact_page(tab):
    tab.keyboard.press("/")
    wrong = {query: found for query in NOT_COVERED if (found := ask(tab, query))}
    assert len(wrong) <= 0.05 * len(NOT_COVERED), wrong
    ask(tab, "import duty on cars")
    count = tab.locator(".md-search-result__meta")
    assert count.get_attribute("role") == "status" and count.inner_text().startswith("No matching results.")
    contact = tab.locator(".md-search-result").get_by_role("link", name="Contact Singapore Customs (opens in new tab)")
    assert contact.is_visible()
    assert (contact.get_attribute("href"), contact.get_attribute("target")) == (CONTACT, "_blank")
    tab.keyboard.press("ArrowDown")
    assert contact.evaluate("link => link === document.activeElement")
    ask(tab, "wco")
    assert contact.count() == 0


def test_the_number_of_results_is_said(tab):
    tab.keyboard.press("/")
    results = ask(tab, "single window")
    assert tab.get_by_role("status").inner_text() == f"{len(results)} matching results"


def test_the_keyboard_goes_through_the_results_and_opens_one(tab):
    tab.keyboard.press("/")
    ask(tab, "aeo")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.href").endswith("#swg-aamra")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/#swg-aamra")


def test_index_and_engine_wait_for_search(tab):
    def loaded() -> set[str]:
        return {Path(url).name for url in tab.requests} & {"search_index.json", "engine.js", "minisearch-7.2.0.js"}

    tab.mouse.wheel(0, 300)
    tab.wait_for_function("() => window.document$ !== undefined")  # the theme's script has run
    tab.wait_for_load_state("networkidle")
    assert loaded() == set()
    tab.keyboard.press("/")
    ask(tab, "wco")
    assert len(loaded()) == 3


def test_search_works_below_the_root_of_a_host(browser, site):
    server, host = serve(site.parent)
    tab = browser.new_page()
    tab.goto(f"{host}{site.name}/{pages.MAIN}")
    tab.keyboard.press("/")
    assert ask(tab, "wco")[0] == f"{host}{site.name}/{pages.MAIN}#wco"
    tab.close()
    server.shutdown()


def test_a_result_shows_the_words_that_it_has(tab):
    tab.keyboard.press("/")
    ask(tab, "electronic form")
    result = tab.locator(".md-search-result__item").first
    assert "Single Window" in result.locator("h1").inner_text()
    assert {"electronic", "Form"} <= set(result.locator("mark").all_inner_texts())


def test_markup_in_a_query_is_text(tab):
    tab.keyboard.press("/")
    assert ask(tab, "<img src=x onerror=alert(1)> wco")
    assert tab.complaints == []


def test_the_index_has_the_words_of_each_section_and_no_markup():
    html = """<h1 id="title">Customs</h1><p>Written\nas <code>a &lt; b</code>.</p><svg><title>icon</title></svg>
        <h2 class="part" id="forms">Forms &amp; <abbr title="Harmonised System">HS</abbr></h2>
        <ul><li>one</li><li>two</li></ul><h3>No address</h3><p>Three.</p>"""
    assert search.sections(html, "part/", "Customs") == [
        {"location": "part/", "title": "Customs", "text": "Written as a < b."},
        {"location": "part/#forms", "title": "Forms & HS", "text": "one\ntwo\nNo address\nThree."},
    ]


def test_front_matter_keeps_a_page_out_of_search_or_behind_others(project, tmp_path):
    pages = {
        name: EXAMPLE.replace("Our", name).replace("/our-part/", f"/{name}/").replace("---\n", line, 1) + "\nText.\n"
        for name, line in {"hidden": "---\nsearch: {exclude: true}\n", "late": "---\nsearch: {boost: 0.5}\n"}.items()
    }
    result = conftest.mkdocs(project({f"{name}.md": text for name, text in pages.items()}), tmp_path / "site")
    assert result.returncode == 0, result.stdout
    index = json.loads((tmp_path / "site/search/search_index.json").read_text())["docs"]
    assert [section.get("boost") for section in index if section["location"] == "late/"] == [0.5]
    assert [section for section in index if section["location"].startswith("hidden/")] == []


def test_every_name_of_the_glossary_finds_its_section():
    html = """<dl><dt>WCO</dt><dd>World Customs Organisation.
        Also written: World Customs Organization, Customs Co-operation Council (its name in 1975).
        In plain words: customs of the world.
        Section: <a href="../about/#wco">WCO</a>.</dd></dl>"""
    assert search.names(html, "glossary/") == {
        "about/#wco": [
            "WCO",
            "World Customs Organisation",
            "World Customs Organization",
            "Customs Co-operation Council",
            "customs of the world",
        ]
    }


def test_the_engine_is_the_locked_one():
    package = HERE / "node_modules/minisearch"
    version = json.loads((package / "package.json").read_text())["version"]
    copy = ENGINE / f"minisearch-{version}.js"
    advice = f"Copy {package}/dist/umd/index.js to {copy}, remove the old one, and change its name in worker.js."
    assert [file.name for file in ENGINE.glob("minisearch-*.js")] == [copy.name], advice
    assert copy.read_bytes() == (package / "dist/umd/index.js").read_bytes(), advice
    assert copy.name in (ENGINE / "worker.js").read_text(), advice
    assert (ENGINE / "minisearch-LICENSE.txt").read_bytes() == (package / "LICENSE.txt").read_bytes()
