"""A published site passes `make check-live` on each kind of host that the maintenance notes describe."""

import functools
import gzip
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import check_live
import pytest
from conftest import FIXTURE, ROOT
from content import settings
from linter import published_list

NOTES = ROOT / ".github/MAINTENANCE.md"


def recipe(language: str) -> str:
    """The lines of a recipe in the maintenance notes."""
    return re.search(rf"```{language}\n(.*?)```", NOTES.read_text(encoding="utf-8"), re.DOTALL)[1]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as Netlify and Cloudflare Pages do: compressed, with the headers of its `_headers`."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        folder = Path(self.directory)
        file = folder / self.path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        self.send_response(200 if file.is_file() else 404)
        content = gzip.compress((file if file.is_file() else folder / "404.html").read_bytes())
        for path, lines in re.findall(r"^(/\S+)\n((?:  .+\n)+)", (folder / "_headers").read_text(), re.MULTILINE):
            if path in ("/*", self.path):
                for line in lines.splitlines():
                    self.send_header(*line.strip().split(": ", 1))
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def headers_host(site) -> Iterator[str]:
    """The address of the site on a host that reads `_headers`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def nginx_host(site, tmp_path) -> Iterator[str]:
    """The address of the site on an nginx that is set up as the maintenance notes say."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not nginx:
        if "CI" in os.environ:
            pytest.fail("CI must have nginx: .ci/run installs it")
        pytest.skip("nginx is not installed (sudo apt install nginx-light)")
    shutil.copytree(site, tmp_path / "site")
    subprocess.run(["bash", "-eu", "-c", recipe("sh")], cwd=tmp_path, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = recipe("nginx").replace("/srv/site", str(tmp_path / "site")).replace("listen 80;", f"listen {port};")
    user = "user root;\n" if os.geteuid() == 0 else ""
    scratch = "".join(f"{kind}_temp_path temp;\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(
        f"{user}pid nginx.pid;\ndaemon off;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{scratch}{server}}}\n"
    )
    process = subprocess.Popen([nginx, "-p", tmp_path, "-e", "stderr", "-c", tmp_path / "nginx.conf"])
    while process.poll() is None:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    assert process.poll() is None
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait()


@pytest.fixture(params=["headers_host", "nginx_host"])
def host(request) -> str:
    """The address of the site on each kind of host."""
    check_live.get.cache_clear()
    return request.getfixturevalue(request.param)


def addresses() -> list[str]:
    """What the frozen pages have published."""
    return list(published_list.of_site(replace(settings.load(ROOT), root=FIXTURE)))


def test_a_host_that_follows_its_recipe_has_no_problem(host, site):
    assert list(check_live.problems(host, addresses(), site)) == []


def test_files_named_by_content_may_be_kept_and_text_is_compressed(host, site):
    immutable = [line for line in (site / "_headers").read_text().splitlines() if line.startswith("/") and line != "/*"]
    assert immutable
    for path in immutable:
        response = check_live.get(host + path.lstrip("/"))
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    for path in ("", "sitemap.xml", "updates.xml", "llms.txt", "index.md"):
        assert "Content-Encoding" in check_live.get(host + path).headers, path


def test_a_page_runs_under_the_headers_without_a_complaint(host, browser):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(host + "about-us/our-international-participation/", wait_until="networkidle")
    page.close()
    assert complaints == []


def test_problems_are_named(headers_host, site):
    check_live.get.cache_clear()
    found = list(check_live.problems(headers_host, ["/gone/", "/glossary/#no-such-part", "/sitemap.xml"], site))
    assert found == [
        "/gone/: the host answers 404",
        "/glossary/#no-such-part: the page has no such part",
        "/sitemap.xml: the page has no content security policy",
    ]


def test_an_old_deployment_is_named(headers_host, site, tmp_path):
    """It has the same addresses and parts, and other words."""
    check_live.get.cache_clear()
    (tmp_path / "glossary").mkdir()
    new = (site / "glossary/index.html").read_bytes().replace(b"</dd>", b" New words.</dd>", 1)
    (tmp_path / "glossary/index.html").write_bytes(new)
    found = list(check_live.problems(headers_host, ["/", "/glossary/"], tmp_path))
    assert len(found) == 1 and found[0].startswith("/glossary/: the host shows another page than site/ has")


def test_scripts_that_no_browser_would_run_are_named(headers_host, site, monkeypatch):
    check_live.get.cache_clear()
    monkeypatch.setattr(Handler, "guess_type", lambda self, path: "text/plain")
    found = list(check_live.problems(headers_host, ["/"], site))
    assert len(found) == 1 and "the host must send it as text/javascript" in found[0]
    check_live.get.cache_clear()


def test_a_host_without_headers_is_named_unless_it_can_send_none(address, site, monkeypatch):
    check_live.get.cache_clear()
    found = list(check_live.problems(address, ["/"], site))
    assert "/: the host must send the header X-Content-Type-Options: nosniff" in found
    assert "/: the host must send the header Content-Security-Policy as in site/_headers" in found
    assert "/sitemap.xml: the host does not compress it" in found
    check_live.get.cache_clear()
    monkeypatch.setattr(http.server.SimpleHTTPRequestHandler, "version_string", lambda self: "GitHub.com")
    assert list(check_live.problems(address, ["/"], site)) == []
    check_live.get.cache_clear()
