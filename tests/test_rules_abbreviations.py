"""The glossary and the explanations over abbreviations agree, and decide what is known."""

import snippets
import pytest
from linter import lint
from linter.rules import abbreviations


def test_what_the_site_explains_is_known():
    assert list(abbreviations.unknown_abbreviation(snippets.snippet("The XYZ met.")))
    assert not list(abbreviations.unknown_abbreviation(snippets.snippet("The XYZ met.\n\n*[XYZ]: Xylophone and Yodel Zone")))


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
        snippets.page(glossary, "docs/glossary.md"), snippets.page(short, "includes/abbreviations.md")
    )
    assert (where, finding.line, said in finding.message) == (path, line, True), finding.message


def test_glossary_and_abbreviations_that_agree_are_silent():
    assert not list(abbreviations.disagreements(snippets.page(GLOSSARY, "docs/glossary.md"), snippets.page(SHORT, "includes/abbreviations.md")))


def test_a_glossary_that_is_renamed_is_named_and_nothing_is_switched_off():
    page = snippets.page(GLOSSARY, "docs/words.md")
    found = lint.check_site(snippets.site(page, glossary="glossary.md"), [abbreviations.glossary_agrees])
    assert [(path, "there is no page glossary.md" in one.message) for path, one in found] == [("mkdocs.yml", True)]
