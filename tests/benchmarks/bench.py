"""`make bench`: this site beside stock Material, Zensical and a bare HTML page, in one run.

Bytes, requests and paint times are of the main page, from an empty cache, under the
throttling of Chromium's own protocol: slow 4G and a processor four times slower. Lighthouse
judges the same page, and simulates the same network.
Builds are of copies of its Markdown: one of the whole page, many of the text that it began with
(see `supplied`). Give `--quick` to leave out 1,000 pages.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import browser as chromium
import hard_inputs
import yaml
from content import front_matter
from content.settings import load
from mkdocs.utils import yaml_load
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
MAIN = "about-us/our-international-participation"
TEXT = (ROOT / "tests/fixture/docs" / f"{MAIN}.md").read_text(encoding="utf-8")
PAGES_IN_A_SECTION = 20
RUNS = 5
BUILDS = 3  # of each kind, in turn
SAVES = 6  # of a preview; of 1,000 pages, where the time between two looks counts for little, half as many
LIGHTHOUSE = ROOT / "tests/benchmarks/node_modules/lighthouse/cli/index.js"
NODE = Path(sys.executable).with_name("node")

# Slow 4G: 1.6 Mbit/s, 150 ms there and back. The protocol delays whole requests, not packets, so
# Lighthouse allows for the connection by these two factors; so does this.
SLOW_4G = {
    "offline": False,
    "latency": 150 * 3.75,  # milliseconds
    "downloadThroughput": 1_600_000 / 8 * 0.9,  # bytes a second
    "uploadThroughput": 750_000 / 8 * 0.9,
}
SLOWER_PROCESSOR = {"rate": 4}
PAINTS = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve({
    fcp: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    lcp: list.getEntries().at(-1).startTime,
  })).observe({ type: "largest-contentful-paint", buffered: true });
})"""


@dataclass
class View:
    """The first view of a page: bytes as transferred, requests, milliseconds to the paints."""

    bytes: int
    requests: int
    fcp: float
    lcp: float


@dataclass
class Verdict:
    """What Lighthouse says of a page: milliseconds to the largest paint, and points of each category."""

    lcp: float
    points: dict[str, int]


@dataclass
class Build:
    """A build: seconds, and the largest memory of its process in megabytes."""

    seconds: float
    megabytes: float


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files with gzip, as static hosts do."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """Say nothing of browsers that close a connection."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Compressing, directory=str(folder))
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def view(browser: Browser, address: str) -> View:
    """The first view of the page at an address, once."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75)
    # Google Fonts: counted as a request, never fetched.
    context.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort())
    tab = context.new_page()
    protocol = context.new_cdp_session(tab)
    sizes, requests = [], []
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    protocol.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW_4G)
    protocol.send("Emulation.setCPUThrottlingRate", SLOWER_PROCESSOR)
    tab.goto(address, wait_until="networkidle")
    paints = tab.evaluate(PAINTS)
    context.close()
    return View(int(sum(sizes)), len(requests), **paints)


def median_view(browser: Browser, folder: Path, path: str) -> View:
    """The median of several first views of a page of the site in a folder."""
    with served(folder) as address:
        views = [view(browser, address + path) for _ in range(RUNS)]
    figures = {name: statistics.median(getattr(one, name) for one in views) for name in View.__annotations__}
    return View(**figures)


def verdict(folder: Path, path: str, chromium_path: str) -> Verdict:
    """The median of several verdicts of Lighthouse on a page of the site in a folder, for a phone."""
    flags = f"--chrome-flags=--headless=new {' '.join(chromium.FLAGS)}"
    variables = {**os.environ, "CHROME_PATH": chromium_path}
    verdicts = []
    with served(folder) as address:
        command = [NODE, LIGHTHOUSE, address + path, flags, "--output=json", "--quiet"]
        for _ in range(RUNS):
            report = json.loads(subprocess.run(command, env=variables, capture_output=True, check=True).stdout)
            lcp = report["audits"]["largest-contentful-paint"]["numericValue"]
            points = {name: round(kind["score"] * 100) for name, kind in report["categories"].items()}
            verdicts.append(Verdict(lcp, points))
    return sorted(verdicts, key=lambda one: one.lcp)[RUNS // 2]


def run(command: list[str], folder: Path) -> Build:
    """Run a build to its end; its output is shown if it fails."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode()[-3000:]}")
    return Build(seconds, usage.ru_maxrss / 1024)


