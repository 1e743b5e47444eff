"""`mkdocs serve` goes on serving while a page is bad, names it, and recovers: the real server."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator

import pytest
from test_linter_report import PAGE

GOOD = PAGE.replace("(https://www.apec.org/)", '(https://www.apec.org/){:target="_blank"}')
WAIT = 60  # seconds: a preview that takes longer is frozen


class Preview:
    """A running `mkdocs serve` of a project."""

    def __init__(self, root):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.output: list[str] = []
        threading.Thread(target=lambda: self.output.extend(self.process.stdout), daemon=True).start()

    def says(self, words: str, since: int = 0) -> int:
        """Wait until it prints a line with these words after `since`; gives the number of lines by then."""
        self._until(lambda: any(words in line for line in self.output[since:]), words)
        return len(self.output)

    def shows(self, page: str, words: str) -> None:
        """Wait until a page that it serves has these words."""

        def shown() -> bool:
            try:
                return words in urllib.request.urlopen(f"http://{self.address}/{page}", timeout=10).read().decode()
            except OSError:
                return False

        self._until(shown, f"{page}: {words}")

    def _until(self, condition, what: str) -> None:
        end = time.monotonic() + WAIT
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{what!r} never came:\n" + "".join(self.output))
            time.sleep(0.1)


@pytest.fixture
def preview(project) -> Iterator[tuple[Preview, "os.PathLike"]]:
    root = project({"bad.md": GOOD})
    running = Preview(root)
    yield running, root / "docs/bad.md"
    running.process.terminate()
    running.process.wait()


def test_the_preview_survives_bad_pages_and_recovers(preview):
    server, file = preview
    server.says("Serving on")
    server.shows("bad/", "See <a")

    bad_pages = [
        (GOOD.replace("now.", "caf\xe9.").encode("latin-1"), "docs/bad.md:9: this file isn't saved as UTF-8", "See <a"),
        (b"---\ntitle: [a\n---\n\nBroken head.\n", "docs/bad.md:", "Broken head."),
        (b"\x00\x01\xff\xfe---\n", "docs/bad.md:1: this file isn't saved as UTF-8", ""),
        (b'Gone: no head.\n\n--8<-- "gone.md"\n', "docs/bad.md:3: there is no gone.md to include", "Gone: no head."),
        (PAGE.encode(), "docs/bad.md:9: this link opens in the same tab", "See <a"),
    ]
    for data, message, words in bad_pages:
        since = len(server.output)
        file.write_bytes(data)
        since = server.says(message, since)
        server.shows("bad/", words)
        server.shows("", "<main")

    file.write_text(GOOD)
    server.says("Reloading browsers", since)
    server.shows("bad/", 'target="_blank"')
    assert not [line for line in server.output[since + 1 :] if "docs/bad.md" in line and "[unlisted-page]" not in line]
