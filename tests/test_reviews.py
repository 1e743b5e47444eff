"""`make reviews` says what is due, on any day that is asked for."""

import os
import subprocess
import sys
from datetime import date

import pytest
import reviews
from conftest import ROOT


@pytest.fixture
def root(tmp_path):
    docs = tmp_path / "docs"
    (docs / "more").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\nsite_url: https://own.example/\n")
    (docs / "a.md").write_text("---\nlast_reviewed: 2026-08-31\nreview_in: 6 months\n---\nA.\n")
    (docs / "more" / "b.md").write_text("---\nlast_reviewed: 2026-11-22\nreview_in: 1 year\n---\nB.\n")
    return tmp_path


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 2, 27), []),
        (date(2027, 2, 28), ["docs/a.md"]),
        (date(2027, 11, 22), ["docs/a.md", "docs/more/b.md"]),
    ],
)
def test_what_is_due(root, today, due):
    report = reviews.report(reviews.due_days(root), today)
    if due:
        assert [line for line in report.splitlines() if line.startswith("- ")] == [
            f"- {page}: due since {day}" for day, page in reviews.due_days(root) if page in due
        ]
        assert f"`last_reviewed: {today}`" in report
    else:
        assert report == f"No page is due for review on {today}. Next: docs/a.md, on 2027-02-28."


def test_a_page_without_a_review_date_is_due(root):
    (root / "docs" / "c.md").write_text("---\nlast_reviewed: soon\nreview_in: 6 months\n---\nC.\n")
    (root / "docs" / "d.md").write_text("No front matter.\n")
    report = reviews.report(reviews.due_days(root), date(2026, 11, 23))
    assert "docs/c.md: its review dates are missing or wrong" in report
    assert "docs/d.md: its review dates are missing or wrong" in report


def test_the_command_takes_a_day_and_fails_when_pages_are_due(root):
    def run(day: str):
        command = [sys.executable, str(ROOT / "overrides/commands/reviews.py"), day]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "overrides")}
        return subprocess.run(command, cwd=root, env=environment, text=True, capture_output=True, check=False)

    assert (run("2027-02-27").returncode, run("2027-02-28").returncode) == (0, 1)
    assert "docs/a.md" in run("2027-02-28").stdout
