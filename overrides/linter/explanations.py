"""How a text explains its abbreviations."""

import re
from collections.abc import Collection
from functools import cached_property, lru_cache

from content.settings import Settings
from linter.passages import NAME

TERM = re.compile(
    r"^(?P<short>[A-Z][\w-]*)(?: \(plural: (?P<plural>[\w-]+)\))?(?: \{[^}\n]*\})?[ \t]*\n\n?:[ \t]", re.MULTILINE
)
# Abbreviations that readers know better than the words behind them, and short words in capitals for emphasis.
EVERYDAY = set(
    """
    ABC AGM AMD API ASAP ATM AUD AWS BBC BBQ BCC BCE BST CAD CCTV CD CEO CET CFO CHF CIO CNY COO COVID CPF CPU CSS CSV
    CTO CVV DBS DHL DIY DNA DNS DOC DOCX DPO DVD EPUB EST ETA EUR FAQ FAX FTP FYI GBP GDP GIF GIRO GIS GMT GNU GPS GPU
    GST HDB HIV HKD HSBC IBM IDR IEC IKEA INR IPA ISO ISSN JAR JPG JPY JSON KML KPI KPMG LAN LED LLC LLP LTD MBA MIT
    MRT MYR NGO NPM NRIC NVDA NZD OCBC ODS ODT OTP PDF PDR PHP PIN PNG POSB PPT PPTX QR RAM RGB RSA RSS RSVP RTF SAP
    SAS SGD SGT SIM SME SMS SPSS SQL SSH SSL SSO SUV SVG TBA TBC TBD TEL THB TIFF TLS TOC TSV TXT UAE UBS UEN UFO UI
    UK UOB UPS URI URL USA USB USD UTC UTF VAT VIP VND VPN WIFI WWW XLS XLSX XML XOR YAML ZIP

    DEV JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC MON TUE TUES WED THU THUR FRI SAT SUN ACT ADD AGE AIR ALL AND
    ANNEX ANY ARE BAD BIG BUT CAN DAY DID END FAR FEW FOR GET HAS HER HIS HOW ITS LESS LOT LOW MAY NEW NEWS NIL NOR
    NOT NOW OFF OLD ONE OUR OUT OWN PER RED ROAD SEE SHE SINGAPORE THE TIP TOP TRY TWO USE WAS WAY WHO WHY YES YET YOU
    """.split()
)
# Three capitals or more, alone or as a part of AEO-MRA; neither in an address nor in a code.
CAPITALS = re.compile(
    r"([A-Z](?<![\w.@#$].)(?<![^A-Z]/.)(?<![A-Z0-9]-.)[A-Z]"
    r"(?:[A-Z]+(?:[-&][A-Z]{2,})*|[A-Z]*(?:[-&][A-Z]{2,})*[-&][A-Z]{3,}))s?"
    r"(?![\w@]|/(?![A-Z]{2,}\b)|-[A-Z]?\d|-[A-Z]\b|-[\w-]*\d|\.\w|\+\w|['’][A-Z])"
)
# The mark of a book on its shelf, around \0: RSING 813.6 LES
SHELF = re.compile(
    r"\b[Cc]all [Nn](?:o|umber)\b.{0,40}\0|\0[A-Z]+ [A-Za-z]?\d{3}\.\d|\d{3}\.\d+\W{1,3}(?:[A-Z]{3}\W{1,4})?\0"
)
# The name of a firm, which needs no more words than it gives itself: DBS Bank.
FIRM = re.compile(
    r"([A-Z](?<!\w.)[A-Z]{2,})(?:[ ][A-Z][a-z]+){0,2}\s+(?:Bank|Corp|Corporation|Global|GmbH|Holdings|Inc|International|Limited|LLC|Ltd|PLC|Plc|plc|Pte|Technologies|Ventures|Worldwide)\b"
)
DATE_PATTERN = re.compile(r"(?:D{2}|T?H{2}|M{2}|S{2}|W{2}|Y{2}|-)+")  # YYYY-MM-DDTHH
# Words in capitals in a row, one of them too long for an abbreviation: MAXWELL ROAD; \0 marks the one in question.
SHOUT = re.compile(
    r"(?:\b[A-Z]{2,}\b[ ,]+){2}\0"
    r"|\b[A-Z]{2,}\b[ ,]+\0[A-Z]+[ ,]+[A-Z]{2,}\b"
    r"|\0[A-Z]+[ ,]+[A-Z]{2,}[ ,]+[A-Z]{2,}\b"
    r"|\b[A-Z]{6,}[ ,]+\0|\0[A-Z]+[ ,]+[A-Z]{6,}\b|\b[A-Z]{4,}[ ,]+\0[A-Z]{6,}|\0[A-Z]{6,}[ ,]+[A-Z]{4,}\b"
)
INITIAL = re.compile(r"\b[^\W\d_]")
CAPITAL = re.compile(r"[A-Z](?<![A-Za-z].)(?=[a-z])")
SQUARE = re.compile(r"\[([A-Z][A-Za-z-]+)\](?![\[(])")
MARKUP = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)(?:\{[^{}\n]*\})?|</?[A-Za-z][^<>\n]*>")
CAPITALISED = re.compile(r"([A-Z](?<!\w.)[A-Z]+(?:[-&][A-Z]{2,})*)s?\b")
BRACKET = re.compile(r"\((?:[^()\n]*[^\w()\n])?\Z")
OR_IN_SHORT = re.compile(r"(?:\sor|,\s+(?:or|also known as|known as|called)(?:\s+the)?)\s+\Z")
MEANS = re.compile(r"\s+(?:\(|stands for |means )(?:the )?([^()\n]*)")
LISTED = re.compile(r"[ ]*[|:=,–—-][ |*]*([A-Z][^|.\n]*)")
SOUNDS_X = re.compile(r"\b(?:cross|trans|ex)")  # what X stands for, as in cross-site scripting (XSS)
TERM_BELOW = re.compile(r"[^\n]*\n\n?:[ ]")
MOST = 20  # places at which an abbreviation may be explained
VOWEL = re.compile(r"[aeiou]")
LONGEST = 8  # letters of a word that may be an abbreviation, and one
SPOKEN = re.compile(  # sounds that begin, join and end syllables
    r"(?=\w{4})(?:[bcfgkp][lr]|[dt]r|s[cklmnptw]|[dst]w|[cpstw]h|qu|[^aeiouy\W])?[aeiouy]{1,2}"
    r"(?:[^aeiouy\W]{1,2}[aeiouy]{1,2})*(?:[lr][^aeiouyhlrw\W]|mp|n[cdgkst]|s[ckpt]|[^aeiouy\W]s|[cst]h|ck|ct|pt|[^aeiouy\W])?"
)
ROMAN = re.compile(r"[IVX]+")


