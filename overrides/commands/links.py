"""`make links`: does every outgoing address of the built site still answer?

The report is Markdown, so that the daily workflow can put it into an issue.
The exit status is 1 where an address is dead, 2 where the settings are wrong;
an address that moved or that refuses programs is only reported.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import urllib3
from selectolax.lexbor import LexborHTMLParser

AGENT = "Mozilla/5.0 (compatible; link check of the International Participation site)"
PERMANENT = {301, 308}
REFUSALS = {401, 403, 405, 429, 451}  # the server is there, but does not serve this program
TRY_AGAIN = {429, 500, 502, 503, 504}


class State(StrEnum):
    """What a reader who follows an address meets; the value is its heading in the report."""

    DEAD = "Dead: correct or remove these links"
    MOVED = "Moved for good: write the new address"
    REFUSED = "Refused to this program: look with a browser"
    ALIVE = "Alive"


@dataclass(frozen=True)
class Answer:
    """What an address answered, such as `404 Not Found`; of a moved one, its new address."""

    state: State
    words: str


class SettingsError(Exception):
    """An entry of `[tool.links.ignore]` is of no use."""


def outgoing(site: Path) -> dict[str, list[Path]]:
    """The http and https addresses that the built site links to, with the pages that have them.

    An address on the site's own host counts unless it is a page of this build:
    other parts of the host are not ours.
    """
    found: dict[str, list[Path]] = {}
    for page in sorted(site.rglob("*.html")):
        document = LexborHTMLParser(page.read_text(encoding="utf-8"))
        canonical = document.css_first('link[rel="canonical"]')
        here = canonical.attributes["href"] if canonical else ""
        root = here.removesuffix(page.relative_to(site).as_posix().removesuffix("index.html"))
        for link in document.css('a[href^="http:"], a[href^="https:"]'):
            address = link.attributes["href"]
            if root and address.startswith(root):
                path = site / urlsplit(address[len(root) :]).path
                if path.is_file() or (path / "index.html").is_file():
                    continue
            pages = found.setdefault(address, [])
            if page not in pages:
                pages.append(page)
    return found


def source(page: Path, site: Path, root: Path) -> Path | None:
    """The Markdown file of a built page, or None for a page that has none, such as 404.html."""
    name = page.relative_to(site)
    folder = root / "docs" / name.parent
    candidates = (
        [folder / "index.md", folder.with_suffix(".md")] if name.name == "index.html" else []
    )
    return next((file for file in candidates if file.is_file()), None)


def places(address: str, pages: Iterable[Path], site: Path, root: Path) -> list[str]:
    """Where to change an address: file and line of the Markdown, else of the settings and templates.

    An address that stands nowhere as it is gives the built pages instead.
    """
    exact = re.compile(re.escape(address) + r"""(?![^\s)>\]}"'])""")
    pages = list(pages)
    markdown = [file for page in pages if (file := source(page, site, root))]
    frame = [
        root / "mkdocs.yml",
        *sorted((root / "includes").rglob("*.md")),
        *sorted((root / "overrides").rglob("*.html")),
    ]
    for files in (markdown, frame):
        found = [
            f"{file.relative_to(root)}, line {number}"
            for file in files
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
            if exact.search(line)
        ]
        if found:
            return found
    return [f"built page {page.relative_to(site)}" for page in pages]


def new_address(address: str, history: Iterable[urllib3.util.retry.RequestHistory]) -> str:
    """Where an address moved for good: through permanent redirects, up to the first temporary one."""
    for step in history:
        if step.redirect_location:
            if step.status not in PERMANENT:
                break
            address = urljoin(address, step.redirect_location)
    return address


def ask(address: str, pool: urllib3.PoolManager) -> Answer:
    """Ask for an address with the pool's timeouts and retries; the text of the page is left unread."""
    try:
        response = pool.request("GET", address, preload_content=False)
    except urllib3.exceptions.MaxRetryError as error:
        return Answer(State.DEAD, reason(error.reason))
    except urllib3.exceptions.HTTPError as error:
        return Answer(State.DEAD, reason(error))
    response.close()
    words = f"{response.status} {response.reason or ''}".strip()
    if response.status in REFUSALS:
        return Answer(State.REFUSED, words)
    if response.status >= 400:
        return Answer(State.DEAD, words)
    now = new_address(address, response.retries.history)
    return Answer(State.ALIVE, words) if now == address else Answer(State.MOVED, now)


