"""Settings that lead to pages, and files beside pages: what leads nowhere is named at its line."""

import re
from dataclasses import replace

import pytest
import snippets
from conftest import mkdocs
from finishing import policy
from linter import lint
from linter.rules import link_targets, shown_files, site_settings

HOME = snippets.page("## Part {#part}\n\nText.", "docs/index.md", "/")
GLOSSARY = snippets.page("## A {#a}\n\nText.", "docs/glossary.md", "/glossary/")
ABOUT = snippets.page("Text.", "docs/about/index.md", "/about/")

REDIRECTS = [  # the setting, and words of the message
    ({"old.md": "gone.md"}, "there is no page gone.md"),
    ({"old.md": "glossary.md#b"}, "has no part #b"),
    ({"glossary.md": "index.md"}, "which this redirect would replace"),
    ({"/about/index.html": "index.md"}, "which this redirect would replace"),
    ({"a.md": "b.md", "b.md": "a.md"}, "lead to each other"),
    ({"a.md": "a.md"}, "lead to each other"),
    ({"a.md": "b.md", "b.md": "glossary.md"}, "has itself moved. Write where that leads: a.md: glossary.md"),
    ({"a.md": "glossary.md", "a/index.md": "glossary.md"}, "are the same address"),
    ({"../a.md": "glossary.md"}, "is no address of this site"),
    ({"a.md": "http://example.org/"}, "https://"),
    ({"a.md": "https://asean.org@evil.example/"}, "It leads to evil.example"),
    ({"a.md": "https://[x/"}, "This is no address"),
    ({"a.php?b=1": "glossary.md"}, "is no address of this site"),
]
HOSTS = [  # what the policy can't take over
    {"script": ["https://a.example/"]},
    {"script": ["https://a.example/b.js"]},
    {"script": ["'unsafe-inline'"]},
    {"script": ["*"]},
    {"script": ["https://a.example; script-src *"]},
    {"image": ["https://a.example\n  X-Header: 1"]},
]
GOOD_REDIRECTS = [
    {},
    {
        "old.md": "glossary.md",
        "older.md": "glossary.md#a",
        "/2019/old.html": "about/index.md",
        "x.md": "https://example.org/",
    },
    {"/café menu/": "index.md#part", "part/old.md": "/glossary/", "old/": "glossary/#a"},
]


def found(rules, *pages, **extra):
    return lint.check_site(snippets.site(*pages or (HOME, GLOSSARY, ABOUT), **extra), rules)


@pytest.mark.parametrize(("redirects", "words"), REDIRECTS)
def test_a_redirect_that_leads_nowhere_is_named(redirects, words):
    said = found([site_settings.redirect], redirects=redirects)
    assert any(path == "mkdocs.yml" and words in finding.message for path, finding in said), said


@pytest.mark.parametrize("redirects", GOOD_REDIRECTS)
def test_a_redirect_that_leads_on_is_silent(redirects):
    assert not found([site_settings.redirect], redirects=redirects)


@pytest.mark.parametrize("files", [("docs/a.md", "docs/a/index.md"), ("docs/b/index.md", "docs/b/README.md")])
def test_two_files_with_one_address_are_named(files):
    pages = [snippets.page("Text.", file, "/same/") for file in files]
    [(path, finding)] = found([site_settings.address_twice], *pages)
    assert path == files[1] and files[0] in finding.message


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("glosary/", "leads to no page"),
        ("glossary/#b", "has no part #b"),
        ("http://example.org/", "isn't secure"),
        ("www.example.org", "isn't secure"),
        ("javascript:alert(1)", "is no address of a page"),
        ("https://", "Write the whole address"),
        ("https://words/", "has no host"),
        ("https://asean.org@evil.example/", "It leads to evil.example"),
        ("https://[x/", "This is no address"),
        ("mailto:nobody", "is no e-mail address"),
        ("a b/", "has a space"),
        ("glossary/#a", ""),
        ("about/", ""),
        (".", ""),
        ("https://example.org/a", ""),
        ("mailto:help@example.org", ""),
    ],
)
def test_a_link_of_every_page_leads_somewhere(url, words):
    said = found([site_settings.site_link], site_links=[{"name": "Here", "url": url}])
    assert bool(said) == bool(words)
    assert not said or words in said[0][1].message


