"""Comments that switch a rule off, for a line or a block, and say why.

    <!-- lint-disable-next-line link-text: the law's own words -->
    A line with a mistake. <!-- lint-disable-line link-text: the law's own words -->

    <!-- lint-disable spelling, word-twice: a letter of 1819, as it was written -->
    …
    <!-- lint-enable spelling, word-twice -->

In front matter they are comments of YAML: `# lint-disable-next-line title-twice: why`.
"""

import operator
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from content.front_matter import BLOCK
from linter.page import Finding, Page

COMMENT = re.compile(r"<!--\s*lint-(\w[\w-]*)")
ALONE = re.compile(r"[ \t>]*<!--\s*lint-[^<>]*-->\s*")
PIECE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}\.|:)[ \t]|\|)")  # a list item, a definition, a row of a table
OPENER = re.compile(r"[ \t>]*(?:!!!|\?{3}|</?\w|<!--)")  # what may stand right above a comment
IN_FRONT_MATTER = re.compile(r"#[ \t]*lint-(\w[\w-]*)(.*)$", re.MULTILINE)
ORDER = operator.attrgetter("line", "message", "rule", "advice")  # of findings, as they compare; quicker than that
KINDS = ("disable-next-line", "disable-line", "disable", "enable")
ID = "lint-comment"  # of what is wrong with such a comment
ALWAYS = {"unsafe-html", "invisible-setting"}  # what these name, publishing removes


@dataclass
class Suppression:
    """A rule that is switched off between two lines, both included."""

    id: str
    comment: int
    start: int
    end: int
    used: bool = False


def _comments(page: Page) -> Iterator[tuple[int, str, str]]:
    """The comments for the linter: the line on which each ends, its kind and what follows."""
    if front := BLOCK.match(page.source):
        for match in IN_FRONT_MATTER.finditer(page.source, 0, front.end()):
            yield page.line_of(match.start()), match[1], match[2].strip()
    text, behind = page.uncoded, 0
    while (match := COMMENT.search(text, behind)) and (end := text.find("-->", match.end())) >= 0:
        yield page.line_of(end), match[1], text[match.end() : end].strip()
        behind = end + 3


def _parts(lines: list[str], index: int) -> bool:
    """Whether the comment alone on a line ends the list, table or paragraph around it, as an engine reads it."""
    line, above = lines[index], lines[index - 1] if index else ""
    indent = len(line) - len(line.lstrip(" \t>"))
    if not ALONE.fullmatch(line):
        return False
    if above.strip(" \t>"):
        return indent <= len(above) - len(above.lstrip(" \t>")) and not OPENER.match(above)
    following = next(filter(str.strip, lines[index + 1 : index + 3]), "")
    before = next((lines[place] for place in range(index - 1, -1, -1) if lines[place].strip()), "")
    inside = indent or following.startswith(":") or PIECE.match(before) or before.startswith(("    ", "\t"))
    return bool(inside and PIECE.match(following))


def read(page: Page) -> tuple[list[Suppression], list[Finding]]:
    """Return the rules that comments of a page switch off, and what is wrong with the comments themselves."""
    if "lint-" not in page.source:
        return [], []
    lines = page.body_lines
    last = len(lines)
    texts = [
        number
        for number, line in enumerate(page.source.split("\n"), start=1)
        if line.strip() and not ALONE.fullmatch(line)
    ]
    blocks: dict[str, list[Suppression]] = defaultdict(list)  # that no comment has ended yet
    found: list[Suppression] = []
    wrong: list[Finding] = []
    for line, kind, rest in _comments(page):
        names, colon, reason = rest.partition(":")
        ids = [name for name in re.split(r"[\s,]+", names) if name]
        example = f"<!-- lint-{kind if kind in KINDS else 'disable-next-line'} {', '.join(ids) or 'link-text'}"
        if kind not in KINDS:
            wrong.append(Finding(line, f"lint-{kind} is unknown. Write {example}: why -->, or delete the comment"))
        elif not ids:
            wrong.append(Finding(line, f"this comment names no rule. Write its id, as in {example}: why -->"))
        elif kind == "enable":
            for name in ids:
                if blocks[name]:
                    blocks[name].pop().end = line
                else:
                    wrong.append(Finding(line, f"no comment above switches {name} off. Delete this one"))
        elif not (colon and re.search(r"\w", reason)):
            wrong.append(Finding(line, f"this comment doesn't say why. Write {example}: and the reason -->"))
        else:
            start = line
            if _parts(lines, line - 1):
                whole = f"<!-- lint-disable-line {', '.join(ids)}: {' '.join(reason.split())} -->"
                remedy = f"Write {whole} at the end of the line that it is meant for"
                wrong.append(Finding(line, f"this comment ends the list, table or paragraph around it. {remedy}"))
            if kind == "disable-next-line":
                index = bisect_right(texts, line)
                start = texts[index] if index < len(texts) else line
            for name in ids:
                found.append(Suppression(name, line, start, last if kind == "disable" else start))
                if kind == "disable":
                    blocks[name].append(found[-1])
    return found, wrong


def apply(page: Page, findings: Iterable[Finding], known: Collection[str], run: Collection[str]) -> list[Finding]:
    """Return the findings of a page by line, without those that a comment switches off.

    known: the ids of all rules; a comment that names another is a finding.
    run: the ids of the rules that gave the findings; a comment that isn't needed for these is a finding.
    """
    suppressions, _ = read(page)
    findings = sorted(findings, key=ORDER)
    if not suppressions:
        return findings
    lines: dict[str, list[int]] = defaultdict(list)  # on which each rule found something
    for finding in findings:
        lines[finding.rule].append(finding.line)
    off: set[tuple[str, int]] = set()
    behind: dict[str, int] = defaultdict(int)  # the last of these lines that is off, so that none is gone over twice
    for one in sorted(suppressions, key=lambda one: one.start):
        if one.id not in ALWAYS:
            first, end = bisect_left(lines[one.id], one.start), bisect_right(lines[one.id], one.end)
            one.used = first < end
            off.update((one.id, line) for line in lines[one.id][max(first, behind[one.id]) : end])
            behind[one.id] = max(end, behind[one.id])
    kept = [finding for finding in findings if (finding.rule, finding.line) not in off]
    for one in suppressions:
        message = ""
        if one.id in ALWAYS:
            message = f"{one.id} can't be switched off: what it names is not published. Delete this comment"
        elif one.id not in known:
            message = f"there is no rule {one.id}. Write the id that stands in brackets behind the message"
        elif not one.used and one.id in run:
            message = f"{one.id} finds nothing here, so this comment isn't needed. Delete it"
        if message:
            kept.append(Finding(one.comment, message, rule=ID))
    return sorted(kept, key=ORDER)
