"""Rules about words: what an editor would mark with a red pencil.

They read the text as readers do: code, addresses, tags and attribute lists are not words.
"""

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise

from linter.page import Finding, Page, rule
from linter.passages import NAME, OPENS, PARTING, THING, sentences
from linter.repeats import DOUBLE, is_meant

FEW = 100  # words, each looked for in the whole text
LONGEST = 25  # words in a sentence
COUNTED = re.compile(r"[\w\ufffc][\w\ufffc'’./–-]*")
# What is true whenever readers read it: what you do, or those whom a sentence is about,
YOURS = re.compile(
    r"\b(?:[Yy]our?(?:['’]\w+)?|[Yy]ou (?:need|must)\b[^,;:.!?]*|what(?:['’]s| is| are)"
    r"|(?<![,;:.!?]\s)(?<!\band\s)(?<!\bbut\s)(?:they(?:['’]\w+)?|who (?:are|have)))"
    r"(?:\s+[\w'’]+){0,4}\s*$"
)
# and what a command or a button shows: `list` shows items currently chosen.
SHOWN = re.compile(
    r"(?:\ufffc\s+(?!is|was|has|does)[a-z]+s|^\W*[A-Z][a-z]+s\s(?:the|all|any|each|every))\s[\w\s'’-]*\bcurrently\s\w+e[dn]\b"
)
# "More recently" and "the most recently changed" compare times, "how recently" asks for one, "the currently chosen one"
# and "the form currently in use" are whichever that is, "a list of recently changed files" of whenever it is read, and
# what stands behind "if" is said of no time. What begins before the word itself is passed over with it.
NOW = re.compile(
    r"\b(?:(?:[Tt]he|[Aa]ny|[Aa]|[Ee]ach|those)\s\s?currently|more currently|(?:more|how|least|had(?: also| just)?) recently"
    r"|[Mm]ost [Rr]ecently(?= \w)|(?:\w*ing|of|or|all|any|for) recently(?= \w+(?:ed|ent)\b))\b"
    r"|\b(?P<now>[Cc]urrently|[Rr]ecently)\b(?!-| in use\b)"
)
CONDITION = re.compile(
    r"\b(?:if|whether|unless|(?:ask|check|find(?: out)?|know|say|see|tell)s? (?:how|what|where|which|who))\b",
    re.IGNORECASE,
)
# What begins a list of conditions, before the items in question
LEAD_IN = re.compile(r"\b(?:if|whether|unless)\b[^.!?]{0,80}:[^.!?]{0,400}\Z", re.IGNORECASE)
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
    text, foreign = reading.text, 0  # where a passage in another language ends: German writes "die die"
    for match in DOUBLE.finditer(text):
        word, again, start = match[1], match[2], match.start()
        if start < foreign or not page.shows(f"{word} {again}"):
            continue
        passage = reading.passage_at(start)
        if not passage.english:
            foreign = passage.offset + len(passage.text)
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

    What "you currently" do is true whenever you read it, and a question states nothing.
    """
    if "urrently" not in page.reading.text and "ecently" not in page.reading.text:
        return  # much quicker than the search below
    places = (page.reading.passage_at(match.start()) for match in NOW.finditer(page.reading.text) if match["now"])
    for passage in dict.fromkeys(places):
        for sentence in sentences(passage):
            text = sentence.text
            found = (one for one in NOW.finditer(text) if one["now"])
            match = next((one for one in found if not YOURS.search(text, max(0, one.start() - 80), one.start())), None)
            if not match or text.rstrip().endswith("?") or DATED.search(text) or not page.shows(match[0]):
                continue
            clause = text.rfind(THING, 0, match.start()) + 1
            if text.strip() == match[0]:
                continue  # a word that is spoken of
            opens = OPENS.match(page.prose_lines[page.line_of(passage.offset + len(text) - len(text.lstrip())) - 1])
            if opens and LEAD_IN.search(page.reading.text, max(passage.offset - 500, 0), passage.offset):
                continue  # an item of conditions
            if not CONDITION.search(text, clause, match.start()) and not SHOWN.search(text):
                yield Finding(
                    page.line_of(sentence.offset + match.start()),
                    f'"{match[0]}" without a date is soon untrue. '
                    'Give the date, "as at 22 November 2026", or leave the word out',
                )


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
            if count > LONGEST:
                begins = " ".join(sentence.text.replace(THING, "").split()[:4])
                yield Finding(
                    page.line_of(sentence.offset + len(sentence.text) - len(sentence.text.lstrip())),
                    f'the sentence "{begins} …" has {count} words. '
                    f"Two sentences of at most {LONGEST} words read better",
                )


RULES = (doubled_word, undated_now, long_sentence)
