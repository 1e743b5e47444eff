"""The rule about spelling, after codespell's list of common misspellings."""

import re
from collections.abc import Iterator

from linter.dictionary import misspellings
from linter.names_in_text import CUT_BEHIND, goes_on, is_name
from linter.page import Finding, Page, rule
from linter.passages import WORD

BEGINS = re.compile(r"(?:\A|[.!?:\0])[^\w.!?:\0]{0,9}\Z")  # what stands before the first word of a sentence


def recurs(page: Page, word: str, right: str) -> bool:
    """Return whether a word is the name of something.

    It stands with a capital each time, within a sentence too, and nowhere as it should be.
    """
    if not word.istitle():
        return False
    spellings, text = page.reading.spellings, page.reading.text
    options = [option.strip() for option in right.split(",")]
    alike = (word.lower(), *options, *(option.capitalize() for option in options))
    if spellings[word] < 3 or any(spellings[option] for option in alike):
        return False
    return any(not BEGINS.search(text, 0, place.start()) for place in re.finditer(rf"\b{re.escape(word)}\b", text))


@rule(
    id="spelling",
    incorrect="Customs recieves the form.",
    correct="Customs receives the form.",
)
def misspelt_word(page: Page) -> Iterator[Finding]:
    """A word is spelt right; only common misspellings are named, never names and abbreviations."""
    wrong = misspellings()
    if wrong.keys().isdisjoint(page.reading.words):
        return
    for passage in page.reading.passages():
        if wrong.keys().isdisjoint(passage.words) or not passage.english:
            continue
        for match in WORD.finditer(passage.text):
            right = wrong.get(match[0].lower())
            if not right or match[0].lower() in page.words or is_name(match, right, passage.text):
                continue
            start = passage.offset + match.start()
            cut = goes_on(page.body, start) or CUT_BEHIND.match(page.body, start + len(match[0]))
            if cut or not page.shows(match[0]) or recurs(page, match[0], right):
                continue
            if match[0] in page.foreign_words or not page.reading.english_at(start):
                continue
            options = [option.strip() for option in right.split(",") if option.strip()]
            remedy = " or ".join(options)
            if match[0].istitle():
                remedy = remedy[0].upper() + remedy[1:]
            yield Finding(page.line_of(start), f'"{match[0]}" is misspelt. Write {remedy}')
