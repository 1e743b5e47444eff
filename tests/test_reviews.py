"""`make reviews` says what is due, on any day that is asked for."""

import os
import subprocess
import sys
from datetime import date

import pytest
import reviews
from conftest import ROOT
from content.settings import load


@pytest.fixture
def root(project):
    root = project()
    for page in (root / "docs").rglob("*.md"):
        page.unlink()
    project(
        {
            "a.md": "---\nlast_reviewed: 2026-08-31\nreview_in: 6 months\n---\nA.\n",
            "more/b.md": "---\nlast_reviewed: 2026-11-22\nreview_in: 1 year\n---\nB.\n",
        }
    )
    return root


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 2, 27), []),
        (date(2027, 2, 28), ["docs/a.md"]),
        (date(2027, 11, 22), ["docs/a.md", "docs/more/b.md"]),
    ],
)
def test_what_is_due(root, today, due):
    report = reviews.report(reviews.due_days(load(root)), today)
    if due:
        assert [line for line in report.splitlines() if line.startswith("- ")] == [
            f"- {page}: due since {day}" for day, page in reviews.due_days(load(root)) if page in due
        ]
        assert f"`last_reviewed: {today}`" in report
    else:
        assert report == f"No page is due for review on {today}. Next: docs/a.md, on 2027-02-28."


def test_a_page_without_a_review_date_or_that_cannot_be_read_is_due(root):
    (root / "docs" / "c.md").write_text("---\nlast_reviewed: soon\nreview_in: 6 months\n---\nC.\n")
    (root / "docs" / "d.md").write_text("No front matter.\n")
    (root / "docs" / "e.md").write_bytes(b"---\nlast_reviewed: 2026-11-22\nreview_in: 1 year\n---\nCaf\xe9.\n")
    os.mkfifo(root / "docs" / "f.md")
    report = reviews.report(reviews.due_days(load(root)), date(2026, 11, 23))
    for name in "cdef":
        assert f"docs/{name}.md: its review dates are missing or wrong, or it can't be read" in report


def test_the_command_takes_a_day_and_fails_when_pages_are_due(root):
    def run(day: str):
        command = [sys.executable, str(ROOT / "overrides/commands/reviews.py"), day]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "overrides")}
        return subprocess.run(command, cwd=root, env=environment, text=True, capture_output=True, check=False)

    assert (run("2027-02-27").returncode, run("2027-02-28").returncode) == (0, 1)
    assert "docs/a.md" in run("2027-02-28").stdout
    assert run("tomorrow").stderr == "tomorrow is no day. Write it as in DATE=2027-06-01\n"


def test_settings_that_cannot_be_read_are_named(root):
    (root / "mkdocs.yml").write_text("site_name: [\n")
    for name in ("reviews", "published"):
        command = [sys.executable, str(ROOT / f"overrides/commands/{name}.py")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "overrides")}
        said = subprocess.run(command, cwd=root, env=environment, text=True, capture_output=True, check=False).stderr
        assert said.startswith("mkdocs.yml:2: ") and "Traceback" not in said
