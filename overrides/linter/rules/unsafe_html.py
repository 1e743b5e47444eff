"""What a page may not contain, wherever it comes from; publishing removes it. The allow-list stands in content/."""

import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import islice

from content import allowed_html
from linter.addresses import EMAIL, written
from linter.page import MOST, Finding, Page, letters, rule

ENTITY = re.compile(r"&#?\w+;")
BRACED = re.compile(r"\{:?([^{}\n]*)\}")


@rule(id="unsafe-html", incorrect='<p onclick="open()">Closed</p>', correct="Closed")
def unsafe_html(page: Page) -> Iterator[Finding]:
    """A page contains only elements, attributes and addresses that a text needs."""
    problems = list(islice(allowed_html.problems(page.html, page.tree.root), MOST + 1))
    places: dict[str, int] = {}
    # what stands in code is shown, so it is the last to look at; the small letter of İ is two
    texts = [text.replace("İ", "i").lower() for text in (page.prose, page.body)] if problems else []
    for tag in page.tags if problems else ():
        for written_as in (f"<{tag.name}", *(f'{name}="{value}"' for name, value in tag.attributes.items())):
            places.setdefault(written_as, tag.start)
    for braces in BRACED.finditer(page.prose) if problems else ():
        for word in braces[1].split():
            places.setdefault(f'{word}=""', braces.start())
    letter = any(len(problem.found) == 1 for problem in problems)
    entities = {unescape(entity): entity for entity in set(ENTITY.findall(page.prose))} if letter else {}
    bare: set[int] = set()  # the lines with a tag that has words for attributes, as <DD Month YYYY>
    for problem in problems:
        found, remedy = " ".join(problem.found.split())[:80], problem.remedy
        if EMAIL.match(address := problem.found[1:]):  # in angle brackets, which raw HTML takes for a tag
            remedy = f"Write {written(address, f'mailto:{address}', in_html=True)}"
        needle = problem.found if problem.found in page.body else entities.get(problem.found, problem.found)
        line = page.line_of(places[problem.found]) if problem.found in places else _line(page, texts, needle)
        if found.endswith('=""'):
            if line in bare:
                continue
            bare.add(line)
            remedy += ", or write its tag between backticks to show it"
        yield Finding(line, f"{found} is not published. {remedy}")


@rule(id="invisible-setting", incorrect='---\ntitle: "Our\\u202epage"\n---', correct="---\ntitle: Our page\n---")
def invisible_setting(page: Page) -> Iterator[Finding]:
    """Front matter has no letters that nobody sees."""
    for key, value in page.meta.items():
        for letter in dict.fromkeys(allowed_html.INVISIBLE.findall(str(value))):
            number = next((n for n, line in enumerate(page.source.split("\n"), 1) if line.startswith(f"{key}:")), 1)
            message = f"{key} has a letter that nobody sees (U+{ord(letter):04X}). Type it anew"
            yield Finding(number, message)


def _line(page: Page, texts: list[str], found: str) -> int:
    """The line of what stands in the HTML: written alike in the source, or at least by its value or name."""
    name, _, value = found.lower().partition("=")
    value = value.strip('"')
    if name == "id" and (headed := [h.line for h in page.headings if letters(h.text).lower() == letters(value)]):
        return headed[0]
    shorter = value.lstrip("./").rstrip("/")  # an engine may have put ../ before an address, and a slash behind it
    for needle in (found.lower(), value, escape(value), shorter, f"{name}="):
        for text in texts if needle else ():
            if (place := text.find(needle)) >= 0:
                return page.line_of(place)
    within = rf"[<{{][^<>{{}}]*?(?<![\w-]){re.escape(name.lstrip('<'))}(?![\w-])"
    for needle in (within, r"\{(?![:.#\s])(?=[^{}\n]*\})", r"\{(?=[^{}\n]*\})"):
        for text in texts:
            if match := re.search(needle, text):
                return page.line_of(match.start())
    return page.line_of(len(page.source) - len(page.body.lstrip()))
