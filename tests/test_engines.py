"""MkDocs and Zensical publish the same site from the same tree: every file, byte by byte, but for the theme's styles."""

import re
from pathlib import Path

import pytest
from conftest import FIXTURE, build, contents, lay

# The two engines bring the theme's style sheet in versions of their own.
STYLES = re.compile(rb"<style>.*?</style>|'sha256-[^']+'|&#x27;sha256-.*?&#x27;", re.DOTALL)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The files of the site as each engine publishes it."""
    root = lay(tmp_path_factory.mktemp("engines") / "project", FIXTURE / "docs", FIXTURE / "includes")
    found = {}
    for engine in ("mkdocs", "zensical"):
        result = build(root, engine)
        assert result.returncode == 0, result.stdout
        found[engine] = {path.as_posix(): content for path, content in contents(root / "site").items()}
    return found


def test_both_publish_the_same_files(sites):
    assert sorted(sites["mkdocs"]) == sorted(sites["zensical"])
    assert "404.html" in sites["mkdocs"] and len(sites["mkdocs"]) > 15


def test_both_publish_the_same_bytes(sites):
    for path, content in sites["mkdocs"].items():
        assert STYLES.sub(b"", content) == STYLES.sub(b"", sites["zensical"][path]), path


LINKED = """---
title: A page that the menu lacks
description: Only another page leads here.
permalink: /linked/{0}/
last_reviewed: 2026-11-22
review_in: 6 months
---

Back to [{1}]({2}).
"""


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_both_publish_a_page_to_which_only_another_leads(project, engine):
    page = "about-us/our-international-participation.md"
    text = (FIXTURE / "docs" / page).read_text(encoding="utf-8") + "\nThere is [more to read](../linked/one.md).\n"
    root = project({page: text, "linked/one.md": LINKED.format("one", "the main page", f"../{page}")})
    result = build(root, engine)
    assert result.returncode == 0, result.stdout


RAW = [
    '<img src="../assets/images/touch-icon.png" alt="An icon">',
    *(f'<a href="{a}">All words</a>' for a in ("../glossary/", "/glossary/")),
]


def test_an_address_in_raw_html_that_only_one_engine_finds_is_named(project):
    """MkDocs leaves it as it stands, and Zensical takes it from the file: they agree in the page of a folder."""
    about = "about-us/index.md"
    text = (FIXTURE / "docs" / about).read_text(encoding="utf-8") + f"\n{RAW[1]}\n"
    front = LINKED.format("raw", "one", "glossary.md")
    root = project({about: text, "raw.md": front + "\n\n".join(RAW)})
    said = build(root, "mkdocs").stdout
    lines = [number for number, line in enumerate((front + "\n\n".join(RAW)).splitlines(), start=1) if line in RAW]
    assert [int(line) for line in re.findall(r"docs/raw.md:(\d+): .*\[file-missing\]", said)] == lines, said
    assert "about-us/index.md" not in said


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_both_name_a_mistake_and_leave_the_last_site(project, engine):
    text = (FIXTURE / "docs/glossary.md").read_text(encoding="utf-8") + "\n[here](https://www.apec.org/)\n"
    hostile = "---\ntitle: '<script>1</script>'\n---\n\n<svg><script>1</script></svg>\n"
    root = project({"glossary.md": text, "hostile.md": hostile})
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good build")
    result = build(root, engine)
    assert result.returncode != 0
    assert f"docs/glossary.md:{text.count(chr(10))}: " in result.stdout
    assert "docs/hostile.md:5: " in result.stdout
    assert contents(root / "site") == {Path("index.html"): b"the last good build"}
