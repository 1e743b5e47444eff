"""The updates notes of all pages as one Atom feed.

The notes are the front matter's `updates`, as readers see them at the foot of a
page. Nothing in the feed depends on the time of the build.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from page_title import title

SINGAPORE = ZoneInfo("Asia/Singapore")
NAME = "updates.xml"


@dataclass(frozen=True)
class Update:
    """One note of one page.

    number: the note's place on its page, counted from the oldest, from 1: it stays
    the same when a newer note is added, so that a feed reader knows the note again.
    """

    day: date
    page: str
    address: str
    note: str
    number: int


def updates(page: Page) -> Iterator[Update]:
    """The notes of a page, newest first, as its front matter has them.

    A note without a proper date or text is passed over: the check of front matter reports it.
    """
    notes = page.meta.get("updates") or []
    for place, note in enumerate(notes):
        match note:
            case {"date": date() as day, "note": str(text)}:
                yield Update(day, title(page), page.canonical_url, text, len(notes) - place)


def atom(site_name: str, site_url: str, items: Iterable[Update]) -> str:
    """An Atom feed (RFC 4287) of the updates, newest first; each dated at midnight in Singapore.

    `site_url` ends in a slash.
    """
    feed = Atom1Feed(
        title=f"Updates: {site_name}",
        link=site_url,
        description=None,
        language="en-SG",
        author_name=site_name,
        feed_url=f"{site_url}{NAME}",
    )
    for item in sorted(items, key=lambda item: (item.day, item.address, item.number), reverse=True):
        moment = datetime.combine(item.day, time.min, SINGAPORE)
        feed.add_item(
            title=item.page,
            link=item.address,
            description=html.escape(item.note, quote=False),
            pubdate=moment,
            updateddate=moment,
            unique_id=f"{item.address}#update-{item.number}",
        )
    return feed.writeString("utf-8")


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Add the feed to the files of the site, now that every page's front matter is read."""
    items = [item for file in files.documentation_pages() for item in updates(file.page)]
    if not items:  # an empty feed would carry the time of the build
        return env
    content = atom(config.site_name, config.site_url, items)
    files.append(File.generated(config, NAME, content=content))
    env.globals["feed"] = NAME
    return env
