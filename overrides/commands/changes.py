"""`make changes BEFORE=folder AFTER=folder`: what readers see change between two built sites.

Prints Markdown: the text of each changed page as a diff. Links and headings are
part of the text; looks are not.
"""

import argparse
import difflib
import filecmp
from collections.abc import Iterator
from pathlib import Path

from markdownify import markdownify
from selectolax.lexbor import LexborHTMLParser, LexborNode

CONTENT = ".md-content"  # the theme's element for what is the page's own
DERIVED = ("search/", "sitemap.xml", "llms.txt", "updates.xml")  # made of the pages
LIMIT = 900_000  # bytes; GitHub takes no job summary above 1 MiB


def page_text(html: str) -> str:
    """What readers and search results show of a built page: title, description and its own text."""
    document = LexborHTMLParser(html)
    title = document.css_first("title")
    description = document.css_first('meta[name="description"]')
    return "\n".join(
        [
            f"Title: {title.text(strip=True) if title else ''}",
            f"Description: {description.attributes['content'] if description else ''}",
            "",
            _markdown(document.css_first(CONTENT) or document.body),
        ]
    )


def frame_text(html: str) -> str:
    """What stands around the text of a built page: header, menu, footer."""
    document = LexborHTMLParser(html)
    for content in document.css(CONTENT):
        content.decompose()
    return _markdown(document.body)


def _markdown(node: LexborNode) -> str:
    for unseen in node.css("script, style, template, svg, .headerlink"):
        unseen.decompose()
    lines = markdownify(node.html or "", heading_style="ATX", bullets="-").splitlines()
    kept = [line.rstrip() for line in lines]
    return "\n".join(
        line for line, previous in zip(kept, ["", *kept], strict=False) if line or previous
    )


def difference(before: str, after: str) -> str:
    """Two texts as a fenced diff in Markdown; empty where they are equal."""
    if before == after:
        return ""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[
        2:
    ]
    fence = "`" * max(3, 1 + max(len(line) - len(line.lstrip("+- ").lstrip("`")) for line in lines))
    return "\n".join([f"{fence}diff", *lines, fence])


def changes(before: Path, after: Path) -> Iterator[tuple[str, str]]:
    """What differs between two built sites: a heading and its Markdown for each page, frame or list of files."""
    old, new = (_files(site) for site in (before, after))
    for name in sorted(name for name in old | new if name.endswith(".html")):
        texts = [
            page_text((site / name).read_text(encoding="utf-8")) if name in files else ""
            for site, files in ((before, old), (after, new))
        ]
        if diff := difference(*texts):
            state = "changed" if name in old & new else "added" if name in new else "removed"
            yield f"/{name.removesuffix('index.html')} ({state})", diff
    if "index.html" in old & new:
        frames = [
            frame_text((site / "index.html").read_text(encoding="utf-8"))
            for site in (before, after)
        ]
        if diff := difference(*frames):
            yield "Around the text, on every page", diff
    others = [
        f"- /{name}"
        for name in sorted(old | new)
        if not name.endswith((".html", ".md", ".gz"))
        and not name.startswith(DERIVED)
        and not (name in old & new and filecmp.cmp(before / name, after / name, shallow=False))
    ]
    if others:
        yield "Other files", "\n".join(others)


def _files(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}


def report(before: Path, after: Path, limit: int = LIMIT) -> str:
    """The changes as one Markdown text of at most about `limit` bytes; the rest are named alone."""
    parts = ["# What readers will see change"]
    size = 0
    for heading, text in changes(before, after):
        size += len(text.encode())
        parts += [f"## {heading}", text if size <= limit else "Too long to show here."]
    return "\n\n".join(parts if len(parts) > 1 else [*parts, "Nothing."]) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Print what readers see change between two built sites."
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    print(report(**vars(parser.parse_args())), end="")
