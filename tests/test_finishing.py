"""The published site: small, at once, only what a page can reach, and what the preview showed."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import urljoin

import conftest
import pages
import pytest
import snippets
from content import settings
from finishing import fingerprints, finish, white_space
from selectolax.lexbor import LexborHTMLParser

# What `mkdocs serve` shows, written to a folder.
PREVIEW = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
build(config)
"""
FINGERPRINT = re.compile(r"\.[0-9a-f]{8}(?=\.\w+$)")


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """The folder of the same pages as `site`, as the preview shows them."""
    folder = tmp_path_factory.mktemp("preview")
    root = conftest.lay(folder / "project", conftest.FIXTURE / "docs", conftest.FIXTURE / "includes")
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-c", PREVIEW, folder / "site"], cwd=root, env=variables, check=True)
    return folder / "site"


def elements(folder, page):
    """The elements of a page but for what only a published site needs."""
    text = (folder / (page if page.endswith(".html") else f"{page}index.html")).read_text(encoding="utf-8")
    document = LexborHTMLParser(text)
    for node in document.css("style, link[rel=stylesheet], link[rel=icon], meta[http-equiv=Content-Security-Policy]"):
        node.decompose()
    for link in document.css("a[target=_blank]"):
        link.attrs["rel"] = ""
        for hidden in link.css(".visually-hidden"):
            hidden.decompose()
    for script in document.css("script[src]"):
        for name, value in script.attributes.items():
            if value:
                script.attrs[name] = FINGERPRINT.sub("", value)
    return re.sub(r"\s*\n\s*", "\n", document.html)


@pytest.mark.parametrize("page", pages.EVERYWHERE)
def test_the_preview_shows_what_is_published(site, preview, page):
    assert elements(site, page) == elements(preview, page)


def test_the_preview_has_styles_to_look_at_and_no_policy(preview):
    html = (preview / "index.html").read_text()
    assert 'rel="stylesheet"' in html and "<style" not in html and "Content-Security-Policy" not in html
    assert (preview / "search/index.json").is_file() and not (preview / "_headers").exists()


@pytest.mark.parametrize("folder", ["site", "preview"])
def test_no_script_settings_or_search_of_the_theme_is_in_any_page(request, folder):
    for file in request.getfixturevalue(folder).rglob("*.html"):
        document = LexborHTMLParser(file.read_text(encoding="utf-8"))
        scripts = [node.attributes.get("src", "") for node in document.css("script:not([type='application/ld+json'])")]
        assert [FINGERPRINT.sub("", src).rpartition("/")[2] for src in scripts] == ["site.js"], file
        assert not document.css(
            "[data-md-component], [for^=__], [id^=__], [class*=md-header], [class*=md-search],"
            ".md-toggle, .md-overlay, .md-dialog"
        )
        assert "__md_" not in document.html


def test_first_view_needs_few_bytes_and_requests(browser, site, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    requests = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address + pages.MAIN, wait_until="networkidle")
    context.close()
    assert all(url.startswith(address) for url in requests), requests
    assert len(requests) <= 2, requests
    page = (site / pages.MAIN / "index.html").read_bytes()
    assert len(gzip.compress(page, 9, mtime=0)) <= 14_300  # the first flight of a connection


def test_little_is_published_but_pictures(site):
    files = [file for file in site.rglob("*") if file.is_file() and file.suffix not in (".png", ".svg", ".jpg")]
    assert sum(file.stat().st_size for file in files) <= 400_000


def test_what_is_published_can_be_reached(site):
    """Each file is a page, a file of docs/, or named in another file."""
    texts = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    by_name = {"_headers", "robots.txt", "sitemap.xml.gz", "llms.txt", "404.html"}
    for file in texts:
        if file.name in by_name or (conftest.ROOT / "docs" / file.relative_to(site)).is_file():
            continue
        address = urljoin("https://www.customs.gov.sg/", file.relative_to(site).as_posix().removesuffix("index.html"))
        named = file.name.encode() if file.name != "index.html" else address.encode()
        assert any(named in text for other, text in texts.items() if other != file), file


def test_no_source_and_no_name_of_the_theme_is_published(site):
    endings = {file.suffix for file in site.rglob("*") if file.is_file()}
    assert not endings & {".py", ".map", ".scss", ".css", ".ts"}


