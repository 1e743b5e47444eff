"""Images: what they show, in words."""

from collections.abc import Iterator

from linter.alternatives import ATTRIBUTES, DECORATIVE, OWN_ALT, WordsBeside, judge_image
from linter.page import Finding, Page, rule


@rule(
    id="image-text",
    incorrect="![](../assets/images/favicon.svg)",
    correct="![Logo of Singapore Customs](../assets/images/favicon.svg)",
)
def text_alternative(page: Page) -> Iterator[Finding]:
    """An image has a text alternative that says what it shows."""
    for link in page.links:
        if link.image:
            attributes = ATTRIBUTES.match(page.body, link.end)
            given = attributes[0] if attributes else ""
            if not DECORATIVE.search(given) and not OWN_ALT.search(given):
                yield from judge_image(page, link.start, link.text, link.address)
    with_words = WordsBeside(page)
    for tag in page.tags_by_name.get("img", ()):
        if not tag.closing:
            attributes = tag.attributes
            decorative = attributes.get("role") in ("presentation", "none") or attributes.get("aria-hidden") == "true"
            if decorative or ("alt" in attributes and not attributes["alt"].strip() and tag in with_words):
                continue
            yield from judge_image(page, tag.start, attributes.get("alt", ""), attributes.get("src", "…"))


RULES = (text_alternative,)
