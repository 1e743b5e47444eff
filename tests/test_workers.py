"""Large sites are rendered and checked in several processes, and nobody can tell from what comes out."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import conftest
import workers
from rules.front_matter import EXAMPLE

PAGES = 60
MISTAKES = {
    7: "Customs recieves [a form](nowhere.md). [Part](page-08.md#nowhere). See [this](#nothing).\n",
    21: '--8<-- "gone.md"\n',
    40: "| Body | Level | Role of Singapore Customs | Since | Section |\n| - | - | - | - | - |\n| Customs | | | | |\n",
    30: "The [World Customs Organisation](https://www.wcoomd.org/) met.\n",
}


def test_results_come_in_order_from_other_processes():
    found = list(workers.results(range(7), lambda number: (number, os.getpid()), 3))
    assert [number for number, _ in found] == list(range(7))
    processes = {process for _, process in found}
    assert len(processes) == 3
    assert os.getpid() not in processes


def test_what_a_killed_process_leaves_is_done_here():
    here = os.getpid()

    def work(number: int) -> int:
        if number == 3 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    assert list(workers.results(range(8), work, 2)) == [number * number for number in range(8)]


def test_there_are_no_more_processes_than_processors_or_than_the_work_is_worth(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # other tests leave the browser's
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(64))
    assert [workers.number(range(items)) for items in (4, 49, 50, 100, 5000)] == [0, 0, 2, 4, 64]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(1))
    assert workers.number(range(5000)) == 0


def build(folder: Path, processors: set[int], name: str) -> str:
    """Build the site of a folder on some processors only; gives what is printed."""
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", name],
        cwd=folder,
        env={**os.environ, "GITHUB_ACTIONS": "true", "SOURCE_DATE_EPOCH": "1", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors),
    )
    assert run.returncode == 1, run.stdout
    return re.sub(r"[\d.]+ seconds", "", run.stdout.replace(name, "site"))


def test_a_build_gives_and_says_the_same_with_and_without_processes(project):
    folder = project()
    for number in range(PAGES):
        front_matter = EXAMPLE.replace("Our", f"{number}").replace("/our-part/", f"/page-{number:02}/")
        text = f"{front_matter}\n## Heading {number}\n\nSome text.\n\n{MISTAKES.get(number, '')}"
        (folder / "docs" / f"page-{number:02}.md").write_text(text)
    processors = os.sched_getaffinity(0)
    alone = build(folder, {min(processors)}, "alone")
    together = build(folder, processors, "together")
    assert "recieves" in alone
    assert "'nowhere.md'" in alone
    assert "'#nothing'" in alone
    assert "gone.md" in alone
    assert "page-40.md: the front matter needs `as_at`" in alone  # said while the templates are filled
    assert together == alone
    assert conftest.contents(folder / "together") == conftest.contents(folder / "alone")
