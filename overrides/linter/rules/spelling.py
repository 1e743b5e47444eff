"""The rule about spelling, after codespell's list of common misspellings."""

import re
from collections.abc import Iterator

from linter.dictionary import misspellings
from linter.page import Finding, Page, rule
from linter.passages import WORD, passages, seen

# Three letters are too often a name or a code; a misspelling of these words is not.
SHORT = set("and are can for has her his its not one our the was who you".split())
AROUND = re.compile(r"[\w@/.#-]\b|.?[@/]|.?\.\w")  # a file, an address or a code


def is_name(word: re.Match, right: str, text: str) -> bool:
    """Whether a word that looks like a misspelling stands for itself, as names and codes do."""
    if not (word[0].islower() or word[0].istitle()):
        return True
    if len(word[0]) < 4 and right not in SHORT:
        return True
    if word[0].istitle() and len(word[0]) < 6 and text[: word.start()].strip(" \ufffc"):
        return True  # short, and capitalised inside a sentence
    return bool(AROUND.match(text[: word.start()][-1:] + text[word.end() : word.end() + 2]))


@rule(
    id="spelling",
    incorrect="Customs recieves the form.",
    correct="Customs receives the form.",
)
def misspelt_word(page: Page) -> Iterator[Finding]:
    """A word is spelt right; only common misspellings are named, never names and abbreviations."""
    wrong = misspellings()
    for passage in passages(page):
        if wrong.keys().isdisjoint(passage.words):
            continue
        for match in WORD.finditer(passage.text):
            right = wrong.get(match[0].lower())
            if not right or is_name(match, right, passage.text) or not seen(page, match[0]):
                continue
            options = [option.strip() for option in right.split(",") if option.strip()]
            remedy = " or ".join(options)
            if match[0].istitle():
                remedy = remedy[0].upper() + remedy[1:]
            yield Finding(
                page.line_of(passage.offset + match.start()),
                f'"{match[0]}" is misspelt. Write {remedy}',
            )


RULES = (misspelt_word,)
