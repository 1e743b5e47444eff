"""`make changes` shows what changes between two built sites, for readers and behind the text, and nothing else."""

import shutil

import changes
import pytest
from content.pages import END

PAGE = """<!doctype html><html><head><title>Bodies - Singapore Customs</title>
<meta name="description" content="What they are for."></head>
<body><header>{header}</header><div class="text"><h1>Bodies</h1><p>{text}</p>
<p>Role: <em>{role}</em></p></div></body></html>"""


def write(site, name="index.html", *, text="The WCO.", role="Member", header="Menu"):
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(text=text, role=role, header=header))


@pytest.fixture
def sites(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    write(before)
    write(before, "bodies/index.html", text="The text of the other page.")
    (before / "table.csv").write_text("a,b\n")
    (before / "photo.png").write_bytes(b"\x89PNG\0before")
    shutil.copytree(before, after)
    return before, after


def test_the_text_of_a_changed_page_before_and_after(sites):
    before, after = sites
    write(after, "bodies/index.html", text="The text of the other page.", role="Chair")
    report = changes.report(before, after)
    assert "## /bodies/ (changed)\n\n```diff" in report
    assert "-Role: *Member*\n+Role: *Chair*" in report
    assert report.count("## ") == 1 and "<details>" not in report


def test_equal_sites_and_what_is_made_of_the_pages_are_no_change(sites):
    before, after = sites
    for name in ("sitemap.xml", "index.md", "search/search_index.json"):
        (after / name).parent.mkdir(exist_ok=True)
        (after / name).write_text("made of the pages")
    assert changes.report(before, after) == "# What readers will see change\n\nNothing.\n"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("<title>Bodies", "<title>Groups", "+<title> Groups - Singapore Customs"),
        ("What they are for.", "What we do.", '+<meta name="description" content="What we do.">'),
        ("</head>", '<meta http-equiv="refresh" content="0; url=/a/"></head>', '+<meta http-equiv="refresh"'),
        ("<h1>", '<h1 onclick="alert(1)">', '+<h1 onclick="alert(1)">'),
        ("</h1>", "</h1><svg><text>A picture of words</text></svg>", "+<text> A picture of words"),
        ("</h1>", "</h1><script>run()</script>", "+<script> run()"),
        ("</h1>", "</h1><style>p { color: red }</style>", "+<style> p { color: red }"),
        ("<p>The", '<p style="display: none">The', '+<p style="display: none">'),
    ],
)
def test_what_only_browsers_read_is_shown_folded(sites, old, new, shown):
    before, after = sites
    page = after / "index.html"
    page.write_text(page.read_text().replace(old, new))
    report = changes.report(before, after)
    _, folded = report.split("## / (changed)")[1].split("<details>")
    assert shown in folded


def test_pages_that_come_and_go(sites):
    before, after = sites
    write(after, "new/index.html", text="A new page.")
    (after / "bodies" / "index.html").unlink()
    report = changes.report(before, after)
    assert "## /new/ (added)" in report and "+A new page." in report
    assert "## /bodies/ (removed)" in report and "-The text of the other page." in report


def test_pictures_and_other_files(sites):
    before, after = sites
    (after / "table.csv").write_text("a,c\n")
    (after / "photo.png").write_bytes(b"\x89PNG\0after")
    (after / "drawing.svg").write_text('<svg><text onload="x()">No words of ours</text></svg>')
    report = changes.report(before, after)
    assert "-a,b\n+a,c" in report
    assert "## /photo.png (changed)" in report and "11 bytes" in report and "10 bytes" in report
    assert "## /drawing.svg (added)" in report and 'onload="x()">No words of ours' in report


def test_a_file_name_cannot_write_into_the_report(sites):
    before, after = sites
    write(after, "`<img src=x onerror=y>` [a](b)\n# Fine.html", text="A new page.")
    (after / "@someone\n## Nothing").write_text("x\n")
    headings = [line for line in changes.report(before, after).splitlines() if line.startswith("#")]
    assert headings == [
        "# What readers will see change",
        "## /%60%3Cimg%20src%3Dx%20onerror%3Dy%3E%60%20%5Ba%5D%28b%29%0A%23%20Fine.html (added)",
        "## /%40someone%0A%23%23%20Nothing (added)",
    ]


def test_what_changes_on_every_page_is_shown_once(sites):
    before, after = sites
    write(after, header="New menu")
    write(after, "bodies/index.html", text="The text of the other page.", header="New menu")
    report = changes.report(before, after)
    assert report.count("+New menu") == 1
    assert "## In the same way on several pages" in report


@pytest.mark.parametrize("text", ["</p><pre><code>```\ncode\n````</code></pre><p>", "</p></details>````` x<p>"])
def test_nothing_of_the_text_can_end_the_diff(sites, text):
    before, after = sites
    write(after, text=text)
    lines = changes.report(before, after).splitlines()
    fence = next(line for line in lines if line.endswith("diff")).removesuffix("diff")
    longer = [line for line in lines if line.startswith(fence)]
    assert longer and longer[1::2] == [fence] * (len(longer) // 2)


def test_what_nobody_sees_is_shown(sites):
    before, after = sites
    write(after, text="The\u200b W\u202eCO.")
    assert r"+The\u200b W\u202eCO." in changes.report(before, after)


def test_a_long_line_that_changes_late_is_told(sites):
    before, after = sites
    write(before, text="word " * 1000 + "before")
    write(after, text="word " * 1000 + "after")
    report = changes.report(before, after)
    assert "(5007 characters, sha256" in report and "(5006 characters, sha256" in report


def test_a_long_report_names_the_rest(sites):
    before, after = sites
    write(after, text="word " * 100)
    write(after, "bodies/index.html", text="words " * 100)
    report = changes.report(before, after, limit=900)
    assert "Too long to show here." in report
    assert "## / (changed)" in report and "## /bodies/ (changed)" in report


def test_a_change_of_the_real_site_is_shown_and_no_other(site, tmp_path):
    after = tmp_path / "after"
    shutil.copytree(site, after)
    page = after / "glossary" / "index.html"
    page.write_text(page.read_text().replace(END, f"<p>A new last paragraph.</p>{END}"))
    report = changes.report(site, after)
    assert [line for line in report.splitlines() if line.startswith(("## ", "+", "-"))] == [
        "## /glossary/ (changed)",
        "+A new last paragraph.",
    ]
