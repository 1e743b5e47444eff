"""Files beside the pages: pictures and documents are published, all else is named and is not."""

from dataclasses import replace

import pytest
import snippets
from content import published_files

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
PUBLISHED = {
    "files/form.pdf": b"%PDF",
    "picture.PNG": b"",
    "table.csv": b"a,b",
    "data.json": b"{}",
    "robots.txt": b"",
    "google0123456789abcdef.html": b"google-site-verification: google0123456789abcdef.html",
    "assets/javascripts/site.js": b"",
    "assets/stylesheets/tokens.css": b"",
    "drawing.svg": SVG.format('<path id="a" fill="url(#b)"/><use xlink:href="#a"/>').encode(),
    "noted.svg": SVG.format(
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/elements/1.1/">'
        '<c:Work xmlns:c="http://creativecommons.org/ns#" r:about=""><d:format>image/svg+xml</d:format></c:Work></r:RDF>'
        '</metadata><s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" id="base"/>'
    ).encode(),
    "photo.svg": SVG.format('<image href="data:image/png;base64,AA"/><style>a{fill:url("#b")}</style>').encode(),
}
REFUSED = {
    "page.html": b"<script>",
    "notes.docx": b"",
    "evil.js": b"",
    "folder/robots.txt": b"",
    ".env": b"",
    ".well/secret.json": b"{}",
    "noend": b"",
    "script.svg": SVG.format("<script>1</script>").encode(),
    "handler.svg": SVG.format('<path onclick="1"/>').encode(),
    "link.svg": SVG.format('<a href="javascript:1"/>').encode(),
    "use.svg": SVG.format('<use xlink:href="https://evil.example/a.svg#a"/>').encode(),
    "noted-link.svg": SVG.format('<d:a xmlns:d="http://purl.org/dc/terms/" href="javascript:1"/>').encode(),
    "noted-page.svg": SVG.format(f"<metadata><b {XHTML}>x</b></metadata>").encode(),
    "foreign.svg": SVG.format("<foreignObject/>").encode(),
    "animate.svg": SVG.format('<a><set attributeName="href" to="javascript:1"/></a>').encode(),
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "sheet.svg": b'<?xml-stylesheet href="a.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "sheet-16.svg": f'<?xml version="1.0" encoding="utf-16"?><?xml-stylesheet href="#a"?>{SVG}'.encode("utf-16"),
    "page.svg": b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "refresh.svg": SVG.format(f'<meta {XHTML} http-equiv="refresh" content="0;url=https://evil.example/"/>').encode(),
    "form.svg": SVG.format(f'<form {XHTML} action="https://evil.example/"/>').encode(),
    "spaced.svg": SVG.format('<a><set attributeName=" href " to="javascript:1"/></a>').encode(),
    "within.svg": SVG.format('<use href="data:image/svg+xml,%3Csvg/%3E#a"/>').encode(),
    "import.svg": SVG.format("<style>@import 'https://evil.example/a.css';</style>").encode(),
    "fill.svg": SVG.format("<rect fill=\"url( 'https://evil.example/a.svg#a')\"/>").encode(),
    "default.svg": b'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "1">]><svg xmlns="http://www.w3.org/2000/svg"/>',
    "broken.svg": b"<svg",
}


@pytest.fixture
def problem(tmp_path):
    """Lay a file into a project; gives what is said of it."""
    settings = replace(snippets.settings(), root=tmp_path, docs=tmp_path / "docs")

    def lay(name, content):
        file = settings.docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return published_files.problem(settings, file)

    lay.settings = settings
    return lay


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_may_be_published_is_silent(problem, name):
    assert problem(name, PUBLISHED[name]) is None


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_published_says_why_and_what_to_do(problem, name):
    said = problem(name, REFUSED[name])
    assert said and ". " in said


@pytest.mark.parametrize(("name", "setting"), [("a.css", "extra_css"), ("b.js", "extra_javascript")])
def test_what_no_page_loads_says_which_setting_names_it(problem, name, setting):
    assert f"under {setting} in mkdocs.yml" in problem(name, b"")


def test_links_are_not_followed(problem, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.pdf").write_bytes(b"")
    problem("b.pdf", b"")
    file, folder = problem.settings.docs / "link.pdf", problem.settings.docs / "folder"
    file.symlink_to(tmp_path / "outside/a.pdf")
    folder.symlink_to(tmp_path / "outside")
    assert published_files.problem(problem.settings, file)
    assert published_files.problem(problem.settings, folder / "a.pdf")


def test_scripts_that_settings_name_stay_within_the_site():
    plain = snippets.settings()
    named = ["a.js", {"path": "b/c.js", "defer": True}, "../d.js", "/e.js", "f/../../g.js", "https://a.example/h.js"]
    settings = replace(plain, values={**plain.values, "extra_javascript": named})
    own = ["a.js", "b/c.js", "d.js", "e.js", "g.js"]
    assert published_files.scripts(settings) == [*published_files.SCRIPTS, *own]
