"""When a page is next due for review, and what day it is where its owners work."""

import calendar
from datetime import date, datetime
from zoneinfo import ZoneInfo

PERIOD = r"^[1-9][0-9]? (month|year)s?$"


def due(last_reviewed: date, review_in: str) -> date:
    """Return the day on which a page is due: its last review plus a `PERIOD`, such as `6 months` or `1 year`.

    The last day of a month stays in its month: 31 August plus 6 months is the last day of February.
    `overrides/theme/macros/dates.html` computes the same for readers.
    """
    number = int(review_in.split()[0])
    months = number * 12 if "year" in review_in else number
    year, month = divmod(last_reviewed.year * 12 + last_reviewed.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(last_reviewed.day, last_day))


def today() -> date:
    """Return today in Singapore."""
    return datetime.now(ZoneInfo("Asia/Singapore")).date()
