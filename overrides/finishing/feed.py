"""The updates notes of all pages, which readers see at the foot of each, as one Atom feed."""

import html
from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from content.pages import PageFile
from content.settings import Settings
from feedgenerator import Atom1Feed

SINGAPORE = ZoneInfo("Asia/Singapore")
NAME = "updates.xml"


def files(settings: Settings, pages: Sequence[PageFile]) -> dict[str, bytes]:
    """Return the feed (RFC 4287), newest note first, each dated at midnight in Singapore; nothing without a note.

    A note is known by its place on its page, counted from the oldest: a newer one does not change it.
    """
    notes = []
    for page in pages:
        oldest_first = enumerate(reversed(page.meta.get("updates", [])), start=1)
        notes += [(note["date"], page.url, number, note["note"], page.title) for number, note in oldest_first]
    if not notes:
        return {}
    name, home = settings.site_name, settings.site_url
    feed = Atom1Feed(f"Updates: {name}", home, None, language=settings.language, author_name=name, feed_url=home + NAME)
    for day, url, number, note, title in sorted(notes, reverse=True):
        moment = datetime.combine(day, time.min, SINGAPORE)
        address, text = home + url, html.escape(note, quote=False)
        feed.add_item(title, address, text, pubdate=moment, updateddate=moment, unique_id=f"{address}#update-{number}")
    return {NAME: feed.writeString("utf-8").encode()}
