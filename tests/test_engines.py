"""Zensical, the theme's successor, gives the same articles from the same tree."""

import re
import shutil
import subprocess
import sys
from urllib.parse import urljoin

import pages
import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def zensical(tmp_path_factory):
    """The folder of the site as Zensical builds it."""
    copy = tmp_path_factory.mktemp("zensical")
    for name in ("docs", "includes", "overrides"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", "mkdocs.yml"]
    result = subprocess.run(command, cwd=copy, text=True, capture_output=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return copy / "site"


@pytest.mark.parametrize("address", pages.EVERYWHERE)
def test_same_article(site, zensical, address):
    ours, theirs = pages.read(site, address), pages.read(zensical, address)
    assert ours.title.get_text() == theirs.title.get_text()
    if address in pages.PAGES:
        for selector, attribute in (('meta[name="description"]', "content"), ('link[rel="canonical"]', "href")):
            assert ours.select_one(selector)[attribute] == theirs.select_one(selector)[attribute]
    # The words for new tabs are added by a hook, which Zensical does not run.
    ours, theirs = (pages.article(page, ".visually-hidden") for page in (ours, theirs))
    assert compact(pages.words(ours)) == compact(pages.words(theirs))
    ids = [[node["id"] for node in page.select(":is(h1,h2,h3,h4)[id]")] for page in (ours, theirs)]
    assert ids[0] == ids[1]
    base = f"https://site.example/{address}"
    links = [[urljoin(base, node["href"]) for node in page.select("a[href]")] for page in (ours, theirs)]
    assert links[0] == links[1]


def compact(text):
    """White space before punctuation comes from where the tags stand, not from what is said."""
    return re.sub(r"\s+", "", text)


def test_same_data(site, zensical):
    ours = [file.relative_to(site) for file in site.rglob("participation.*")]
    assert len(ours) == 4
    for file in ours:
        assert (zensical / file).read_bytes() == (site / file).read_bytes()
