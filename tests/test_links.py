"""`make links` tells dead, moved and refused addresses apart, against a server on this machine."""

import asyncio
import http.server
import socket
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import links
import pytest
from conftest import ROOT

ALIVE, MOVED, REFUSED, DEAD = links.State.ALIVE, links.State.MOVED, links.State.REFUSED, links.State.DEAD


def any_socket(address):
    """Let the tests ask on this machine, which is no public address."""
    return socket.socket(*address[:3])


PATIENT = {"waits": (0, 0), "open_socket": any_socket}


def apart(function, *arguments, **settings):
    """Call a function in a thread: the browser of other tests has an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function, *arguments, **settings).result()


def check(*addresses, **patience):
    return apart(lambda: asyncio.run(links.check(addresses, **{**PATIENT, **patience})))


@pytest.fixture(scope="module")
def server():
    """A server that answers by path: /404 with 404, /recovers with 500 once, /never not at all."""
    asked = Counter()
    over = threading.Event()
    leads = {
        "301": "/200", "308": "/301", "302": "/200", "moved-then-302": "/302", "gone-after-move": "/404",
        "odd": "/<b>`@someone](javascript:x)", "round": "/round", "nowhere": "javascript:alert(1)",
    }  # fmt: skip

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            path = self.path.strip("/")
            asked[path] += 1
            if path == "never":
                over.wait()
                return
            if path == "drip":  # a byte now and then: no single wait is long
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not over.wait(0.05):
                    try:
                        self.wfile.write(b"x")
                    except OSError:
                        return
                return
            status = {"gone-after-move": 301, "moved-then-302": 301, "odd": 301, "round": 302, "nowhere": 302}.get(path)
            if path in ("recovers", "busy"):
                status = {"recovers": 500, "busy": 429}[path] if asked[path] == 1 else 200
            if status is None:
                status = int(path) if path.isdigit() else 200
            self.send_response(status, "words of the server's own `<b>")
            if path in leads:
                self.send_header("Location", leads[path])
            self.send_header("Content-Length", "0")
            self.end_headers()

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{running.server_port}/", asked=asked)
    over.set()
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("path", "state", "words"),
    [
        ("200", ALIVE, ""),
        ("302", ALIVE, ""),
        ("200#part", ALIVE, ""),
        ("recovers", ALIVE, ""),
        ("busy", ALIVE, ""),
        ("301", MOVED, "200"),
        ("301#part", MOVED, "200#part"),
        ("308", MOVED, "200"),
        ("moved-then-302", MOVED, "302"),
        ("401", REFUSED, "401 Unauthorized"),
        ("403", REFUSED, "403 Forbidden"),
        ("429", REFUSED, "429 Too Many Requests"),
        ("404", DEAD, "404 Not Found"),
        ("410", DEAD, "410 Gone"),
        ("500", DEAD, "500 Internal Server Error"),
        ("599", DEAD, "599"),
        ("gone-after-move", DEAD, "404 Not Found"),
        ("round", DEAD, "it leads on without end"),
        ("nowhere", DEAD, "it leads to what is no address"),
    ],
)
def test_what_an_answer_means(server, path, state, words):
    address = server.url + path
    assert check(address) == {address: (state, server.url + words if state == MOVED else words)}


def test_no_answer_is_dead_after_a_retry(server):
    address = server.url + "never"
    assert check(address, each=0.3, waits=(0,)) == {address: (DEAD, "no answer in time")}
    assert server.asked["never"] == 2


@pytest.mark.timeout(120)
def test_an_address_has_a_limit_in_all_however_it_answers(server):
    address = server.url + "drip"  # without the limit, this would go on beyond that of the test
    assert check(address, each=600, limit=1) == {address: (DEAD, "no answer in time")}


def test_a_passing_failure_is_retried_but_a_missing_page_is_not(server):
    before = server.asked["404"], server.asked["503"]
    check(server.url + "404", server.url + "503")
    assert (server.asked["404"] - before[0], server.asked["503"] - before[1]) == (1, 3)


def test_hosts_that_are_not_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    unknown = "https://nowhere.invalid/"
    assert check(closed, unknown) == {
        closed: (DEAD, "no connection: the host refuses or is out of reach"),
        unknown: (DEAD, "no such host"),
    }


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]"])
def test_no_private_address_is_asked_or_followed_to(server, host):
    address = f"http://{host}:{server.url.split(':')[2]}200"
    before = sum(server.asked.values())
    answer = check(address, waits=(), open_socket=links.public_socket)[address]
    assert answer == (DEAD, "it leads to an address that only a private network knows")
    assert sum(server.asked.values()) == before


def test_a_redirect_to_a_private_address_is_not_followed(server):
    """The first connection of this check may be made, as if its host were public; none after it."""
    made = []

    def first_only(address):
        made.append(address)
        return any_socket(address) if len(made) == 1 else links.public_socket(address)

    class OneConnection(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", server.url + "200")
            self.send_header("Connection", "close")
            self.end_headers()

    public = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OneConnection)
    threading.Thread(target=public.serve_forever, daemon=True).start()
    before = server.asked["200"]
    address = f"http://127.0.0.1:{public.server_port}/"
    answer = check(address, waits=(), open_socket=first_only)[address]
    public.shutdown()
    public.server_close()
    assert answer == (DEAD, "it leads to an address that only a private network knows")
    assert server.asked["200"] == before and len(made) == 2


@pytest.fixture
def built(tmp_path):
    """Make a tiny project with a built page that links to the given addresses, one a line from line 4."""

    def make(*addresses: str, ignore: str = ""):
        (tmp_path / "docs").mkdir()
        (tmp_path / "site" / "bodies").mkdir(parents=True)
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: Test\nsite_url: https://own.example/\nextra:\n  frame: https://frame.example/\n"
        )
        (tmp_path / "pyproject.toml").write_text(f"[tool.links.ignore]\n{ignore}")
        text = "".join(f"[a link]({address}).\n" for address in addresses)
        (tmp_path / "docs" / "bodies.md").write_text(f"---\ntitle: Bodies\n---\n{text}")
        anchors = "".join(f'<a href="{address}">a link</a>' for address in addresses)
        (tmp_path / "site" / "bodies" / "index.html").write_text(anchors)
        return tmp_path

    return make


def test_the_report_names_page_and_line_and_only_dead_links_fail(built, server, capsys):
    root = built(*(server.url + path for path in ("301", "403", "200")))
    assert apart(links.main, root, **PATIENT) == 0
    report = capsys.readouterr().out
    assert f"`{server.url}301`: now `{server.url}200`\n    - docs/bodies.md, line 4" in report
    assert f"`{server.url}403`: 403 Forbidden\n    - docs/bodies.md, line 5" in report
    assert "3 addresses checked: 1 answer" in report

    for file in (root / "docs/bodies.md", root / "site/bodies/index.html"):
        file.write_text(file.read_text().replace("/200", "/404"))
    assert apart(links.main, root, **PATIENT) == 1
    assert f"`{server.url}404`: 404 Not Found\n    - docs/bodies.md, line 6" in capsys.readouterr().out


def test_where_nothing_answers_no_link_is_called_dead(built, capsys):
    with pytest.raises(SystemExit, match="on the network"):
        apart(links.main, built("https://a.invalid/", "https://b.invalid/"), **PATIENT)
    assert "remove" not in capsys.readouterr().out


def test_nothing_that_a_server_says_becomes_markup_of_the_report(built, server, capsys):
    apart(links.main, built(server.url + "odd", server.url + "404"), **PATIENT)
    report = capsys.readouterr().out
    assert "server's own" not in report and "<b>" not in report
    moved = next(line for line in report.splitlines() if "now" in line)
    assert moved.count("`") == 4 and "%60@someone" in moved


def test_where_an_address_stands(built):
    root = built("https://a.example/", "https://a.example/more", "https://frame.example/")
    (root / "docs" / "bodies.md").write_text(
        "[a](https://a.example/)\n[more](https://a.example/more)\n<https://a.example/>\n"
    )
    found = links.outgoing(root / "site", "https://own.example/")
    assert {address: links.places(root, address) for address in found} == {
        "https://a.example/": ["docs/bodies.md, line 1", "docs/bodies.md, line 3"],
        "https://a.example/more": ["docs/bodies.md, line 2"],
        "https://frame.example/": ["mkdocs.yml, line 4"],
    }


def test_only_pages_of_this_build_are_the_sites_own(built):
    root = built("https://own.example/bodies/#top", "https://own.example/elsewhere/")
    assert list(links.outgoing(root / "site", "https://own.example/")) == ["https://own.example/elsewhere/"]


def test_an_ignore_needs_a_reason_and_a_link(built, server, capsys):
    address = server.url + "404"
    root = built(address, ignore=f'"{address}" = "answers on weekdays"\n"https://old.example/" = "slow"\n')
    assert apart(links.main, root, **PATIENT) == 0
    report = capsys.readouterr().out
    assert f"`{address}`: answers on weekdays\n" in report
    assert "`https://old.example/`: slow **No page links to it any more: remove the entry.**" in report

    (root / "pyproject.toml").write_text('[tool.links.ignore]\n"https://old.example/" = " "\n')
    assert apart(links.main, root, **PATIENT) == 2
    assert 'say why "https://old.example/" is not to be checked' in capsys.readouterr().err


def test_every_outgoing_address_of_the_site_is_found_in_its_sources(own_site):
    found = links.outgoing(own_site, "https://www.customs.gov.sg/")
    assert found
    assert [address for address in found if not links.places(ROOT, address)] == []
