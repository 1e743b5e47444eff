"""The site's own pages answer what readers ask, at once, in plain sentences, with a source for what was added.

What is expected comes from the pages themselves: a role that changes is no reason to change a test.
"""

import re
from collections.abc import Callable

import pages
import pytest
import snippets
from bs4 import BeautifulSoup, Tag

GLOSSARY = "glossary/"


def body(page: BeautifulSoup) -> list[Tag]:
    """The text of a page, an element at a time."""
    return [
        node for node in page.select_one(".text").find_all(recursive=False) if "page-foot" not in node.get("class", [])
    ]


def lead(page: BeautifulSoup) -> list[Tag]:
    """What stands before the first heading."""
    nodes = body(page)
    return nodes[: next(index for index, node in enumerate(nodes) if node.name == "h2")]


def section(page: BeautifulSoup, name: str) -> list[Tag]:
    """What stands below the heading with an id, up to the next of its level."""
    heading = page.find(id=name)
    found = []
    for node in heading.find_next_siblings():
        if node.name in ("h2", "h3", "h4") and node.name <= heading.name:
            break
        found.append(node)
    return found


def text(nodes: list[Tag]) -> str:
    return re.sub(r" ([,.;:’)])", r"\1", " ".join(map(pages.words, nodes))).replace("( ", "(")


def roles(page: BeautifulSoup) -> dict[str, str]:
    """The role in each body of the table, by the id of its section."""
    rows = page.select(".glance tbody tr")
    return {row.a["href"][1:]: pages.words(row.select_one("td")).split()[0] for row in rows}


def one_tap(page: BeautifulSoup) -> set[str]:
    """Where a reader gets with one tap from the first two screens: lead, table, newest developments, contents."""
    top = [
        *lead(page),
        *section(page, "at-a-glance"),
        *section(page, "newest-developments"),
        page.select_one(".contents"),
    ]
    return {link["href"][1:] for node in top for link in node.select('a[href^="#"]')}


def entry(glossary: BeautifulSoup, name: str) -> tuple[str, str]:
    """What the glossary says of an abbreviation, and the id of the section to which it leads, if there is one."""
    meaning = glossary.find(id=name).find_next_sibling("dd")
    return text([meaning]), meaning.a["href"].partition("#")[2] if meaning.a else ""


def chairs(page, glossary) -> None:
    """Which groups does it chair?"""
    led = {
        link["href"][1:]
        for node in lead(page)
        for item in node.select("li")
        if "chairs" in pages.words(item)
        for link in item.select("a")
    }
    assert led == {name for name, role in roles(page).items() if role == "Chair"}


def member_since(page, glossary) -> None:
    """Since when is Singapore in the WCO?"""
    for name in (name for name, role in roles(page).items() if role == "Member"):
        assert name in one_tap(page)
        assert re.search(r"Singapore became a member in \d{4}", text(section(page, name)))


def trusted_trader(page, glossary) -> None:
    """What is an AEO?"""
    meaning, name = entry(glossary, "aeo")
    plain = re.search(r"In plain words: ([^,.]+)", meaning)[1]
    assert name in one_tap(page)
    assert re.search(rf"\(AEO\) is an? {plain}", text(section(page, name)))


def site_of_the_acts(page, glossary) -> None:
    """What is the site of the ACTS?"""
    _, name = entry(glossary, "acts")
    assert name in one_tap(page)
    assert any(
        "ACTS" in link.get_text()
        for node in section(page, name)
        for link in node.select('p:not(.source) a[href^="https://"], a[href^="https://"]')
    )


def in_operation_with(page, glossary) -> None:
    """Is mutual recognition in operation with a country? Each that signed it is named, with its day or as later."""
    _, name = entry(glossary, "aamra")
    developments = [node for node in section(page, name) if node.name == "h4" and "later" in node.get("class", [])]
    inside = [node for node in developments if node["id"] in one_tap(page)]
    assert inside, "no development is linked from the top"
    said = text(section(page, inside[0]["id"]))
    assert re.search(r"\d{1,2} \w+ \d{4}: Thailand", said)
    assert "later" in said


def who_to_write_to(page, glossary) -> None:
    """Who is to be written to when the page is wrong?"""
    assert "report" in one_tap(page)
    mail = snippets.settings().extra["report_problem"]
    report = page.find(id="report").find_next_sibling("p")
    assert report.find("a", string=mail)["href"].startswith(f"mailto:{mail}")


