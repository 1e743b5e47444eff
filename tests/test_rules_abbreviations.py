"""The glossary decides what an abbreviation is that readers know."""

from dataclasses import replace

import pytest
import snippets
from linter import explanations
from linter.rules import abbreviations
from linter.rules.glossary import glossary_exists
from linter.site import Site


@pytest.mark.parametrize(("known", "named"), [(set(), True), ({"XYZ"}, False), ({"XYZs"}, False)])
def test_an_abbreviation_that_the_glossary_lacks_is_named(known, named):
    page = replace(snippets.snippet("The XYZ met."), abbreviations=frozenset(known))
    assert bool(list(abbreviations.unknown_abbreviation(page))) is named


def glossary(tmp_path, text: str):
    (tmp_path / "glossary.md").write_text(text, encoding="utf-8")
    return replace(snippets.settings(), docs=tmp_path)


def test_the_glossary_gives_its_entries_with_their_plurals_and_ids(tmp_path):
    text = (
        "WCO {#wco}\n:   World Customs Organisation.\n    Also written: "
        "ABC.\n\nSPCD (plural: SPCDs)\n\n:   Strategic Plan.\n"
    )
    assert explanations.of_glossary(glossary(tmp_path, text)) == {"WCO", "SPCD", "SPCDs"}


def test_a_glossary_that_is_missing_is_named_and_stops_nothing(tmp_path):
    settings = replace(snippets.settings(), docs=tmp_path)
    assert explanations.of_glossary(settings) == frozenset()
    [(file, finding)] = glossary_exists(Site(settings, []))
    assert file == "mkdocs.yml"
    assert "Write the file of the glossary" in finding.message
    assert "glossary:" in (snippets.ROOT / file).read_text(encoding="utf-8").split("\n")[finding.line - 1]


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("The Xylophone and Yodel Zone (XYZ)", False),
        ("Xylophone and Yodel Zone", False),
        ("About the XYZ", True),
        ("Xenon Yields Zinc Oxide Every Year", True),
    ],
)
def test_a_title_may_spell_an_abbreviation_out(title, named):
    page = snippets.page(snippets.FRONT.replace("A page of a test", title) + "The XYZ met.")
    assert bool(list(abbreviations.unknown_abbreviation(page))) is named
