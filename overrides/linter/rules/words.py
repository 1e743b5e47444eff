"""Rules about words: what an editor would mark with a red pencil.

They read the text as readers do, without code, addresses, tags and attribute lists; spelling goes by codespell's list.
"""

import calendar
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from linter.dictionary import misspellings
from linter.names_in_text import CUT_BEHIND, goes_on, is_name
from linter.page import Finding, Page, rule
from linter.passages import NAME, PARTING, THING, WORD, sentences
from linter.repeats import DOUBLE, is_meant

FEW = 100  # words, each looked for in the whole text
MOST_PAIRS = 5_000  # of words that are looked at
LONGEST = 25  # words in a sentence
COUNTED = re.compile(rf"\w[\w'’./–-]*|{THING}(?:\s*{THING})*")  # a word, or a thing such as code, however long
# What stands behind these is true whenever it is read: a condition, what "you currently" do, "the currently chosen" one.
TIMELESS = re.compile(
    r"\b(?:(?:if|unless|whether|how|what|which|who|your?|they)\b[^,;:.!?]*"
    r"|(?:an?|any|all|each|every|least|more|most|of|the|those)\s+)\Z",
    re.IGNORECASE,
)
NOW = re.compile(r"\b(?:[Cc]urrently|[Rr]ecently)\b(?!-| in use\b)")
MONTH = f"(?:{'|'.join(calendar.month_name[1:])})"
BEGINS = re.compile(r"(?:\A|[.!?:\0])[^\w.!?:\0]{0,9}\Z")  # what stands before the first word of a sentence
DATED = re.compile(rf"\b(?:19|20)\d\d(?:[01]\d[0-3]\d)?\b|\b\d{{1,2}} {MONTH}\b|\b{MONTH} \d{{1,2}}\b")


@rule(
    id="word-twice",
    incorrect="Customs chairs the the committee.",
    correct="Customs chairs the committee.",
)
def doubled_word(page: Page) -> Iterator[Finding]:
    """A word stands twice in a row, also across the end of a line.

    "Had had" and "that that" are English, and two capitalised words are a name, such as Pago Pago, unless they are
    English words. Other words count where nothing but a space parts them.
    """
    reading = page.reading
    twice = {word for word, again in pairwise(reading.words) if word == again}
    if len(twice) < FEW:  # much quicker than the search below
        for shown in (reading.text, page.text or reading.text):
            flat = " ".join(shown.lower().split())
            twice = {word for word in twice if f"{word} {word}" in flat}
            if not twice:
                return
    text, behind, english = reading.text, 0, True  # where a passage ends: German writes "die die"
    for match in islice(DOUBLE.finditer(text), MOST_PAIRS):
        word, again, start = match[1], match[2], match.start()
        if start >= behind:
            passage = reading.passage_at(start)
            behind, english = passage.offset + len(passage.text), passage.english
        if not english or not page.shows(f"{word} {again}"):
            continue
        before = text[max(start - 40, 0) : start].rpartition(PARTING)[2]
        after = text[match.end(2) : match.end(2) + 20].partition(PARTING)[0]
        if is_meant(word, again, before, page.body[start + len(word) : match.end()], after):
            continue
        if word not in page.foreign_words:
            yield Finding(page.line_of(start), f'"{word} {again}": a word stands twice in a row. Write {word}')


@rule(
    id="word-undated",
    incorrect="Singapore Customs currently chairs the group.",
    correct="Singapore Customs chairs the group, as at 22 November 2026.",
)
def undated_now(page: Page) -> Iterator[Finding]:
    """Words such as "currently" and "recently" stand with a date in the same sentence.

    On a page that dates its text (`text_received`) it is an error, on another one advice. A question states nothing.
    """
    if "urrently" not in page.reading.text and "ecently" not in page.reading.text:
        return  # much quicker than the search below
    places = (page.reading.passage_at(match.start()) for match in NOW.finditer(page.reading.text))
    for passage in dict.fromkeys(places):
        for sentence in sentences(passage):
            text = sentence.text
            if text.rstrip().endswith("?") or DATED.search(text):
                continue
            found = ((one, TIMELESS.search(text, max(0, one.start() - 80), one.start())) for one in NOW.finditer(text))
            match = next((one for one, timeless in found if not timeless), None)
            if match and text.strip() != match[0] and page.shows(match[0]):  # by itself it is a word that is spoken of
                line, advice = page.line_of(sentence.offset + match.start()), "text_received" not in page.meta
                right = 'Give the date, "as at 22 November 2026", or leave the word out'
                yield Finding(line, f'"{match[0]}" without a date is soon untrue. {right}', advice=advice)


@rule(
    id="sentence-length",
    incorrect="The group meets in the first week of each month to read the reports that members have "
    "sent in since the last time that it met there.",
    correct="The group meets each month. It reads the reports of members.",
    severity="advice",
)
def long_sentence(page: Page) -> Iterator[Finding]:
    """A sentence has at most 25 words, after GOV.UK; a name in capitals counts as one."""
    for passage in page.reading.passages(2 * LONGEST):
        if passage.text.count(" ") < LONGEST:
            continue
        for sentence in sentences(passage):
            if len(sentence.text.split()) <= LONGEST:
                continue
            count = len(COUNTED.findall(NAME.sub("Name", sentence.text)))
            if count > LONGEST and passage.english:
                begins = " ".join(sentence.text.replace(THING, "").split()[:4])
                line = page.line_of(sentence.offset + len(sentence.text) - len(sentence.text.lstrip()))
                right = f"Two sentences of at most {LONGEST} words read better"
                yield Finding(line, f'the sentence "{begins} …" has {count} words. {right}')


def _recurs(page: Page, word: str, right: str) -> bool:
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
            if cut or not page.shows(match[0]) or _recurs(page, match[0], right):
                continue
            if match[0] in page.foreign_words or not page.reading.english_at(start):
                continue
            options = [option.strip() for option in right.split(",") if option.strip()]
            remedy = " or ".join(options)
            if match[0].istitle():
                remedy = remedy[0].upper() + remedy[1:]
            yield Finding(page.line_of(start), f'"{match[0]}" is misspelt. Write {remedy}')
