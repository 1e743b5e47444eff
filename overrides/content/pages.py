"""The pages of the site: each Markdown file, its front matter, and where it is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from content import front_matter
from content.settings import Settings

# What the frame writes around the text of a page (theme/main.html). What a page itself writes can't
# move them: the first and the last of each count.
START, END = "<!-- text of the page -->", "<!-- end of the text -->"


@dataclass(frozen=True)
class PageFile:
    """A Markdown file and its place in the published site.

    source: its path below the folder of the pages, such as `about-us/index.md`.
    url: its address from the root of the site, such as `about-us/`; empty for the home page.
    meta: its front matter, without what its schema refuses.
    """

    source: str
    url: str
    meta: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Its title; where its front matter has none, the name of its file."""
        return self.meta.get("title") or PurePosixPath(self.source).stem

    @property
    def description(self) -> str:
        """What it is about, in a sentence; may be empty."""
        return self.meta.get("description", "")

    @property
    def updated(self) -> date | None:
        """The day of the newest of its updates; None where it has none."""
        return max((update["date"] for update in self.meta.get("updates", ())), default=None)

    @property
    def modified(self) -> date | None:
        """The day of the newest of its updates, or of its last review; None where it names neither."""
        return self.updated or self.meta.get("last_reviewed")

    @property
    def built(self) -> str:
        """The path of its HTML in the built site."""
        return self.url if self.url.endswith(".html") else f"{self.url}index.html"


def url_of(source: str) -> str:
    """Return the address of a Markdown file from the root of the site: `a/b.md` gives `a/b/`."""
    path = PurePosixPath(source)
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if folder == PurePosixPath(".") else f"{folder}/"


def pages(settings: Settings) -> Iterator[PageFile]:
    """Give the pages of the project that can be read, by their path."""
    for file in sorted(settings.docs.rglob("*.md")):
        source = file.relative_to(settings.docs).as_posix()
        if not file.is_file() or file.is_symlink():  # a pipe, or a file elsewhere
            continue
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # the linter names it
        yield PageFile(source, url_of(source), front_matter.bearable(front_matter.read(text)))


def split(html: str) -> tuple[str, str, str]:
    """Return what precedes the text of a built page, the text, and what follows it.

    A page without the marks of our frame, such as one that only leads on, has no text.
    """
    start, end = html.find(START), html.rfind(END)
    if start < 0 or end < start:
        return html, "", ""
    return html[: start + len(START)], html[start + len(START) : end], html[end:]


def text_of(site: Path, page: PageFile) -> str:
    """Return the HTML of a page's text from the built site; empty where the engine built none."""
    try:
        return split((site / page.built).read_text(encoding="utf-8"))[1]
    except (OSError, UnicodeDecodeError):
        return ""
