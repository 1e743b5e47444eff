"""Leftovers of other systems and of unfinished work."""

import re
from collections.abc import Iterator

from content.front_matter import BLOCK
from linter.page import Finding, Page, rule
from linter.passages import SIMPLE

TEMPLATE = re.compile(
    r"\{%[^{}]{0,400}%\}|\{%.*?(?:%\}|$)|\{\{(?!\s*:\s*target|\s*:\s*\.).*?(?:\}\}|$)|<%.*?(?:%>|$)|<\?(?:php|=).*?(?:\?>|$)",
    re.MULTILINE,
)
# The rules that name what another system makes anew, such as an address that is {{ name }}
MADE_BY_TEMPLATES = tuple("raw-markup unsafe-html attribute-list-shown link-bare html-unclosed html-style".split())
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
MIDDLE = re.compile(r"^={7}[ \t]*$", re.MULTILINE)
# Words of the Latin that stands for text to come; a line with two of them is such text, however it begins.
LATIN = frozenset(
    """
    adipiscing aliquam amet bibendum consectetur curabitur dapibus dolor elit euismod faucibus ipsum lacinia lorem
    maecenas malesuada mauris pellentesque phasellus porttitor praesent pulvinar quisque sodales sollicitudin suscipit
    tincidunt ullamcorper ultrices vehicula venenatis vestibulum vivamus
    """.split()
)
UNFINISHED = re.compile(
    r"(?<![\w*\[#/.-])(?:TODO|TO-DO|TO DO(?=:)|FIXME|TBC|TBD|TBA|TBU)(?![\w-]|\]:|\.\w)|(?<![\w])XXX(?=:)"
    r"|^[ \t>*-]*(?:To[- ]?do|Fixme):",
    re.MULTILINE,
)
# What `UNFINISHED` begins with, found much quicker than it is.
MAY_BE_UNFINISHED = re.compile(r"TO-?DO|TO DO:|FIXME|TB[CDAU]|XXX:|To[- ]?do:|Fixme:")
PLACEHOLDER = re.compile(
    r"[\[<](?<![\]“\"].)(?:please )?(?:insert|place ?holder|to be (?:confirmed|added|updated|inserted|determined)"
    r"|tbc|tbd|todo|xx+|fill in|add (?:link|text|date|name|image)|your (?:text|name|title) here)"
    r"\b[^\]>\n=]{0,200}+[\]>](?![(\[:])",
    re.IGNORECASE,
)
WORD_ERROR = re.compile(r"Error! (?:Reference source|Bookmark|Hyperlink|Unknown|No text)[^.\n]*")


@rule(
    id="template-code",
    incorrect="{% include button.html %}",
    correct="Write `{% include button.html %}` in code.",
    explains=MADE_BY_TEMPLATES,
)
def template_code(page: Page) -> Iterator[Finding]:
    """Instructions of another system's templates are left out."""
    for match in TEMPLATE.finditer(page.prose):
        code = " ".join(match[0].split())[:60]
        right = "Delete it and write in Markdown what it stood for"
        yield Finding(page.line_of(match.start()), f"{code} is code of another system and is shown as text. {right}")


@rule(
    id="merge-conflict",
    incorrect="<<<<<<< HEAD\nOld text.\n=======\nNew text.\n>>>>>>> branch",
    correct="New text.",
    explains=("raw-markup",),
)
def merge_conflict(page: Page) -> Iterator[Finding]:
    """Two versions of a text are merged into one."""
    front = BLOCK.match(page.source)
    start = front.end() if front else 0
    text = page.source[:start] + page.prose[start:]
    found = list(CONFLICT.finditer(text)) if any(sign * 7 in text for sign in "<>|") else []
    if found:
        found += [m for m in MIDDLE.finditer(text) if found[0].start() < m.start() < found[-1].start()]
    for match in found:
        message = f"{match[0][:7]} marks two versions of a text. Keep the right version and delete this line"
        yield Finding(page.line_of(match.start()), message)


@rule(
    id="filler-text",
    incorrect="Lorem ipsum dolor sit amet.",
    correct="Singapore Customs chairs the working group.",
)
def filler(page: Page) -> Iterator[Finding]:
    """Filler text is replaced by real text."""
    if len(LATIN.intersection(page.reading.words)) < 2:
        return
    lines = {line for line, text in page.lines() if len(LATIN.intersection(SIMPLE.findall(text.lower()))) > 1}
    for line in lines - {line + 1 for line in lines}:
        yield Finding(line, "this is filler text. Write the real text or delete it")


@rule(
    id="unfinished",
    incorrect="TODO: add the date.",
    correct="The date is 1 March 2026.",
)
def unfinished(page: Page) -> Iterator[Finding]:
    """Notes to yourself (TODO, TBC) are dealt with before a page is published."""
    notes = (UNFINISHED,) if MAY_BE_UNFINISHED.search(page.prose) else ()
    for pattern in (PLACEHOLDER, WORD_ERROR, *notes):
        for match in pattern.finditer(page.prose):
            message = f"{match[0].strip()} says that something is unfinished. Finish it, or delete the note"
            yield Finding(page.line_of(match.start()), message)
