"""Rules about words: what an editor would mark with a red pencil.

They read the text as readers do: code, addresses, tags and attribute lists are not words.
"""

import calendar
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from linter.page import Finding, Page, rule
from linter.passages import NAME, PARTING, THING, sentences
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
            found = (
                one for one in NOW.finditer(text) if not TIMELESS.search(text, max(0, one.start() - 80), one.start())
            )
            match = next(found, None)
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
