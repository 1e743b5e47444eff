"""Fixes: what has one right answer is mended in a page, as its finding says.

A finding with `edits` is mended. An edit stands only if
readers see the same words before and after it, code and numbers of lists included, but for signs
that were never meant for them. A second run changes nothing more.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from linter import lint, suppressions
from linter.page import Finding, Page
from selectolax.lexbor import LexborHTMLParser

ROUNDS = 8  # each round applies what doesn't overlap; more would mean that two rules disagree
WORD = re.compile(r"\w+|[^\w\s]")
UNSEEN = re.compile(r"[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]")

Render = Callable[[str], str]


@dataclass(frozen=True)
class Seen:
    """What readers see of a page: its words and signs in their order, the numbers of lists among them, its code,
    and how many images and line breaks it has."""

    words: list[str]
    code: list[str]
    images: int
    breaks: int


def _start(written: str | None) -> int:
    """The number at which a list begins, as browsers read it: what is no number counts as 1."""
    number = re.match(r"\s*([+-]?[0-9]{1,9})", written or "")
    return int(number[1]) if number else 1


def seen(html: str) -> Seen:
    """Return what readers see of rendered HTML."""
    tree = LexborHTMLParser(html)
    code = [node.text() for node in tree.css("pre, code") if node.parent.tag not in ("pre", "code")]
    for node in tree.css("ol"):
        items = [item for item in node.iter() if item.tag == "li"]
        for number, item in enumerate(items, start=_start(node.attributes.get("start"))):
            marker = tree.create_node("span")
            marker.insert_child(f" {number}. ")
            first = item.first_child
            if first is None:
                item.insert_child(marker)
            else:
                first.insert_before(marker)
    return Seen(
        WORD.findall(UNSEEN.sub("", tree.body.text() if tree.body else "")),
        code,
        len(tree.css("img")),
        len(tree.css("br")),
    )


def harmless(before: Seen, after: Seen, source: str, findings: Iterable[Finding]) -> bool:
    """Whether readers lose nothing but the signs that edits take away, and see nothing new."""
    gone = Counter(before.words)
    gone.subtract(after.words)
    allowed = Counter()
    for finding in findings:
        for edit in finding.edits:
            allowed.update(WORD.findall(source[edit.start : edit.end]))
        allowed.update(WORD.findall(finding.drops))
    if any(count < 0 or count > allowed[word] for word, count in gone.items()):
        return False
    rest = iter(before.words)
    in_order = all(word in rest for word in after.words)
    return in_order and before.code == after.code and (before.images, before.breaks) == (after.images, after.breaks)


def applied(source: str, findings: Iterable[Finding]) -> str:
    """Return the source with the edits of findings, which don't overlap."""
    parts, behind = [], 0
    for edit in sorted((edit for finding in findings for edit in finding.edits), key=lambda edit: edit.start):
        parts += source[behind : edit.start], edit.text
        behind = edit.end
    return "".join(parts) + source[behind:]


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings whose edits don't overlap, in their order on the page."""
    chosen, end = [], -1
    for finding in sorted(findings, key=lambda finding: min(edit.start for edit in finding.edits)):
        if min(edit.start for edit in finding.edits) > end:
            chosen.append(finding)
            end = max(edit.end for edit in finding.edits)
    return chosen


def safe(page: Page, findings: list[Finding], render: Render) -> list[Finding]:
    """Return those findings whose edits change nothing that readers see."""
    if not findings:
        return []
    after = replace(page, source=applied(page.source, findings))
    if harmless(seen(page.html), seen(render(body(after))), page.source, findings):
        return findings
    if len(findings) == 1:
        return []
    middle = len(findings) // 2
    first = safe(page, findings[:middle], render)
    second = safe(page, findings[middle:], render)
    both = first + second
    together = replace(page, source=applied(page.source, both))
    return both if harmless(seen(page.html), seen(render(body(together))), page.source, both) else first or second


def body(page: Page) -> str:
    """Return the Markdown of a page as an engine renders it."""
    return page.body.strip("\n")


def fix_page(page: Page, render: Render, rules: tuple) -> tuple[str, list[str]]:
    """Fix the source of a page.

    page: as `lint.read` gives it; its `html` is made here.
    render: gives the HTML of Markdown without front matter.
    rules: functions that take a page and yield findings.

    Returns:
        The new source and what was changed, one line each (`docs/x.md:3: …`).
    """
    changes = []
    for _ in range(ROUNDS):
        page = replace(page, html=render(body(page)))
        known = suppressions.apply(page, (f for f in lint.found(page, rules) if f.edits), lint.IDS, ())
        known = [finding for finding in known if finding.edits]
        # What a finding may drop, such as the marks of a list, no other one may: each kind by itself.
        groups = ([one for one in known if not one.drops], [one for one in known if one.drops])
        findings = next(filter(None, (safe(page, apart(group), render) for group in groups)), [])
        if not findings:
            break
        changes += (f"{page.path}:{one.line}: {one.message.split('. ')[0]}" for one in findings)
        page = replace(page, source=applied(page.source, findings))
    return page.source, changes


def encoded(source: str, data: bytes) -> bytes:
    """Return a source as bytes, each line that stays with the line end that it had.

    data: the file as it was.
    """
    old = [line.rstrip(b"\r\n") for line in data.splitlines(keepends=True)]
    ends = [line[len(text) :] for line, text in zip(data.splitlines(keepends=True), old, strict=True)]
    usual = max(set(ends) - {b""}, key=ends.count, default=b"\n")
    lines = source.encode().split(b"\n")
    found = [usual] * len(lines)
    if len(set(ends) - {b""}) > 1:
        for _, start, end, first, last in SequenceMatcher(None, old, lines, autojunk=False).get_opcodes():
            same = ends[start:end][: last - first]
            found[first : first + len(same)] = same
    return b"".join(line + (end or usual) for line, end in zip(lines[:-1], found, strict=False)) + lines[-1]
