"""Comments that switch a rule off."""

from collections.abc import Iterator

from linter import suppressions
from linter.page import Finding, Page, rule


@rule(
    id=suppressions.ID,
    incorrect="<!-- lint-disable-next-line link-text -->\n\nText.",
    correct="<!-- lint-disable-next-line link-text: the law says it so -->\n"
    'The form is [here](https://www.apec.org/){:target="_blank"}.',
)
def lint_comment(page: Page) -> Iterator[Finding]:
    """A comment that switches a rule off names the rule, says why, and is needed."""
    yield from suppressions.read(page)[1]
