"""Rules about words: what an editor would mark with a red pencil.

They read the text as readers do: code, addresses, tags and attribute lists are not words.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from linter.dictionary import english
from linter.page import Finding, Page, rule
from linter.passages import NAME, THING, passages, seen, sentences

# Words that English may write twice.
DOUBLES = frozenset("had that blah bye far ha hear knock long many much no really so surprise tut very".split())
# Words that stand in no name, and twice in a row by mistake alone, whatever stands between.
SMALL = frozenset("a an and are as at be by for from has in is it its of on or our the their this to was we were with".split())
# A verb with its own "in" or "to" before another: to step in in any case.
WITH_PARTICLE = re.compile(
    r"\b(?:step|involve|engage|take|believe|live|move|check|log|sign|come|came|go|went|fill|bring|brought|send|sent|hand|join|opt"
    r"|break|broke|set|phone|call|tune|weigh|built|build|held|hold|referred|refer|adhered|agreed|listened|come|cater)"
    r"(?:s|d|ed|ped|ged|ing|ping|ging|ling)?\s+(?=(?:in|to|on|for)\s*$)",
    re.IGNORECASE,
)
DOUBLE = re.compile(
    r"(?<![\w'’-])([^\W\d_]+(?:['’][^\W\d_]+)?)\s+(?=(\1)(?![\w'’-]))", re.IGNORECASE
)
NOW = re.compile(r"\b(?:[Cc]urrently|[Rr]ecently)\b")
MONTH = (
    r"(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)"
)
DATED = re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}} {MONTH}\b|\b{MONTH} \d{{1,2}}\b")
FOLLOWING_NAME = re.compile(r"[ ]+[A-Z]")
LONGEST = 25  # words in a sentence
COUNTED = re.compile(r"[\w\ufffc][\w\ufffc'’./–-]*")


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
    for passage in passages(page):
        if not any(word == again for word, again in pairwise(passage.words)):
            continue  # much quicker than the search below
        for match in DOUBLE.finditer(passage.text):
            word, again = match[1], match[2]
            start = passage.offset + match.start()
            if _is_meant(word, again, passage.text[max(match.start() - 40, 0) : match.start()], page.body[start + len(word) : passage.offset + match.end()], passage.text[match.end(2) : match.end(2) + 20]):
                continue
            if seen(page, f"{word} {again}"):
                yield Finding(page.line_of(start), f'"{word} {again}": a word stands twice in a row. Write {word}')


def _is_meant(word: str, again: str, before: str, between: str, after: str) -> bool:
    """Whether two equal words in a row are meant."""
    lower = word.lower()
    if lower in DOUBLES or (len(word) == 1 and lower != "a"):
        return True
    if word != again and not (word.istitle() and again.islower()):
        return True  # "OR or", "new New York"
    if lower in SMALL:
        # The verb's own particle ends the text before: "step in" + "in".
        return lower in ("in", "to", "on", "for") and bool(WITH_PARTICLE.search(before + word))
    if word.istitle() or word.isupper():
        return word.istitle() and (lower not in english() or bool(FOLLOWING_NAME.match(after)))
    return between.strip() != "" or "\n" in between


@rule(
    id="word-undated",
    incorrect="Singapore Customs currently chairs the group.",
    correct="Singapore Customs chairs the group, as at 22 November 2026.",
)
def undated_now(page: Page) -> Iterator[Finding]:
    """Words such as "currently" and "recently" stand with a date in the same sentence."""
    if not NOW.search(page.prose):
        return
    for passage in passages(page):
        for sentence in sentences(passage) if NOW.search(passage.text) else ():
            match = NOW.search(sentence.text)
            if match and not DATED.search(sentence.text) and seen(page, match[0]):
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
    """A sentence has at most 25 words, after GOV.UK; a name in capitals counts as one. Advice only."""
    for passage in passages(page):
        if passage.text.count(" ") < LONGEST:
            continue
        for sentence in sentences(passage):
            if len(sentence.text.split()) <= LONGEST:
                continue
            count = len(COUNTED.findall(NAME.sub("Name", sentence.text)))
            if count > LONGEST:
                begins = " ".join(sentence.text.replace(THING, "").split()[:4])
                yield Finding(
                    page.line_of(
                        sentence.offset + len(sentence.text) - len(sentence.text.lstrip())
                    ),
                    f'the sentence "{begins} …" has {count} words. '
                    f"Two sentences of at most {LONGEST} words read better",
                )


RULES = (doubled_word, undated_now, long_sentence)
