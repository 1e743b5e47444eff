"""Words that stand twice in a row, dates, and how long sentences are."""

import re

from linter.dictionary import english

# Words that English may write twice.
DOUBLES = frozenset("had that blah bye far ha hear knock long many much no really so surprise tut very".split())
# Words that stand in no name, and twice in a row by mistake alone, whatever stands between.
SMALL = frozenset(
    "a an and are as at be by for from has in is it its of on or our the their this to was we were with".split()
)
# A verb with its own "in" or "to" before another: to step in in any case.
WITH_PARTICLE = re.compile(
    r"\b(?:step|involve|engage|take|believe|live|move|check|log|sign|come|came|go|went|fill|bring|brought|send|sent|hand|join|opt"
    r"|break|broke|set|phone|call|tune|weigh|built|build|held|hold|referred|refer|adhered|agreed|listened|come|cater)"
    r"(?:s|d|ed|ped|ged|ing|ping|ging|ling)?\s+(?=(?:in|to|on|for)\s*$)",
    re.IGNORECASE,
)
# No empty line stands between. Of single letters only "a" is a word.
DOUBLE = re.compile(
    r"(?<![\w'’-])(a|[^\W\d_]{2,}+(?:['’][^\W\d_]+)?)(?=\s)[^\S\n]*+\n?[^\S\n]*+(?=(\1)(?![\w'’-]|\.\w))", re.IGNORECASE
)
YOURS = re.compile(r"\byou(?:['’]\w+)?(?:\s+\w+){0,4}\s*$", re.IGNORECASE)  # true whenever readers read it
# "More recently" compares two times, and what stands behind "if" is said of no time.
NOW = re.compile(
    r"(?:(?:currently|Currently)(?<!\w.{9})|(?:recently|Recently)(?<!\w.{8}))\b(?!-)"
    r"(?<!\bmore currently)(?<!\bmore recently)"
)
CONDITION = re.compile(r"\b(?:if|whether|unless)\b", re.IGNORECASE)
MONTH = (
    r"(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)"
)
DATED = re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}} {MONTH}\b|\b{MONTH} \d{{1,2}}\b")
FOLLOWING_NAME = re.compile(r"[ ]+[A-Z]")
AFTER_NAME = re.compile(r"\b([A-Z]\w*)[ ]$")
WHAT_IT_IS = re.compile(r"\bwh(?:at|o|ere|en|y)(?:ever)? (?:[\w’']+ ){1,3}$", re.IGNORECASE)
LONGEST = 25  # words in a sentence
COUNTED = re.compile(r"[\w\ufffc][\w\ufffc'’./–-]*")


def is_meant(word: str, again: str, before: str, between: str, after: str) -> bool:
    """Return whether two equal words in a row are meant."""
    lower = word.lower()
    if lower in DOUBLES:
        return True
    if word != again and not (word.istitle() and again.islower()):
        return True  # "OR or", "new New York"
    if lower == "is" and WHAT_IT_IS.search(before):
        return True
    if lower in SMALL:
        # The verb's own particle ends the text before: "step in" + "in".
        return lower in ("in", "to", "on", "for") and bool(WITH_PARTICLE.search(before + word))
    if lower in (*before.lower().split()[-1:], *after.lower().split()[:1]):
        return True  # three times, with a stress
    if word != again and (name := AFTER_NAME.search(before)) and name[1].lower() not in SMALL:
        return True  # "an RStudio Server server"
    if word.istitle() or word.isupper():
        return word.istitle() and (lower not in english() or bool(FOLLOWING_NAME.match(after)))
    return between.strip() != "" or "\n" in between