def supplied(text: str) -> str:
    """Return the main page's Markdown without what this site adds to the 6 kB that Singapore Customs supplied.

    What is left is a page as editors write many: headings, paragraphs, lists and links.
    """
    front_matter, body = text.split("\n---\n", 1)
    front_matter = re.sub(r"\nupdates:(?:\n .*)+", "", front_matter)
    sections = body[body.index("## International Fora") : body.index("## Structure")]
    without_later = re.sub(r"(?m)^#### .*\.later[^#]*", "", sections)
    without_labels = re.sub(r' data-toc-label="[^"]*"', "", without_later)
    return f"{front_matter}\n---\n\n{without_labels}"


def write_pages(docs: Path, count: int) -> None:
    """Write so many copies of a page, each with title, description and address of its own."""
    original = TEXT if count == 1 else supplied(TEXT)
    for number in range(count):
        section = docs / f"section-{number // PAGES_IN_A_SECTION + 1:02}"
        section.mkdir(parents=True, exist_ok=True)
        name = f"page-{number + 1:04}"
        text = re.sub(r"^(title|description): ", rf"\g<0>{number + 1} ", original, count=2, flags=re.MULTILINE)
        text = text.replace(f"permalink: /{MAIN}/", f"permalink: /{section.name}/{name}/")
        (section / f"{name}.md").write_text(text, encoding="utf-8")
    shutil.copy(docs / "section-01" / "page-0001.md", docs / "index.md")
    glossary = (ROOT / "tests/fixture/docs/glossary.md").read_text(encoding="utf-8")
    (docs / "glossary.md").write_text(re.sub(r"\[([^\]]*)\]\(about-us/[^)]*\)", r"\1", glossary), encoding="utf-8")


def write_project(folder: Path, ours: bool) -> None:
    """Write a project around docs/: this one's settings and hooks, or stock Material's."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        settings = yaml_load(file)
    del settings["nav"], settings["plugins"]  # the engine's own: from the folders, and search
    if ours:
        settings["plugins"] = []
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
        shutil.copy(ROOT / "docs" / "robots.txt", folder / "docs")
    else:
        same = ("site_name", "site_url", "markdown_extensions", "validation")
        settings = {name: settings[name] for name in same} | {"theme": {"name": "material"}}
    shutil.copytree(ROOT / "includes", folder / "includes")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
BUILDERS = {
    "this site": (True, MKDOCS),
    "stock Material": (False, MKDOCS),
    "Zensical": (False, [sys.executable, "-m", "zensical", "build"]),
}
BOTH = "this site, Zensical"  # as `make serve ENGINE=zensical` has it, with the linter beside
SERVERS = {
    name: [sys.executable, "-m", "zensical" if name == "Zensical" else "mkdocs", "serve", "--dev-addr", "127.0.0.1:{}"]
    for name in BUILDERS
} | {BOTH: [sys.executable, "overrides/commands/serve.py", "--engine", "zensical", "--port", "{}"]}
POLL = 0.5  # seconds between two looks of MkDocs at the files


def preview(command: list[str], project: Path, saves: int) -> float:
    """Return the seconds from saving a page of a project until its preview shows the change.

    It is the median of some saves, spread evenly over the time between two looks.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([part.format(port) for part in command], cwd=project, env=variables, **quiet)
    file, page = project / "docs/section-01/page-0001.md", f"http://127.0.0.1:{port}/section-01/page-0001/"
    text, seconds = file.read_text(encoding="utf-8"), []
    for number in range(-2, saves):  # that it serves at all, and the first save, do not count
        words = f"saved as number {number}"
        start = time.perf_counter()
        if number > -2:
            file.write_text(f"{text}\nThis was {words}.\n", encoding="utf-8")
        while True:
            with suppress(OSError):
                if words in urllib.request.urlopen(page, timeout=300).read().decode() or number == -2:
                    break
            time.sleep(0.02)
        seconds.append(time.perf_counter() - start)
        pause = 2 + seconds[-1]  # until nothing is left to do, for a linter beside either
        pause += -(time.perf_counter() + pause) % POLL
        time.sleep(pause + (number + 1) % saves * POLL / saves)
    server.terminate()
    server.wait()
    file.write_text(text, encoding="utf-8")
    return statistics.median(seconds[2:])


