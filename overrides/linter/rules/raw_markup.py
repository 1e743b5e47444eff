"""Markup that readers see as it was typed, and text that they see as code.

The principle is what a reader sees: the rendered text, code apart, has no sign that stands there as
it stands in the source and means something only to Markdown or to another system. A sign that is
meant is written with a backslash or between backticks, and then does not stand so in the source.
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from linter import source_code
from linter.page import MOST, Finding, Page, letters, rule
from linter.typed_signs import AS_HTML, SourceWords, as_typed, is_prose, signs, unescaped

EMPHASIS = re.compile(r"[*_]+")
FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([\w#.+-]*)(.*)")


@rule(
    id="raw-markup",
    incorrect="The **Economic Community ** met.",
    correct="The **Economic Community** met.",
)
def raw_markup(page: Page) -> Iterator[Finding]:
    """No sign of markup is shown to readers as it was typed."""
    seen = list(islice(signs(page.text), MOST + 1))
    if not seen:
        return
    words = SourceWords(page, {token for token, *_ in seen})
    begins = {sign[0] for *_, sign, _ in seen}
    meant = " ".join(html.unescape(page.prose.replace("<", "")).split()) if "<" in begins and "&" in page.prose else ""
    is_meant = cache(meant.__contains__)
    named: set[int] = set()
    rendered = {letters(node.text()) for node in page.tree.css("h1, h2, h3, h4, h5, h6")} if "#" in begins else ()
    heads = {heading.line for heading in page.headings if letters(heading.text) in rendered} if rendered else ()
    unmarked = cache(lambda: EMPHASIS.sub("", page.prose))
    behind, gone = 0, set()  # where the last tag or link stands; those that stand nowhere
    for token, around, sign, remedy in seen:
        if sign[0] == "<" and is_meant(sign):
            continue  # a tag that readers are to see, written &lt;p&gt;
        taken = heads if sign[0] == "#" else ()
        lines = (line for line in words.lines(token, around, sign) if line not in named and line not in taken)
        if sign == ">":  # elsewhere it parts the names of a menu
            lines = (line for line in lines if page.prose_lines[line - 1].lstrip().startswith(">"))
        # a cell may have such a sign, and a rule stands between empty lines
        if len(token) > 2 and not token.strip("-=*~"):
            lines = (line for line in lines if not _rules(page.prose_lines[max(line - 2, 0) : line + 1], line))
        line = next(lines, None) if sign[0] != "<" or " " not in sign else None
        # a tag or link may stand behind other signs; looked for from the last one on
        if line is None and (sign[0] == "<" or "][" in sign) and sign not in gone:
            places = (unescaped(sign, page.prose, start) for start in (behind, 0))
            behind = next((place for place in places if place >= 0), behind)
            line = page.line_of(behind) if page.prose.startswith(sign, behind) else gone.add(sign)
        if line is None and sign[0] == "[" and sign in unmarked():
            line = unmarked().count("\n", 0, unmarked().find(sign)) + 1
        if line is None and sign[0] == "`" and (lines := words.coded_in_html.get(token)):
            line = lines.popleft()
        if line is not None and not (sign == "#" and "|" in page.prose_lines[line - 1]):  # "# of pages" in a cell
            shown = sign if len(sign) > 2 or len(token) > 60 else token
            start = page.start_of(line)
            text = page.body if sign[0] == "`" else page.prose
            place = text.find(sign.split()[0], start, start + len(page.prose_lines[line - 1]))
            in_html = place >= 0 and page.in_html(place)
            if sign[0] == "\\" and sign[1:] and sign[1] in AS_HTML and not in_html:
                continue  # written with two backslashes, so it is meant
            named.add(line)
            if in_html and sign[0] not in "<{%\\":
                remedy = f"Markdown isn't read in raw HTML. {page.out_of_html(place)}"
            elif sign[0] == "#" and place == start and not "".join(page.prose_lines[line - 2 : line - 1]).strip():
                remedy = "Markdown isn't read in raw HTML. Close the tag that is still open above, or delete it"
            message = f"{shown[:80]} is shown to readers as it stands here"
            yield Finding(line, f"{message}. {remedy}. {as_typed(sign, in_html)}")


def _rules(lines: list[str], number: int) -> bool:
    """Whether a line, given with those around it, is a row of a table or a rule between empty lines."""
    line = lines.pop(number > 1)
    return "|" in line or not (line.strip("-=*~ ") or "".join(lines).strip())


@rule(
    id="code-unclosed",
    incorrect="```\nmake build\n\nText.",
    correct="```\nmake build\n```\n\nText.",
    explains=("raw-markup",),
)
def unclosed_fence(page: Page) -> Iterator[Finding]:
    """A fence that begins code has one that ends it."""
    for start, end in source_code.fences(page.body):
        if end is None:
            line = page.body_lines[start]
            right = f"Write a line {source_code.FENCE.match(line)[1]} behind the code, or delete this line"
            yield Finding(start + 1, f"{line.strip()[:20]} begins code that never ends. {right}")


@rule(id="code-fence", incorrect="```sh title=a.sh\nmake build\n```", correct="```sh\nmake build\n```")
def fenced_code(page: Page) -> Iterator[Finding]:
    """What stands between two fences is shown as a block of code."""
    fenced = [(start, end) for start, end in source_code.fences(page.unindented) if end] if page.html else []
    lines = page.body_lines if fenced else []
    hidden = source_code.commented(page.unindented, fenced) if fenced and "-->" in page.body else ()
    shown = "\n".join(page.code) if fenced else ""
    broken = False  # by a fence above, which may take those below with it
    for start, end in fenced:
        code = letters("\n".join(lines[start + 1 : end]))
        if not code or code in page.code or start in hidden or any("8<-" in line for line in lines[start:end]):
            continue
        mark, language, more = FENCE.search(lines[start]).groups()
        if more.strip():
            remedy = f"Only the name of a language may follow {mark}. Write {mark}{language}"
        elif broken:
            continue
        else:
            remedy = f"Put an empty line before it, and {mark} in a line below it that begins as far in"
        broken = broken or more.strip() or code not in shown
        message = f"this code isn't shown as a block, and its {mark} may make code of what follows"
        yield Finding(start + 1, f"{message}. {remedy}")


@rule(
    id="comment-unclosed",
    incorrect="Text.\n\n<!-- ask the unit",
    correct="Text.\n\n<!-- ask the unit -->",
    explains=("raw-markup",),
)
def unclosed_comment(page: Page) -> Iterator[Finding]:
    """A comment has an end, or readers see what was meant for editors."""
    start = max(page.prose.rfind("<!--"), page.uncoded.find("--!>"))  # only some readers of HTML end one there
    if start >= 0:
        message = "this comment never ends, so readers may see it. Write --> where it ends, or delete it"
        yield Finding(page.line_of(start), message)


@rule(
    id="indented-text",
    incorrect="Text.\n\n    The group meets in the first week of each month.",
    correct="Text.\n\nThe group meets in the first week of each month.",
)
def indented_text(page: Page) -> Iterator[Finding]:
    """Text that is no code isn't indented by four spaces: it would be shown as code, in one long line."""
    for start, _, text in page.indented_code:
        if is_prose(text):
            too_far = 4 + len(text) - len(text.lstrip(" "))
            right = f"Begin its lines {too_far} spaces further left: {text.strip()[:60].partition(chr(10))[0]}"
            yield Finding(start + 1, f"this text is shown as code, since it is indented too far. {right}")
