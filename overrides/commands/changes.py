"""`make changes BEFORE=folder AFTER=folder`: what readers see change between two built sites, as Markdown.

Each page's text comes first; its tags, attributes, scripts and styles are folded away below. What changes
in the same way on several pages is shown once.
"""

import difflib
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from markdownify import markdownify
from selectolax.lexbor import LexborHTMLParser

DERIVED = re.compile(r"^search/|^sitemap\.xml$|^llms\.txt$|^updates\.xml$|\.(?:md|gz|map)$")  # made of the pages
LIMIT = 900_000  # bytes; GitHub takes no job summary above 1 MiB
LONGEST = 400  # characters of a line that are shown


def text_and_code(html: bytes) -> tuple[list[str], list[str]]:
    """Return the lines of a page that people read, and those that only browsers do."""
    document = LexborHTMLParser(html.decode("utf-8", "replace"))
    code = []
    for node in document.css("*"):
        inside = f" {node.text().strip()}" if node.tag in ("script", "style", "title", "text", "tspan") else ""
        attributes = "".join(f' {name}="{value or ""}"' for name, value in node.attrs.items())
        if attributes or inside:
            code.append(f"<{node.tag}{attributes}>{inside}".replace("\n", " "))
    for unseen in document.css("head, script, style, template, svg, .headerlink"):
        unseen.decompose()
    lines = markdownify(document.html, heading_style="ATX", bullets="-").splitlines()
    return [line.rstrip() for line in lines if line.strip()], code


def hunks(before: list[str], after: list[str]) -> list[str]:
    """Return the places in which two lists of lines differ, each as lines of a diff that can be shown."""
    marked = difflib.unified_diff(before, after, lineterm="", n=1)
    return [place.strip("\n") for place in re.split(r"^@@.*$", "\n".join(map(shown, marked)), flags=re.M)[1:]]


def shown(line: str) -> str:
    """Return a line with nothing in it that nobody sees, cut with its hash where it is very long."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    digest = hashlib.sha256(line.encode()).hexdigest()[:8]
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} … ({len(line)} characters, sha256 {digest})"


def block(places: list[str]) -> str:
    """Return places of a diff as a block of code, whatever they hold."""
    text = "\n".join(places)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}diff\n{text}\n{fence}"


def changes(before: Path, after: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Give what differs between two built sites: a heading, the places in the text, and those in the code."""
    old, new = ({str(f.relative_to(s)): f.read_bytes() for f in s.rglob("*") if f.is_file()} for s in (before, after))
    found = {}
    names = sorted(old | new, key=lambda name: (not name.endswith(".html"), name))
    for name in (name for name in names if old.get(name) != new.get(name) and not DERIVED.search(name)):
        state = "added" if name not in old else "removed" if name not in new else "changed"
        versions = old.get(name, b""), new.get(name, b"")
        if name.endswith(".html"):
            places = [hunks(*sides) for sides in zip(*map(text_and_code, versions), strict=True)]
        elif any(b"\0" in version for version in versions):
            sizes = " and ".join(f"{len(v)} bytes, sha256 {hashlib.sha256(v).hexdigest()[:8]}" for v in versions)
            places = [f"  before and after: {sizes}"], []
        else:
            places = [], hunks(*(version.decode("utf-8", "replace").splitlines() for version in versions))
        found[f"/{quote(name.removesuffix('index.html'))} ({state})"] = places
    times = Counter(place for sides in found.values() for side in sides for place in set(side))
    shared = [[p for p in dict.fromkeys(p for s in found.values() for p in s[i]) if times[p] > 1] for i in (0, 1)]
    if any(shared):
        yield "In the same way on several pages", *shared
    for heading, sides in found.items():
        text, code = ([place for place in side if times[place] == 1] for side in sides)
        if text or code:
            yield heading, text, code


def report(before: Path, after: Path, limit: int = LIMIT) -> str:
    """Return the changes as one Markdown text of at most about `limit` bytes; what is too much is named alone."""
    parts, size = ["# What readers will see change"], 0
    for heading, text, code in changes(before, after):
        shown = [block(text)] * bool(text)
        if code:
            shown.append(f"<details><summary>Behind the text</summary>\n\n{block(code)}\n\n</details>")
        size += len("".join(shown).encode())
        parts += [f"## {heading}", *(shown if size <= limit else ["Too long to show here."])]
    return "\n\n".join(parts if len(parts) > 1 else [*parts, "Nothing."]) + "\n"


if __name__ == "__main__":
    if not all(Path(site, "index.html").is_file() for site in sys.argv[1:3]):
        sys.exit("Say where two built sites are: make changes BEFORE=folder AFTER=folder")
    print(report(Path(sys.argv[1]), Path(sys.argv[2])), end="")
