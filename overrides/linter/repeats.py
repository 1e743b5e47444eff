"""Words that stand twice in a row: whether they are meant."""

import re
from functools import lru_cache

from linter.dictionary import english

# Words that English may write twice.
DOUBLES = frozenset("had that blah bye far ha hear her knock long many much no really so surprise tut very".split())
# Words that stand in no name, and twice in a row by mistake alone, whatever stands between.
SMALL = frozenset(
    "a an and are as at be by for from has in is it its of on or our the their this to was we were with".split()
)
# A verb with its own "in" or "to" before another: to step in in any case.
WITH_PARTICLE = re.compile(
    r"\b(?:step|involve|engage|take|believe|live|move|check|log|sign|come|came|go|went|fill|bring|brought|send|sent|hand|join|opt"
    r"|break|broke|set|phone|call|tune|weigh|built|build|held|hold|referred|refer|adhered|agreed|listened|cater)"
    r"(?:s|d|ed|ped|ged|ing|ping|ging|ling)?\s+(?=(?:in|to|on|for)\s*$)",
    re.IGNORECASE,
)
# No empty line stands between. Of single letters only "a" is a word.
DOUBLE = re.compile(
    r"(?<![\w'’/@-])(a|[^\W\d_]{2,}+(?:['’][^\W\d_]+)?)(?=\s)[^\S\n]*+\n?[^\S\n]*+(?=(\1)(?![\w'’-]|\.\w))",
    re.IGNORECASE,
)
FOLLOWING_NAME = re.compile(r"[ ]+[A-Z]")


@lru_cache(4096)
def is_meant(word: str, again: str, before: str, between: str, after: str) -> bool:
    """Return whether two equal words in a row are meant."""
    lower = word.lower()
    if lower in DOUBLES:
        return True
    if word != again and not (word.istitle() and again.islower()):
        return True  # "OR or", "new New York"
    if word.istitle() and between.strip():
        return True  # a label: Click **Click here**
    if lower in SMALL:
        # The verb's own particle ends the text before: "step in" + "in".
        return lower in ("in", "to", "on", "for") and bool(WITH_PARTICLE.search(before + word))
    if word.istitle() and lower not in english():
        return True
    if word.istitle() or word.isupper():
        return word.istitle() and bool(FOLLOWING_NAME.match(after))
    return between.strip() != "" or "\n" in between
