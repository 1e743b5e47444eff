"""Blanks the code and the comments of a page's Markdown, each character by a space.

Lines and columns stay true. Each function takes time in proportion to the text, whatever it holds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})")
# What a line begins with, level by level: lists, quotations, notes, definitions
LEVELS = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)]|!!!|\?{3}\+?|:|\[\^[^\]\n]{1,60}\]:)[ \t]+))++")
LEVEL = re.compile(r"[^\s>]+|>")
MOST_ALIKE = 20  # blocks of code that begin alike, tried at a place
NOTE = re.compile(r"^([ \t>]*)\[\^[^\]\n]+\]:([ \t]*\[\^[^\]\n]+\]:)?", re.MULTILINE)
PARAGRAPH = re.compile(r"\n[ \t>]*\n[ >]{0,3}[^\s>]")  # one that belongs to nothing before it
DEEPEST = 60  # lists within lists, and tags in which Markdown is read
RAW = 0.1  # what a raw tag counts: a browser shows some five hundred within each other
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)\b[^<>]*>")
TAG_NAME = re.compile(r"<(/?)([a-z][\w-]*)")
READ = re.compile(r"<[a-zA-Z][\w-]*\s(?:[^<>]*\s)?markdown(?=[\s=/>])")
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # never closed
UNNESTED = VOID.union("dd dt li option p td th tr".split())  # nor those that the next one closes
RUN = re.compile(r"`+|\n[ \t]*(?=\n)")
BACKSLASHES = re.compile(r"\\*\Z")
QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+")
NO_LETTERS = re.compile(r"[\W_]+")
INDENTS = ("    ", "\t", " \t", "  \t", "   \t")  # each as wide as four spaces
NOT_LINE_END = re.compile(r"[^\n]")
# What raw HTML shows as it stands: its content is blanked, its tags stay.
VERBATIM = re.compile(  # <kbd><kbd>Ctrl</kbd>+<kbd>S</kbd></kbd> is good HTML
    r"<(pre|code|kbd|samp|var|math|script|style|svg|textarea)\b[^<>]*>(?:<\1\b[^<>]*>)*", re.IGNORECASE
)


def spaces(text: str) -> str:
    """Return a text of spaces that has the line ends of the given one."""
    return NOT_LINE_END.sub(" ", text) if "\n" in text else " " * len(text)


@lru_cache(maxsize=2)
def fences(text: str) -> list[tuple[int, int | None]]:
    """Return the fenced blocks of a text: the first line and the last, from 0; None for a fence never closed.

    A fence that is never closed is none within a comment.
    """
    found = list(_fences(text)) if "```" in text or "~~~" in text else []
    if "-->" in text and any(end is None for _, end in found):
        hidden = commented(text, found)
        return [(start, end) for start, end in found if end is not None or start not in hidden]
    return found


def commented(text: str, fenced: Iterable[tuple[int, int | None]]) -> set[int]:
    """Return the lines of a text, from 0, that are comments, whatever code between `fenced` lines holds."""
    lines = text.split("\n")
    for start, end in fenced:
        if end is not None:
            lines[start : end + 1] = ("x" * len(line) for line in lines[start : end + 1])
    shown = blank_comments("\n".join(lines)).split("\n")
    return {number for number, line in enumerate(shown) if not line.strip() and lines[number].strip()}


def _fences(text: str) -> Iterator[tuple[int, int | None]]:
    lines = text.split("\n")
    marks = [FENCE.match(line) if "```" in line or "~~~" in line else None for line in lines]
    # For each line the longest run of each mark that could close a fence from there on.
    longest = {"`": 0, "~": 0}
    closes: list[dict[str, int]] = []
    for line, mark in zip(reversed(lines), reversed(marks), strict=True):
        closes.append(longest)
        if mark and not line[mark.start(1) :].strip(" \t`~"):
            longest = {**longest, mark[1][0]: max(longest[mark[1][0]], len(mark[1]))}
    closes.reverse()
    index = 0
    while index < len(lines):
        mark = marks[index]
        if mark and "`" not in lines[index][mark.end() :]:
            fence, indent = mark[1], mark.start(1)
            end = index
            if closes[index][fence[0]] >= len(fence):
                for end in range(index + 1, len(lines)):
                    other = marks[end]
                    closes_it = other and other[1].startswith(fence) and not lines[end].strip(" \t>`~")
                    if closes_it and other.start(1) < indent + 4:  # else it closes a fence shown in this one
                        break
                yield index, end
            else:
                yield index, None
            index = end
        index += 1


def blank_fences(text: str) -> str:
    """Return the text without its fenced code. A fence that is never closed makes no code."""
    if not (found := fences(text)):
        return text
    lines = text.split("\n")
    for start, end in found:
        for index in range(start, start if end is None else end + 1):
            lines[index] = " " * len(lines[index])
    return "\n".join(lines)


def too_deep(text: str) -> int | None:
    """Return the first line, from 1, of lists or tags nested deeper than Python can follow, or of a note in a note."""
    text = blank_fences(text)
    if "[^" in text and (line := _note_in_note(text)):
        return line
    lines = text.split("\n")
    tags = _depths(blank_spans(text)) if "markdown" in text and READ.search(text) or _many_open(text) else {}
    if max(map(len, lines)) <= DEEPEST and not tags:
        return None
    around = 0  # tags
    for number, line in enumerate(lines, start=1):
        most, around = tags.get(number, (around, around))
        levels = LEVELS.match(line) if len(line) > DEEPEST or most else None
        within = 0
        if levels and line[levels.end() :].strip("-*+_ \t"):  # else a rule, such as * * *
            indent = len(line[: len(line) - len(line.lstrip())].expandtabs(4)) // 4
            within = indent + len(LEVEL.findall(levels[0]))
        if most + within > DEEPEST:
            return number
    return None


def _many_open(text: str) -> bool:
    """Whether more raw tags are open somewhere than may be: quicker than to find where."""
    if (text.count("<") - text.count("</")) * RAW <= DEEPEST:
        return False
    depth, opened = 0, defaultdict(int)
    for match in TAG_NAME.finditer(text.lower()):
        slash, name = match.groups()
        if slash and opened[name]:
            opened[name] -= 1
            depth -= 1
        elif not slash and name not in UNNESTED:
            opened[name] += 1
            depth += 1
            if depth * RAW > DEEPEST:
                return True
    return False


def _note_in_note(text: str) -> int | None:
    within = None  # where the last line of a note is so far
    for note in NOTE.finditer(text):
        indent = len(note[1].rpartition(">")[2].expandtabs(4))
        inside = within is not None and not PARAGRAPH.search(text, within, note.end())
        if note[2] or (inside and 4 <= indent < 8):
            return text.count("\n", 0, note.end()) + 1
        within = note.end() if inside or indent < 4 else None
    return None


def _depths(text: str) -> dict[int, tuple[float, float]]:
    """How deep tags are nested in which Markdown is read: at most on a line, from 1, and behind it."""
    found: dict[int, tuple[float, float]] = {}
    open_tags: dict[str, list[float]] = defaultdict(list)
    depth, within, line, place = 0.0, 0, 1, 0  # within: how many of those in which Markdown is read
    for match in TAG.finditer(text):
        line, place = line + text.count("\n", place, match.start()), match.start()
        name = match[2].lower()
        if match[1] and open_tags[name]:
            depth -= (opened := open_tags[name].pop())
            within -= opened == 1
        elif not match[1] and ((read := READ.match(match[0])) or name not in (VOID if within else UNNESTED)):
            open_tags[name].append(1 if read else RAW)
            depth += open_tags[name][-1]
            within += bool(read)
        found[line] = max(depth, found.get(line, (0, 0))[0]), depth
        if depth > DEEPEST:
            break
    return found


def letters(text: str) -> str:
    """Return the letters and digits of a text: what is left of it however it is marked up."""
    return NO_LETTERS.sub("", text)


def indented_code(text: str, shown: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Give the blocks of indented lines that are shown as code: the first line, the one behind the last, what is shown.

    They may stand in a list, a note or a quotation. shown: what readers see of each such block.
    """
    waiting: dict[str, list[tuple[str, str]]] = defaultdict(list)
    known = cache(letters)
    for block in shown:
        parts = [known(line.strip()) for line in block.split("\n")]
        waiting[next(filter(None, parts), "")].append(("".join(parts), block))
    quoted = ">" in text
    lines = [QUOTE.sub("", line) if quoted and not line.startswith(INDENTS) else line for line in text.split("\n")]
    fenced, behind = dict(fences(text)), 0
    for index, line in enumerate(lines):
        if index < behind or not line.strip("> \t"):
            continue
        above = lines[index - 1].lstrip("> \t") if index else ""
        begins = line.startswith(INDENTS) and (not above or above[0] == "#")
        first = next(filter(None, (known(line.strip()) for line in lines[index : index + 9])), None) if begins else None
        for place, one in enumerate(islice(waiting.get(first, ()), MOST_ALIKE)):
            found, end = "", index
            while end < len(lines) and (
                len(found) < len(one[0]) or lines[end].strip() and not known(lines[end].strip())
            ):
                found, end = found + known(lines[end].strip()), end + 1
            if found == one[0]:
                yield index, end, one[1]
                del waiting[first][: place + 1]  # the others aren't indented, or would have come before
                behind = end
                break
        else:
            behind = (fenced.get(index) or -1) + 1


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where each code span begins and ends; it never crosses an empty line."""
    if "`" not in text:
        return
    escaped = "\\`" in text
    paragraph: list[tuple[int, int]] = []
    for match in RUN.finditer(text + "\n\n"):
        if match[0][0] == "`":
            paragraph.append(match.span())
            continue
        if len(paragraph) < 2:
            paragraph.clear()
            continue
        following: dict[int, int] = {}  # for each run the next one of its length
        last: dict[int, int] = {}  # by length
        for index in range(len(paragraph) - 1, -1, -1):
            length = paragraph[index][1] - paragraph[index][0]
            if length in last:
                following[index] = last[length]
            last[length] = index
        index = 0
        while index < len(paragraph):
            start = paragraph[index][0]
            if index in following and not (escaped and _escaped(text, start)):
                index = following[index]
                yield start, paragraph[index][1]
            index += 1
        paragraph = []


def _escaped(text: str, place: int) -> bool:
    before = text[max(0, place - 20) : place]
    return before[-1:] == "\\" and len(BACKSLASHES.search(before)[0]) % 2 == 1


def blank_places(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return the text without what stands at places, each where it begins and ends, in the order of the text."""
    parts, behind = [], 0
    for start, end in places:
        if end > behind:
            start = max(start, behind)
            parts += text[behind:start], spaces(text[start:end])
            behind = end
    return "".join(parts) + text[behind:]


def blank_spans(text: str) -> str:
    """Return the text without its code spans."""
    return blank_places(text, code_spans(text))


def blank_comments(text: str) -> str:
    """Return the text without its comments; one that is never closed is none."""
    return blank_places(text, _comments(text))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = text.find("<!--", end + 3)


def blank_verbatim(text: str) -> str:
    """Return the text without what stands between tags such as `<pre>` and `</pre>`."""
    return blank_places(text, _verbatim(text))


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    lower, last, behind = text.lower(), {}, 0
    for match in VERBATIM.finditer(text):
        name = match[1].lower()
        if name not in last:
            last[name] = lower.rfind(f"</{name}")
        if match.start() < behind or last[name] < match.end():
            continue
        behind = lower.find(f"</{name}", match.end())
        yield match.end(), behind
