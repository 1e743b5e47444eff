"""Large sites are rendered and checked in several processes, and nobody can tell from what comes out."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import workers
from rules.front_matter import EXAMPLE

ROOT = Path(__file__).resolve().parents[1]
PAGES = 60
MISTAKES = {
    7: "Customs recieves [a form](nowhere.md). [Part](page-08.md#nowhere). See [this](#nothing).\n",
    21: '--8<-- "gone.md"\n',
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


def build(folder: Path, processors: set[int], name: str) -> str:
    """Build the site of a folder on some processors only; gives what is printed."""
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", name],
        cwd=folder,
        env={**os.environ, "GITHUB_ACTIONS": "true", "SOURCE_DATE_EPOCH": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors),
    )
    assert run.returncode == 1, run.stdout
    return run.stdout.replace(name, "site")


def test_a_build_gives_and_says_the_same_with_and_without_processes(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    hook = ROOT / "overrides" / "hooks" / "guard.py"
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Test\nhooks: [{hook}]\nuse_directory_urls: true\n"
        "validation: {anchors: warn}\n"
        "markdown_extensions: [attr_list, {pymdownx.snippets: {check_paths: true, base_path: [includes]}}]\n"
    )
    for number in range(PAGES):
        front_matter = EXAMPLE.replace("Our", f"{number}").replace("/our-part/", f"/page-{number:02}/")
        text = f"{front_matter}\n## Heading {number}\n\nSome text.\n\n{MISTAKES.get(number, '')}"
        (docs / f"page-{number:02}.md").write_text(text)
    processors = os.sched_getaffinity(0)
    alone = build(tmp_path, {min(processors)}, "alone")
    together = build(tmp_path, processors, "together")
    assert "recieves" in alone
    assert "'nowhere.md'" in alone
    assert "'#nothing'" in alone
    assert "gone.md" in alone
    assert together == alone
    files = [path.relative_to(tmp_path / "alone") for path in (tmp_path / "alone").rglob("*") if path.is_file()]
    for file in files:
        assert (tmp_path / "together" / file).read_bytes() == (tmp_path / "alone" / file).read_bytes()