def test_a_build_names_each_at_its_file_and_line(project, tmp_path):
    front = snippets.FRONT.replace("/page/", "/bad/")
    body = 'Text.\n\n<img src="gone.png" alt="The building">\n\n<a href="gone.md">The form</a>\n\n--8<-- "gone.md"\n'
    root = project({"bad.md": front + body})
    (root / "includes/note.md").write_text("Text.\n\nSee [APEC](http://www.apec.org/).\n")
    secret = snippets.FRONT + '--8<-- "secret.md"\n'
    project({"templates/a.md": snippets.FRONT + "Text.\n", "p.md": secret})
    (root.parent / "secret.md").write_text("Do not publish.\n")
    for name in ("includes/secret.md", "docs/link.md"):
        (root / name).symlink_to(root.parent / "secret.md")
    (root / "docs/large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(600_000))
    settings = root / "mkdocs.yml"
    text = (
        settings.read_text()
        .replace("redirects: {}", "redirects:\n    old.md: gone.md")
        .replace("advice: []", "advice: [no-such-rule]")
    )
    settings.write_text(text)
    said = mkdocs(root, tmp_path / "site").stdout
    line = text[: text.index("old.md: gone.md")].count("\n") + 1
    assert f"mkdocs.yml:{line}: there is no page gone.md" in said
    assert "mkdocs.yml:" in said and "there is no rule no-such-rule" in said
    assert "docs/bad.md:11: this picture is gone.png, which isn't there" in said
    assert "docs/bad.md:13: this link leads to gone.md, which isn't there" in said
    assert "docs/bad.md:15: there is no gone.md to include" in said
    assert "docs/large.png:1: this picture has 600 kB" in said
    assert "WARNING -  includes/note.md:3: this link isn't secure" in said
    assert "includes/note.md:1:" not in said, "what is included has no front matter"
    for name in (
        "includes/secret.md:1: this file can't be read: it is a link",
        "docs/link.md:1: this file can't be read: it is a link",
    ):
        assert name in said, said
    assert "docs/templates/a.md:1: this page is not published" in said and "docs/p.md:1: this page is not" not in said


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("spelling.txt", False),
        ("gone.md", True),
        ("spelling.txt:1:3", False),
        ("spelling.txt:part", True),
        ("a" * 300, True),
        ("a\0b.md", True),
    ],
)
def test_an_include_that_is_missing_is_named(name, named):
    page = snippets.page(f'--8<-- "{name}"\n\n;--8<-- "never.md"\n')
    said = [finding.message for _, finding in found([shown_files.include_missing], page)]
    assert ["to include" in message for message in said] == [True] * named


@pytest.mark.parametrize("hosts", HOSTS)
def test_only_hosts_are_taken_over_into_the_policy(hosts):
    site = snippets.site(HOME, outside_hosts=hosts)
    [(path, finding)] = lint.check_site(site, [site_settings.outside_script])
    assert path == "mkdocs.yml" and "outside_hosts" in finding.message
    assert "a.example" not in str(hosts) or re.search(r": \[https://a\.example\]$", finding.message)
    assert policy.of_site(site.settings, "") == policy.of_site(snippets.site(HOME).settings, "")


@pytest.mark.parametrize(
    "setting, value",
    [
        ("extra_css", ["https://fonts.example/a.css"]),
        ("extra_css", ["gone.css"]),
        ("extra_css", ["../includes/spelling.txt"]),
        ("theme", {"favicon": "../secret.svg"}),
        ("theme", {"favicon": "assets/images/gone.svg"}),
    ],
)
def test_what_every_page_loads_is_in_docs(setting, value):
    site = snippets.site(HOME)
    site = replace(site, settings=replace(site.settings, values={**site.settings.values, setting: value}))
    found = [finding.message for _, finding in lint.check_site(site, [site_settings.setting_file])]
    assert len(found) == 1 and "docs/" in found[0]


def test_an_outside_script_with_options_is_named_too():
    site = snippets.site(HOME)
    values = {**site.settings.values, "extra_javascript": [{"path": "https://a.example/a.js", "defer": True}]}
    site = replace(site, settings=replace(site.settings, values=values))
    [(_, finding)] = lint.check_site(site, [site_settings.outside_script])
    assert "script: [https://a.example]" in finding.message


def test_an_address_that_is_none_stops_no_rule():
    site = snippets.site(HOME, snippets.page('<a href="http://[">x</a>', "docs/other.md", "/other/"))
    assert not [f for _, f in lint.check_site(site, [link_targets.unlisted_page]) if "failed" in f.message]