def test_white_space_is_folded_except_where_it_shows():
    html = "<p>a\n\n   b\n \u3000\xa0c</p>\n\n <pre>c\n\n  d</pre>\n"
    assert white_space.fold(html) == "<p>a\nb\n\u3000\xa0c</p>\n<pre>c\n\n  d</pre>\n"


def test_only_scripts_get_new_names():
    page = '<title>{0} src="a.js"</title><script src="{1}"></script></head>{0} src="a.js"'
    settings, names = snippets.settings(), {"a.js": "a.1.js"}
    assert fingerprints.replace(settings, page.format("A", "a.js"), names) == page.format("A", "a.1.js")


def test_a_finished_folder_is_not_finished_again(site, tmp_path):
    shutil.copytree(site, tmp_path / "site")
    with pytest.raises(finish.FinishError, match="finished already"):
        finish.finish(snippets.settings(), tmp_path / "site")


@pytest.mark.parametrize("folder", ["docs", ".", "overrides", "gone", "mkdocs.yml"])
def test_a_folder_that_no_engine_built_stays_as_it_is(project, folder):
    root = project()
    before = conftest.contents(root)
    with pytest.raises(finish.FinishError, match="no page of this site"):
        finish.finish(settings.load(root), root / folder)
    assert conftest.contents(root) == before


def test_a_page_of_another_template_is_named(project, tmp_path):
    root = project()
    (root / "overrides/theme/other.html").write_text("<!doctype html><title>x</title>{{ page.content }}")
    (root / "overrides/theme/main.html").write_text('{% extends "other.html" %}')
    result = conftest.mkdocs(root, tmp_path / "site", "--strict")
    assert result.returncode == 1 and "main.html" in result.stdout and "Traceback" not in result.stdout


def test_a_large_site_is_finished_as_a_small_one_is(project, site, tmp_path):
    """From fifty pages on, the linter and the finishing step work in several processes."""
    front = "---\ntitle: Page {0}\ndescription: About {0}.\npermalink: /{0}/\nlast_reviewed: 2026-11-22\nreview_in: 6 months\n---\n"
    many = {f"many/{number}.md": front.format(f"many/{number}") + f"\nText {number}.\n" for number in range(60)}
    root = project(many | {"many/7.md": front.format("many/7") + "\n[here](https://www.apec.org/)\n"})
    result = conftest.mkdocs(root, tmp_path / "site")
    assert "docs/many/7.md:9: " in result.stdout and "Traceback" not in result.stdout
    for page in ("404.html", "glossary/index.html", "many/59/index.html"):
        text = (tmp_path / "site" / page).read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text and "<style>" in text
        assert '"stylesheet"' not in text
    for page in ("about-us/index.md", "glossary/index.md"):
        assert (tmp_path / "site" / page).read_bytes() == (site / page).read_bytes()


def test_scripts_of_one_name_stay_apart_and_a_site_may_have_a_folder_of_its_host(project, tmp_path):
    root = project({"a/site.js": "1", "b/site.js": "2"})
    text = (
        (root / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace(
            "\nextra:\n",
            "\nextra_javascript: [a/site.js, b/site.js, https://a.example/site.js]\n"
            "extra:\n  outside_hosts: {script: [https://a.example]}\n",
        )
    )
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    result = conftest.mkdocs(root, tmp_path / "site", "--strict", SITE_URL="https://a.example/folder")
    assert result.returncode == 0, result.stdout
    for page, base in (("glossary/index.html", "/folder/glossary/"), ("404.html", "/folder/404.html")):
        document = LexborHTMLParser((tmp_path / "site" / page).read_text(encoding="utf-8"))
        loaded = [urljoin(base, node.attributes["src"]) for node in document.css("script[src]")]
        assert loaded.pop() == "https://a.example/site.js"
        assert [re.sub(FINGERPRINT, "", path) for path in loaded[1:]] == ["/folder/a/site.js", "/folder/b/site.js"]
        texts = [(tmp_path / "site" / path.removeprefix("/folder/")).read_text() for path in loaded]
        assert texts[1:] == ["1", "2"] and len(texts[0]) > 10
