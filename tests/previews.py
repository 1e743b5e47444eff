"""A running preview, for tests: what it prints and what it serves."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WAIT = 90  # seconds: a preview that takes longer is frozen


class Preview:
    """A running preview of the project in `root`; `output` has the lines that it has printed."""

    def __init__(self, root: Path, command: list[str], port: int):
        """Run what serves at a port: the arguments of Python."""
        self.root, self.address = root, f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": "overrides"},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # as a shell's background job begins
        )
        self.output: list[str] = []
        threading.Thread(target=lambda: self.output.extend(self.process.stdout), daemon=True).start()

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + WAIT
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{what} never came:\n" + "".join(self.output))
            time.sleep(0.1)

    def shows(self, page: str, words: str) -> None:
        """Wait until a page that it serves has these words."""

        def shown() -> bool:
            try:
                return words in urllib.request.urlopen(f"{self.address}{page}", timeout=10).read().decode()
            except OSError:
                return False

        self.until(shown, f"the words {words!r} in {page}")

    def says(self, words: str, since: int = 0) -> int:
        """Wait until it prints a line with these words after `since`; gives the number of lines by then."""
        self.until(lambda: any(words in line for line in self.output[since:]), repr(words))
        return len(self.output)


@contextmanager
def run(root: Path, *command: str) -> Iterator[Preview]:
    """Run a preview of the project in `root`, as long as the block: arguments of Python, a free port in place of `{}`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    preview = Preview(root, [argument.format(port) for argument in command], port)
    try:
        yield preview
    finally:
        preview.process.terminate()
        preview.process.wait(WAIT)
