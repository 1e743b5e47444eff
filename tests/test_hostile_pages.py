"""What a page must not do to the site: a build with hostile pages names them, and publishes none of it."""

import os
import re
import subprocess
import sys

import pytest
from conftest import FIXTURE, contents, lay, mkdocs
from selectolax.lexbor import LexborHTMLParser
from static_server import serve

FRONT = """---
title: {title}
description: {description}
permalink: /{name}/
last_reviewed: 2026-11-22
review_in: 6 months
---

"""
RUN = "document.documentElement.dataset.ran=1"
IMAGE = f"<img src=../assets/images/touch-icon.png onload={RUN}>"
# What stands in a page of its own, and what the linter calls it there
HOSTILE = {
    "svg": f"<svg><script>{RUN}</script></svg>",
    "slash": f"<script/x>{RUN}</script>",
    "comment": f"<!--> <script>{RUN}</script> -->",
    "bang": f"<!-- x --!> <script>{RUN}</script> -->",
    "kbd": f"<kbd><script>{RUN}</script></kbd>",
    "pre": f"<pre><script>{RUN}</script></pre>",
    "code": f"Some <code><script>{RUN}</script></code>.",
    "fence": f"Text.\n\n    ```\n<script>{RUN}</script>\n    ```\n",
    "style": "<svg><style>body{display:none}</style></svg>",
    "escape": f"Out.\n\n</div></article></main><script>{RUN}</script>",
    "mark": f"<!-- end of the text --><script>{RUN}</script><!-- text of the page -->",
    "sheet": '<link rel="stylesheet" href="../../docs/assets/stylesheets/tokens.css">',
    "secret": '<link rel="stylesheet" href="../../../secret.json">',
    "icon": '<link rel="icon" href="../../../secret.svg">',
    "loader": '<script src="../assets/javascripts/site.js" data-search="../../../secret.json"></script>',
    "clobber": '![A picture](assets/images/touch-icon.png){: name="currentScript" #currentScript }',
    "handler": f'<p onmouseover="{RUN}" onclick="{RUN}">Text</p>',
    "link": f'[run](javascript:{RUN.replace("(", "")}){{:target="_blank"}}',
    "refresh": '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
    "base": '<base href="https://evil.example/">',
    "form": '<form action="https://evil.example/"><input name="q"></form>',
    "hidden": "Text.\n{: hidden }",
    "user": '[ASEAN](https://asean.org@evil.example/){:target="_blank"}',
    "protocol": "[ASEAN](/\\evil.example/)",
    "xlink": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>\n\n[A](https://a.example/)',
    "mglyph": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=../assets/images/touch-icon.png onload={RUN}&gt;">',
    "noscript": f'<noscript><p title="</noscript>{IMAGE}">',
    "template": f'<template shadowrootmode="open">{IMAGE}</template>',
    "raw-title": f'<title><b title="</title>{IMAGE}">',
    "cdata": f"<svg><![CDATA[{IMAGE}]]></svg>",
    "label": f'## A {{: data-toc-label="{IMAGE}" onclick="{RUN}" }}\n\nText.\n\n## B\n\nText.',
    "contents": f'## A {{: data-toc-label="<!-- text of the page --><i onclick={RUN}>A</i>" .search }}\n\nText.\n\n## B\n\nText.',
    "heading": f"## A {IMAGE} b\n\nText.\n\n## `{IMAGE}`\n\nText.",
    "note": f'!!! note "{IMAGE}"\n    Text.',
    "footnote": f'A[^a">{IMAGE}]\n\n[^a">{IMAGE}]: Note.',
    "deep": "- " * 800 + "x",
    "quotation": ">" * 2000 + " x",
    "host": '[ASEAN](https://[asean.org]/) ![A house](//[x) <https://asean.org／other.example/>\n{: src="//[x" }',
    "include": '--8<-- "hostile.md"',
}
# Pages that only seem to bring a title of their own or to be finished already, and one with a title
TITLES = {
    "comment-title": "<!-- <h1 -->\n\nText.",
    "template-title": "<template><h1>Own title</h1></template>\n\nText.",
    "code-title": "`<h1>` and &lt;h1>.\n\nText.",
    "policy-title": '<!-- <meta http-equiv="Content-Security-Policy" content=""> -->\n\nText.',
    "empty-title": "<h1></h1>\n\nText.",
    "own-title": "# Own title\n\nText.",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The project with a page for each attack, what its build printed, and its site by each engine."""
    root = lay(tmp_path_factory.mktemp("hostile") / "project", FIXTURE / "docs", FIXTURE / "includes")
    for name, text in {**HOSTILE, **TITLES}.items():
        page = FRONT.format(title=f"Page {name}", description=f"About {name}.", name=name) + text + "\n"
        (root / "docs" / f"{name}.md").write_text(page, encoding="utf-8")
    spoken = f"'</title><script>{RUN}</script>'", f"'What \"trusted trader\" means. <b>Bold</b><script>{RUN}</script>'"
    page = FRONT.format(title=spoken[0], description=spoken[1], name="head")
    notes = f"updates:\n  - date: 2026-11-22\n    note: '<script>{RUN}</script>'\n"
    (root / "docs/head.md").write_text(page.replace("review_in", f"{notes}review_in"), encoding="utf-8")
    (root / "includes/hostile.md").write_text(f"<svg><script>{RUN}</script></svg>\n")
    (root.parent / "secret.json").write_text('{"secret": "do not publish"}')
    (root / "secret.json").write_text('{"secret": "do not publish"}')
    (root / "docs/secret.json").symlink_to(root.parent / "secret.json")
    (root / "docs/page.html").write_text(f"<script>{RUN}</script>")
    (root / "docs/google0123456789abcdef.html").write_text("google-site-verification: google0123456789abcdef.html")
    (root / "docs/evil.js").write_text(RUN)
    (root / "docs/picture.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><script>{RUN}</script></svg>')
    before = contents(root / "docs")
    result = mkdocs(root, root / "site")
    assert result.returncode == 0, result.stdout
    assert contents(root / "docs") == before
    for name in ("deep", "quotation"):  # at which Zensical stops
        (root / f"docs/{name}.md").unlink()
    variables = {**os.environ, "PYTHONPATH": "overrides", "SITE_DIR": "other"}
    for command in (["zensical", "build"], ["finishing.finish", "other"]):  # without the linter, which would refuse
        subprocess.run([sys.executable, "-m", *command], cwd=root, env=variables, check=True, stdout=subprocess.DEVNULL)
    return root, result.stdout, {"mkdocs": root / "site", "zensical": root / "other"}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("mark", "include")])
def test_it_is_named_at_its_file(hostile, name):
    said = rf"WARNING -  docs/{name}\.md:\d+: .*\[(?!unlisted-page)[\w-]+\]$"  # which all of them are
    assert re.search(said, hostile[1], re.MULTILINE), hostile[1]


@pytest.fixture(params=["mkdocs", "zensical"])
def built(hostile, request):
    """The site as each engine builds it."""
    return hostile[2][request.param]


def test_nothing_of_it_is_published(built, site):
    plain = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8"))
    scripts = sorted(node.html for node in plain.css("script:not([type])"))
    files = [*built.glob("*/index.html")]
    assert len(files) > len(HOSTILE)
    for file in files:
        name, text = file.parent.name, file.read_text(encoding="utf-8")
        document = LexborHTMLParser(text)
        found = [re.sub(r'"(\.\./)+', '"', node.html) for node in document.css("script:not([type])")]
        assert [re.sub(r"\.[0-9a-f]{8}\.", ".", s) for s in found] == [
            re.sub(r"\.[0-9a-f]{8}\.", ".", s) for s in scripts
        ]
        assert len(document.css("style")) == 1 and len(document.css("title")) == 1, name
        assert not document.css(
            "svg script, svg style, base, object, iframe, article form, article meta, [name=currentScript]"
        )
        assert not [name for node in document.css("*") for name in node.attributes if name.startswith("on")], name
        assert "do not publish" not in text and "evil.example" not in text.replace("@evil.example/", "")
    assert not [file for file in built.rglob("*") if file.is_file() and b"do not publish" in file.read_bytes()]


@pytest.mark.parametrize("name", TITLES)
def test_a_page_has_the_title_that_readers_see(built, name):
    document = LexborHTMLParser((built / name / "index.html").read_text(encoding="utf-8"))
    titles = [title.text(strip=True) for title in document.css("h1") if title.text(strip=True)]
    assert titles == ["Own title" if name == "own-title" else f"Page {name}"]


def test_only_files_that_may_be_are_published(hostile, built):
    root, said, _ = hostile
    for name in ("secret.json", "page.html", "evil.js", "picture.svg"):
        assert not (built / name).exists(), name
        assert f"docs/{name}" in said, name
    google = "google0123456789abcdef.html"
    assert (built / google).read_bytes() == (root / "docs" / google).read_bytes()


def test_a_text_of_front_matter_is_shown_as_text(built):
    document = LexborHTMLParser((built / "head/index.html").read_text(encoding="utf-8"))
    description = f'What "trusted trader" means. <b>Bold</b><script>{RUN}</script>'
    assert document.css_first("meta[name=description]").attributes["content"] == description
    assert document.css_first(".band .summary").text(strip=True) == description
    assert document.css_first("h1").text(strip=True) == f"</title><script>{RUN}</script>"
    assert f"<script>{RUN}</script>" in document.css_first(".page-foot").text()


def test_the_policy_is_that_of_a_site_without_them(built, site):
    policies = []
    for folder in (built, site):
        document = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
        policy = document.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
        policies.append(re.sub(r"'sha256-[^']+'", "'sha256-'", policy))
    assert policies[0] == policies[1] and policies[0].count("sha256") == 1


def test_nothing_of_it_runs(built, open_page):
    with serve(built) as address:
        for name in (file.parent.name for file in built.glob("*/index.html")):
            tab = open_page(f"{address}{name}/")
            assert tab.evaluate("document.documentElement.dataset.ran ?? null") is None, name
            assert tab.url == f"{address}{name}/", name


MADE = {"site", ".cache", "__pycache__"}  # folders that a build may write, as .gitignore has them
SETTINGS = {  # of a hostile or careless editor
    "redirects: {}": 'redirects: {"../docs/written.md": glossary.md, "../../out.html": glossary.md}',
    "favicon: assets/images/favicon.svg": "favicon: ../secret.svg",
    "  licence: ": '  outside_hosts: {script: ["\'unsafe-inline\'"], image: ["https://a.example\\n  X: 1"]}\n  licence: ',
}


def test_settings_and_files_reach_nothing_outside_the_site(project):
    root = project()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new in SETTINGS.items():
        assert old in text
        text = text.replace(old, new, 1)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    (root / "secret.svg").write_text("<svg>do not publish</svg>")
    (root / "docs/404.html").write_text(f"<script>{RUN}</script>")
    sheet = root / "docs/assets/stylesheets/print.css"
    (root / "sheet.css").write_text("p { content: 'do not publish' }")
    sheet.unlink()
    sheet.symlink_to(root / "sheet.css")
    before = {path for path in contents(root.parent) if MADE.isdisjoint(path.parts)}
    result = mkdocs(root, root / "site")
    assert result.returncode == 0 and "Traceback" not in result.stdout, result.stdout
    assert {path for path in contents(root.parent) if MADE.isdisjoint(path.parts)} == before
    for path, data in contents(root / "site").items():
        assert b"not%20publish" not in data and b"not publish" not in data and RUN.encode() not in data, path
    assert "unsafe-inline" not in str(contents(root / "site"))
