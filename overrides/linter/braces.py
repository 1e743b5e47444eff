"""Attribute lists as Python-Markdown reads them, and what was meant as one."""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from linter.page import Page
from markdown.extensions.attr_list import get_attrs_and_remainder

LIST = re.compile(r"[{｛](?![{%｛])([^{}｛｝\n]*)([}｝]?)")
BRACE = re.compile(r"[{｛]")
BRACES = re.compile(r"\{[^{}\n]*\}")  # a list as Python-Markdown knows it, whatever it says
LOOKS_LIKE = re.compile(r"\s*(?:[:：]|[.#][a-zA-Z][\w-]*(?:\s|$)|[a-zA-Z][\w-]+[=＝][\"'“”‘’″]?[^\s=])")
# An id or a class such as .target-row means no target.
MEANS_TARGET = re.compile(
    r"_blank\b|(?<![.#\w-])target(?![\w-])|^\s*[:：]?\s*\w{4,7}\s*=\s*[\"'“”‘’″]?_?blank", re.IGNORECASE
)
KRAMDOWN = (
    (re.compile(r"\s*::|\s*:/|\s*/:"), "Delete it, with whatever closes it."),
    (re.compile(r"\s*:\s*toc\b"), "Delete it: this site draws the contents list of a page by itself."),
    (re.compile(r"\s*:?\s*\.no_?toc\b"), "Delete it."),
    (
        re.compile(r"\s*:\s*start\s*="),
        "Delete it, and indent whatever interrupts the numbered list by four spaces, so that the numbers go on.",
    ),
    (re.compile(r"\s*:\s*(?:refdef|footnotes|abbr)\b"), "Delete it."),
    (re.compile(r"\s*:\s*[\w-]+:(?=\s)"), "Delete it, and write the list itself behind each link."),
)
UNBRACED = re.compile(r"[ \t]*[(\[<]?[:：]?[ ]*target[ ]*=[ ]*[\"'“”]?_?blank[\"'“”]?(?:[ ]*[)\]>}])?", re.IGNORECASE)
# What means a new tab but failed is for `attribute_lists` to name.
MEANS_NEW_TAB = re.compile(
    rf"\s*[^\w\s{{]{{0,4}}\s*[{{｛]+[^{{}}\n]*(?<![.#\w-])\w*(?:target|blank)|{UNBRACED.pattern}", re.IGNORECASE
)
# What a word processor puts in place of the signs of an attribute list.
QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„″＂«»", '"'),
        **dict.fromkeys("‘’′＇", "'"),
        **dict(zip("：＝｛｝＿\xa0", ":={}_ ", strict=True)),
    }
)
TARGET = re.compile(
    r"(?:\btar\w*|\bt\w{3,5}t)?\s*[=:]?\s*[\"']*\s*_?\s*(?:blank|new|self|top|parent)\b\s*[\"']*",
    re.IGNORECASE,
)
OTHER = re.compile(r"[.#][\w:-]+|[a-zA-Z][\w:-]*=(?:\"[^\"]*\"|'[^']*'|[\w./:#-]+)")
SMART = re.compile(r"[“”„″＂‘’′＇：＝｛｝＿]")
# What may stand between a link and a list that is meant for it.
GAP = re.compile(r"[\s\u200b]*[.,;:!?*_)\]\"'”’]{0,4}[\s\u200b]*")
BEGINNING = re.compile(r"\s*[:：]?\s*target\s*[=＝]\s*[\"'“”‘’]*_?blank[\"'“”‘’]*[)\]]?")
NAME = re.compile(r"[a-zA-Z_:][\w:.-]*$")
NOT_ALONE = re.compile(r"_?blank|target|rel|href|noopener|noreferrer|external|new", re.IGNORECASE)
# A list within the round brackets of a link, or before them
INSIDE = re.compile(r"\[(?P<text>[^\[\]\n]+)\]\((?P<address>[^\s(){}]+)\s*(?P<list>\{[^{}\n]*\})\s*\)")
BEFORE = re.compile(r"\[(?P<text>[^\[\]\n]+)\](?P<list>\{[^{}\n]*\})\((?P<address>[^\s()]+)\)")
# Braces behind a list on its line, with which Python-Markdown takes all up to the last one for one list
SECOND = re.compile(r"[^{}\n\[\]*_`<]*(?<!\\)\}|[ ]?\{:[^{}\n]*\}|[^{}\n\[\]*_`<]*\{[^{}\n]*(?<!\\)\}")