def reason(error: Exception | None) -> str:
    """A failure in words for a person."""
    match error:
        case urllib3.exceptions.NameResolutionError():
            return "no such host"
        case urllib3.exceptions.NewConnectionError():  # a kind of TimeoutError too
            return "no connection: the host refuses or is out of reach"
        case urllib3.exceptions.TimeoutError():
            return "no answer in time"
        case urllib3.exceptions.SSLError():
            return f"no secure connection: {error}"
        case urllib3.exceptions.LocationParseError():
            return "not an address"
        case _:
            return str(error)


def check(
    addresses: Iterable[str],
    timeout: float = 20,
    retries: int = 3,
    backoff: float = 2,
    retry_after: int = 60,
) -> dict[str, Answer]:
    """Ask for every address, eight at a time.

    timeout: seconds to wait for a connection, and again for an answer.
    retries: tries after the first, where there was no answer or a passing one (429, 5xx).
    backoff: seconds before the second retry; twice as long before each further one.
    retry_after: the most seconds that a server may ask for before a retry.
    """
    pool = urllib3.PoolManager(
        maxsize=8,
        timeout=urllib3.Timeout(connect=timeout, read=timeout),
        headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"},
        retries=urllib3.Retry(
            total=None,
            connect=retries,
            read=retries,
            status=retries,
            other=retries,
            redirect=10,
            status_forcelist=TRY_AGAIN,
            backoff_factor=backoff / 2,
            raise_on_status=False,
            retry_after_max=retry_after,
        ),
    )
    addresses = list(addresses)
    with ThreadPoolExecutor(max_workers=8) as workers:
        return dict(
            zip(addresses, workers.map(lambda address: ask(address, pool), addresses), strict=True)
        )


def ignored(settings: Mapping) -> dict[str, str]:
    """`[tool.links.ignore]` of pyproject.toml: each address that is not to be checked, with the reason.

    Raises:
        SettingsError: an entry gives no reason.
    """
    ignore = settings.get("tool", {}).get("links", {}).get("ignore", {})
    for address, why in ignore.items():
        if not isinstance(why, str) or not why.strip():
            raise SettingsError(
                f'pyproject.toml, [tool.links.ignore]: "{address}" has no reason. '
                f'Say why it cannot be checked: "{address}" = "answers only in Singapore"'
            )
    return dict(ignore)


def report(
    answers: Mapping[str, Answer], where: Mapping[str, list[str]], ignore: Mapping[str, str]
) -> Iterator[str]:
    """The lines of the report: dead, moved and refused addresses with their places, then what was ignored."""
    for state in (State.DEAD, State.MOVED, State.REFUSED):
        found = {address: answer for address, answer in answers.items() if answer.state == state}
        if found:
            yield f"## {state}\n"
            for address, answer in found.items():
                words = f"now <{answer.words}>" if state == State.MOVED else answer.words
                yield f"- <{address}>: {words}"
                yield from (f"    - {place}" for place in where[address])
            yield ""
    if ignore:
        yield "## Not checked\n"
        for address, why in ignore.items():
            unused = (
                "" if address in where else " **No page links to it any more: remove the entry.**"
            )
            yield f"- <{address}>: {why}{unused}"
        yield ""
    alive = sum(answer.state == State.ALIVE for answer in answers.values())
    yield f"{len(answers)} addresses checked: {alive} answer where they stand."


def main(root: Path, site: Path, **patience: float) -> int:
    """Check the built `site` of the project in `root` and print the report; `patience` goes to `check`.

    Returns:
        The exit status, as the module says.
    """
    try:
        ignore = ignored(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    links = outgoing(site)
    where = {address: places(address, pages, site, root) for address, pages in links.items()}
    answers = check([address for address in links if address not in ignore], **patience)
    print("\n".join(report(answers, where, ignore)))
    return int(any(answer.state == State.DEAD for answer in answers.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check every outgoing address of the built site.")
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"))
    sys.exit(main(Path.cwd(), parser.parse_args().site))