def one_page() -> tuple[float, float]:
    """Return the seconds that a commit waits for the linter of one page, and for Python alone."""
    environment = {**os.environ, "PYTHONPATH": "overrides"}
    lint = ["overrides/commands/lint_sources.py", "docs/glossary.md"]
    figures = []
    for arguments in (lint, ["-c", "pass"]):
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True)
            runs.append(time.perf_counter() - start)
        figures.append(statistics.median(runs))
    return figures[0], figures[1]


def table(titles: list[str], rows: dict[str, list[str]]) -> None:
    """Print a table, a row a site."""
    for line in (["", *titles], ["---"] * (len(titles) + 1), *([name, *cells] for name, cells in rows.items())):
        print("| " + " | ".join(line) + " |")
    print()


def bare(folder: Path) -> None:
    """Write the main page's text as HTML that nothing styles."""
    os.chdir(ROOT)  # the snippets' folder is relative
    article = load(ROOT).html(front_matter.body(TEXT))
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    (folder / "index.html").write_text(f"{head}<title>Bare</title>{article}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave out 1,000 pages")
    counts = [1, 100] if parser.parse_args().quick else [1, 100, 1000]
    builds: dict[str, dict[int, list[Build]]] = {name: {count: [] for count in counts} for name in BUILDERS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in counts:
            for builder, (ours, _) in BUILDERS.items():
                project = folder / f"{builder}-{count}"
                write_pages(project / "docs", count)
                write_project(project, ours)
            for number in range(BUILDS):
                for builder, (_, command) in BUILDERS.items():
                    project = folder / f"{builder}-{count}"
                    for made in filter(Path.exists, (project / "site", project / ".cache")):
                        made.rename(f"{made}-{number}")  # removed files slow down the writing of new ones
                    builds[builder][count].append(run(command, project))
        previews: dict[str, list[float]] = {name: [] for name in SERVERS}
        for count in counts:
            for name, command in SERVERS.items():
                project = folder / f"{name.partition(',')[0]}-{count}"
                previews[name].append(preview(command, project, SAVES if count < 1000 else SAVES // 2))
        (folder / "bare").mkdir()
        bare(folder / "bare")
        run([*MKDOCS[:-1], str(folder / "site")], ROOT)
        first_page = "section-01/page-0001/"
        sites = {
            "bare page": (folder / "bare", ""),
            "this site": (folder / "site", f"{MAIN}/"),
            "stock Material": (folder / "stock Material-1" / "site", first_page),
            "Zensical": (folder / "Zensical-1" / "site", first_page),
        }
        with sync_playwright() as playwright:
            path = chromium.find() or sys.exit(chromium.missing("chromium"))
            running = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
            views = {name: median_view(running, *site) for name, site in sites.items()}
            running.close()
        verdicts = {name: verdict(*site, path) for name, site in sites.items()}
    floor, simulated_floor = views["bare page"].lcp, verdicts["bare page"].lcp
    rows = {}
    for name, seen in views.items():
        lcp, points = verdicts[name].lcp, verdicts[name].points.values()
        cells = [f"{seen.bytes / 1000:.1f} kB", str(seen.requests), f"{seen.fcp / 1000:.2f} s"]
        cells += [f"{seen.lcp / 1000:.2f} s", f"{seen.lcp / floor:.2f}"]
        rows[name] = [*cells, f"{lcp / 1000:.2f} s", f"{lcp / simulated_floor:.2f}", ", ".join(map(str, points))]
    table(["bytes", "requests", "FCP", "LCP", "LCP / bare", "Lighthouse: LCP", "LCP / bare", "points"], rows)
    rows = {}
    for name, seconds in previews.items():
        done = [sorted(some, key=lambda one: one.seconds)[BUILDS // 2] for some in builds.get(name, {}).values()]
        rows[name] = [f"{build.seconds:.1f} s, {build.megabytes:.0f} MB" for build in done] or ["–"] * len(counts)
        rows[name] += [f"{one:.2f} s" for one in seconds]
    table([f"{what} of {count:,}" for what in ("build", "preview") for count in counts], rows)
    print("Linter, one page, as a commit runs it: {:.2f} s; Python alone: {:.2f} s".format(*one_page()))
    print(f"\n{hard_inputs.summary(hard_inputs.worst())}")


if __name__ == "__main__":
    main()
