"""What was published stays: the ledger of addresses, and the glossary beside its abbreviations."""

import ledger as command
import snippets
import pytest
from conftest import mkdocs
from linter.rules import published_urls as ledger

OLD = snippets.page("## One {#one}\n\nText.\n\n## Two {#two}\n", "docs/old.md", "/old/")
LEDGER = ledger.read(ledger.extended("", [OLD]))


def found(new, moved=None):
    return [
        (path, finding.line, finding.message)
        for path, finding in ledger.vanished(new, LEDGER, moved or {})
    ]


def test_what_is_still_there_is_silent():
    assert not found([OLD])
    more = snippets.page(
        "## One {#one}\n\n## New {#new}\n\n### Two {#two}\n", "docs/old.md", "/old/"
    )
    assert not found([more, snippets.page("## More", "docs/more.md", "/more/")])


def test_an_anchor_that_is_gone_is_named_on_its_page():
    [(path, line, message)] = found(
        [snippets.page("## One {#one}\n\n## Second {#second}", "docs/old.md", "/old/")]
    )
    assert (path, line) == ("docs/old.md", 1)
    assert "#two" in message


@pytest.mark.parametrize(
    "kept", ["## Second {#two}", '## Second {#second}\n\n<span id="two"></span>Text.', "## Two"]
)
def test_an_anchor_that_is_kept_in_another_place_is_fine(kept):
    assert not found([snippets.page(f"## One {{#one}}\n\n{kept}", "docs/old.md", "/old/")])


def test_a_page_that_is_gone_is_named_once_at_its_line_of_the_ledger():
    [(path, line, message)] = found([])
    assert (path, line) == ("includes/published.txt", 2)
    assert "/old/" in message and "redirect_maps" in message


def test_a_page_that_moved_with_its_anchors_is_fine():
    moved = {"/old/": "/new/"}
    assert not found(
        [snippets.page("## One {#one}\n\n## Two {#two}", "docs/new.md", "/new/")], moved
    )
    [(path, _, message)] = found([snippets.page("## One {#one}", "docs/new.md", "/new/")], moved)
    assert path == "docs/new.md" and "#two" in message


def test_a_page_that_moved_to_another_site_is_fine():
    assert not found([], {"/old/": "https://www.example.org/"})


def test_redirects_are_read_from_the_settings(tmp_path):
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        "site_url: !ENV [URL, x]\nplugins:\n  - search\n  - redirects:\n      redirect_maps:\n"
        "        old.md: about-us/index.md\n        part/index.md: glossary.md#a\n        gone.md: https://example.org/\n"
    )
    assert ledger.redirects(file) == {
        "/old/": "/about-us/",
        "/part/": "/glossary/",
        "/gone/": "https://example.org/",
    }
    file.write_text("plugins: [search]\n")
    assert ledger.redirects(file) == {}


def test_the_ledger_grows_in_order_and_never_shrinks():
    first = ledger.extended("", [OLD])
    assert first.split("\n")[1:] == ["/old/", "/old/#one", "/old/#two", ""]
    second = ledger.extended(first, [snippets.page("## A {#a}", "docs/a.md", "/a/")])
    assert list(ledger.read(second)) == ["/a/", "/a/#a", "/old/", "/old/#one", "/old/#two"]
    assert ledger.extended(second, []) == second


def test_ids_that_extensions_number_are_not_kept():
    page = snippets.page(
        "## The same\n\n## The same\n\nText.[^1]\n\n[^1]: A note.", "docs/a.md", "/a/"
    )
    assert ledger.anchors(page) == {"the-same"}


def test_the_command_adds_what_a_build_publishes(project):
    root = project({"new.md": snippets.FRONT.replace("/page/", "/new/") + "## One {#one}\n"})
    (root / ledger.LEDGER).write_text("/gone/\n")
    assert {"/", "/new/", "/new/#one"} <= set(command.update(root))
    assert "/gone/" in ledger.read((root / ledger.LEDGER).read_text())
    assert command.update(root) == []


def test_a_build_names_a_page_and_an_anchor_that_are_gone(project):
    root = project()
    file = root / "docs" / "glossary.md"
    file.write_text(file.read_text().replace("## W {#w}", "## W {#double-u}"))
    result = mkdocs(root, root / "site", "--strict")
    assert result.returncode != 0
    assert "docs/glossary.md:1: the anchor #w was published and is gone" in result.stdout


def test_our_own_ledger_has_nothing_that_is_gone():
    text = (snippets.ROOT / ledger.LEDGER).read_text()
    assert not list(
        ledger.vanished(
            snippets.own_pages(), ledger.read(text), ledger.redirects(snippets.ROOT / "mkdocs.yml")
        )
    )
