"""Finishes each built page: reads it once, lets each concern change it, writes it once.

A concern is a module beside this one with a function that takes the page as a
selectolax document and changes it in place; see `new_tab.mark`. What depends on
all pages (the styles that any of them uses) is filled in when all are built.
`mkdocs serve` leaves out everything that only a published site needs.
"""

import hashlib
import posixpath
from pathlib import Path

import inline_styles
import late_script
import markup
import new_tab
import search
import security
import white_space
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

CONCERNS = [search.prepare, new_tab.mark, markup.mend]

# Stand in the pages until all are built.
STYLES = "/* styles of the whole site */"
FINGERPRINT = "fingerprint"


class Site:
    """What the pages of a published build have in common."""

    def __init__(self) -> None:
        self.names: set[str] = set(late_script.NAMES)  # of what readers see at once
        self.late_names: set[str] = set(late_script.NAMES)  # of all
        self.sheets: dict[str, None] = {}  # paths in the site, in their order
        self.scripts: dict[str, None] = {}

    def prepare(self, document: LexborHTMLParser, path: str) -> None:
        """Make the page at a path of the site ready to be published."""
        seen, everything = inline_styles.names(document)
        self.names |= seen
        self.late_names |= everything
        sheets = inline_styles.replace_links(document, STYLES)
        if sheets:
            folder = posixpath.dirname(sheets[0])
            scripts = late_script.hold_back(document, f"{folder}/late.{FINGERPRINT}.css")
            self.sheets |= dict.fromkeys(_inside(path, sheets))
            self.scripts |= dict.fromkeys(_inside(path, scripts))
        security.protect(document)

    def finish(self, folder: Path) -> None:
        """Fill the styles into all pages, and write the files that go with them."""
        css = "".join((folder / sheet).read_text(encoding="utf-8") for sheet in self.sheets)
        words = set[str]().union(
            *(inline_styles.script_words((folder / s).read_text(encoding="utf-8")) for s in self.scripts)
        )
        styles = inline_styles.purge(css, self.names)
        late = inline_styles.purge(css, self.late_names, words)
        fingerprint = hashlib.sha256(late.encode()).hexdigest()[:8]
        for sheet in self.sheets:
            (folder / sheet).unlink()
            (folder / f"{sheet}.map").unlink(missing_ok=True)
        (folder / next(iter(self.sheets))).with_name(f"late.{fingerprint}.css").write_text(late)
        (folder / next(iter(self.scripts))).with_name(late_script.LOADER_NAME).write_text(late_script.LOADER)

        policies = {}
        for page in sorted(folder.rglob("*.html")):
            html = page.read_text(encoding="utf-8")
            if STYLES in html:
                html = html.replace(STYLES, styles, 1)
                html = html.replace(security.digest(STYLES), security.digest(styles), 1)
                html = html.replace(f"late.{FINGERPRINT}.css", f"late.{fingerprint}.css", 1)
            elif security.policy_of(html) is None:  # written by a plugin: a redirect
                document = LexborHTMLParser(html)
                security.protect(document)
                html = document.html
            page.write_text(html, encoding="utf-8")
            policies[security.policy_of(html)] = None
        (folder / "_headers").write_text(security.headers(folder, policies))


def _inside(path: str, addresses: list[str]) -> list[str]:
    """Paths in the site of addresses that the page at `path` uses."""
    folder = posixpath.dirname(path)
    return [posixpath.normpath(posixpath.join(folder, a)) for a in addresses if not a.startswith("/")]


published: Site | None = None  # None while previewing


def on_startup(*, command: str, **_) -> None:
    global published
    published = None if command == "serve" else Site()


def on_files(files: Files, **_) -> None:
    files.remove(files.get_file_from_path(late_script.SOURCE))  # published minified, with a fingerprint


def polish(html: str, path: str) -> str:
    """The finished HTML of the whole page at a path of the site."""
    document = LexborHTMLParser(white_space.fold(html) if published else html)
    for change in CONCERNS:
        change(document)
    if published:
        published.prepare(document, path)
    return document.html


def on_post_page(output: str, *, page: Page, **_) -> str:
    return polish(output, page.file.dest_uri)


def on_post_template(output_content: str, *, template_name: str, **_) -> str:
    return polish(output_content, template_name) if template_name.endswith(".html") else output_content


@event_priority(-100)  # after the plugins that write pages
def on_post_build(config: MkDocsConfig) -> None:
    if published:
        published.finish(Path(config.site_dir))