def what_changed(page, glossary) -> None:
    """What changed lately, in the world and on the page?"""
    newest = section(page, "newest-developments")
    assert len(newest[0].select("li")) == 3
    assert all(page.find(id=link["href"][1:]) for link in newest[0].select("a"))
    assert page.select_one('.band a[href="#updates"] time')
    assert page.find(id="updates")


def what_it_does(page, glossary) -> None:
    """What does the SCCP, or any body, do?"""
    for row in page.select(".glance tbody tr"):
        assert len(pages.words(row.select("td")[1]).split()) >= 3
        assert row.a["href"][1:] in one_tap(page)
        assert len(text(section(page, row.a["href"][1:])).split()) >= 20


@pytest.mark.parametrize(
    "answer",
    [
        chairs,
        member_since,
        trusted_trader,
        site_of_the_acts,
        in_operation_with,
        who_to_write_to,
        what_changed,
        what_it_does,
    ],
    ids=lambda answer: answer.__doc__,
)
def test_the_page_answers(own_site, answer: Callable):
    answer(pages.read(own_site, pages.MAIN), pages.read(own_site, GLOSSARY))


def test_home_names_each_group_that_it_chairs_and_the_newest_developments(own_site):
    home, page = pages.read(own_site, ""), pages.read(own_site, pages.MAIN)
    linked = {link["href"].partition("#")[2] for link in home.select(".text a[href]")}
    assert {name for name, role in roles(page).items() if role in ("Chair", "Member")} <= linked
    assert {link["href"][1:] for link in page.select("#newest-developments + ul a")} <= linked


def test_everything_that_was_added_has_its_source_beside_it(own_site):
    page = pages.read(own_site, pages.MAIN)
    later = page.select("h4.later")
    assert later
    for heading in later:
        (source,) = (node for node in section(page, heading["id"]) if "source" in node.get("class", []))
        assert source.select('a[href^="https://"]')
        assert source.select_one("em.added")
        assert re.search(r"\b20\d\d\b|undated", pages.words(source))


def test_the_glossary_has_an_id_for_each_entry_and_one_row_of_letters(own_site):
    page = pages.read(own_site, GLOSSARY)
    terms = page.select(".text dt")
    assert all(term.get("id") for term in terms)
    (row,) = page.select(".text .letters")
    firsts = {}
    for term in terms:
        firsts.setdefault(term.get_text(strip=True)[0], f"#{term['id']}")
    assert {link.get_text(strip=True): link["href"] for link in row.select("a")} == firsts


def test_a_section_says_what_the_glossary_calls_it_in_plain_words(own_site):
    page, glossary = pages.read(own_site, pages.MAIN), pages.read(own_site, GLOSSARY)
    tried = 0
    for term in glossary.select(".text dt"):
        meaning, name = entry(glossary, term["id"])
        plain = re.search(r"In plain words: (\w+ \w+)", meaning)
        if plain and name and "(" not in re.search(r"In plain words: ([^,.]*)", meaning)[1]:
            stem = plain[1].rstrip("s").split()[-1]
            assert stem in text(section(page, name)), term["id"]
            tried += 1
    assert tried >= 4


SMALL = r"(?:of|on|and|for|to|in|the|–)"
NAME = re.compile(rf"\b[A-Z][\w’'/-]*(?: (?:{SMALL} ){{0,2}}\(?[A-Z][\w’'/-]*\)?)*")


def sentences(article: Tag) -> list[str]:
    """The sentences of the paragraphs and list items, a run of capitalised words as one word."""
    found = []
    for node in article.select("p, li, dd, td"):
        if not node.find(["p", "ul"]):
            found += [NAME.sub("Name", part) for part in re.split(r"(?<=[.!?:]) (?=[A-Z(])", pages.words(node))]
    return found


@pytest.mark.parametrize("address", pages.PAGES)
def test_sentences_are_short_and_flow(own_site, address):
    article = pages.article(
        pages.read(own_site, address),
        ".facts",
        ".source",
        ".page-foot",
        ".band",
        ".contents",
        ".timeline",
        ".structure",
    )
    lengths = {sentence: len(sentence.split()) for sentence in sentences(article)}
    assert not {sentence: length for sentence, length in lengths.items() if length > 25}
    whole = [length for sentence, length in lengths.items() if sentence.endswith(".")]
    assert sum(whole) / len(whole) <= 13
    if address == pages.MAIN:
        assert sum(whole) / len(whole) >= 9.5
