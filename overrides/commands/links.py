"""`make links`: does every outgoing address of the built site still answer?

The report is Markdown, for the daily workflow's issue; nothing that a server says stands in it but numbers
and escaped addresses. The exit status is 1 where an address is dead, 2 where the settings are wrong.
"""

import asyncio
import contextlib
import ipaddress
import re
import socket
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from http.client import responses
from pathlib import Path
from urllib.parse import quote, urlsplit

import aiohttp
import yarl
from content import settings
from selectolax.lexbor import LexborHTMLParser

AGENT = {"User-Agent": "Mozilla/5.0 (compatible; link check of the International Participation site)"}
PERMANENT = {301, 308}
REFUSALS = {401, 403, 405, 429, 451}  # the server is there, but does not serve this program
PASSING = {429, 500, 502, 503, 504}
AT_ONCE = 8
PLAIN = ":/?#[]@!$&'()*+,;=%~"  # characters of addresses that are no markup within code


class State(StrEnum):
    """What a reader who follows an address meets; the value is its heading in the report."""

    DEAD = "Dead: correct or remove these links"
    MOVED = "Moved for good: write the new address"
    REFUSED = "Refused to this program: look with a browser"
    ALIVE = "Alive"


Answer = tuple[State, str]  # and in words, such as `404 Not Found`; of a moved one, its new address


class PrivateAddressError(OSError):
    """A host has an address that only some networks know: this program must not ask there."""


FAILURES = {  # the first that fits, in words of our own
    TimeoutError: "no answer in time",
    PrivateAddressError: "it leads to an address that only a private network knows",
    aiohttp.ClientConnectorDNSError: "no such host",
    aiohttp.ClientSSLError: "no secure connection: its certificate is not in order",
    aiohttp.ClientConnectorError: "no connection: the host refuses or is out of reach",
    aiohttp.TooManyRedirects: "it leads on without end",
    (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError): "it leads to what is no address",
    aiohttp.ClientError: "no answer that a browser understands",
}


def public_socket(address: tuple) -> socket.socket:
    """Give a socket for an address of the internet, as aiohttp asks for each connection."""
    family, kind, protocol, _, (host, *_) = address
    if not ipaddress.ip_address(host).is_global:
        raise PrivateAddressError("a private address")
    return socket.socket(family, kind, protocol)


def outgoing(site: Path, own: str) -> dict[str, str]:
    """Return the addresses that a built site links to, each with a page that has it, but for pages of this build.

    own: the address of the site.
    """
    found = {}
    for page in sorted(site.rglob("*.html")):
        for link in LexborHTMLParser(page.read_text(encoding="utf-8")).css('a[href^="http:"], a[href^="https:"]'):
            address = link.attrs["href"]
            file = site / urlsplit(address.removeprefix(own)).path
            if not (address.startswith(own) and (file.is_file() or (file / "index.html").is_file())):
                found.setdefault(address, page.relative_to(site).as_posix())
    return found


def places(root: Path, address: str) -> list[str]:
    """Return the files and lines in which the project in `root` writes an address."""
    exact = re.compile(re.escape(address) + r"""(?![^\s)>\]}"'])""")
    sources = ("docs/**/*.md", "includes/**/*.md", "mkdocs.yml", "overrides/theme/**/*.html")
    return [
        f"{file.relative_to(root).as_posix()}, line {number}"
        for file in (file for pattern in sources for file in sorted(root.glob(pattern)))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if exact.search(line)
    ]


