"""Settings that would stop an engine, a template or a rule: each is named at its line, before any of them reads it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import previews
import pytest
import snippets
from conftest import ROOT, contents, settings_text
from linter import lint, settings_file
from linter.rules import site_settings
from test_rules_site_settings import ABOUT, HOME

TEXT = settings_text()
BAD = [  # a setting, what stands there instead, and what the message says
    ("published", "published: [a]", "Write published: includes/published.txt"),
    ("glossary", "glossary: [a]", "Write glossary: glossary.md"),
    ("lint", "lint: [x]", "the settings words and advice"),
    ("lint", "lint: {words: {}}", "Write words: includes/spelling.txt"),
    ("lint", "lint: {advice: [[a]]}", "Write advice: [link-text]"),
    ("lint", "lint: {word: a}", "word is no setting of lint. Write words"),
    ("redirects", "redirects: [x]", "Write redirects: {old.md: new.md}"),
    ("redirects", "redirects: {a.md: 5}", "a.md must be led to a file or an address. Write a.md: new.md"),
    ("redirects", "redirects: {a.md: [b]}", "a.md must be led to"),
    ("redirects", "redirects: {a.md: ''}", "a.md must be led to"),
    ("redirects", "redirects: {5: a.md}", "redirects must be a pair of files or addresses"),
    ("licence", "outside_hosts: x", "outside_hosts must be lists of hosts"),
    ("licence", "outside_hosts: [https://a.example]", "outside_hosts must be lists of hosts"),
    ("licence", "outside_hosts: {script: https://a.example}", "script must be a list of hosts"),
    ("licence", "outside_hosts: {image: [null]}", "image must be a host"),
    ("licence", "outside_hosts: {style: [https://a.example]}", "style is no setting of outside_hosts"),
    ("licence", "outside_hosts: {5: [https://a.example]}", "5 is no setting of outside_hosts"),
    ("redirects", "redirect: {}", "redirect is no setting of extra. Write redirects"),
    ("masthead", 'masthead: "no"', "true or false, without quotes"),
    ("report_problem", "report_problem: [a]", "must be an e-mail address"),
    ("report_problem", "report_problem: nobody", "must be an e-mail address"),
    ("licence", "licence: javascript:alert(1)", "must be an address"),
    ("site_links", "site_links: {}", "site_links must be a list"),
    ("site_links", "site_links: [5]", "a name and a url"),
    ("site_links", "site_links: [{name: [a], url: b}]", "name must be words"),
    ("site_links", "site_links: [{name: a, url: ''}]", "url must be an address"),
    ("site_links", "site_links: [{name: a, url: null}]", "url is missing"),
    ("extra", "extra: [a]", "extra must be the settings of our own"),
    ("theme", "theme: material", "theme must be the settings"),
    ("theme", "theme: {name: material, language: en-SG, favicon: a.svg}", "custom_dir is missing"),
    ("language", "language: 5", "language must be the code"),
    ("language", "language: xx", "no words of the frame are written in xx"),
    ("favicon", "favicon: [x]", "favicon must be the name of a picture"),
    ("site_name", "site_name: 5", "Write site_name: Singapore Customs"),
    ("site_name", "", "site_name is missing"),
    ("site_url", "site_url: nowhere", "site_url must be the address"),
    ("site_url", "site_url: [a]", "site_url must be the address"),
    ("site_url", "site_url: ''", "site_url must be the address"),
    ("site_url", "site_url: https://example.org/a b/", "site_url must be the address"),
    ("site_url", "site_url: https://example.org/?a=b", "site_url must be the address"),
    ("site_url", "site_url: https://a@example.org/", "site_url must be the address"),
    ("site_url", "site_url: 'https://[x/'", "site_url must be the address"),
    ("site_url", "site_url: https://example.org/#a", "site_url must be the address"),
    ("site_description", "site_description: [a]", "must be a sentence"),
    ("extra_css", "extra_css: x", "extra_css must be a list"),
    ("extra_css", "extra_css: [5]", "the name of a file in docs/"),
    ("plugins", "extra_javascript: [5]", "extra_javascript must be addresses"),
    ("hooks", "", "hooks is missing"),
    ("hooks", "hooks: [overrides/finishing_hook.py]", "the two hooks"),
    ("nav", "nav: index.md", "nav must be a list"),
    ("nav", "nav: [5, null]", "nav must be a file"),
    ("nav", "nav: [{Home: index.md, Glossary: glossary.md}]", "nav must be a file"),
    ("nav", "nav: [index.md, A: []]", "nav must be a file"),
    ("nav", "nav: [index.md, ' ': glossary.md]", "nav must be a file"),
    ("plugins", "docs_dir: nowhere", "there is no folder nowhere"),
    ("plugins", "docs_dir: .", "Write docs_dir: docs"),
    ("plugins", "docs_dir: [a]", "Write docs_dir: docs"),
    ("site_dir", "site_dir: [a]", "site_dir must be the name of a folder"),
    ("site_dir", "site_dir: includes", "Write !ENV [SITE_DIR, site]"),
    ("site_dir", "", "site_dir is missing"),
    ("plugins", "INHERIT: other.yml", "INHERIT must be left out: all settings stand in this file. Delete it"),
    ("plugins", "use_directory_urls: false", "use_directory_urls must be left out"),
    ("markdown_extensions", "markdown_extensions: x", "must be a list of names"),
    ("markdown_extensions", "markdown_extensions: [5]", "names of extensions"),
    ("markdown_extensions", "markdown_extensions: [gone]", "No module named 'gone'"),
    ("markdown_extensions", "markdown_extensions: [toc: {toc_depth: x}]", "does not work"),
    ("markdown_extensions", "markdown_extensions: [toc: [x]]", "with or without options"),
    (
        "markdown_extensions",
        "markdown_extensions: [pymdownx.snippets: {base_path: 5}]",
        "markdown_extensions must be a list",
    ),
    ("markdown_extensions", "markdown_extensions: [a: !relative $config_dir]", "both engines know !ENV"),
    ("plugins", "a: !!python/name:b.c", "both engines know !ENV"),
    ("theme", "theme: {name: mkdocs, custom_dir: a, language: en, favicon: b}", "name must be material"),
    ("custom_dir", "custom_dir: overrides/them", "Write custom_dir: overrides/theme"),
    ("plugins", "\tplugins: []", "is not YAML"),
    ("plugins", "a: &a [*a]", "Write the value itself here"),
    ("plugins", "site_name: Twice", "site_name stands here and on line"),
    ("masthead", "redirects: {}", "redirects stands here and on line"),
    ("plugins", "a: 2026-02-30", "can't be read"),
    ("plugins", f"a: {'[' * 5000}{']' * 5000}", "can't be read"),
    ("plugins", 'a: "\0"', "can't be read"),
]
WHOLE = {"": "this file must be settings", "- a": "this file must be settings", "# nothing": "must be settings"}
WHOLE["site_name: x\n# caf\udce9\n"] = "mkdocs.yml:2: this file can't be read"  # a letter of another encoding


def changed(name: str, new: str) -> tuple[str, int]:
    """The settings of the site with one of them, and what stands below it, replaced; and the line of that."""
    found = re.search(rf"^( *){name}:.*\n(?:\1 +.*\n|\n(?=\1 ))*", TEXT, re.MULTILINE)
    return f"{TEXT[: found.start()]}{found[1]}{new}\n{TEXT[found.end() :]}", TEXT[: found.start()].count("\n") + 1


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A project of which only what settings lead to is there."""
    root = tmp_path_factory.mktemp("settings")
    for folder in ("docs", "includes"):
        (root / folder).mkdir()
    (root / "docs/index.md").touch()
    languages = "overrides/theme/partials/languages"
    shutil.copytree(ROOT / languages, root / languages)
    return root


