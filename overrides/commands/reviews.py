"""`make reviews`: which pages are due for review, as Markdown for the weekly workflow; fails where one is."""

import sys
from datetime import date
from pathlib import Path

from content import pages, review_dates
from content.settings import Settings
from linter import settings_file

NO_DATES = "its review dates are missing or wrong, or it can't be read"


def due_days(project: Settings) -> list[tuple[date, str]]:
    """Return the day on which each page of a project is due, and its file, the first ones first.

    A page whose front matter doesn't say, or that can't be read, is due from the beginning of time.
    """
    found = dict.fromkeys((file.relative_to(project.docs).as_posix() for file in project.docs.rglob("*.md")), date.min)
    for page in pages.pages(project):
        if (last := page.meta.get("last_reviewed")) and (period := page.meta.get("review_in")):
            found[page.source] = review_dates.due(last, period)
    return sorted((day, f"{project.docs.name}/{source}") for source, day in found.items())


def report(days: list[tuple[date, str]], today: date) -> str:
    """Return what is due on a day, or else what is due next."""
    late = [(page, f"due since {day}" if day > date.min else NO_DATES) for day, page in days if day <= today]
    if not late:
        return f"No page is due for review on {today}. Next: {days[0][1]}, on {days[0][0]}."
    remedy = f"Read each page and correct it, then set `last_reviewed: {today}` in its front matter."
    return "\n".join([f"Due for review on {today}:\n", *(f"- {page}: {why}" for page, why in late), "", remedy])


if __name__ == "__main__":
    try:
        today = date.fromisoformat(sys.argv[1]) if sys.argv[1:] else review_dates.today()
    except ValueError:
        sys.exit(f"{sys.argv[1]} is no day. Write it as in DATE=2027-06-01")
    days = due_days(settings_file.load(Path.cwd()))
    print(report(days, today))
    sys.exit(days[0][0] <= today)
