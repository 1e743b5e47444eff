"""When a review is due: one rule, which Python and the template both follow."""

from datetime import UTC, date, datetime, timedelta

import jinja2
import pytest
import snippets
from content import front_matter, review_dates

CASES = [
    ("2026-11-22", "6 months", "2027-05-22"),
    ("2026-08-31", "6 months", "2027-02-28"),
    ("2027-08-31", "6 months", "2028-02-29"),
    ("2024-02-29", "1 year", "2025-02-28"),
    ("2026-12-31", "1 month", "2027-01-31"),
    ("2026-01-15", "2 years", "2028-01-15"),
    ("2026-05-31", "18 months", "2027-11-30"),
]


@pytest.mark.parametrize(("last", "period", "day"), CASES)
def test_a_period_ends_on_the_same_day_or_the_last_of_its_month(last, period, day):
    assert review_dates.due(date.fromisoformat(last), period) == date.fromisoformat(day)


@pytest.mark.parametrize("period", ["", "soon", "6", "six months", "0 months", "6 weeks", "6  months"])
def test_what_is_no_period_is_refused(period):
    assert front_matter.bearable({"title": "A", "review_in": period}) == {"title": "A"}


def test_readers_see_the_day_that_the_checks_use():
    loader = jinja2.FileSystemLoader(snippets.ROOT / "overrides/theme")
    config = {"theme": {"language": snippets.settings().language}}
    macros = jinja2.Environment(loader=loader).get_template("macros/dates.html", globals={"config": config})
    later = macros.module.later
    for period in ("1 month", "3 months", "6 months", "11 months", "1 year", "2 years"):
        for days in range(0, 1500, 3):
            last = date(2026, 11, 22) + timedelta(days)
            assert f'datetime="{review_dates.due(last, period)}"' in str(later(last, period)), (
                last,
                period,
            )


def test_today_is_the_day_in_singapore(monkeypatch):
    class Clock:
        """In London it is four in the afternoon, in Singapore midnight."""

        now = datetime(2026, 11, 22, 16, tzinfo=UTC).astimezone

    monkeypatch.setattr(review_dates, "datetime", Clock)
    assert review_dates.today() == date(2026, 11, 23)
