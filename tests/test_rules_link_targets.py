"""Links within the site lead to a file and a part that are there; what does not is named, with what is like it."""

from dataclasses import replace

import pytest
import snippets
from linter.page import MOST
from linter.rules import link_targets, shown_files

INDEX = snippets.page("## ABC\n\nText.", "docs/groups/index.md", "/groups/")
OTHER = snippets.page("## WCO {#wco}\n\nText.", "docs/about-us/bodies.md", "/about-us/bodies/")
GOOD = [
    "[bodies](about-us/bodies.md)",
    "[bodies](about-us/bodies.md#wco)",
    "[here below](#below)\n\n## Below {#below}",
    "[what changed](#updates), [what changed](about-us/bodies.md#updates)",
    "![The icon](assets/images/favicon.svg)",
    "[APEC](https://www.apec.org/gone#gone), [mail](mailto:a@b.sg), <https://www.apec.org/>",
    "[bodies][b]\n\n[b]: about-us/bodies.md#wco",
    "`[code](gone.md)`",
    # `link-address` names these
    '[APEC]("https://www.apec.org/"), [us](help@example.org)',
    "[bodies](about-us/bodies.md ), [bodies]( about-us/bodies.md#wco 'WCO' )",
    r"![The icon](assets/images/favicon\.svg)",
]
BAD = {  # the text: what is said
    "[bodies](about-us/bodis.md)": "there is no file about-us/bodis.md to lead to. Write about-us/bodies.md",
    "[bodies](about-us/bodies/)": "Write about-us/bodies.md",
    "[bodies](/about-us/bodies/)": "Write about-us/bodies.md",
    "[bodies](about-us/bodies.html)": "Write about-us/bodies.md",
    "[bodies](bodies.md)": "Write about-us/bodies.md",
    "[bodies](groups/bodies.md#wco)": "Write about-us/bodies.md",
    "[home](./)": "there is no file ./ to lead to. Write the name of a file beside this page",
    "[groups](groups/)": "there is no file groups/ to lead to. Write groups/index.md",
    "[groups](groups)": "Write groups/index.md",
    "[groups](../groups/)": "Write groups/index.md",
    "[bodies](../../about-us/bodies)": "Write about-us/bodies.md",
    "[bodies](about-us/BODIES.MD)": "Write about-us/bodies.md",
    "[bodies](about-us/goods.md)": "Write the name of a file beside this page",
    "[groups](grups/index.md)": "Write groups/index.md",
    "[up](../)": "there is no file ../ to lead to. Write the name of a file beside this page",
    "![Any](*.svg)": "Write the name of a file beside this page",
    "[none](nothing-alike.md)": "Write the name of a file beside this page",
    "![The icon](favicon.svg)": "Write assets/images/favicon.svg",
    "[bodies](about-us/bodies.md#wca)": "about-us/bodies.md has no part #wca. Write #wco",
    "[below](#our-role-in-apek)\n\n## X {#our-role-in-apec}": "Write #our-role-in-apec",
    "[below](#our-role)\n\n## X {#our-role-in-apec}": "Write #our-role-in-apec",
    "[below](#our-role-there)\n\n## X {#your-role}": "Write the id that stands in braces",
    "[below](#below)": "this page has no part #below. Write the id that stands in braces",
    "![A ship](ship.png)": "there is no file ship.png to show. Write the name of a file beside this page, or delete the picture",
    "[secret](../mkdocs.yml)": "there is no file ../mkdocs.yml",
    "[bodies][b]\n\n[b]: about-us/gone.md": "there is no file about-us/gone.md",
    f"[far]({'a' * 300}.md)": "Write the name of a file beside this page",  # longer than any name can be
    f"![far]({'a' * 300}.png)": "Write the name of a file beside this page",
}


def found(text):
    page = snippets.page(snippets.FRONT + text, "docs/page.md")
    return [finding for path, finding in link_targets.link_missing(snippets.site(page, OTHER, INDEX))]


@pytest.mark.parametrize("text", GOOD)
def test_what_is_there_is_silent(text):
    assert not found(text)


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_there_is_named_at_its_line(text):
    [finding] = found(text)
    assert BAD[text] in finding.message
    assert finding.line == snippets.FRONT.count("\n") + 1


MOVED = {  # redirects to where a link leads, and what to write
    "about-us/old.md": ("about-us/bodies.md#wco", "Write about-us/bodies.md#wco, or delete"),
    "old/": ("about-us/bodies.md", "Write about-us/bodies.md, or delete"),
    "gone.md": ("https://www.apec.org/", "Write https://www.apec.org/, or delete"),
}


@pytest.mark.parametrize("old", MOVED)
def test_a_link_to_a_page_that_moved_is_told_where_to(old):
    page = snippets.page(f"{snippets.FRONT}[it]({old})", "docs/page.md")
    [(_, finding)] = link_targets.link_missing(snippets.site(page, OTHER, redirects={old: MOVED[old][0]}))
    assert MOVED[old][1] in finding.message


def test_of_thousands_of_dead_links_the_first_are_named_and_that_there_are_more():
    page = snippets.page(snippets.FRONT + "\n\n".join(f"[it](gone-{number}.md)" for number in range(MOST + 9)))
    *named, (_, last) = link_targets.link_missing(snippets.site(page, OTHER))
    assert len(named) == MOST and last.message.startswith(f"there are more than {MOST} of these")


RAW = {  # raw HTML: what is said of it, if anything
    '<a href="#here">x</a> <b id="here">y</b>': "",
    '<a href="#updates">x</a>': "",
    '<a href="#gone">x</a>': "this page has no part #gone",
    '<a href="../groups/#abc">x</a>': "",
    '<a href="../groups/#abd">x</a>': "no part #abd. Write #abc",
    '<a href="../groups/gone/">x</a>': "this link leads to ../groups/gone/, which isn't there",
    '<img src="../assets/images/favicon.svg" alt="x">': "",
    '<img src="gone.svg" alt="x">': "this picture is gone.svg, which isn't there",
    '<a href="https://a.example/#gone">x</a> <a href="mailto:a@b.sg">y</a>': "",
}


@pytest.mark.parametrize("html", RAW)
def test_raw_html_leads_to_what_is_there(html):
    page = snippets.page(f"{snippets.FRONT}{html}", "docs/page/index.md")
    said = [finding.message for _, finding in shown_files.file_missing(snippets.site(page, OTHER, INDEX))]
    assert [RAW[html] in message for message in said] == [True] * bool(RAW[html]), said


def test_links_of_what_is_included_count_from_the_page_that_includes_it(tmp_path):
    sources = {
        "a.md": '[bodies](bodies.md), [glossary](../gone.md)\n\n--8<-- "b.md"\n',
        "b.md": '![None](gone.png)\n\n--8<-- "a.md"\n',
    }
    pages = {name: snippets.page(text, f"includes/{name}", "/") for name, text in sources.items()}
    for name, text in sources.items():
        (tmp_path / "includes").mkdir(exist_ok=True)
        (tmp_path / "includes" / name).write_text(text)
    above = snippets.page('--8<-- "a.md"', "docs/about-us/above.md", "/about-us/above/")
    site = snippets.site(OTHER, above)
    site = replace(site, includes=[*pages.values()], settings=replace(site.settings, root=tmp_path))
    said = sorted((path, finding.message) for path, finding in link_targets.link_missing(site))
    assert [path for path, _ in said] == ["includes/a.md", "includes/b.md"]
    assert "no file ../gone.md" in said[0][1] and "counts from docs/about-us/above.md" in said[0][1]
    assert "no file gone.png to show" in said[1][1]
