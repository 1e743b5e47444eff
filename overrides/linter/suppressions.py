"""Comments that switch a rule off, for a line or a block, and say why.

    <!-- lint-disable-next-line link-text: the law's own words -->
    A line with a mistake. <!-- lint-disable-line link-text: the law's own words -->

    <!-- lint-disable spelling, word-twice: a letter of 1819, as it was written -->
    …
    <!-- lint-enable spelling, word-twice -->

In front matter they are comments of YAML: `# lint-disable-next-line title-twice: why`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from content.front_matter import BLOCK
from linter.page import Finding, Page

COMMENT = re.compile(r"<!--[ \t]*lint-(\w[\w-]*)[ \t]*([^\n]*?)[ \t]*-->")
IN_FRONT_MATTER = re.compile(r"#[ \t]*lint-(\w[\w-]*)[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)
KINDS = ("disable-next-line", "disable-line", "disable", "enable")


@dataclass
class Suppression:
    """A rule that is switched off between two lines, both included."""

    id: str
    comment: int
    start: int
    end: int
    used: bool = False


ID = "lint-comment"  # of what is wrong with such a comment
ALWAYS = {"unsafe-html", "invisible-setting"}  # what these name, publishing removes


def _comments(page: Page) -> Iterator[tuple[int, str, str]]:
    """The comments for the linter: line, kind and what follows."""
    if "lint-" not in page.source:
        return
    if front := BLOCK.match(page.source):
        for match in IN_FRONT_MATTER.finditer(page.source, 0, front.end()):
            yield page.line_of(match.start()), match[1], match[2]
    for match in COMMENT.finditer(page.uncoded):
        yield page.line_of(match.start()), match[1], match[2]


def read(page: Page) -> tuple[list[Suppression], list[Finding]]:
    """Return the rules that comments of a page switch off, and what is wrong with the comments themselves."""
    lines = page.source.split("\n")
    last = len(lines)
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
                opened = [one for one in found if one.id == name and one.end == last and one.start == one.comment]
                if opened:
                    opened[-1].end = line
                else:
                    wrong.append(Finding(line, f"no comment above switches {name} off. Delete this one"))
        elif not (colon and re.search(r"\w", reason)):
            wrong.append(Finding(line, f"this comment doesn't say why. Write {example}: and the reason -->"))
        else:
            start = line
            if kind == "disable-next-line":
                start = next((n for n, text in enumerate(lines[line:], line + 1) if text.strip()), line)
            found += (Suppression(name, line, start, last if kind == "disable" else start) for name in ids)
    return found, wrong


def apply(page: Page, findings: Iterable[Finding], known: Collection[str], run: Collection[str]) -> list[Finding]:
    """Return the findings of a page without those that a comment switches off.

    known: the ids of all rules; a comment that names another is a finding.
    run: the ids of the rules that gave the findings; a comment that isn't needed for these is a finding.
    """
    suppressions, _ = read(page)
    if not suppressions:
        return list(findings)
    kept = []
    for finding in findings:
        off = [
            one
            for one in suppressions
            if one.id == finding.rule and one.start <= finding.line <= one.end and one.id not in ALWAYS
        ]
        for one in off:
            one.used = True
        if not off:
            kept.append(finding)
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
    return kept
