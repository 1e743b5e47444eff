"""What an image says to those who cannot see it."""

import re
from collections.abc import Iterator

from linter.markup import Tag, plain
from linter.page import Finding, Page
from linter.tag_pairs import Within

TAG = re.compile(r"<[^>]*>")
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
    """Give what is wrong with the text alternative of an image, which begins at `start`."""
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


class WordsBeside:
    """Which images stand in a link or a figure that has words of its own."""

    def __init__(self, page: Page) -> None:
        self.page, self.around = page, Within(page, ("a", "figure", "button"))
        self.judged: dict[tuple[int, int], bool] = {}

    def __contains__(self, tag: Tag) -> bool:
        place = self.around.place(tag.start)
        if place and place not in self.judged:
            self.judged[place] = bool(plain(TAG.sub("", self.page.prose[slice(*place)])))
        return bool(place) and self.judged[place]
