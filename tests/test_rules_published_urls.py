"""What was published stays: the list of published addresses."""

import pytest
import snippets
from conftest import mkdocs
from linter import lint, published_list
from linter.rules import published_urls as ledger

OLD = snippets.page("## One {#one}\n\nText.\n\n## Two {#two}\n", "docs/old.md", "/old/")
LEDGER = published_list.read("# A comment\n/old/\n/old/#one\n/old/#two\n")


def found(new, moved=None):
    return [
        (path, finding.line, finding.message)
        for path, finding in ledger.vanished(new, "includes/published.txt", LEDGER, moved or {})
    ]


def test_what_is_still_there_is_silent():
    assert not found([OLD])
    more = snippets.page("## One {#one}\n\n## New {#new}\n\n### Two {#two}\n", "docs/old.md", "/old/")
    assert not found([more, snippets.page("## More", "docs/more.md", "/more/")])


def test_an_anchor_that_is_gone_is_named_on_its_page():
    [(path, line, message)] = found([snippets.page("## One {#one}\n\n## Second {#second}", "docs/old.md", "/old/")])
    assert (path, line) == ("docs/old.md", 1)
    assert "#two" in message


@pytest.mark.parametrize("kept", ["## Second {#two}", '## Second {#second}\n\n<span id="two"></span>Text.', "## Two"])
def test_an_anchor_that_is_kept_in_another_place_is_fine(kept):
    assert not found([snippets.page(f"## One {{#one}}\n\n{kept}", "docs/old.md", "/old/")])


def test_a_page_that_is_gone_is_named_once_at_its_line_of_the_ledger():
    [(path, line, message)] = found([])
    assert (path, line) == ("includes/published.txt", 2)
    assert "/old/" in message and "redirects" in message


def test_a_page_that_moved_with_its_anchors_is_fine():
    moved = {"/old/": "/new/"}
    assert not found([snippets.page("## One {#one}\n\n## Two {#two}", "docs/new.md", "/new/")], moved)
    [(path, _, message)] = found([snippets.page("## One {#one}", "docs/new.md", "/new/")], moved)
    assert path == "docs/new.md" and "#two" in message


def test_a_redirect_from_a_page_that_is_there_is_not_followed():
    assert not found([OLD, snippets.page("## New", "docs/new.md", "/new/")], {"/old/": "/new/"})


def test_a_page_that_moved_to_another_site_is_fine():
    assert not found([], {"/old/": "https://www.example.org/"})


def test_redirects_are_read_from_the_settings():
    redirects = {
        "old.md": "about-us/index.md",
        "part/index.md": "glossary.md#a",
        "gone.md": "https://example.org/",
        "/2019/old.html": "glossary.md",
    }
    assert ledger.moved(snippets.site(redirects=redirects).settings) == {
        "/old/": "/about-us/",
        "/part/": "/glossary/",
        "/gone/": "https://example.org/",
        "/2019/old.html": "/glossary/",
    }
    assert ledger.moved(snippets.site().settings) == {}


def test_a_page_with_a_space_and_an_accent_in_its_name_is_found_behind_a_redirect():
    page = snippets.page("## One {#one}\n\n## Two {#two}", "docs/Café menu.md", "/Café menu/")
    settings = snippets.site(redirects={"old.md": "Café menu.md"}).settings
    assert not found([page], ledger.moved(settings))


def test_a_build_names_a_page_and_an_anchor_that_are_gone(project):
    root = project()
    file = root / "docs" / "glossary.md"
    file.write_text(file.read_text().replace("WCO {#wco}", "WCO {#the-wco}").replace("(#wco){#w}", "(#the-wco){#w}"))
    result = mkdocs(root, root / "site", "--strict")
    assert result.returncode != 0
    assert "docs/glossary.md:1: the anchor #wco was published and is gone" in result.stdout


def test_a_ledger_that_is_gone_is_named():
    found = lint.check_site(snippets.site(OLD, published="includes/gone.txt"), lint.rules_in(ledger, of_site=True))
    assert [(path, "can't be read" in one.message) for path, one in found] == [("mkdocs.yml", True)]
