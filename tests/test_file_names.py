"""Names of files in docs/: those that make bad addresses are named, and none stops a build with a traceback."""

import os
from dataclasses import replace

import pytest
import snippets
from conftest import build, contents, mkdocs
from linter import lint, report
from linter.rules import file_names
from linter.site import Site

GOOD = [
    "index.md", "404.md", "a-b/c-1.md", "2019.md", "a/README.md", "form-1.pdf", "assets/a.css", "robots.txt", "CNAME",
    "google0123456789abcdef.html", "BingSiteAuth.xml", "security.txt",
]  # fmt: skip
BAD = {  # a name, and the one that the message proposes
    "javascript:alert(1).md": "javascript-alert-1.md",
    "what?.md": "what.md",
    "a#b.md": "a-b.md",
    "Caps.md": "caps.md",
    "sp ace.md": "sp-ace.md",
    "per%20cent.md": "per-20cent.md",
    "dot..md": "dot.md",
    "two.dots.md": "two-dots.md",
    "x" * 120 + ".md": "x" * 80 + ".md",
    "cafe\u0301.md": "cafe.md",
    "caf\xe9.md": "cafe.md",
    "\u4e2d\u6587.md": "page.md",
    "con.md": "con-page.md",
    "LPT1.pdf": "lpt1-page.pdf",
    "snake_case.md": "snake-case.md",
    "-lead.md": "lead.md",
    "new\nline.md": "new-line.md",
    "\u202eright.md": "right.md",
    "index .md": "index.md",
    "Form (1).pdf": "form-1.pdf",
    "photo.PNG": "photo.png",
    "My Folder/a.md": "my-folder",
    "a.b/c.csv": "a-b",
}
CLASHES = {  # files that no engine can build side by side, and words of what is said
    ("glossary",): "docs/glossary and docs/glossary.md need one place",
    ("a.png", "a.png.md"): "docs/a.png and docs/a.png.md need one place",
    ("updates.xml/a.md",): "updates.xml, which the build writes, and docs/updates.xml/a.md",
    ("llms.txt/index.md",): "llms.txt, which the build writes,",
    ("404.html.md",): "404.html, which the build writes,",
    ("index.html.md",): "docs/index.md and docs/index.html.md need one place",
    ("glossary/participation.csv/a.md",): "participation.csv, which the build writes,",
    ("x.md", "x/index.md/a.md"): "x/index.md, which the build writes,",
    ("search",): "docs/search and search/index.json, which the build writes,",
    (b"caf\xe9.md",): "docs/caf\\xdce9.md:1: its name is not written in UTF-8",
    (b"caf\xe9/a.png",): "docs/caf\\xdce9/a.png:1: its name is not written in UTF-8",
}
REDIRECTS = {
    "/robots.txt/old.html": "docs/robots.txt and the redirect /robots.txt/old.html",
    "/updates.xml/": "updates.xml, which the build writes, and the redirect /updates.xml/",
    "/about-us.html/": "",
}


@pytest.fixture
def docs(tmp_path):
    """Lay files into the pages of a project, and return its settings."""

    def lay(*names, **extra):
        settings = replace(snippets.settings(), root=tmp_path, docs=tmp_path / "docs")
        settings = replace(settings, values={**settings.values, "extra": {**settings.extra, **extra}})
        for name in names:
            write(tmp_path, name)
        return settings

    (tmp_path / "docs").mkdir()
    return lay


def write(root, name):
    file = os.fsencode(root / "docs") + b"/" + os.fsencode(name)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as new:
        new.write(b"\x89PNG" if not file.endswith(b".md") else snippets.FRONT.encode() + b"Text.\n")


def named(settings):
    return lint.check_site(Site(settings, ()), [file_names.file_name])


