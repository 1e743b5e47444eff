"""Rules about facts that must agree, tried on the page that readers see."""

from linter import lint
import snippets
import pytest
from linter.rules import facts

NAME = "docs/about-us/our-international-participation.md"
TEXT = (snippets.ROOT / NAME).read_text(encoding="utf-8")
ROW = "| ASEAN Customs Capacity Building Working Group | ASEAN | *Participant*{: .participant } | 2006 (group set up) | [CCBWG](#ccbwg) |\n"
SECTION = next(line for line in TEXT.splitlines() if "{#ccbwg " in line)
FACTS = "**Role:** *Participant*{: .participant } as at 22 November 2026 · **Level:** ASEAN · **Official site:** [Knowledge"

BAD = [  # what is written, what an editor makes of it, the line's beginning, what the message says
    (
        ROW,
        ROW.replace("Participant", "Chair"),
        "**Role:** *Participant*",
        "the role here is Participant, but Chair in the table",
    ),
    (
        FACTS,
        FACTS.replace("*Participant*", "*Chair*"),
        "**Role:** *Chair*",
        "the role here is Chair, but Participant",
    ),
    (
        FACTS,
        FACTS.replace("*Participant*{: .participant }", "Chair"),
        "**Role:** Chair as",
        "the role here is Chair, but",
    ),
    (
        FACTS,
        FACTS.replace("**Role:** *Participant*{: .participant } as at 22 November 2026 · ", ""),
        SECTION,
        "does not give its role",
    ),
    (
        FACTS,
        FACTS.replace("**Level:** ASEAN", "**Level:** Global"),
        "**Role:** *Participant*",
        "the level here is Global, but ASEAN",
    ),
    (ROW, "", SECTION, "table lacks ASEAN Customs Capacity Building Working Group (CCBWG)"),
    (SECTION, "", "| ASEAN Customs Capacity", "has no section on this page. Write one under"),
    (
        "(CCBWG)](#ccbwg) *Participant*{: .participant }",
        "(CCBWG)](#ccbwg) *Chair*{: .chair }",
        "-   [Customs Capacity",
        "the role here is Chair",
    ),
    (
        "Each role below is given as at 22 November",
        "Each role below is given as at 21 November",
        "Roles rotate",
        "Write 22 November 2026",
    ),
]


def found(text: str):
    return lint.check(snippets.page(text, NAME), facts.RULES)


@pytest.mark.parametrize(("old", "new", "start", "said"), BAD)
def test_facts_that_part_are_named(old, new, start, said):
    assert old in TEXT
    changed = TEXT.replace(old, new)
    findings = [finding for finding in found(changed) if said in finding.message]
    lines = [changed.split("\n")[finding.line - 1].strip() for finding in findings]
    assert any(line.startswith(start) for line in lines), found(changed)


def test_a_role_changed_in_every_place_is_fine():
    heading = TEXT.index("{#ccbwg ")
    before, after = (
        TEXT[:heading],
        TEXT[heading:].replace("*Participant*{: .participant }", "*Chair*{: .chair }"),
    )
    before = before.replace(ROW, ROW.replace("Participant", "Chair"))
    before = before.replace(
        "(#ccbwg) *Participant*{: .participant }", "(#ccbwg) *Chair*{: .chair }"
    )
    assert not found(before + after)


def test_an_editors_spacing_does_not_matter():
    assert not found(
        TEXT.replace(
            ROW,
            ROW.replace("| ", "|   ").replace(" |", "|").replace("*Participant*", "participant"),
        )
    )
    assert not found(TEXT.replace("**Role:** *", "**Role:**  *").replace("{#ccbwg ", "{ #ccbwg "))


def test_a_date_of_something_else_is_fine():
    assert not found(TEXT + "\nFigures are as at 1 January 2026.\n")


@pytest.mark.parametrize("page", snippets.own_pages(), ids=lambda page: page.path)
def test_our_own_facts_agree(page):
    assert not lint.check(page, facts.RULES)


def test_a_page_without_the_table_is_silent():
    text = "## Roles {#roles}\n\n| Body | Role |\n| --- | --- |\n| One | Chair |\n\n### One {#one}\n\n**Role:** Member\n"
    assert not found(snippets.FRONT + text)
