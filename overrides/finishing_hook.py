"""The finishing step's hook: makes what MkDocs built fit to publish, or to preview."""

import logging
import os
from pathlib import Path

from content import settings, site_folder
from finishing import finish
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

log = logging.getLogger("mkdocs.hooks.finishing")
_preview = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Know a preview from a build; a part of a site can't be finished. Whoever serves the site may read it."""
    global _preview
    _preview = command == "serve"
    os.umask(0o022)
    if dirty:
        raise Abort("--dirty builds a part of the site, which can't be published. Leave it out")


def on_config(config: MkDocsConfig) -> None:
    """Stop before MkDocs empties a folder that no build wrote, and wait for other builds; a preview has its own."""
    if not _preview:
        site_folder.hold(Path(config.docs_dir))
        if problem := site_folder.problem(Path(config.site_dir), "Write --site-dir and another folder"):
            raise Abort(problem)


def on_env(env: Environment, **_) -> None:
    """Let Jinja keep the templates that it compiled, or a preview compiles all of them at each save."""
    if _preview:
        env.bytecode_cache = FileSystemBytecodeCache()


def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site that MkDocs has built; what stops this stops a build, and a preview goes on."""
    try:
        finish.finish(settings.load(Path(config.config_file_path).parent), Path(config.site_dir), preview=_preview)
    except (finish.FinishError, ValueError, OSError) as error:
        if not _preview:  # what is not finished must not be published
            raise Abort(str(error)) from None
        log.warning(str(error))
