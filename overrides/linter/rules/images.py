"""Images: what they show, in words."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from linter.braces import BRACES, parse
from linter.markup import plain
from linter.page import Finding, Page, rule
from linter.tag_pairs import Within

FILE_NAME = re.compile(
    r"\S.*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif|heic|ico)"
    r"|(?:img|dsc|dscn|dscf|pxl|mvimg|wp|screen ?shot|image|picture|photo|pic|slide|scan"
    r"|untitled|capture|whatsapp image)"
    r"(?:[ _-]*\(?\d[\d\s_.:()-]*(?:at[\s\d._:-]+)?(?:[ap]m)?\)?)?"
    r"|alt|alt ?text|image alt ?text|image description|description|logo|icon|graphic|placeholder|image here|thumbnail",
    re.IGNORECASE,
)
SLUG = re.compile(r"\w+(?:[-_][\w]+)+$|\w*\d{3,}\w*$")


def _is_file_name(text: str, address: str) -> bool:
    """Whether a text alternative is a file's name or a word that fits any image."""
    stem = re.sub(r".*/|\.\w+(?:[?#].*)?$", "", address)
    return bool(FILE_NAME.fullmatch(text) or text.casefold() == stem.casefold() and SLUG.match(text))


def _is_decorative(attributes: Mapping[str, str]) -> bool:
    """Whether an image is for the eyes alone."""
    return attributes.get("role") in ("presentation", "none") or attributes.get("aria-hidden") == "true"


def _judge(page: Page, start: int, text: str, address: str) -> Iterator[Finding]:
    """What is wrong with the text alternative of an image, which begins at `start`."""
    line = page.line_of(start)
    right = 'alt="What the image shows"' if page.in_html(start) else f"![What the image shows]({address})"
    if not text.strip():
        yield Finding(line, f"this image says nothing to those who can't see it. Say what it shows: {right}")
    elif _is_file_name(text.strip(), address):
        yield Finding(line, f'"{text.strip()}" doesn\'t say what this image shows. Describe it in words: {right}')


@rule(
    id="image-text",
    incorrect="![](../assets/images/favicon.svg)",
    correct="![Logo of Singapore Customs](../assets/images/favicon.svg)",
)
def text_alternative(page: Page) -> Iterator[Finding]:
    """An image has a text alternative that says what it shows."""
    for link in page.links:
        if link.image:
            braces = BRACES.match(page.body, link.end)
            attributes = braces and parse(braces[0][1:-1]) or {}
            if not _is_decorative(attributes) and not attributes.get("alt"):
                yield from _judge(page, link.start, link.text, link.address)
    around = Within(page, ("a", "figure", "button")) if "img" in page.tags_by_name else ()

    @cache
    def has_words(place: tuple[int, int] | None) -> bool:
        """Whether the link or figure around an image has words of its own; it may hold many images."""
        return bool(place and plain(page.prose[slice(*place)]))

    for tag in page.tags_by_name.get("img", ()):
        attributes = tag.attributes
        silent = "alt" in attributes and not attributes["alt"].strip()
        if not (_is_decorative(attributes) or silent and has_words(around.place(tag.start))):
            yield from _judge(page, tag.start, attributes.get("alt", ""), attributes.get("src", "…"))
