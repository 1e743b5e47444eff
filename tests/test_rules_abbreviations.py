"""The glossary and the explanations over abbreviations agree, and decide what is known."""

import snippets
import pytest
from linter.rules import abbreviations


def test_the_glossary_decides_what_an_abbreviation_is():
    page = snippets.snippet("The XYZ met.")
    assert list(abbreviations.unknown_abbreviation(page, known={}))
    assert not list(
        abbreviations.unknown_abbreviation(page, known={"XYZ": "Xylophone and Yodel Zone"})
    )


GLOSSARY = "WCO\n:   World Customs Organisation.\n    Also written: more.\n\nSPCD (plural: SPCDs)\n:   Strategic Plan.\n"
SHORT = "*[SPCD]: Strategic Plan\n*[SPCDs]: Strategic Plans\n*[WCO]: World Customs Organisation\n"


@pytest.mark.parametrize(
    ("glossary", "short", "path", "line", "said"),
    [
        (
            GLOSSARY,
            SHORT.replace("*[WCO]: World Customs Organisation\n", ""),
            "docs/glossary.md",
            1,
            "lacks WCO",
        ),
        (
            GLOSSARY,
            SHORT + "*[HS]: Harmonised System\n",
            "includes/abbreviations.md",
            4,
            "lacks HS",
        ),
        (
            GLOSSARY.replace("Organisation.", "Organization."),
            SHORT,
            "docs/glossary.md",
            2,
            "line 3 of includes",
        ),
    ],
)
def test_glossary_and_abbreviations_that_part_are_named(glossary, short, path, line, said):
    [(where, finding)] = abbreviations.disagreements(
        snippets.page(glossary, "docs/glossary.md"), short
    )
    assert (where, finding.line, said in finding.message) == (path, line, True), finding.message


def test_glossary_and_abbreviations_that_agree_are_silent():
    assert not list(abbreviations.disagreements(snippets.page(GLOSSARY, "docs/glossary.md"), SHORT))


def test_our_own_glossary_agrees_with_its_abbreviations():
    [glossary] = [page for page in snippets.own_pages() if page.path == "docs/glossary.md"]
    text = abbreviations.ABBREVIATIONS.read_text(encoding="utf-8")
    assert not list(abbreviations.disagreements(glossary, text))
    terms = list(abbreviations.TERM.finditer(glossary.prose))
    assert len(terms) == len(abbreviations.read_glossary(text)) - 1  # one plural
