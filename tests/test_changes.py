"""`make changes` shows what readers see change, and nothing else."""

import shutil

import changes
import pytest

PAGE = """<!doctype html><html><head><title>Bodies - Singapore Customs</title>
<meta name="description" content="What they are for."><script>let hash = "{build}";</script></head>
<body><header>{header}</header><div class="md-content"><h1>Bodies</h1><p>{text}</p>
<p>Role: <em>{role}</em></p></div></body></html>"""


def write(site, name="index.html", *, text="The WCO.", role="Member", header="Menu", build="1"):
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(text=text, role=role, header=header, build=build))


@pytest.fixture
def sites(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    write(before)
    write(before, "bodies/index.html")
    shutil.copytree(before, after)
    return before, after


def test_the_text_of_a_changed_page_before_and_after(sites):
    before, after = sites
    write(after, "bodies/index.html", role="Chair")
    report = changes.report(before, after)
    assert "## /bodies/ (changed)" in report
    assert "-Role: *Member*\n+Role: *Chair*" in report
    assert report.count("## ") == 1


def test_what_readers_do_not_see_is_no_change(sites):
    before, after = sites
    write(after, build="2")
    (after / "sitemap.xml").write_text("<urlset/>")
    assert changes.report(before, after) == "# What readers will see change\n\nNothing.\n"


def test_pages_that_come_and_go_and_other_files(sites):
    before, after = sites
    write(after, "new/index.html", text="A new page.")
    (after / "bodies" / "index.html").unlink()
    (after / "table.csv").write_text("a,b\n")
    report = changes.report(before, after)
    assert "## /new/ (added)" in report and "+A new page." in report
    assert "## /bodies/ (removed)" in report and "-The WCO." in report
    assert "## Other files\n\n- /table.csv" in report


def test_the_frame_is_shown_once(sites):
    before, after = sites
    for name in ("index.html", "bodies/index.html"):
        write(after, name, header="New menu")
    report = changes.report(before, after)
    assert report.count("+New menu") == 1
    assert "## Around the text, on every page" in report


def test_a_fence_in_the_text_cannot_end_the_diff(sites):
    before, after = sites
    write(after, text="</p><pre><code># code</code></pre><p>")
    report = changes.report(before, after)
    fence = report[report.index("````") :].split("diff")[0]
    assert report.count(f"\n{fence}\n") == 1


def test_a_long_report_names_the_rest(sites):
    before, after = sites
    write(after, text="word " * 100)
    write(after, "bodies/index.html", text="word " * 100)
    report = changes.report(before, after, limit=1000)
    assert "Too long to show here." in report
    assert "## / (changed)" in report and "## /bodies/ (changed)" in report


def test_a_changed_word_on_the_real_site(site, tmp_path):
    after = tmp_path / "after"
    shutil.copytree(site, after)
    page = after / "about-us" / "our-international-participation" / "index.html"
    page.write_text(
        page.read_text().replace("independent intergovernmental body", "body of governments")
    )
    report = changes.report(site, after)
    assert "+The WCO is an body of governments." in report
    assert [line for line in report.splitlines() if line.startswith("## ")] == [
        "## /about-us/our-international-participation/ (changed)"
    ]
