"""The rule about abbreviations: each is in the glossary, or spelt out where it stands."""

import re
from collections.abc import Iterator

from linter import explanations
from linter.dictionary import english
from linter.names_in_text import goes_on
from linter.page import Finding, Page, rule


@rule(
    id="abbreviation",
    incorrect="The WTO met.",
    correct="The World Trade Organization (WTO) met.",
)
def unknown_abbreviation(page: Page) -> Iterator[Finding]:
    """An abbreviation of three or more capitals is in the glossary, or spelt out on the page.

    Everyday ones, Roman numerals, codes with digits and words in capitals are fine. Each is named
    once a page. One that can be spoken as a word, such as DISCO, or has six letters may be a name, so it is advice.
    """
    text = page.reading.text
    explained, title = explanations.Explained(page.prose), explanations.Explained(str(page.meta.get("title", "")))
    known = page.abbreviations | {node.text() for node in page.tree.css("abbr")}
    firms = {match[1] for match in explanations.FIRM.finditer(text)}
    allowed = explanations.EVERYDAY | known | firms | {name.removesuffix("s") for name in known}

    def clear(part: str) -> bool:
        return (
            len(part) < 3
            or part in allowed
            or part.lower() in english()
            or part.lower() in page.words
            or bool(explanations.ROMAN.fullmatch(part))
            or bool(explanations.DATE_PATTERN.fullmatch(part))
            or explained.spells_out(part)
            or part in explained.initials
            or part in title.initials.split()
            or title.spells_out(part)
            or explanations.is_word(part, page.reading.spellings)
        )

    seen: set[str] = set()
    shouting = 0  # where a passage in capitals ends: a heading, or a word in one
    for match in explanations.CAPITALS.finditer(text):
        short = match[1]
        if match.start() < shouting or short in seen or short in allowed:
            continue
        passage = page.reading.passage_at(match.start())
        if passage.capitals and (len(short) > 4 or len(passage.words) > 1):
            shouting = passage.offset + len(passage.text)
            continue
        if explanations.shouted(passage.text, match.start() - passage.offset) or goes_on(page.body, match.start()):
            continue
        seen.add(short)
        if not (clear(short) or all(map(clear, re.split("[-&]", short)))) and page.shows(short):
            yield Finding(
                page.line_of(match.start()),
                f"the glossary lacks {short}. Spell it out here, as in World Customs Organisation "
                "(WCO), or add it to the glossary; a name that stands for no words, such as that of a firm, "
                "goes into the list of words that mkdocs.yml names",
                advice=explanations.may_be_name(short),
            )