def said(root, text: str) -> list[str]:
    """What is said of these settings."""
    (root / "mkdocs.yml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(settings_file.SettingsError) as error:
        settings_file.load(root)
    return str(error.value).splitlines()


@pytest.mark.parametrize(("name", "new", "words"), BAD)
def test_a_setting_of_the_wrong_kind_is_named_at_its_line(bare, name, new, words):
    text, line = changed(name, new)
    [message] = said(bare, text)
    assert words in message
    assert message.startswith(f"mkdocs.yml:{line}: ") or "missing" in words or "can't be read" in words, message


@pytest.mark.parametrize("text", WHOLE)
def test_a_file_without_settings_is_named(bare, text):
    assert any(WHOLE[text] in message for message in said(bare, text))


GOOD = [  # settings that other sites have, and that do no harm here
    ("plugins", "plugins: {search: {lang: en}}"),
    ("markdown_extensions", "markdown_extensions: {tables: null, toc: {toc_depth: 2-3}}"),
    ("markdown_extensions", "markdown_extensions: [attr_list: null, tables]"),
    ("masthead", "social: []"),
    ("plugins", 'copyright: ""\nrepo_url: http://git.example/x\nstrict: true'),
]


@pytest.mark.parametrize(("name", "new"), GOOD)
def test_a_setting_that_does_no_harm_stops_nothing(bare, name, new):
    (bare / "mkdocs.yml").write_text(changed(name, new)[0], encoding="utf-8")
    settings_file.load(bare).html("Text.")


def test_a_setting_that_nothing_reads_is_named(bare):
    text, line = changed("masthead", "social: []")
    (bare / "mkdocs.yml").write_text(text, encoding="utf-8")
    site = replace(snippets.site(HOME), settings=settings_file.load(bare))
    [(_, finding)] = lint.check_site(site, [site_settings.setting_unread])
    assert finding.advice and (finding.line, finding.message) == (line, "social has no effect on this site. Delete it")


def test_what_is_left_empty_counts_as_left_out(bare):
    for name in ("redirects", "site_links", "lint", "nav", "licence", "plugins", "extra_css"):
        (bare / "mkdocs.yml").write_text(changed(name, f"{name}:")[0], encoding="utf-8")
        settings_file.load(bare)


MAKE = {
    "mkdocs": ["-m", "mkdocs", "build", "--strict"],
    "lint": ["overrides/commands/lint_sources.py"],
    "zensical": ["overrides/commands/build.py", "zensical"],
    "fix": ["overrides/commands/fix.py"],
}


@pytest.mark.parametrize("command", MAKE)
def test_every_command_says_it_in_a_line(project, command):
    root = project()
    text, line = changed("published", "published: [a]")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    before = contents(root)
    variables = {**os.environ, "PYTHONPATH": "overrides", "PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        [sys.executable, *MAKE[command]], cwd=root, env=variables, text=True, capture_output=True, check=False
    )
    assert result.returncode == 1
    [message] = [text for text in (result.stdout + result.stderr).splitlines() if text.strip()]
    assert f"mkdocs.yml:{line}: published must be the name of one file" in message
    assert contents(root) == before


def test_the_preview_goes_on_after_bad_settings(project):
    root = project()
    with previews.run(root, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:{}") as server:
        server.says("Serving on")
        for new, words in (("published: [a]", "published must be"), ("\tpublished: a", "is not YAML")):
            since = len(server.output)
            (root / "mkdocs.yml").write_text(changed("published", new)[0], encoding="utf-8")
            server.says(words, since)
            server.shows("glossary/", "<main")
        since = len(server.output)
        (root / "mkdocs.yml").write_text(TEXT, encoding="utf-8")
        server.says("Reloading browsers", since)
        assert "Traceback" not in "".join(server.output)


MENUS = [
    (["index.md", "gone.md"], "there is no page gone.md"),
    (["index.md", "../mkdocs.yml"], "there is no page ../mkdocs.yml"),
    (["index.md", {"Run": "javascript:alert(1)"}], "javascript:alert(1) is no address of a page"),
    (["index.md", {"Out": "http://example.org/"}], "http://example.org/ isn't secure"),
    (
        ["index.md", {"Out": 'https://example.org/" target="_blank'}],
        "Write what stands before it alone: https://example.org/",
    ),
    (["index.md", {"Out": "https://example.org/a b"}], "has a space. Write %20"),
    (["index.md", {"A": ["index.md"]}], "index.md stands twice"),
    (["index.md", "about"], "there is no page about"),
    (["about/index.md"], "the menu lacks the home page"),
    (["index.md", {"A": ["about/index.md", {"Out": "https://example.org/"}]}], ""),
    (None, ""),
]


@pytest.mark.parametrize(("menu", "words"), MENUS)
def test_the_menu_leads_to_pages(menu, words):
    site = snippets.site(HOME, ABOUT)
    site = replace(site, settings=replace(site.settings, values={**site.settings.values, "nav": menu}))
    found = [finding.message for _, finding in lint.check_site(site, [site_settings.menu])]
    assert len(found) == bool(words) and words in "".join(found)
