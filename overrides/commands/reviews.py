"""`make reviews`: which pages are due for review.

The exit status is 1 where a page is due. The report is Markdown, so that the
weekly workflow can put it into an issue.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content import front_matter, review_dates


@dataclass(frozen=True, order=True)
class Review:
    """The next review of a page.

    day: when it is due; None where the front matter does not say.
    """

    day: date | None
    page: str


def plan(root: Path) -> Iterator[Review]:
    """The next review of every page of the project in `root`."""
    for file in sorted((root / "docs").rglob("*.md")):
        meta = front_matter.read(file.read_text(encoding="utf-8-sig"))
        try:
            day = review_dates.due(meta["last_reviewed"], meta["review_in"])
        except (KeyError, AttributeError, TypeError, ValueError):
            day = None
        yield Review(day, file.relative_to(root).as_posix())


def report(reviews: list[Review], today: date) -> str:
    """What is due on a day, or else what is due next."""
    lines = [
        f"- {item.page}: `last_reviewed` or `review_in` is missing or wrong in its front matter"
        for item in reviews
        if item.day is None
    ]
    dated = sorted(item for item in reviews if item.day)
    lines += [f"- {item.page}: due since {item.day}" for item in dated if item.day <= today]
    if lines:
        help = (
            f"Read each page and correct it, then set `last_reviewed: {today}` in its front matter."
        )
        return "\n".join([f"Due for review on {today}:\n", *lines, "", help])
    ahead = f" Next: {dated[0].page}, on {dated[0].day}." if dated else ""
    return f"No page is due for review on {today}.{ahead}"


def is_due(item: Review, today: date) -> bool:
    return item.day is None or item.day <= today


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Say which pages are due for review.")
    parser.add_argument(
        "--date", type=date.fromisoformat, default=review_dates.today(), help="such as 2027-06-01"
    )
    today = parser.parse_args().date
    reviews = list(plan(Path.cwd()))
    print(report(reviews, today))
    sys.exit(any(is_due(item, today) for item in reviews))
