"""Images: what they show, in words."""

import re
from collections.abc import Iterator

from linter.markup import plain
from linter.page import Finding, Page, rule

ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
DECORATIVE = re.compile(r"role\s*=\s*[\"']?(?:presentation|none)\b|aria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
OWN_ALT = re.compile(r"\balt\s*=\s*(?:\"[^\"]+\"|'[^']+'|[^\s\"'}]+)")
FILE_NAME = re.compile(
    r"\S.*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif|heic|ico)"
    r"|(?:img|dsc|dscn|dscf|pxl|mvimg|wp|screen ?shot|image|picture|photo|pic|slide|scan|untitled|capture|whatsapp image)"
    r"(?:[ _-]*\(?\d[\d\s_.:()-]*(?:at[\s\d._:-]+)?(?:[ap]m)?\)?)?"
    r"|alt|alt ?text|image alt ?text|image description|description|logo|icon|graphic|placeholder|image here|thumbnail",
    re.IGNORECASE,
)
SLUG = re.compile(r"[\w]+(?:[-_][\w]+)+$|\w*\d{3,}\w*$")


def is_file_name(text: str, address: str) -> bool:
    """Whether a text alternative is a file's name or a word that fits any image."""
    stem = re.sub(r".*/|\.\w+(?:[?#].*)?$", "", address)
    same = stem and text.casefold() == stem.casefold() and bool(SLUG.match(text))
    return bool(FILE_NAME.fullmatch(text)) or bool(same)


def _judge(page: Page, start: int, text: str, address: str) -> Iterator[Finding]:
    line = page.line_of(start)
    if not text.strip():
        yield Finding(
            line,
            f"this image says nothing to those who can't see it. Say what it shows: ![What the image shows]({address})",
        )
    elif is_file_name(text.strip(), address):
        yield Finding(
            line,
            f'"{text.strip()}" doesn\'t say what this image shows. Describe it in words: ![What the image shows]({address})',
        )


@rule(
    id="image-text",
    incorrect="![](../assets/images/favicon.svg)", correct="![Logo of Singapore Customs](../assets/images/favicon.svg)",
)
def text_alternative(page: Page) -> Iterator[Finding]:
    """An image has a text alternative that says what it shows."""
    for link in page.links:
        if link.image:
            attributes = ATTRIBUTES.match(page.body, link.end)
            given = attributes[0] if attributes else ""
            if not DECORATIVE.search(given) and not OWN_ALT.search(given):
                yield from _judge(page, link.start, link.text, link.address)
    for tag in page.tags:
        if tag.name == "img" and not tag.closing:
            attributes = tag.attributes
            decorative = attributes.get("role") in ("presentation", "none") or attributes.get("aria-hidden") == "true"
            if decorative or ("alt" in attributes and not attributes["alt"].strip() and _has_words_beside(page, tag)):
                continue
            yield from _judge(page, tag.start, attributes.get("alt", ""), attributes.get("src", "…"))


def _has_words_beside(page: Page, tag) -> bool:
    """Whether an image with an empty `alt` stands in a link or a figure that has words of its own."""
    for name in ("a", "figure", "button"):
        start = page.prose.rfind(f"<{name}", 0, tag.start)
        end = page.prose.find(f"</{name}>", tag.end)
        if start >= 0 and end >= 0 and f"</{name}>" not in page.prose[start : tag.start]:
            return bool(plain(re.sub(r"<[^>]*>", "", page.prose[start:end])))
    return False


RULES = (text_alternative,)