def of_glossary(settings: Settings) -> frozenset[str]:
    """Return the abbreviations that the glossary of a project spells out; none where it has no such page."""
    try:
        text = (settings.docs / settings.extra.get("glossary", "")).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, TypeError):  # a rule names it
        return frozenset()
    return frozenset(name for match in TERM.finditer(text) for name in match.group("short", "plural") if name)


class Explained:
    """Where a text has words in capitals, to ask whether it spells one of them out."""

    def __init__(self, text: str) -> None:
        self.written = text

    @cached_property
    def initials(self) -> str:
        """The capitals of each name in the text: `WCO` for World Customs Organisation."""
        return " ".join("".join(CAPITAL.findall(name[0])) for name in NAME.finditer(self.written))

    @cached_property
    def text(self) -> str:
        """The text without marks of emphasis, the address of a link and the tags of raw HTML."""
        text = self.written.replace("*", "").replace("_", "")
        if "](" in text or "<" in text:
            text = MARKUP.sub(lambda match: match[1] or "", text)
        return SQUARE.sub(r"(\1)", text) if "[" in text else text

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Where each word in capitals stands."""
        found: dict[str, list[tuple[int, int]]] = {}
        for match in CAPITALISED.finditer(self.text):
            found.setdefault(match[1], []).append(match.span())
        return found

    def spells_out(self, short: str) -> bool:
        """Return whether the text explains an abbreviation: in brackets beside its words, or as a term.

        The words need its letters in their order alone: `Association of Southeast Asian Nations (ASEAN)`.
        """
        return any(self._explains(short, *place) for place in self.places.get(short, ())[:MOST])

    def _explains(self, short: str, start: int, end: int) -> bool:
        before, after = self.text[max(0, start - 250) : start], self.text[end : end + 200]
        inside = BRACKET.search(before)
        if inside:
            words = before[: inside.start()].split("\n\n")[-1][-150:]
            initials = "".join(CAPITAL.findall(words)[1 - len(short) :])
            # the Scottish Charity Regulator (OSCR): one letter stands for what is left out, such as an office
            if in_order(short, words) or len(initials) > 1 and initials in (short[1:], short[:-1]):
                return True
        if OR_IN_SHORT.search(before) and in_order(short, before.split("\n\n")[-1][-150:]):
            return True
        if (match := MEANS.match(after)) and in_order(short, match[1], at_start=True):
            return True
        # A list or a table of abbreviations: RCEP: Regional Comprehensive Economic Partnership
        if match := LISTED.match(after):
            first, *rest = (letter for letter in short if letter.isalpha())
            initials = iter(INITIAL.findall(match[1].upper()))
            if match[1].startswith(first) and all(letter in initials for letter in (first, *rest)):
                return True
        return before[-1:] in ("", "\n") and bool(TERM_BELOW.match(after))


def in_order(short: str, text: str, at_start: bool = False) -> bool:
    """Return whether a text has the letters of an abbreviation in their order, the first at the start of a word."""
    first, *rest = (letter for letter in short.lower() if letter.isalpha())
    text = text.lower()
    if first == "x":
        text = SOUNDS_X.sub("x", text)
    for match in re.finditer(rf"\b{re.escape(first)}", text):
        if at_start and match.start():
            return False
        letters = iter(text[match.end() :])
        if all(letter in letters for letter in rest):
            return True
    return False


def is_word(short: str, spellings: Collection[str]) -> bool:
    """Return whether a text has a word in small letters too: then capitals STRESS it.

    Shorter words, and those without a vowel, are too often commands, such as ssh. No abbreviation is as long as a word
    of eight letters.
    """
    word = short.lower()
    if len(word) >= LONGEST and word.isalpha():
        return True
    return short.title() in spellings or bool(VOWEL.search(word)) and word in spellings


def may_be_name(short: str) -> bool:
    """Return whether an abbreviation is long or can be spoken as a word: then it may be a name or a code."""
    return short.isalpha() and len(short) > 5 or bool(SPOKEN.fullmatch(short.lower()))


def shouted(text: str, start: int) -> bool:
    """Return whether the word at a place in a text is one of several in capitals in a row, or part of a shelf mark."""
    return _shouted(f"{text[max(start - 40, 0) : start]}\0{text[start : start + 60]}")


@lru_cache(1 << 15)
def _shouted(around: str) -> bool:
    return bool(SHOUT.search(around) or SHELF.search(around))
