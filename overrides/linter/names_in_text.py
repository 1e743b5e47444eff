"""Which words are names or codes."""

import re

# Three letters are too often a name or a code; a misspelling of these words is not.
SHORT = frozenset("and are can for has her his its not one our the was who you".split())
AROUND = re.compile(r"[\w@/.#-]\b|.?[@/\d]|.?\.\w")  # a file, an address or a code
# What cuts a word, as in **S**ervice: the rest of it stands before or behind.
MARKS = r"(?:[*_~[\\\u00ad]|</?(?:a|abbr|b|em|i|ins|mark|s|small|span|strong|u)\b[^<>]{0,80}>)+"
CUTS = tuple("*_~[\\\u00ad>(")  # how MARKS may end, and the bracket in I(ntegrity)
CUT = re.compile(rf"\w(?:{MARKS}|\()$")
CUT_BEHIND = re.compile(rf"(?:{MARKS}|\]\([^()\s]*\)|&(?:#39|#8217|apos|rsquo);)\w|(?<=in)['’]")  # as in learnin'


def goes_on(text: str, start: int) -> bool:
    """Return whether what stands at a place in Markdown goes on with a word that marks or tags cut: **S**ervice, O*NET."""
    return text[start - 1 : start] in CUTS and bool(CUT.search(text[max(start - 90, 0) : start]))


def is_name(word: re.Match, right: str, text: str) -> bool:
    """Return whether a word that looks like a misspelling stands for itself, as names and codes do."""
    if not (word[0].islower() or word[0].istitle()):
        return True
    options = [option for option in right.split(",") if option.strip()]
    if len(word[0]) < 4 and right not in SHORT or len(word[0]) < 6 and len(options) > 1:
        return True
    before, after = text[max(word.start() - 60, 0) : word.start()], text[word.end() : word.end() + 20]
    if word[0].istitle():
        inside = before.strip(' \ufffc"“‘(') or re.match(r"[ ]+[A-Z]", after)
        begins = before.rstrip().endswith((".", "!", "?"))
        if len(options) > 1 or (inside and (len(word[0]) < 8 or " " in right.strip() and not begins)):
            return True  # capitalised inside a sentence or before another name
    quoted = before[-1:] in ("“", '"', "‘") and after[:1] in ("”", '"', "’")
    return quoted or bool(AROUND.match(before[-1:] + after[:2]))
