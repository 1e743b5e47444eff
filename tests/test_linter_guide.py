"""The editors' guide says what the rules say."""

from linter import lint
import guide


def test_the_guide_is_current():
    text = guide.GUIDE.read_text(encoding="utf-8")
    assert text == guide.renewed(text, lint.MODULES), "run `make guide`"


def test_every_rule_is_in_the_guide():
    text = guide.GUIDE.read_text(encoding="utf-8")
    for rule in (*lint.RULES, *lint.SITE_RULES):
        assert rule.__doc__.strip().split("\n")[0] in text
        assert guide.example(rule.wrong) in text
        assert guide.example(rule.right) in text


def test_an_example_with_a_fence_stays_one_block():
    assert guide.example("```\ncode\n```") == "````markdown\n```\ncode\n```\n````"
