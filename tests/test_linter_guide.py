"""The rules' reference says what the rules say."""

import guide
import pytest
from linter import lint, reference

TEXT = guide.GUIDE.read_text(encoding="utf-8")


def test_the_reference_is_current():
    assert reference.reference(lint.MODULES) == TEXT, "run `make guide`"


@pytest.mark.parametrize("rule", lint.RULES + lint.SITE_RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_id_its_reason_and_both_examples(rule):
    part = TEXT.partition(f"\n### {rule.id}\n")[2].partition("\n### ")[0]
    assert " ".join(rule.__doc__.split()) in part
    assert "Incorrect" in part and "orrect" in part.partition("Incorrect")[2]
    differing = set(rule.incorrect.split("\n")) ^ set(rule.correct.split("\n"))
    assert all(reference.visible(line) in part for line in differing)


def test_an_example_with_a_fence_stays_one_block():
    assert reference.example("```\ncode\n```") == "````markdown\n```\ncode\n```\n````"