@lru_cache(maxsize=2)
def lists(text: str) -> list[re.Match]:
    """Return what stands in braces in a text, attribute list or not: `match[1]`, and the brace that closes it."""
    return list(LIST.finditer(text))


def misplaced(text: str) -> list[re.Match]:
    """Return the links of a text that have an attribute list within or before their round brackets."""
    return [*INSIDE.finditer(text), *BEFORE.finditer(text)] if "{" in text else []


@lru_cache(4096)
def parse(written: str) -> Mapping[str, str] | None:
    """Return the attributes of a list as Python-Markdown reads it; None if part of it makes no sense.

    written: what stands between the braces.
    """
    inner = written.strip().removeprefix(":").strip()
    pairs, rest = get_attrs_and_remainder(inner)
    attributes: dict[str, str] = {}
    for name, value in pairs:
        sound = bool(re.fullmatch(r"[\w:/@.\[\]%-]+", value or "")) if name == "." else NAME.match(name)
        sane = value is None or name == "." or not re.search(r"[\"“”″]|^['‘’]|['‘’]$", value)
        if not sound or not sane or (value is None and NOT_ALONE.fullmatch(name)) or (name == "." and value == "."):
            return None
        attributes[name.lower()] = value or ""
    return None if rest or SMART.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", inner)) else attributes


@lru_cache(4096)
def kramdown_remedy(inner: str) -> str:
    """Return what to do about what stands in braces and only another system knows; empty for anything else."""
    return next((remedy for pattern, remedy in KRAMDOWN if pattern.match(inner)), "")


def looks_like_list(inner: str, before: str) -> bool:
    """Return whether what stands in braces, behind `before`, is meant as an attribute list."""
    colon = inner.lstrip().startswith((":", "："))
    return bool(LOOKS_LIKE.match(inner)) and (colon or before not in "$\\^_")


def means_target(inner: str) -> bool:
    """Return whether what stands in braces means a new tab."""
    means = MEANS_TARGET.search(inner) and (looks_like_list(inner, "") or "_blank" in inner)
    return bool(means) and not kramdown_remedy(inner)


@lru_cache(1 << 15)
def means_attributes(inner: str, before: str) -> bool:
    """Return whether what stands in braces means attributes, but neither a new tab nor what only another system knows.

    before: the letter before the braces.
    """
    return not means_target(inner) and looks_like_list(inner, before) and not kramdown_remedy(inner)


def another_brace(page: Page, end: int) -> bool:
    """Return whether a brace stands behind a list on its line: Python-Markdown would take all up to it for one list."""
    number = page.line_of(end)
    line, limit = page.prose_lines[number - 1], -1
    if line.lstrip(" \t>").startswith("|"):  # each cell is read by itself
        limit = page.body.find("|", end, end + 2_000)
    elif line.startswith("#") and line.endswith("}"):  # as is the list of the heading
        limit = page.body.rfind(" {", end, page.start_of(number) + len(line))
    return bool(SECOND.match(page.body, end, limit if limit >= 0 else len(page.body)))


def canonical(written: str) -> str:
    """Return the list that an editor meant who wanted a new tab: with the target first, the rest behind it."""
    inner = html.unescape(written).translate(QUOTES)
    others = OTHER.findall(TARGET.sub(" ", inner, count=1))
    others = [other for other in others if not other.lower().startswith("target")]
    return "{:" + " ".join(['target="_blank"', *others]) + "}"


def braces_within(spans: Iterable[tuple[int, int]], text: str) -> set[int]:
    """Return the positions of the braces that stand within spans of a text."""
    return {place.start() for start, end in spans for place in BRACE.finditer(text, start, max(end, start))}


def end_of(page: Page, spaced: re.Match) -> int:
    """Return where the attribute list of a link with a space between its brackets may at most begin."""
    return page.prose.find(")", spaced.end(), spaced.end() + 2_000) + 3
