"""The linter's hook: names mistakes in `mkdocs serve` and `mkdocs build`, and keeps them from stopping MkDocs."""

import logging
from collections.abc import Callable
from pathlib import Path

from content import front_matter, plain_errors, settings, unreadable_attributes
from linter import lint, report, settings_file, source_code
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.linter")
_known: lint.Known | None = None  # in a preview, which judges again only pages that have changed


def on_startup(*, command: str, **_) -> None:
    """Know a preview from a build."""
    global _known
    _known = {} if command == "serve" else None


def on_config(config: MkDocsConfig) -> None:
    """Stop before the build where the settings can't be read; let pages find what they include, and have any address."""
    root = Path(config.config_file_path).parent
    try:
        lint.prepare(root)
    except settings_file.SettingsError as error:
        raise Abort(str(error)) from None
    settings.find_includes(config.mdx_configs, root)
    config.markdown_extensions.append(unreadable_attributes.Unreadable())


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Go on showing the last good pages where settings that are saved anew would stop MkDocs; name what else does."""
    host, port = config.dev_addr
    if problem := plain_errors.of_port(host, port, f"mkdocs serve -a {host}:{{}}", server.address_family):
        raise Abort(problem)

    def build() -> None:
        try:
            lint.prepare(Path(config.config_file_path).parent)
        except settings_file.SettingsError as error:
            log.error(str(error))
        else:
            builder()

    server.builder = build


def on_build_error(error: Exception) -> None:
    """Say in a line what stops MkDocs, such as a template: pages that are open in a preview stay as they are."""
    if not isinstance(error, Abort | BuildError):  # which are said so already
        raise Abort(f"{plain_errors.line(error)}. The site can't be made until this is mended") from None


def on_page_read_source(page: Page, *, config: MkDocsConfig) -> str:
    """Read a page whatever its bytes are; front matter that can't be read isn't shown as text."""
    try:
        read = lint.read("", lint.read_bytes(Path(page.file.abs_src_path), Path(config.docs_dir)))
    except OSError:  # the linter names it
        return ""
    body = front_matter.body(read.source)
    head = read.source.removesuffix(body) if read.meta else "---\n{}\n---\n"
    if source_code.too_deep(read.source):  # it would stop MkDocs
        body = "This page can't be shown: a list, tag or note is nested too deep.\n"
    return head + body


def on_page_markdown(markdown: str, *, page: Page, **_) -> None:
    """Leave to MkDocs and the templates only front matter that they can bear; the linter names the rest."""
    page.meta = front_matter.bearable(page.meta)


def on_post_build(config: MkDocsConfig) -> None:
    """Say what the linter finds in the pages and in the HTML that MkDocs made of them."""
    findings = lint.lint(settings.load(Path(config.config_file_path).parent), Path(config.site_dir), known=_known)
    mistake = max(logging.WARNING, log.getEffectiveLevel())  # --quiet hides warnings, and a strict build would pass
    report.say(findings, lambda advice, line: log.log(logging.INFO if advice else mistake, line))
