"""Fixes: what has one right answer is mended in a page, as its finding says.

A finding with `edits` is mended. Edits stand only if readers see the same page before and after them, its words,
structure, code, links and pictures, but for what their own findings name: signs that go (`drops`) and what
comes of them (`makes`). A second run changes nothing more.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from operator import attrgetter

from linter import lint, source_code, suppressions
from linter.page import Edit, Finding, Page
from selectolax.lexbor import LexborHTMLParser

ROUNDS = 50  # each round applies what doesn't overlap; more would mean that two rules disagree
TRIALS = 30  # within a paragraph, or on the page: more would take longer than an editor waits
WORD = re.compile(r"\w+|[^\w\s]")
UNSEEN = re.compile(r"[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
BULLET = re.compile(r"^[ \t]*[*+-](?=[ \t])", re.MULTILINE)
GLUED = "\N{WORD JOINER}"  # before what goes on a word across the end of an element
MARKS = range(0xF0000, 0xFFFFE)  # characters for private use: hardly a text has them
GAP = re.compile(r"\n[ \t>]*\n(?=[^ \t\n>])")  # between paragraphs, lists and the like that don't go on behind it
MET = ("id", "class", "href", "src", "alt")  # attributes that readers meet

Render = Callable[[str], str]
Seen = list[tuple[str, str, str]]


def _start(written: str | None) -> int:
    """The number at which a list begins, as browsers read it: what is no number counts as 1."""
    number = re.match(r"\s*([+-]?[0-9]{1,9})", written or "")
    return int(number[1]) if number else 1


def seen(html: str, makes: Collection[str] = ()) -> Seen:
    """Return what readers see of rendered HTML: words, signs and elements in their order, each with those around it.

    The marks and numbers of lists are among the words, with the lists around them.
    makes: elements and attributes that don't count.
    """
    tree = LexborHTMLParser(html)
    found: Seen = []
    around, lists, numbers, letter = {}, {}, {}, False
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        within = around.get(node.parent.mem_id, "")
        if node.tag == "-text":
            code, text = "/pre" in within or "/code" in within, node.text(deep=False)
            text = text if code else UNSEEN.sub("", text)
            words = [text] if code else WORD.findall(BULLET.sub("•", text))
            if words and letter and text[0].isalnum():
                words[0] = GLUED + words[0]
            letter = text[-1].isalnum() if text else letter
            found += ((word, within, "") for word in words)
            continue
        around[node.mem_id] = within if node.tag in makes else f"{within}/{node.tag}"
        if node.tag not in makes:
            met = [name for name in MET if name in node.attributes and name not in makes]
            values = (UNSEEN.sub("", node.attributes[name] or "").split() for name in met)
            found.append((f"<{node.tag} {dict(zip(met, values, strict=True))}>", within, ""))
        lists[node.mem_id] = lists.get(node.parent.mem_id, "") + f"/{node.tag}" * (node.tag in ("ul", "ol"))
        if node.tag == "ol":
            numbers[node.mem_id] = _start(node.attributes.get("start"))
        if node.tag == "li":
            number = numbers.get(node.parent.mem_id)
            numbers[node.parent.mem_id] = number + 1 if number is not None else None
            mark = "•" if number is None else f"{number}."
            found += ((word, around[node.mem_id], lists[node.mem_id]) for word in WORD.findall(mark))
    return found


def harmless(before: Seen, after: Seen, findings: Iterable[Finding]) -> bool:
    """Return whether readers see nothing new, and lose only signs that findings drop, in the order of the findings."""
    lost, rest = [], iter(before)
    for one in after:
        for old in rest:
            if old[:2] == one[:2] and old[2] in ("", one[2]):
                break
            lost.append(old[0])
        else:
            return False
    lost += (old[0] for old in rest)
    dropped = (Counter(WORD.findall(finding.drops)) for finding in sorted(findings, key=first))
    allowed = Counter()
    for word in lost:
        while not allowed[word]:
            allowed = next(dropped, None)
            if allowed is None:
                return False
        allowed[word] -= 1
    return True


def first(finding: Finding) -> int:
    """Return where the edits of a finding begin."""
    return min(edit.start for edit in finding.edits)


def in_order(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of findings as they stand on the page."""
    return sorted((edit for finding in findings for edit in finding.edits), key=attrgetter("start"))


def applied(text: str, findings: Iterable[Finding], start: int = 0, end: int | None = None) -> str:
    """Return a page's text, or what stands there between two offsets, with the edits of findings.

    The edits don't overlap.
    """
    parts, behind = [], start
    for edit in in_order(findings):
        parts += text[behind : edit.start], edit.text
        behind = edit.end
    return "".join(parts) + text[behind:end]


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings whose edits don't overlap, in their order on the page."""
    chosen, end = [], -1
    for finding in sorted(sorted(findings), key=first):
        if first(finding) > end:
            chosen.append(finding)
            end = max(edit.end for edit in finding.edits)
    return chosen


class Search:
    """A search for the findings whose edits do no harm together: a group that harms is tried again by halves."""

    def __init__(self, findings: list[Finding]) -> None:
        """Begin with all findings as one group; the search is over when no group is left."""
        self.kept, self.groups, self.trials = [], [findings] * bool(findings), 0

    @property
    def trial(self) -> list[Finding]:
        """The findings to try next, together."""
        return self.kept + self.groups[0]

    def learn(self, harmless: bool) -> None:
        """Take in whether the trial did no harm; after too many trials, none of the findings is kept."""
        group = self.groups.pop(0)
        if harmless:
            self.kept += group
        elif len(group) > 1:
            half = len(group) // 2
            self.groups = [group[:half], group[half:], *self.groups]
        self.trials += 1
        if self.trials == TRIALS and self.groups:
            self.kept, self.groups = [], []