@pytest.mark.parametrize("name", GOOD)
def test_a_good_name_is_silent(docs, name):
    assert not named(docs(name))


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_makes_a_bad_address_is_named_with_a_better_one(docs, name, capsys):
    [(path, finding)] = named(docs(name))
    assert f"docs/{name}".startswith(path) and finding.message.endswith(f"such as {BAD[name]}")
    report.say([(path, finding)])
    [line] = capsys.readouterr().out.splitlines()
    assert "\u202e" not in line


@pytest.mark.parametrize("name", [name for name in BAD if "/" not in name])
def test_the_better_name_is_good(docs, name):
    assert not named(docs(BAD[name]))


def test_a_page_whose_address_was_published_keeps_its_name(docs, tmp_path):
    (tmp_path / "list.txt").write_text("/Old_Page/\n/Old_Page/#part\n")
    [(path, _)] = named(docs("Old_Page.md", "New_Page.md", published="list.txt"))
    assert path == "docs/New_Page.md"


def test_our_own_names_are_good():
    assert not named(snippets.settings())


@pytest.mark.parametrize("names", CLASHES)
def test_files_in_each_others_way_are_named(docs, names):
    said = [*file_names.in_the_way(docs("index.md", "glossary.md", *names))]
    assert any(CLASHES[names] in report.shown(f"{path}:1: {message}") for path, message in said), said


@pytest.mark.parametrize("name", ["search/index.json", "glossary/participation.csv", "404.html"])
def test_a_file_that_the_build_writes_itself_is_named(docs, name):
    settings = docs("glossary.md", name)
    [(path, finding)] = lint.check_site(Site(settings, ()), [file_names.file_in_the_way])
    assert path == f"docs/{name}" and f"the build writes a file {name} itself" in finding.message
    assert not [*file_names.in_the_way(settings)]


@pytest.mark.parametrize("name", ["glossary", "updates.xml/a.md", b"caf\xe9.md"])
def test_files_in_each_others_way_stop_a_build_before_it_begins(project, name):
    root = project()
    write(root, name)
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good build")
    before = contents(root / "site")
    for result in (mkdocs(root, root / "site"), build(root, "zensical")):
        assert result.returncode == 1 and "Traceback" not in result.stdout and "Errno" not in result.stdout
        assert "Rename" in result.stdout, result.stdout
    assert contents(root / "site") == before


@pytest.mark.parametrize("old", REDIRECTS)
def test_a_redirect_is_in_no_files_way(docs, old):
    settings = docs("index.md", "robots.txt", redirects={old: "index.md"})
    said = [message for _, message in file_names.in_the_way(settings)]
    assert bool(said) == bool(REDIRECTS[old])
    assert not said or REDIRECTS[old] in said[0]


def test_a_link_to_another_place_is_not_read(project):
    root = project({"page.md": snippets.FRONT + '--8<-- "secret.md"\n\n--8<-- "../mkdocs.yml"\n'})
    away = root.parent / "away"
    away.mkdir()
    for name in ("secret.md", "secret.txt", "secret.png"):
        (away / name).write_text("Do not publish.\n")
    (root / "docs/robots.txt").unlink()
    links = {"docs/link.md": "secret.md", "includes/secret.md": "secret.md"}
    for name, target in {**links, "docs/robots.txt": "secret.txt"}.items():
        (root / name).symlink_to(away / target)
    result = mkdocs(root, root / "site")
    assert result.returncode == 0, result.stdout
    assert not [path for path, data in contents(root / "site").items() if b"Do not publish" in data]
    for name in links:
        assert f"{name}:1: th" in result.stdout and f"{name}:1: this" in result.stdout
    assert "there is no ../mkdocs.yml to include" in result.stdout
    assert not (root / "site/link").exists()
    (root / "docs/folder").symlink_to(away)  # which MkDocs would go through, so it stops before
    result = mkdocs(root, root / "site")
    assert result.returncode == 1 and "docs/folder:1: this is a link" in result.stdout
    assert not (root / "site/folder").exists() and (root / "site/index.html").exists()
