"""What an image says to those who cannot see it."""

import re
from collections.abc import Iterator

from linter.markup import plain
from linter.page import Finding, Page

ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
DECORATIVE = re.compile(r"role\s*=\s*[\"']?(?:presentation|none)\b|aria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
OWN_ALT = re.compile(r"\balt\s*=\s*(?:\"[^\"]+\"|'[^']+'|[^\s\"'}]+)")
FILE_NAME = re.compile(
    r"\S.*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif|heic|ico)"
    r"|(?:img|dsc|dscn|dscf|pxl|mvimg|wp|screen ?shot|image|picture|photo|pic|slide|scan"
    r"|untitled|capture|whatsapp image)"
    r"(?:[ _-]*\(?\d[\d\s_.:()-]*(?:at[\s\d._:-]+)?(?:[ap]m)?\)?)?"
    r"|alt|alt ?text|image alt ?text|image description|description|logo|icon|graphic|placeholder|image here|thumbnail",
    re.IGNORECASE,
)
SLUG = re.compile(r"[\w]+(?:[-_][\w]+)+$|\w*\d{3,}\w*$")


def is_file_name(text: str, address: str) -> bool:
    """Return whether a text alternative is a file's name or a word that fits any image."""
    stem = re.sub(r".*/|\.\w+(?:[?#].*)?$", "", address)
    same = stem and text.casefold() == stem.casefold() and bool(SLUG.match(text))
    return bool(FILE_NAME.fullmatch(text)) or bool(same)


def judge_image(page: Page, start: int, text: str, address: str) -> Iterator[Finding]:
    """Give what is wrong with the text alternative of an image that begins at `start`, if anything is."""
    line = page.line_of(start)
    right = 'alt="What the image shows"' if page.in_html(start) else f"![What the image shows]({address})"
    if not text.strip():
        yield Finding(
            line,
            f"this image says nothing to those who can't see it. Say what it shows: {right}",
        )
    elif is_file_name(text.strip(), address):
        yield Finding(
            line,
            f'"{text.strip()}" doesn\'t say what this image shows. Describe it in words: {right}',
        )


def has_words_beside(page: Page, tag) -> bool:
    """Return whether an image with an empty `alt` stands in a link or a figure that has words of its own."""
    for name in ("a", "figure", "button"):
        start = page.prose.rfind(f"<{name}", 0, tag.start)
        end = page.prose.find(f"</{name}>", tag.end)
        if start >= 0 and end >= 0 and f"</{name}>" not in page.prose[start : tag.start]:
            return bool(plain(re.sub(r"<[^>]*>", "", page.prose[start:end])))
    return False