def safe(page: Page, findings: list[Finding], render: Render) -> tuple[list[Finding], Page]:
    """Return those findings, all of one kind and in their order, whose edits change only what they name.

    And the page with these edits, rendered.
    """
    makes = findings[0].makes
    before = seen(page.html, makes)

    def mended(some: list[Finding]) -> Page | None:
        after = replace(page, source=applied(page.source, some))
        after = replace(after, html=render(body(after)))
        return after if harmless(before, seen(after.html, makes), some) else None

    if after := mended(findings):
        return findings, after
    search, after = Search(harmless_in_paragraphs(page, findings, render)), page
    while search.groups:
        new = mended(search.trial)
        search.learn(new is not None)
        after = new or after
    return search.kept, after


def harmless_in_paragraphs(page: Page, findings: list[Finding], render: Render) -> list[Finding]:
    """Return the findings whose edits are harmless in their paragraphs, where nearly all harm shows.

    All these paragraphs are rendered at once, a mark behind each. What can't be told apart so is tried on the page.
    """
    gaps = GAP.finditer(source_code.blank_fences(page.body))
    starts = [0, *(match.end() for match in gaps), len(page.body)]
    places: list[list] = []
    for finding in findings:
        start, end = around(starts, finding)
        if not places or start >= places[-1][1]:
            places.append([start, end, []])
        places[-1][1] = end
        places[-1][2].append(finding)
    defined = "".join(f"\n\n{page.body[one.start : one.end]}" for one in page.definitions)

    def shown(texts: dict[str, str]) -> dict[str, Seen]:
        found, piece = {}, []
        text = "".join(f"\n\n{text}\n\n{mark}" for mark, text in texts.items()) + defined
        for one in seen(render(text), findings[0].makes)[1:]:  # without <body>
            piece.append(one)
            if one[0] in texts:
                found[one[0]], piece = piece, []
        return found

    marked = zip(map(chr, MARKS), places, strict=False)
    searches = {mark: (start, end, Search(some)) for mark, (start, end, some) in marked}
    before = shown({mark: page.body[start:end] for mark, (start, end, _) in searches.items()})
    while left := {mark: search for mark, search in searches.items() if search[-1].groups}:
        after = shown({mark: applied(page.body, search.trial, *place) for mark, (*place, search) in left.items()})
        for mark, (*_, search) in left.items():
            same = mark in after and harmless(before.get(mark, []), after[mark], search.trial)
            search.learn(same or mark not in before)
    return [finding for *_, search in searches.values() for finding in search.kept]


def around(starts: list[int], finding: Finding) -> tuple[int, int]:
    """Return where the paragraphs begin and end in which a finding has edits.

    starts: where paragraphs begin, and the end of the last.
    """
    last = len(starts) - 1
    start = bisect_right(starts, first(finding), hi=last) - 1
    end = bisect_left(starts, max(edit.end for edit in finding.edits), lo=start + 1, hi=last)
    return starts[start], starts[end]


def body(page: Page) -> str:
    """Return the Markdown of a page as an engine renders it."""
    return page.body.strip("\n")


def fix_page(page: Page, render: Render, rules: tuple, ends: list[bytes] | None = None) -> tuple[str, list[str]]:
    """Fix the source of a page.

    page: as `lint.read` gives it; its `html` is made here.
    render: gives the HTML of Markdown without front matter.
    rules: functions that take a page and yield findings.
    ends: those of the file's lines, kept in step with the source.

    Returns:
        The new source and what was changed, one line each (`docs/x.md:3: …`).
    """
    changes, refused = [], set()
    page = replace(page, html=render(body(page)))
    for _ in range(ROUNDS):
        found = (one for rule in rules for one in lint.run(rule, page, math.inf) if one.edits)
        # What was harmful is tried again when all else is done: it may have needed that.
        kinds: dict[tuple, list[Finding]] = defaultdict(list)
        for one in suppressions.apply(page, found, lint.IDS, ()):
            if one.edits:
                kinds[one.message in refused, one.makes].append(one)
        for kind in sorted(kinds):
            some = apart(kinds[kind])
            findings, new = safe(page, some, render)
            kept = set(map(id, findings))
            refused.update(one.message for one in some if id(one) not in kept)
            if findings:
                break
        else:
            break
        changes += (f"{page.path}:{one.line}: {one.message.split('. ')[0]}" for one in findings)
        if ends is not None:
            _keep_ends(ends, page, findings)
        page = new
    return page.source, changes


def line_ends(data: bytes) -> list[bytes]:
    """Return the line ends of a file."""
    return re.findall(rb"\r\n?|\n", data)


def _keep_ends(ends: list[bytes], page: Page, findings: Iterable[Finding]) -> None:
    """Give each line that edits of a page make the usual end, and keep those of all others."""
    usual = max(dict.fromkeys(ends), key=ends.count, default=b"\n")
    for edit in reversed(in_order(findings)):
        line = page.line_of(edit.start) - 1
        ends[line : line + page.source.count("\n", edit.start, edit.end)] = [usual] * edit.text.count("\n")


def encoded(source: str, ends: list[bytes]) -> bytes:
    """Return a source as bytes, with these line ends."""
    lines, ends = source.encode().split(b"\n"), [*ends, b""]
    for index, line in enumerate(lines[1:], start=1):
        if not line and ends[index - 1 : index + 1] == [b"\r", b"\n"]:  # they would be one end of a line
            ends[index] = b"\r"
    return b"".join(line + end for line, end in zip(lines, ends, strict=True))
