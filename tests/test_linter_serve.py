"""`mkdocs serve` goes on serving while a page is bad, names it, and recovers: the real server."""

from collections.abc import Iterator
from pathlib import Path

import previews
import pytest
from test_linter_report import PAGE

GOOD = PAGE.replace("(https://www.apec.org/)", '(https://www.apec.org/){:target="_blank"}')


@pytest.fixture
def preview(project) -> Iterator[tuple[previews.Preview, Path]]:
    root = project({"bad.md": GOOD})
    with previews.run(root, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:{}") as running:
        yield running, root / "docs/bad.md"


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
