"""Rules about front matter: what is wrong is named at the line of its key."""

import re
from dataclasses import replace
from datetime import date

import pytest
import snippets
from linter import lint
from linter.rules import page_settings

GOOD = snippets.FRONT + "Text.\n"


def changed(old: str, new: str) -> str:
    """Good front matter with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


BAD = [  # the page, the line, what the message says
    ("Text.\n", 1, "no front matter"),
    ("\n" + GOOD, 1, "Delete everything above"),
    (GOOD.replace("---", "+++"), 1, "Write --- for both"),
    (GOOD.replace("months\n---", "months"), 1, "has no end"),
    ("---\n---\n\nText.\n", 2, "no keys"),
    ("---\nOnly text\n---\n", 2, "no keys"),
    ("---\n- a\n- list\n---\n", 2, "no keys"),
    (changed("A page", "Customs: a page"), 2, "in quotes"),
    (changed("What a test", "@ What a test"), 3, "in quotes"),
    (changed("title: A page of a test", 'title: "A page of a test'), 2, "not YAML"),
    (changed("description:", "\tdescription:"), 3, "not YAML"),
    (changed("description:", "  description:"), 3, "start of its line"),
    (changed("permalink:", "title: Twice\npermalink:"), 4, "title stands twice"),
    (
        changed("permalink:", "updates:\n  - date: 2026-11-22\n   note: A.\npermalink:"),
        6,
        "as far in as the lines beside it",
    ),
    (
        changed(
            "---\n\n",
            "updates:\n  - date: 2026-11-22\n    note: A.\n  - date: 2026-11-25\n    note: B.\n---\n\n",
        ),
        10,
        "2026-11-25 is newer than 2026-11-22 above it",
    ),
    (snippets.FRONT + "---\ntitle: Another\n---\n\nText.\n", 9, "begins a second time here"),
    (changed("title:", "titel:"), 2, "titel is not a key of front matter. Write title"),
    (
        changed("permalink:", "layout: post\npermalink:"),
        4,
        "layout is not a key of front matter. Delete it",
    ),
    (changed("permalink:", "date: 2026-11-22\npermalink:"), 4, "date is not a key of front matter. Delete it"),
    (changed("title: A page of a test\n", ""), 1, "title is missing"),
    (changed("description: What a test needs.\n", ""), 1, "description is missing"),
    (changed("permalink: /page/\n", ""), 1, "permalink is missing"),
    (changed("last_reviewed: 2026-11-22\n", ""), 1, "last_reviewed is missing"),
    (
        changed("review_in: 6 months\n", ""),
        1,
        "review_in is missing from the front matter. Write review_in: 6 months",
    ),
    (changed("A page of a test", "2026"), 2, "title must be words"),
    (changed("title: A page of a test", "title:"), 2, "title must be words"),
    (changed("A page of a test", "A" * 61), 2, "has 61 characters. Shorten it to at most 60"),
    (changed("What a test needs.", "A" * 161), 3, "has 161 characters. Shorten it to at most 160"),
    (changed("2026-11-22", "yesterday"), 5, "Write last_reviewed: 2026-11-22"),
    (changed("2026-11-22", '"2026-11-22"'), 5, "without quotes"),
    (changed("2026-11-22", "2026-11-31"), 5, "not a day of the calendar"),
    (changed("permalink:", "updates: [{date: 2026-02-30, note: A}]\npermalink:"), 4, "a date of updates is not a day"),
    (changed("2026-11-22", "9999-12-31"), 5, "from 1990 to 2199"),
    (changed("2026-11-22", "0001-01-01"), 5, "from 1990 to 2199"),
    (changed("6 months", "999999 years"), 6, "Write review_in: 6 months"),
    (changed("permalink:", "search: {exclude: .nan}\npermalink:"), 4, "exclude must be"),
    (changed("6 months", "soon"), 6, "Write review_in: 6 months"),
    (changed("6 months", "6"), 6, "Write review_in: 6 months"),
    (changed("permalink:", "text_received: November\npermalink:"), 4, "text_received must be a date"),
    (changed("permalink:", "hide: toc\npermalink:"), 4, "hide is not a key"),
    (changed("permalink:", "search:\n  exlude: true\npermalink:"), 5, "Write exclude"),
    (
        changed(
            "permalink:",
            "updates:\n  - date: 2026-11-22\n    note: Good.\n  - note: Bad.\npermalink:",
        ),
        7,
        "date is missing",
    ),
    (
        changed("permalink:", "updates:\n  - date: today\n    note: Good.\npermalink:"),
        5,
        "updates.date must be a date",
    ),
    (changed("A page", "A\x01page"), 2, "Delete that character"),
    (changed("A page", "&a A page"), 2, "plain values only"),
    (changed("A page of a test", "!!timestamp x"), 2, "plain values only"),
    (changed("A page of a test", "!!bool x"), 2, "plain values only"),
    (changed("A page of a test", "0x" + "f" * 5000), 2, "plain values only"),
    (changed("A page of a test", "[" * 3000 + "]" * 3000), 2, "plain values only"),
    (changed("permalink:", "a: &a [x, x]\nb: [*a, *a]\npermalink:"), 4, "plain values only"),
    ("---\n" + "".join(f"k{number}: 1\n" for number in range(9000)) + GOOD[4:], 2, "plain values only"),
    (changed("permalink:", "search: {exclude: true, exclude: false}\npermalink:"), 4, "exclude stands twice"),
    (changed("A page of a test", '"A page\\nof a test"'), 2, "title must be words"),
    (changed("A page of a test", "~"), 2, "title must be words"),
    (changed("A page of a test", "[a, b]"), 2, "title must be words"),
    (changed("2026-11-22", "2026-11-22 10:00:00"), 5, "from 1990 to 2199"),
    (changed("permalink:", "5: b\npermalink:"), 4, "5 is not a key"),
    (changed("permalink:", "lang: malay\npermalink:"), 4, "Write the code of the page's language"),
    (changed("permalink:", "<<: {lang: ta}\npermalink:"), 4, "<< is not a key"),
    (changed("/page/", "/pages/"), 4, "Write permalink: /page/"),
    (changed("/page/", "/page"), 4, "Write permalink: /page/"),
]
FINE = [
    GOOD,
    changed("A page of a test", '"Customs: a page"'),
    changed(
        "permalink:",
        "search:\n  exclude: true\npermalink:",
    ),
    changed(
        "permalink:",
        "text_received: 2026-11-22\nupdates:\n  - date: 2026-11-22\n    note: Added a table.\npermalink:",
    ),
    changed("permalink:", "lang: zh-Hans\npermalink:"),
    changed("6 months", "1 year"),
    changed("6 months", "1 month") + "\n---\n\nText below a rule.",
    changed("What a test needs.", "A" * 160),
    "---\n# A comment\n" + GOOD[4:],
]


def found(text: str) -> list:
    """What the rules find on a page."""
    return lint.check(snippets.page(text), lint.rules_in(page_settings))


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_bad_front_matter_is_named_at_its_line(text, line, words):
    [finding] = found(text)
    assert (finding.line, words in finding.message) == (line, True), finding.message


@pytest.mark.parametrize("text", FINE)
def test_good_front_matter_is_silent(text):
    assert not found(text)


def test_what_a_message_tells_to_write_mends_the_page():
    for text, line, _ in BAD:
        [finding] = found(text)
        write = re.search(r"Write (\w+: .*)$", finding.message)
        if write and "must be" in finding.message and "." not in finding.message.split(" must")[0]:
            lines = text.split("\n")
            lines[line - 1] = write[1]
            assert not found("\n".join(lines))


def test_a_title_or_a_description_used_twice_is_named_with_the_other_page():
    first = snippets.page(GOOD, "docs/first.md")
    second = snippets.page(changed("A page of a test", "a Page  of a test"), "docs/second.md")
    named = lint.check_site(snippets.site(first, second), lint.rules_in(page_settings, of_site=True))
    assert [(path, finding.line) for path, finding in named] == [("docs/second.md", 2), ("docs/second.md", 3)]
    assert all("docs/first.md has the same" in finding.message for _, finding in named)
    other = snippets.page(changed("A page", "Another page").replace("What", "All that"), "docs/second.md")
    assert not lint.check_site(snippets.site(first, other), lint.rules_in(page_settings, of_site=True))


@pytest.mark.parametrize(
    ("today", "words"),
    [("2027-05-22", ""), ("2027-05-23", "was due on 22 May 2027")],
)
def test_a_review_that_is_past_is_advice(today, words):
    site = snippets.site(snippets.page(GOOD), today=date.fromisoformat(today))
    named = lint.check_site(site, [page_settings.review_due])
    assert [(path, one.line, one.advice) for path, one in named] == ([("docs/page.md", 5, True)] if words else [])
    assert all(words in one.message for _, one in named)


def test_our_own_front_matter_is_good():
    own = snippets.own_pages()
    assert not [finding for page in own for finding in lint.check(page, lint.rules_in(page_settings))]
    assert not lint.check_site(snippets.site(*own), lint.rules_in(page_settings, of_site=True))


@pytest.mark.parametrize(
    ("text", "named"),
    [("---\ntitle: A note\n---\n\nText.\n", True), ("Text.\n\n---\n\nMore.\n", False), ("--- a dash\n", False)],
)
def test_front_matter_of_what_is_included_is_named(text, named):
    include = snippets.page(text, "includes/note.md", "/")
    site = replace(snippets.site(), includes=[include])
    assert [path for path, _ in page_settings.included_front_matter(site)] == ["includes/note.md"] * named
