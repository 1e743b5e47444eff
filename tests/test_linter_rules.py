"""The linter's rules: each mistake is named at its line, its remedy is silent, and so are good pages.

`data/mistakes.jsonl` holds one mistake a line: the snippet, the line in it to be named, words of the
message, and the remedy: the snippet as the message says to write it.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import snippets
from conftest import mkdocs
from linter import explanations, lint, participation
from linter.page import Page
from linter.rules import (
    attribute_lists,
    characters,
    hyperlinks,
    images,
    leftovers,
    lists,
    notes,
    page_settings,
    raw_html,
    raw_markup,
    tables,
)

DATA = Path(__file__).parent / "data"
MISTAKES = [json.loads(line) for line in (DATA / "mistakes.jsonl").read_text().splitlines()]
GOOD = sorted((DATA / "good").glob("*.md"))
MODULES = (attribute_lists, hyperlinks, lists, notes, tables, images, raw_html, leftovers, characters, raw_markup)
RULES = lint.rules_in(*MODULES)
FRONT_MATTER = """---
title: Mistake {0}
description: A page with one mistake, number {0}, to be named at its line by the linter.
permalink: /mistakes/{0}/
last_reviewed: 2026-11-22
review_in: 6 months
---

"""


def shown(text: str | bytes) -> Page:
    """A page of Markdown as the site shows it."""
    page = lint.read("docs/x.md", text if isinstance(text, bytes) else text.encode())
    known = explanations.of_glossary(snippets.settings())
    return replace(page, html=snippets.settings().html(page.body.strip("\n")), abbreviations=known)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["snippet"][:40])
def test_a_mistake_is_named_at_its_line_and_its_remedy_is_silent(mistake):
    found = lint.check(shown(mistake["snippet"]), RULES)
    assert [f for f in found if f.line == mistake["line"] and mistake["words"] in f.message], found
    shown_there = {f.line for f in found if f.rule == "raw-markup"}
    assert not shown_there.intersection(f.line for f in found if f.rule != "raw-markup")
    assert not lint.check(shown(mistake["remedy"]), RULES)


def test_a_build_names_every_mistake_at_its_line_and_no_good_page(project, tmp_path):
    root = project()
    for folder in ("mistakes", "good"):
        (root / "docs" / folder).mkdir()
    for file in GOOD:
        (root / "docs/good" / file.name).write_bytes(file.read_bytes())
    for number, mistake in enumerate(MISTAKES):
        text = FRONT_MATTER.format(number) + mistake["snippet"] + "\n"
        (root / f"docs/mistakes/{number}.md").write_text(text, newline="\n")
    result = mkdocs(root, tmp_path / "site")
    assert result.returncode == 0, "without --strict, a warning fails no build"
    before = FRONT_MATTER.count("\n")
    missed = []
    for number, mistake in enumerate(MISTAKES):
        place = f"WARNING -  docs/mistakes/{number}.md:{mistake['line'] + before}: "
        if not any(line.startswith(place) and mistake["words"] in line for line in result.stdout.splitlines()):
            missed.append((number, mistake))
    assert not missed
    assert not re.findall(r"WARNING -  docs/good/.*(?<!\[unlisted-page\])$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("rule", lint.RULES, ids=lambda rule: rule.id)
def test_every_rule_names_its_incorrect_example_and_no_rule_its_correct_one(rule):
    own = rule not in lint.INCLUDE_RULES  # the others' examples have no front matter
    rules = lint.RULES if own else lint.INCLUDE_RULES
    example = (lambda text: replace(shown(text), url="/our-part/")) if own else shown
    assert [found for found in lint.check(example(rule.incorrect), rules) if found.rule == rule.id], rule.incorrect
    assert not [found for found in lint.check(example(rule.correct), rules) if not found.advice], rule.correct


@pytest.mark.parametrize("rule", lint.RULES, ids=lambda rule: rule.id)
def test_no_rule_names_a_good_page(rule):
    assert not [
        finding for file in GOOD for finding in rule(replace(shown(file.read_bytes()), url=f"/good/{file.stem}/"))
    ]


def test_every_rule_has_an_id_of_its_own_and_says_what_it_is_for():
    rules = lint.RULES + lint.SITE_RULES
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
        assert rule.severity in ("error", "advice")
        assert rule.__doc__.strip().split("\n")[0].endswith("."), rule.id


def test_code_is_never_judged():
    """Any mistake of a single line is silent in a code span, in a fence and indented as code."""
    for mistake in MISTAKES:
        lines = mistake["snippet"].split("\n")
        fenced = "\n".join(["Text.", "", "````text", *lines, "````", "", "Text."])
        assert not lint.check(shown(fenced), RULES), mistake["snippet"]
        if len(lines) == 1 and "`" not in lines[0] and lines[0] == lines[0].strip():
            assert not lint.check(shown(f"Write `{lines[0]}` never."), RULES), mistake["snippet"]
            for text in (
                "- One\n\n    Two\n\n        {}",
                "> One\n>\n>     {}",
                "- One\n\n    > Two\n    >\n    >     {}",
            ):
                found = lint.check(shown(text.format(lines[0])), RULES)
                assert {finding.rule for finding in found} <= {"indented-text"}, mistake["snippet"]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"Caf\xc3\xa9\n\nCaf\xe9 of Singapore\n", 3, '0xE9 ("é"'),
        (b"\xff\xfeT\x00e\x00x\x00t\x00", 1, "UTF-8"),
        (b"\xef\xbb\xbfText.\n", 1, "byte-order mark"),
        (b"---\r\ntitle: x\r\n---\r\n\r\nText.\r\n\r\nSee www.apec.org now.\r\n", 7, "no link"),
    ],
)
def test_bytes_that_are_no_clean_text_are_named(data, line, words):
    assert [f for f in lint.check(shown(data), RULES) if f.line == line and words in f.message]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ('Text.\n{% from "a" import b %}', ["template-code"]),
        ('{% api src="https://www.apec.org/a" %}', ["template-code"]),
        (
            '- One\n\n    {%\n        include-markdown "a.md"\n        end="<!--end-->"\n    %}\n\n- Two',
            ["template-code"],
        ),
        ("Text.\n\n{%\n\n{% set a = 1 %}\n\nText.", ["template-code"] * 2),
        ("Done on <DD Month YYYY HH:MM SGT>.</dd>", ["unsafe-html"]),
        ('[APEC](https://www.apec.org/){:target="blank"}', ["attribute-list-target"]),
        ('<iframe src="https://www.apec.org/">\n<p>No frames.</p>\n</iframe>', ["html-unwanted"]),
        ('See <a href="{{< ref "a.md" >}}">one</a>.', ["template-code"]),
        ('{% hint style="info" %}', ["template-code"]),
        ("At https://www.example.org/{court}[/{part}] and https://www-[test].example.org/ it is.", []),
        ('Insert <insert type="param" id-ref="a"/> here.', ["unsafe-html"]),
        (
            '<p>At a glance</p>\n\n[Join](https://a.org/){:target="_blank"} or [Join](https://b.org/){:target="_blank"}.',
            [],
        ),
        ('<p id="a-{{ one }}">One.</p>\n<p id="a-{{ one }}">Two.</p>', ["template-code"] * 2),
        ('<p>Weekly<sup><a href="#note">*</a></sup></p>\n\n<p id="note">A note.</p>', []),
        (
            participation.EXAMPLE + '[![](a.svg)](https://a.org/){:target="_blank"}\n'
            '[![](b.svg)](https://b.org/){:target="_blank"}',
            ["image-text"] * 2,
        ),
        ('<a name="part"></a>Text.', ["unsafe-html"]),
        ("Text.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n{: .wide }\n\nText.", ["attribute-list-shown"]),
        ("1) one\n2) two\n\nText.\n\n## More\n\n3) three\n4) four", ["list-mark"]),
        ("Text.\n\n· It stands alone.\n\nText.", []),
        ("The act is draw([x][, y]) here.", []),
        ("The [next page](<b>) has more.", []),
        ("Press <kbd><kbd>Ctrl</kbd></kbd> or <kbd><kbd>Ctrl</kbd>+<kbd>N</kbd></kbd>.", []),
        ("Press <kbd><kbd>Ctrl</kbd> now.", ["html-unclosed"]),
        ("0. `make build`\n0. `make test`\n0. See the site.", []),
        ("1. One\n   1. Sub\n   2. Sub\n2. Two", ["list-indent"] * 2),
        ("- One\n- Two\n\n  1. Sub\n  2. Sub", ["list-indent"] * 2),
        (
            'See [APEC](https://www.apec.org/){:target="_blank"}{:rel="noopener"}{:class="big"} now.',
            ["attribute-list-second"],
        ),
        ("See [{{ page.title }}](a.md) and <a href='b.md'>{{ page.title }}</a>.", ["template-code"]),
        ("<a href='b.md'><%= link.title %></a>", ["template-code"]),
        ("<%= image_tag 'a.svg', { :alt => '' } %>", ["template-code"]),
        ("![A ship](images\\port.png)", ["unsafe-html"]),
        ('Text.\n\n=== "One"\n\n    ```python {test="skip"}\n    a = 1\n    ```\n', ["raw-markup"]),
        ("```a b\none\n```\n\nText.\n\n```\ntwo\n```\n", ["code-fence"]),
        ("<div>\n<p>Text.</p>\n\n**Our part**\n\n<p>Text.</p>\n</div>", ["heading-bold"]),
        ("<div>\n<p>Text.</p>\n\n**Our part:**\n\n<p>Text.</p>\n</div>", ["raw-markup", "heading-bold"]),
        ("Text.\n\n<address>\nSingapore Customs<br>\n55 Newton Road\n\nText.", ["html-unclosed"]),
        ("The **Answer:\xa0** is it.", ["invisible-character"]),
        ("The names:\n- **one ** and more\n- two", ["list-blank-line"]),
        ("- One\n\n   ### General\n\n- Two", ["list-indent"]),
        ('Text.<br clear="all">\nMore.', ["html-line-break"]),
        ('<p style="color: red">Closed</p>', ["html-style"]),
        ("<div>**One**\n\nText.", ["html-unclosed"]),
        ('1. One\n{:start="4"}\n', ["attribute-list-unknown"]),
        ('Text.\n\n{:new: target="_blank"}\n\nText.', ["attribute-list-unknown"]),
        ("See https://www.apec.org/~~one~~ now.", ["link-bare"]),
        ("See https://www.apec.org/{{ page.part }} now.", ["template-code"]),
        ("<address>One<br>\nA</address>\n\nText.<br>\nMore.\n\n<address>Two</address>", ["html-line-break"]),
        ("Text.\n\n```sh\nmake build\n\nMore.", ["code-unclosed"]),
        ("Text.\n\n<!-- ask the unit\n\nMore.", ["comment-unclosed"]),
        ("<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> b", ["merge-conflict"] * 3),
    ],
)
def test_what_one_rule_explains_no_other_names(text, rules):
    some = lint.INCLUDE_RULES
    assert [finding.rule for finding in lint.check(shown(text), some)] == rules


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ('The **Economic Community ** met [here](https://www.apec.org/){:target="_blank"}.', "link-text"),
        ("- [ ] See [APEC](https://www.apec.org/)", "link-new-tab"),
        ("The goverment met :smile: today.", "spelling"),
        ("The GYZX met. ~~Never~~ again.", "abbreviation"),
        ("**Who may apply**?**<br>\nAnyone may.", "html-line-break"),
        ('<span style="color: red">One</span> ~~two~~ three.', "html-style"),
    ],
)
def test_what_is_shown_raw_is_named_beside_what_has_nothing_to_do_with_it(text, other):
    some = lint.INCLUDE_RULES
    assert {finding.rule for finding in lint.check(shown(text), some)} == {"raw-markup", other}


@pytest.mark.parametrize(
    "text", ["The **a ** b.", "See [[a]] b.", "The ~~a~~ b.", "Say :smile: b.", "It is $x$ b.", "a ==b== c"]
)
def test_a_sign_that_is_meant_is_written_as_its_remedy_says(text):
    [finding] = lint.check(shown(text), RULES)
    token = next(word for word in text.split() if not word.isalpha())
    signs = {token: f"`{token}`"}
    if "backslash" in finding.message:
        signs[token + " **" if "**" in text else token] = re.sub(r"([^\w\s])", r"\\\1", token)
    for sign, right in signs.items():
        assert not lint.check(shown(text.replace(sign, right)), RULES), right


def test_what_publishing_removes_is_named_where_it_is_no_code():
    [finding] = [f for f in lint.check(shown("Run `stop <job>`.\n\nSay <job>."), lint.RULES) if "<job" in f.message]
    assert finding.line == 3


def test_an_e_mail_address_in_angle_brackets_in_raw_html_is_named_with_its_link():
    found = lint.check(shown("<p>\nMail <office@customs.gov.sg>.\n</p>"), lint.RULES)
    assert ['<a href="mailto:office@customs.gov.sg">' in one.message for one in found if one.line == 2] == [True]


def test_an_id_that_a_heading_gives_is_named_at_the_heading():
    text = "Change the content of it.\n\n## Content\n\nText."
    [finding] = [f for f in lint.check(shown(text), lint.RULES) if f.rule == "unsafe-html"]
    assert finding.line == 3


def test_braces_that_readers_see_are_not_named_for_others_that_they_do_not():
    text = "The *value*{ij} counts.\n\nThe sum $w_{ij}$ counts."
    assert [finding.line for finding in attribute_lists.kramdown(shown(text))] == [1]


def test_an_empty_page_is_silent():
    assert not lint.check(shown(""), RULES)
    assert not lint.check(shown(" \t\r\n\t"), RULES)


def test_a_rule_about_the_site_is_known_by_what_it_takes():
    @page_settings.rule(id="plain", incorrect="", correct="")
    def plain(site):
        yield

    assert plain.of_site and not hyperlinks.bare_address.of_site


def test_a_rule_that_fails_is_named_and_stops_nothing():
    @page_settings.rule(id="broken", incorrect="", correct="")
    def broken(page):
        raise ZeroDivisionError("oh")
        yield

    found = lint.check(shown("See www.apec.org now."), (broken, hyperlinks.bare_address))
    assert ["the check broken failed" in finding.message for finding in found] == [True, False]


def test_a_link_in_raw_html_is_named_there_and_not_where_the_same_link_is_shown():
    text = "To the [WCO](#wco).\n\n<div>\n\nTo the [WCO, again](#wco).\n\n</div>\n\n## WCO {#wco}\n\nText.\n"
    found = [finding.line for finding in lint.check(snippets.snippet(text)) if finding.rule == "link-brackets"]
    assert found == [snippets.FRONT.count("\n") + 5]


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<a href="#a"><img src="a.svg" alt=""></a>', True),
        ('<a href="#a"><img src="a.svg" alt=""> To the form</a>', False),
        ('<figure><img src="a.svg" alt=""><figcaption>The building</figcaption></figure>', False),
        ('<img src="a.svg" alt="" role="presentation">', False),
        ("![](a.svg){: role=presentation }", False),
        ('![](a.svg){: aria-hidden="true" }', False),
        ('![](a.svg){: alt="The building" }', False),
        ('![](a.svg){: alt="" }', True),
    ],
)
def test_a_picture_may_be_silent_where_words_beside_it_speak(html, named):
    assert bool(lint.check(shown(html), lint.rules_in(images))) == named


@pytest.mark.parametrize(
    "text", ["``\nb|`e`\n-|-", "*\n- ``b``\n  4. x", "<details></details>\n\n<!-- a -->??? b\n\nc", "{%][<style>"]
)
def test_code_or_a_comment_where_a_rule_looks_for_words_keeps_none_from_working(text):
    assert not [found for found in lint.check(snippets.snippet(text)) if "failed (" in found.message]


def test_a_list_within_one_that_is_shown_as_text_is_not_named_beside_it():
    found = lint.check(shown("The steps:\n1. One\n   - a\n   - b\n\nText.\n- c\n"), RULES)
    assert [finding.line for finding in found if finding.rule == "list-blank-line"] == [2, 7]
