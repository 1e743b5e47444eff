"""Rules about headings: bad ones are named at their line, the remedy silences them, good ones are silent."""

import pytest
import snippets
from linter import lint
from linter.rules import headings

BAD = [
    ("Text.\n\n#OpenData is here.", 3, "makes it a heading. Write \\#OpenData", "Text.\n\n\\#OpenData is here."),
    ("Call at\n\n#10-01 Tower", 3, "makes it a heading. Write \\#10-01", "Call at\n\n\\#10-01 Tower"),
    (
        "The fee is paid in cash or by card.\n---\n\nText.",
        2,
        "make a heading",
        "The fee is paid in cash.\n\n---\n\nText.",
    ),
    (
        "One two three four five six seven eight nine ten eleven twelve thirteen\n---\n\nText.",
        2,
        "make a heading",
        "## One two three\n\nText.",
    ),
    ("<h2></h2>\n\nText.", 1, "Write them between <h2> and </h2>, or delete both tags", "<h2>A</h2>\n\nText."),
    ("- One thing\n---\n\nText.", 2, "make a heading of the line above", "- One thing\n\n---\n\nText."),
    ("Text.\n\n##\n\nText.", 3, "after the #", "Text.\n\n## A\n\nText."),
    ("Text.\n\nOur part\n===\n\nText.", 3, "Write ## Our part and no line below", "Text.\n\n## Our part\n\nText."),
    ("Text.\n\n# The `current_page` of a_b", 3, "Write ## The current_page of a_b", "Text.\n\n## The a_b"),
    ("## 海关\n\nText.", 1, "Write an id in Latin letters", "## 海关 {#customs}\n\nText."),
    ("## One\n\n### சுங்கம்\n\nText.", 3, "Write an id in Latin letters", "## One\n\n### சுங்கம் {#sungam}\n\nText."),
    (
        "Text.\n\n**Our part**\n\nWe chair.\n\n**Ministry of Trade**",
        3,
        "heading's place",
        "Text.\n\n## Our part\n\nWe chair.",
    ),  # the text, its line, what the message says, the text mended
    (
        "**Our Contributions**\n\nText under it.",
        1,
        "Write ## Our Contributions",
        "## Our Contributions\n\nText under it.",
    ),
    (
        "**Important**<br>\nThe fee is paid once.\n\nText.",
        1,
        'Write a line !!! note "Important" and its text below',
        '!!! note "Important"\n\n    The fee is paid once.\n\nText.',
    ),
    ("**By air**\n\nText.", 1, "Write ## By air", "## By air\n\nText."),
    ("***Our part***\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("**_Our part_**\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("  **Our part**\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("__Our part__\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("<b>Our part</b>\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("<div>\n<h3>A</h3>\n# B\n</div>", 2, "Write <h2>A</h2>", "<div>\n<h2>A</h2>\n</div>"),
    ("<p><strong>Our part</strong></p>\n\nText.", 1, "Write ## Our part without the tags", "## Our part\n\nText."),
    ("<h4>Our part</h4>\n<p>Text.</p>", 1, "Write ## Our part without the tags", "## Our part\n\nText."),
    ("## A {: data-toc-label='<i></i>' }\n\nText.", 1, "data-toc-label", "## A {: data-toc-label='B' }\n\nText."),
    ('## A {#a data-toc-label=""}\n\nText.', 1, "data-toc-label", "## A {#a}\n\nText."),
    ('Text.\n\n## A {: data-toc-label="&nbsp;"}\n\nText.', 3, "data-toc-label", "Text.\n\n## A {: #a }\n\nText."),
    ("**Our part**{: .big }\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("**Our\npart**\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    (
        "**The ASEAN group (CPTFWG)**<br>\nIt was set up.",
        1,
        "with a blank line after it",
        "## The ASEAN group (CPTFWG)\n\nIt was set up.",
    ),
    (
        "**Our part**  \nWe chair it.",
        1,
        "with a blank line after it",
        "## Our part\n\nWe chair it.",
    ),
    ("**Members**\n\n- one\n- two", 1, "Write ## Members", "## Members\n\n- one\n- two"),
    ("**What is it?**\n\nText.", 1, "Write ## What is it?", "## What is it?\n\nText."),
    (
        "**If one of the members of our school is not able to come, what should we do?**\n\nText.",
        1,
        "Write ## If one",
        "## What should we do?\n\nText.",
    ),
    (
        "## One\n\n### Two\n\nText.\n\n**Three**\n\nText.",
        7,
        "Write ### Three",
        "## One\n\n### Two\n\nText.\n\n### Three\n\nText.",
    ),
    (
        "## One\n\n**Two**\n\nText.",
        3,
        "Write ### Two",
        "## One\n\n### Two\n\nText.",
    ),
    (
        "One\n---\n\n**Two**\n\nText.\n\n### Three\n\nText.",
        4,
        "Write ### Two",
        "One\n---\n\n### Two\n\nText.",
    ),
    ("# A second title\n\nText.", 1, "Write ## A second title", "## A second title\n\nText."),
    (
        "Text.\n\n# A page of a test\n\nText.",
        3,
        "second top-level heading",
        "Text.\n\n## A page of a test\n\nText.",
    ),
    ("A second title\n===\n\nText.", 1, "Write ## A second title", "A second title\n---\n\nText."),
    (
        '<div class="row"> <h4>Mr Tan</h4> <p>Head</p> </div>',
        1,
        "Write <h2>Mr Tan</h2>",
        '<div class="row"> <h2>Mr Tan</h2> <p>Head</p> </div>',
    ),
    ("# About A\\*STAR\n\nText.", 1, "Write ## About A\\*STAR", "## About A\\*STAR\n\nText."),
    ("<h1>A second title</h1>", 1, "Write ## A second title", "<h2>A second title</h2>"),
    (
        "Visit us at:\n\n#10-01 Revenue House",
        3,
        r"Write \#10-01 Revenue House",
        "Visit us at:\n\n\\#10-01 Revenue House",
    ),
    ("#### A level skipped\n\nText.", 1, "Write ## A level skipped", "## A level skipped\n\nText."),
    ("## One\n\n#### Two", 3, "Write ### Two", "## One\n\n### Two"),
    ("One\n---\n\n#### Two", 4, "Write ### Two", "One\n---\n\n### Two"),
    ("Text\n### Two", 2, "Write ## Two", "Text\n\n## Two"),
    ("!!! note\n\n    #### Two", 3, "Write ## Two", "!!! note\n\n    ## Two"),
    ("<div>\n<h4>Two</h4>\n</div>", 2, "Write <h2>Two</h2>", "<div>\n<h2>Two</h2>\n</div>"),
    ("<div>\n<h1>Two</h1>\n</div>", 2, "Write <h2>Two</h2>", "<div>\n<h2>Two</h2>\n</div>"),
    ("**Our part**\u200b\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("**Our\u00a0part**\u00a0\n\nText.", 1, "Write ## Our part", "## Our part\n\nText."),
    ("##\n\nText.", 1, "no words", "## One\n\nText."),
    ("## One\n\n### {#two}", 3, "no words", "## One\n\n### Two {#two}"),
    ("## One {#a}\n\n## Two {#a}", 3, '"a" is used twice', "## One {#a}\n\n## Two {#b}"),
    ("## One {#a}\n\nText.\n{: #a }", 4, '"a" is used twice', "## One {#a}\n\nText.\n{: #b }"),
    ('## One\n\n<div id="one"></div>', 3, '"one" is used twice', '## One\n\n<div id="two"></div>'),
]
GOOD = [
    "One way.\n\n**_OR_**\n\nAnother way.",
    "<h2>\n  <strong>Chicken rice</strong>\n</h2>\n<p>Text.</p>\n\n### Text\n\nText.",
    "**Example:**\n\n```\nmake\n```\n\nText.",
    "**The command:**\n\n`make`\n\nText.",
    "**By Karen Nimblett, Public Service Commission**\n\nText.",
    "***Written by Mr Tan***\n\nText.",
    "**Par l'honorable Scott Brison**\n\nTexte.",
    "**Manual analysis**  \n: Small sets, in detail.\n\n**Analysis by machine**  \n: Large sets, at once.",
    "**Manual analysis**\n:   Small sets, in detail.",
    "<p>#OneTag #Another\n#Third\n# fourth</p>",
    "# A page of a test\n\nThe title, repeated as the first line.",
    "## One\n\n### Two\n\n#### Three\n\n## Four",
    "## The same words\n\n## The same words",
    "## `mkdocs build`\n\n### `--strict`",
    "## One #\n\n### Two ##",
    "**Note:** a bold lead-in is fine.",
    "**Note: this is for members of the group**\n\nText.",
    "**Important** things come first in a sentence.",
    "**Applications close on 5 May 2026.**",
    "**Bring these:**\n\n- a passport\n- a form",
    "**(On weekdays, in term time)**\n\nText.",
    "**What we have found to work best is to write the address of your own page**\n\nText.",
    "## <https://example.org/>\n\nText.",
    "**One** and **two**",
    "**Singapore Customs**  \n55 Newton Road  \nSingapore 307987",
    "**[Apply for a permit](about-us/index.md)**",
    "[**Apply for a permit**](about-us/index.md){ .md-button }",
    "**Figure 1: the structure**",
    "**3 May 2026**<br>\n**The group meets in the harbour**<br>\nRead [what it said](about-us/index.md).",
    "<table>\n<tr>\n<th>\n<p><strong>Our part</strong></p>\n</th>\n</tr>\n</table>\n\nText.",
    "- **One**\n- **Two**\n\n    **Three**\n\n    Text.",
    "1.  First.\n\n    **Inside a step**\n\n2.  Second.",
    "-   :material-clock: **In five minutes**\n\n    ---\n\n    Text of a card.",
    "> **A quotation**\n\nText.",
    '!!! note "A title"\n\n    **Bold in a note**\n\n    Text.',
    "| **Body** | **Role** |\n| --- | --- |\n| **One** | **Two** |",
    "**Role:** *Chair*{: .chair } as at 22 November 2026\n{: .facts }",
    "**Term**\n:   Its definition.",
    "Text.\n\n---\n\nText after a rule.",
    "Fees and forms\n---\n\nText.",
    "How can I pay?\n--------------\n\nText.",
    '<h2><img src="a.png" alt="Green Plan"></h2>\n\nText.',
    "Text.\n\n**Ministry of Trade**",
    "Text.\n\n**Ministry of Trade**\n\n**3 May 2026**",
    "Text.\n\n**Ministry of Trade**\n\n## Next part\n\nText.",
    "Text.\n\n**Ministry of Trade**\n\n3 May 2026\n\n---\n\nText.",
    "## 海关 {#customs}\n\nText.\n\n## சுங்கம் {#sungam}\n\nText.",
    "**Author: [Mr Tan](https://www.apec.org/)**\n\nText.",
    "**Singapore – 27 July 2016**\n\nThe council met.",
    "**Parliament of Singapore  \nOral answer**\n\nText.",
    "```markdown\n# Not a heading\n\n**Not bold**\n```",
    "    # Not a heading\n    **Not bold**",
    "Use `# One` and `**bold**`.",
    "- One\n`make` # builds it",
    "Text.[^1]\n\n[^1]: A note.",
    "A # in a sentence, and C# too.",
]


def found(text: str):
    return lint.check(snippets.snippet(text), lint.rules_in(headings))


@pytest.mark.parametrize(("text", "line", "words", "mended"), BAD)
def test_a_bad_heading_is_named_with_its_remedy(text, line, words, mended):
    [(at, message)] = snippets.below(found(text))
    assert (at, words in message) == (line, True), message
    assert not found(mended)


@pytest.mark.parametrize("words", ["You will need", "Members", "Here are the fees that have changed this year"])
def test_a_bold_line_that_ends_with_a_colon_may_only_lead_on_so_it_is_advice(words):
    assert [finding.advice for finding in found(f"**{words}:**\n\nText.")] == [True]


@pytest.mark.parametrize("text", GOOD)
def test_a_good_heading_is_silent(text):
    assert not found(text)


def test_our_own_headings_are_silent():
    assert not [finding for page in snippets.own_pages() for finding in lint.check(page, lint.rules_in(headings))]


def test_all_bold_lines_below_a_heading_are_of_one_level():
    text = "## One\n\n**Two**\n\nText.\n\n**Three**\n\nText.\n\n## Four\n\nText.\n\n**Five**\n\nText."
    said = [message.rpartition("Write ")[2] for _, message in snippets.below(found(text))]
    assert said == ["### Two", "### Three", "## Five"]


def test_a_bold_line_follows_the_heading_above_as_it_should_be():
    said = [message.rpartition("Write ")[2] for _, message in snippets.below(found("#### One\n\n**Two**\n\nText."))]
    assert said == ["## One", "### Two"]
