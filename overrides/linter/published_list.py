"""The list of published addresses, and where pages moved to."""

from pathlib import Path
from urllib.parse import unquote

from content import moved_pages
from content.settings import Settings


def read(text: str) -> dict[str, int]:
    """Return the addresses of a list with their lines."""
    lines = enumerate(text.split("\n"), start=1)
    return {line.strip(): number for number, line in lines if line.strip() and not line.startswith("#")}


def load(file: Path) -> dict[str, int]:
    """Return the addresses of a list that is a file, with their lines.

    Raises:
        OSError: it can't be read; its `strerror` says why in plain words.
    """
    try:
        return read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise OSError(0, "it is not saved as UTF-8", str(file)) from None


def of_site(settings: Settings) -> dict[str, int]:
    """Return the list of a site; empty where it has none or it can't be read, which a rule names."""
    name = settings.extra.get("published")
    try:
        return load(settings.root / name) if name else {}
    except OSError:
        return {}


def moved(settings: Settings) -> dict[str, str]:
    """Return the old addresses that lead on, such as `/old/`, and where to: an address of the site or a whole one."""
    own, found = settings.site_url, {}
    for built, address in moved_pages.targets(settings).items():
        new = address.partition("#")[0]
        old = f"/{built.removesuffix('index.html')}"
        found[old] = f"/{unquote(new.removeprefix(own))}" if new.startswith(own) else new
    return found
