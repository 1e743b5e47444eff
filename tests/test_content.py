"""The page says what the source text says, in plain sentences, each thing in its section."""

import csv
import re

import pages
import pytest
import yaml
from conftest import ROOT

with (ROOT / "tests/data/facts.tsv").open(encoding="utf-8") as lines:
    FACTS = [tuple(row) for row in csv.reader(lines, delimiter="\t")][1:]


@pytest.fixture
def page(site):
    return pages.read(site, pages.MAIN)


@pytest.mark.parametrize(("heading", "fact"), FACTS)
def test_fact(page, heading, fact):
    text = pages.section(page, heading) if heading else pages.words(pages.article(page))
    text = re.sub(r" ([,.;:)])", r"\1", text).replace("( ", "(")
    place = 0
    for part in fact.split(" · "):
        place = text.find(part, place)
        assert place >= 0, f"“{part}” is missing from #{heading}: {text}"


def test_nine_bodies_in_two_parts(page):
    parts = {"international-fora": pages.BODIES[:4], "our-international-contributions": pages.BODIES[4:]}
    found, part = {name: [] for name in parts}, None
    for heading in page.select(".text > h2, .text > h3"):
        if heading.name == "h2":
            part = heading["id"]
        else:
            found[part].append(heading["id"])
    assert found == parts


def test_at_a_glance_names_level_role_and_section(page):
    rows = page.select(".glance tbody tr")
    assert [row.select_one("td:last-child a")["href"] for row in rows] == [f"#{i}" for i in pages.BODIES]
    levels = [pages.words(row.select("td")[1]) for row in rows]
    assert levels == ["Global", "Inter-regional", "ASEAN", "Inter-regional", *["ASEAN"] * 5]
    roles = dict(zip(pages.BODIES, (pages.words(row.select("td")[2]) for row in rows), strict=True))
    assert [body for body, role in roles.items() if role == "Chair"] == ["cptfwg", "swg-aamra", "aswsc"]
    assert roles["wco"] == "Member"
    assert len({pages.words(row.select("td")[3]) for row in rows}) > 5


def test_structure_puts_each_body_under_its_parent(page):
    def parent(name):
        node = page.select_one(f'.structure a[href="#{name}"]').find_parent("li").find_parent("li")
        return pages.words(node.a)

    assert all("CPTFWG" in parent(name) for name in ("swg-acts", "swg-aamra"))
    assert [parent(name) for name in ("cptfwg", "ccbwg")] == ["Coordinating Committee on Customs"] * 2
    assert parent("aswsc") == "Association of Southeast Asian Nations"
    for node in page.select(".structure li"):
        assert page.find(id=node.a["href"][1:]), "each node leads to a section"


def test_timeline_is_in_order_and_marks_what_came_later(page):
    entries = page.select(".timeline li")
    years = [int(entry.strong.get_text()) for entry in entries]
    assert years == sorted(years)
    assert {1967, 1975, 1989, 1996} <= set(years)
    later = [entry for entry in entries if entry.select_one(".later")]
    assert len(later) >= 6
    assert all("Later development" in pages.words(entry) for entry in later)


def test_every_as_at_date_is_the_one_of_the_front_matter(page):
    source = (ROOT / "docs" / f"{pages.MAIN[:-1]}.md").read_text(encoding="utf-8")
    as_at = yaml.safe_load(source.split("---")[1])["as_at"]
    dates = set(re.findall(r"as at (\d+ \w+ \d{4})", pages.words(page)))
    assert dates == {f"{as_at.day} {as_at:%B %Y}"}


SMALL = r"(?:of|on|and|for|to|in|the|–)"
NAME = re.compile(rf"\b[A-Z][\w’'/-]*(?: (?:{SMALL} ){{0,2}}\(?[A-Z][\w’'/-]*\)?)*")


def sentences(article):
    """The sentences of the paragraphs and list items, a run of capitalised words as one word."""
    for node in article.select("p, li, dd, td"):
        if node.find(["p", "ul"]):
            continue
        for sentence in re.split(r"(?<=[.!?:]) (?=[A-Z(])", pages.words(node)):
            yield NAME.sub("Name", sentence)


@pytest.mark.parametrize("address", pages.PAGES)
def test_sentences_are_short(site, address):
    text = pages.article(pages.read(site, address), ".facts", ".page-foot", ".breadcrumb", ".contents")
    lengths = {sentence: len(sentence.split()) for sentence in sentences(text)}
    long = {sentence: length for sentence, length in lengths.items() if length > 25}
    assert not long
    whole = [length for sentence, length in lengths.items() if sentence.endswith(".")]
    assert sum(whole) / len(whole) <= 13
