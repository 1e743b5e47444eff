"""Fills and polishes the pages of a large site in a process for each processor.

MkDocs takes one page after the other: it asks the hooks and plugins for the context, fills the
template, and has them finish the page. For a site of many pages other processes do all that, and
MkDocs takes from them what it writes.

So a hook or plugin must not remember anything of `on_page_context` and `on_post_page`: on a large
site it would forget it.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from functools import partial
from itertools import chain
from typing import Any

import workers
from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def fill(
    page: Page,
    *,
    config: MkDocsConfig,
    plugins: PluginCollection,
    nav: Navigation,
    files: Sequence[File],
    env: Environment,
) -> str:
    """The finished HTML of a page: what MkDocs does for it once all are rendered, short of writing it."""
    page.active = True
    context = get_context(nav, files, config, page)
    template = env.get_template(page.meta.get("template", "main.html"))
    context = plugins.on_page_context(context, page=page, config=config, nav=nav)
    output = plugins.on_post_page(template.render(context), page=page, config=config)
    page.active = False
    return output


class Taken:
    """A template that for a page gives what `fill` gave, and fills itself for what is no page."""

    def __init__(self, template: Template, filled: Iterator[str]) -> None:
        self.template = template
        self.filled = filled

    def render(self, context: dict[str, Any]) -> str:
        return next(self.filled) if context["page"] else self.template.render(context)


_whole_build = False  # neither a preview nor a build of what changed
_nav: Navigation


def on_startup(*, command: str, dirty: bool) -> None:
    global _whole_build
    _whole_build = command != "serve" and not dirty


def on_nav(nav: Navigation, **_) -> None:
    global _nav
    _nav = nav


@event_priority(-100)  # after the hooks that add to the environment
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Start to fill the pages in other processes, and have MkDocs take them instead of filling them."""
    written = files.documentation_pages()
    pages = [file.page for file in written]
    processes = workers.number(pages) if _whole_build else 0
    if not processes:
        return env
    plugins = PluginCollection(config.plugins)
    plugins.events = config.plugins.events
    config.plugins.events = plugins.events | {"page_context": [], "post_page": []}
    work = partial(fill, config=config, plugins=plugins, nav=_nav, files=written, env=env)
    # The first page is filled here: every process then knows the templates.
    filled = chain([work(pages[0])], workers.results(pages[1:], work, processes))
    taking = copy(env)
    taking.get_template = lambda name: Taken(env.get_template(name), filled)
    return taking
