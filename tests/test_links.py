"""`make links` tells dead, moved and refused addresses apart, against a server on this machine."""

import http.server
import socket
import threading
from collections import Counter
from types import SimpleNamespace

import links
import pytest
from conftest import ROOT

PATIENT = {"timeout": 10, "retries": 2, "backoff": 0, "retry_after": 0}
HASTY = {**PATIENT, "timeout": 0.3, "retries": 1}


@pytest.fixture(scope="module")
def server():
    """A server that answers by path: /404 with 404, /recovers with 500 once, /never not at all."""
    asked = Counter()
    over = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            path = self.path.strip("/")
            asked[path] += 1
            location = {"301": "/200", "308": "/301", "302": "/200", "moved-then-302": "/302"}.get(
                path
            )
            status = {"slow": 200, "gone-after-move": 301, "moved-then-302": 301}.get(path)
            match path:
                case "never":
                    over.wait()
                    return
                case "slow":
                    over.wait(0.2)
                case "recovers":
                    status = 500 if asked[path] == 1 else 200
                case "busy":
                    status = 429 if asked[path] == 1 else 200
                case "gone-after-move":
                    location = "/404"
            self.send_response(status or int(path))
            if location:
                self.send_header("Location", location)
            if path == "busy":
                self.send_header("Retry-After", "0")
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
        ("200", links.State.ALIVE, "200 OK"),
        ("302", links.State.ALIVE, "200 OK"),
        ("slow", links.State.ALIVE, "200 OK"),
        ("recovers", links.State.ALIVE, "200 OK"),
        ("busy", links.State.ALIVE, "200 OK"),
        ("301", links.State.MOVED, "200"),
        ("308", links.State.MOVED, "200"),
        ("moved-then-302", links.State.MOVED, "302"),
        ("401", links.State.REFUSED, "401 Unauthorized"),
        ("403", links.State.REFUSED, "403 Forbidden"),
        ("429", links.State.REFUSED, "429 Too Many Requests"),
        ("404", links.State.DEAD, "404 Not Found"),
        ("410", links.State.DEAD, "410 Gone"),
        ("500", links.State.DEAD, "500 Internal Server Error"),
        ("gone-after-move", links.State.DEAD, "404 Not Found"),
    ],
)
def test_what_an_answer_means(server, path, state, words):
    address = server.url + path
    answer = links.check([address], **PATIENT)[address]
    expected = server.url + words if state == links.State.MOVED else words
    assert answer == links.Answer(state, expected)


def test_no_answer_is_dead_after_a_retry(server):
    address = server.url + "never"
    assert links.check([address], **HASTY) == {
        address: links.Answer(links.State.DEAD, "no answer in time")
    }
    assert server.asked["never"] == 2


def test_a_passing_failure_is_retried_but_a_missing_page_is_not(server):
    before = server.asked["404"], server.asked["503"]
    links.check([server.url + "404", server.url + "503"], **PATIENT)
    assert (server.asked["404"] - before[0], server.asked["503"] - before[1]) == (1, 3)


def test_hosts_that_are_not_there(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert links.check([closed], **PATIENT)[closed].words.startswith("no connection")

    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    address = "https://nowhere.example/"
    assert links.check([address], **PATIENT) == {
        address: links.Answer(links.State.DEAD, "no such host")
    }


@pytest.fixture
def built(tmp_path):
    """Make a tiny project with a built page that links to the given addresses, one a line from line 4."""

    def make(*addresses: str, settings: str = ""):
        (tmp_path / "docs").mkdir()
        (tmp_path / "site" / "bodies").mkdir(parents=True)
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: Test\nextra:\n  frame: https://frame.example/\n"
        )
        (tmp_path / "pyproject.toml").write_text(settings)
        text = "".join(f"[a link]({address}).\n" for address in addresses)
        (tmp_path / "docs" / "bodies.md").write_text(f"---\ntitle: Bodies\n---\n{text}")
        anchors = "".join(f'<a href="{address}">a link</a>' for address in addresses)
        (tmp_path / "site" / "bodies" / "index.html").write_text(
            f'<link rel="canonical" href="https://own.example/bodies/">{anchors}'
        )
        return tmp_path, tmp_path / "site"

    return make


def test_the_report_names_page_and_line_and_only_dead_links_fail(built, server, capsys):
    root, site = built(*(server.url + path for path in ("301", "403", "200")))
    assert links.main(root, site, **PATIENT) == 0
    report = capsys.readouterr().out
    assert f"<{server.url}301>: now <{server.url}200>\n    - docs/bodies.md, line 4" in report
    assert f"<{server.url}403>: 403 Forbidden\n    - docs/bodies.md, line 5" in report
    assert "3 addresses checked: 1 answer" in report

    page = root / "docs" / "bodies.md"
    page.write_text(page.read_text().replace("/200", "/404"))
    html = site / "bodies" / "index.html"
    html.write_text(html.read_text().replace("/200", "/404"))
    assert links.main(root, site, **PATIENT) == 1
    assert (
        f"<{server.url}404>: 404 Not Found\n    - docs/bodies.md, line 6" in capsys.readouterr().out
    )


def test_where_an_address_stands(built):
    root, site = built("https://a.example/", "https://a.example/more", "https://frame.example/")
    (root / "docs" / "bodies.md").write_text(
        "[a](https://a.example/)\n[more](https://a.example/more)\n<https://a.example/>\n"
    )
    found = links.outgoing(site)
    where = {address: links.places(address, pages, site, root) for address, pages in found.items()}
    assert where == {
        "https://a.example/": ["docs/bodies.md, line 1", "docs/bodies.md, line 3"],
        "https://a.example/more": ["docs/bodies.md, line 2"],
        "https://frame.example/": ["mkdocs.yml, line 3"],
    }


def test_only_pages_of_this_build_are_the_sites_own(built):
    _, site = built("https://own.example/bodies/#top", "https://own.example/elsewhere/")
    assert list(links.outgoing(site)) == ["https://own.example/elsewhere/"]


def test_an_ignore_needs_a_reason_and_a_link(built, server, capsys):
    root, site = built(
        server.url + "404",
        settings=f'[tool.links.ignore]\n"{server.url}404" = "answers on weekdays"\n"https://old.example/" = "slow"\n',
    )
    assert links.main(root, site, **PATIENT) == 0
    report = capsys.readouterr().out
    assert f"<{server.url}404>: answers on weekdays\n" in report
    assert (
        "<https://old.example/>: slow **No page links to it any more: remove the entry.**" in report
    )

    (root / "pyproject.toml").write_text('[tool.links.ignore]\n"https://old.example/" = " "\n')
    assert links.main(root, site, **PATIENT) == 2
    assert '"https://old.example/" has no reason' in capsys.readouterr().err


def test_the_site_has_outgoing_links_with_places(site):
    found = links.outgoing(site)
    address = "https://www.wcoomd.org/en.aspx"
    where = links.places(address, found[address], site, ROOT)
    assert [place.split(",")[0] for place in where] == [
        "docs/about-us/our-international-participation.md"
    ]
