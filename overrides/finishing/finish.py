"""Finishes each built page: reads it once, lets each concern change it, writes it once.

A concern is a module beside this one with a function that takes the page as a
selectolax document and changes it in place; see `new_tab.mark`. What depends on
all pages (the styles that any of them uses) is filled in when all are built; until
then each page says in place of its styles what it needs.
`mkdocs serve` leaves out everything that only a published site needs.
"""

import hashlib
import json
import posixpath
import re
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

# What stands in the pages until all are built
NEEDS = re.compile(r'<style>(\{"names": [^<]*\})</style>')
LOADER = "loader.fingerprint.js"


def prepare(document: LexborHTMLParser, path: str) -> None:
    """Make the page at a path of the site ready to be published, but for what depends on all pages."""
    if links := inline_styles.links(document):
        names, late_names = inline_styles.names(document)
        scripts = late_script.hold_back(document, LOADER)
        needs = {
            "names": sorted(names),
            "late_names": sorted(late_names),
            "sheets": _inside(path, [link.attrs["href"] for link in links]),
            "scripts": _inside(path, scripts.files),
            "inline": scripts.inline,
            "settings": [json.dumps(scripts.settings)],
        }
        inline_styles.replace(links, json.dumps(needs).replace("<", r"\u003c"), document)
    security.protect(document)


def _inside(path: str, addresses: list[str]) -> list[str]:
    """Paths in the site of addresses that the page at `path` uses."""
    folder = posixpath.dirname(path)
    return [posixpath.normpath(posixpath.join(folder, a)) for a in addresses if not a.startswith("/")]


def finish(folder: Path) -> None:
    """Fill the styles into all pages of a built site, and write the files that go with them."""
    pages = sorted(folder.rglob("*.html"))
    matches = (NEEDS.search(page.read_text(encoding="utf-8")) for page in pages)
    styles, loader = share(folder, [json.loads(text) for text in dict.fromkeys(m[1] for m in matches if m)])
    policies = {}
    for page in pages:
        html = page.read_text(encoding="utf-8")
        if needs := NEEDS.search(html):
            html = f"{html[: needs.start(1)]}{styles}{html[needs.end(1) :]}"
            html = html.replace(security.digest(needs[1]), security.digest(styles), 1)
            html = html.replace(LOADER, loader, 1)
        elif security.policy_of(html) is None:  # written by a plugin: a redirect
            document = LexborHTMLParser(html)
            security.protect(document)
            html = document.html
        page.write_text(html, encoding="utf-8")
        policies[security.policy_of(html)] = None
    (folder / "_headers").write_text(security.headers(folder, policies))


def share(folder: Path, needs: list[dict[str, list[str]]]) -> tuple[str, str]:
    """Write what the pages of a site share, in place of its style sheets.

    needs: what each page needs; see `prepare`.

    Gives the styles for within the pages, and the name of the loader.
    """

    def every(kind: str) -> list[str]:
        return [*dict.fromkeys(item for page in needs for item in page[kind])]

    def texts(paths: list[str]) -> list[str]:
        return [(folder / path).read_text(encoding="utf-8") for path in paths]

    def write(path: str, text: str) -> str:
        name, ending = posixpath.splitext(path)
        path = f"{name}.{hashlib.sha256(text.encode()).hexdigest()[:8]}{ending}"
        (folder / path).write_text(text, encoding="utf-8")
        return path

    sheets, scripts = every("sheets"), every("scripts")
    words = set[str]().union(*map(inline_styles.script_words, texts(scripts)))
    late = inline_styles.purge("".join(texts(sheets)), {*every("late_names"), *late_script.NAMES}, words)
    for sheet in sheets:
        (folder / sheet).unlink()
        (folder / f"{sheet}.map").unlink(missing_ok=True)
    late_styles = write(posixpath.join(posixpath.dirname(sheets[0]), "late.css"), late)
    place = posixpath.dirname(scripts[0])
    held = late_script.Scripts(scripts, every("inline"), json.loads(every("settings")[0]))
    loader = write(posixpath.join(place, "loader.js"), late_script.loader(held, late_styles, place))
    styles = inline_styles.purge(late, {*every("names"), *late_script.NAMES})
    return styles, posixpath.basename(loader)


published = False  # False while previewing


def on_startup(*, command: str, **_) -> None:
    global published
    published = command != "serve"


def on_files(files: Files, **_) -> None:
    for source in late_script.SOURCES:  # published within the pages and the loader
        files.remove(files.get_file_from_path(source))


def polish(html: str, path: str) -> str:
    """The finished HTML of the whole page at a path of the site."""
    document = LexborHTMLParser(white_space.fold(html) if published else html)
    for change in CONCERNS:
        change(document)
    if published:
        prepare(document, path)
    return document.html


def on_post_page(output: str, *, page: Page, **_) -> str:
    return polish(output, page.file.dest_uri)


def on_post_template(output_content: str, *, template_name: str, **_) -> str:
    return polish(output_content, template_name) if template_name.endswith(".html") else output_content


@event_priority(-100)  # after the plugins that write pages
def on_post_build(config: MkDocsConfig) -> None:
    if published:
        finish(Path(config.site_dir))
