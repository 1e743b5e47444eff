"""`make serve`: under either engine the preview shows what changed, and the linter speaks in the same window."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import previews
import pytest
from content.pages import START

SERVE = "overrides/commands/serve.py"


@pytest.fixture(params=["mkdocs", "zensical"])
def preview(request, project) -> Iterator[previews.Preview]:
    with previews.run(project(), SERVE, "--engine", request.param, "--port", "{}") as running:
        running.shows("glossary/", "</html>")
        yield running


def test_what_is_saved_is_taken_up_and_a_mistake_is_named(preview):
    """A template, a page, and last the linter's own code."""
    page, frame = (preview.root / name for name in ("docs/glossary.md", "overrides/theme/main.html"))
    lines = page.read_text(encoding="utf-8").rstrip("\n")
    frame.write_text(frame.read_text(encoding="utf-8").replace(START, f"{START}<b>In the frame</b>"), encoding="utf-8")
    preview.shows("glossary/", "In the frame")
    page.write_text(f"{lines}\n\nThe words HSX are new.\n", encoding="utf-8")
    preview.shows("glossary/", "are new.")
    since = len(preview.output)
    page.write_text(f"{lines}\n\nForms go to [APEC](https://www.apec.org/) now.\n", encoding="utf-8")
    preview.says(f"docs/glossary.md:{lines.count(chr(10)) + 3}: this link opens in the same tab", since)
    since = len(preview.output)
    code = preview.root / "overrides/linter/lint.py"
    code.write_text(code.read_text(encoding="utf-8") + "\nprint('The new code runs.', flush=True)\n", encoding="utf-8")
    preview.says("The new code runs.", since)


def test_a_template_that_cannot_be_read_is_said_and_the_preview_goes_on(preview):
    frame, page = (preview.root / name for name in ("overrides/theme/main.html", "docs/glossary.md"))
    good, since = frame.read_text(encoding="utf-8"), len(preview.output)
    frame.write_text(good.replace(START, f"{START}{{% nonsense %}}"), encoding="utf-8")
    preview.says("nonsense", since)
    if "mkdocs" in preview.process.args:  # Zensical prints its own
        assert "Traceback" not in "".join(preview.output)
        line = good[: good.index(START)].count("\n") + 1
        preview.says(f"overrides/theme/main.html:{line}: Encountered unknown tag", since)
    frame.write_text(good.replace(START, f"{START}<b>Mended</b>"), encoding="utf-8")
    preview.shows("glossary/", "Mended")
    page.write_text(page.read_text(encoding="utf-8") + "\nNew words.\n", encoding="utf-8")
    preview.shows("glossary/", "New words.")


def test_an_engine_that_ended_begins_anew(project):
    with previews.run(project(), SERVE, "--engine", "zensical", "--port", "{}") as running:
        running.shows("glossary/", "</html>")
        page = running.root / "docs/glossary.md"
        good = page.read_bytes()
        page.write_bytes(good + b"\n\xff\n")
        running.says("The preview has ended")
        page.write_bytes(good + b"\nMended.\n")
        running.shows("glossary/", "Mended.")


def test_what_does_not_end_when_it_is_asked_to_is_ended(project):
    """A library that calls Python back can lose the signal."""
    root = project()
    linter = root / "overrides/commands/lint_sources.py"
    text = linter.read_text(encoding="utf-8")
    deaf = "__import__('signal').signal(2, 1)  # ignores what asks it to end\n    os.nice(10)"
    linter.write_text(text.replace("os.nice(10)", deaf), encoding="utf-8")
    with previews.run(root, SERVE, "--engine", "zensical", "--port", "{}") as running:
        running.shows("glossary/", "</html>")
        running.says("The linter finds")
        since = len(running.output)
        linter.write_text(text, encoding="utf-8")
        running.says("The linter finds", since)


PORTS = {  # what serves at a port, and what it says of one that can't be served at
    "make": ([SERVE, "--port", "{}"], "make serve PORT={}"),
    "mkdocs": (["-m", "mkdocs", "serve", "-a", "127.0.0.1:{}"], "mkdocs serve -a 127.0.0.1:{}"),
}


@pytest.mark.parametrize("program", PORTS)
@pytest.mark.parametrize("port", ["in use", 99999])
def test_a_port_in_use_or_impossible_is_named_with_the_way_out(project, program, port):
    command, remedy = PORTS[program]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1] if port == "in use" else port
        command = [sys.executable, *(argument.format(port) for argument in command)]
        variables = {**os.environ, "PYTHONPATH": "overrides", "NO_MKDOCS_2_WARNING": "1"}
        result = subprocess.run(command, cwd=project(), text=True, capture_output=True, env=variables)
    said = result.stdout + result.stderr
    assert result.returncode == 1 and "Traceback" not in said, said
    assert f"Port {port} of 127.0.0.1 is in use or impossible. Choose one: {remedy.format(port % 65535 + 1)}" in said
