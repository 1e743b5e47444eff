"""`make serve`: the preview of either engine, begun anew when code changes, with the linter's findings in its window.

MkDocs runs the linter itself and watches what pages are made of. Zensical does not, so it gets the linter beside it.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from content import plain_errors

ROOT = Path(__file__).resolve().parents[2]
PAUSE = 0.3  # seconds between two looks at the files
FILES = ("mkdocs.yml", "docs/**/*", "includes/**/*", "overrides/**/*")


def times(*patterns: str) -> dict[Path, int]:
    """Return when each file of the project that one of these patterns finds was written."""
    return {file: file.stat().st_mtime_ns for pattern in patterns for file in ROOT.glob(pattern) if file.exists()}


def serve(engine: str, port: int) -> None:
    """Serve the preview until this is stopped; an engine that ended by a mistake begins anew once that is mended."""
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # what is written there would count as a change
    code, commands = ["overrides/**/*.py"], [[sys.executable, "-m", engine, "serve", "--dev-addr", f"127.0.0.1:{port}"]]
    if engine == "zensical":
        commands.append([sys.executable, str(Path(__file__).with_name("lint_sources.py")), "--beside"])
        code.append("includes/**/*.md")  # it shows no page anew when what the page includes changes
    else:
        commands[0].append("--no-strict")  # a mistake is named and the preview goes on
    while True:
        before, everything = times(*code), times(*FILES)
        running = [subprocess.Popen(command, cwd=ROOT, env=variables, process_group=0) for command in commands]
        try:
            while before == times(*code):
                if running[0].poll() is not None:
                    print("The preview has ended. It begins anew when you save what mends it.", flush=True)
                    while everything == times(*FILES):
                        time.sleep(PAUSE)
                    break
                time.sleep(PAUSE)
        finally:
            for process in running:
                process.send_signal(signal.SIGINT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(5)
                process.kill()  # the signal may be lost where a library calls Python back


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--engine", choices=["mkdocs", "zensical"], default="mkdocs")
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args()
    if not (ROOT / "mkdocs.yml").is_file():  # MkDocs would wait for a pipe
        sys.exit("mkdocs.yml:1: this is no file. Bring it back")
    if problem := plain_errors.of_port("127.0.0.1", chosen.port, "make serve PORT={}"):
        sys.exit(problem)
    for stop in (signal.SIGINT, signal.SIGTERM):  # a shell's background job would ignore the first
        signal.signal(stop, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        serve(chosen.engine, chosen.port)