async def ask(session: aiohttp.ClientSession, address: str) -> tuple[int, Answer]:
    """Ask for an address once, its text unread; return the status, 0 where there is none, and what it means."""
    try:
        async with session.get(address) as response:
            status, steps = response.status, [*response.history, response]
    except (aiohttp.ClientError, TimeoutError) as error:
        causes = error, getattr(error, "os_error", None)
        words = next(words for kind, words in FAILURES.items() if any(isinstance(cause, kind) for cause in causes))
        return 0, (State.DEAD, words)
    if status >= 400:
        words = f"{status} {responses.get(status, '')}".rstrip()
        return status, (State.REFUSED if status in REFUSALS else State.DEAD, words)
    asked = yarl.URL(address)
    now = next(step.url for step in steps if step.status not in PERMANENT).with_fragment(asked.fragment or None)
    return status, (State.ALIVE, "") if now == asked else (State.MOVED, str(now))


async def check(
    addresses: Iterable[str], *, each: float = 20, limit: float = 90, waits=(2, 4, 8), open_socket=public_socket
) -> dict[str, Answer]:
    """Ask for every address, some at a time, and return what each answers.

    each: seconds for one try, its redirects included; limit: seconds for all tries of an address.
    waits: the pauses before further tries, where there was no answer or a passing one.
    """
    turn = asyncio.Semaphore(AT_ONCE)
    found = dict.fromkeys(addresses, (State.DEAD, FAILURES[TimeoutError]))

    async def patiently(address: str) -> None:
        with contextlib.suppress(TimeoutError):  # then what the last try gave holds
            async with turn, asyncio.timeout(limit):
                for wait in (0, *waits):
                    await asyncio.sleep(wait)
                    status, found[address] = await ask(session, address)
                    if status and status not in PASSING:
                        break

    connector = aiohttp.TCPConnector(limit=0, socket_factory=open_socket)
    timeout = aiohttp.ClientTimeout(total=each)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout, headers=AGENT) as session:
        await asyncio.gather(*map(patiently, found))
    return found


def shown(address: str) -> str:
    """Return an address as code in Markdown, whatever characters it has."""
    return f"`{quote(address[:500], safe=PLAIN)}`"


def report(answers: Mapping[str, Answer], where: Mapping[str, list[str]], ignored: Mapping[str, str]) -> Iterator[str]:
    """Give the lines of the report: dead, moved and refused addresses with their places, then what was ignored."""
    for state in (State.DEAD, State.MOVED, State.REFUSED):
        if found := {address: words for address, (its, words) in answers.items() if its == state}:
            yield f"## {state}\n"
            for address, words in found.items():
                yield f"- {shown(address)}: {f'now {shown(words)}' if state == State.MOVED else words}"
                yield from (f"    - {place}" for place in where[address])
            yield ""
    if ignored:
        yield "## Not checked\n"
    for address, why in ignored.items():
        unused = "" if address in where else " **No page links to it any more: remove the entry.**"
        yield f"- {shown(address)}: {why}{unused}"
    alive = sum(state == State.ALIVE for state, _ in answers.values())
    yield f"\n{len(answers)} addresses checked: {alive} answer where they stand."


def main(root: Path, **patience) -> int:
    """Check the site that is built in `root`, as patiently as `check` is told; print the report, return the status."""
    try:
        ignored = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["links"]["ignore"]
    except (OSError, ValueError, LookupError) as error:
        sys.exit(f"pyproject.toml: [tool.links.ignore] can't be read ({error}). Bring it back as it was")
    if bare := [address for address, why in ignored.items() if not str(why).strip()]:
        print(f'pyproject.toml, [tool.links.ignore]: say why "{bare[0]}" is not to be checked.', file=sys.stderr)
        return 2
    links = outgoing(root / "site", settings.load(root).site_url)
    where = {address: places(root, address) or [f"built page {page}"] for address, page in links.items()}
    answers = asyncio.run(check([address for address in links if address not in ignored], **patience))
    if len(answers) > 1 and {words for _, words in answers.values()} <= {*FAILURES.values()}:
        sys.exit(f"None of {len(answers)} addresses answers: is this machine on the network? Nothing was judged.")
    print("\n".join(report(answers, where, ignored)))
    return int(any(state == State.DEAD for state, _ in answers.values()))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
