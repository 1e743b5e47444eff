"""The styles within a page: what any page or script can use, all of it, and nothing else."""

import re

import pytest
import snippets
from conftest import ROOT
from content import allowed_html
from finishing import critical_css
from selectolax.lexbor import LexborHTMLParser
from test_allowed_html import MARKDOWN

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def purged(css, html, code=""):
    return critical_css.purge({"a.css": css}, critical_css.names(LexborHTMLParser(html)), code)


@pytest.mark.parametrize(
    "kept",
    [
        "p{color:red}",
        ".note{color:red}",
        "#top{color:red}",
        "[dir=ltr] p{color:red}",
        "p[class^=no]{color:red}",
        "p:hover:before{color:red}",
        "p::selection{color:red}",
        "p:not(.absent){color:red}",
        "p:is(.absent,.note){color:red}",
        "p:nth-child(2n + 1){color:red}",
        "body>*+*{color:red}",
        "@media print{p{color:red}}",
        "@layer base,theme;@layer base{p{color:red}}",
        "@supports (display:grid){@media print{p{color:red}}}",
        "p{animation:1s turn}@keyframes turn{from{top:0}to{top:1px}}",
        "@page{margin:1cm}",
        ":root{--a:red;--b:var(--a)}p{color:var(--b)}",
        'p:after{content:".absent{}"}',
    ],
)
def test_rules_that_can_apply_stay(kept):
    html = '<html dir="ltr"><p class="note big" id="top">a</p><p>b</p></html>'
    assert purged(kept, html) == purged(kept, html, "absent")
    assert purged(kept, html).count("{") == kept.count("{")


@pytest.mark.parametrize(
    "css",
    [
        "table{color:red}",
        ".absent{color:red}",
        "#absent{color:red}",
        "p.note.absent{color:red}",
        "[dir=rtl] p{color:red}",
        "p:is(.absent,.missing){color:red}",
        "@media print{@supports (display:grid){.absent{color:red}}}",
        ":root{--a:red;--b:var(--a)}",
        "@keyframes turn{from{top:0}to{top:1px}}",
    ],
)
def test_rules_that_cannot_apply_go(css):
    html = '<html dir="ltr"><p class="note" id="top">a</p></html>'
    assert purged(css, html) == ""


def test_only_the_selectors_that_cannot_match_go():
    assert purged(".absent,p{color:red}", "<p>") == "p{color:red}"


def test_names_in_scripts_count_for_the_styles_that_come_with_them():
    code = """a("div",{class:"made made--up"});b('it\\'s',`<i id="${name}">`)"""
    css = "div,.made--up,i#name{color:red}"
    assert purged(f"{css}.absent{{color:red}}", "<p>", code) == css


@pytest.mark.parametrize("group", [*sorted(critical_css.GROUPS), "p"])
def test_a_selector_within_any_rule_keeps_its_meaning(group):
    css = f"{'@' * (group != 'p')}{group} {{p :is(b, i) > u:hover{{color: red}}}}"
    assert "{p :is(b,i)>u:hover{color:red}}" in purged(css, "<p><b><u>")


@pytest.mark.parametrize("left_open", ["p{color:red", "p{color:red}/*", "p{color:red}a:is(", "p{color:red}@media{i{"])
def test_what_a_sheet_leaves_open_ends_with_it(left_open):
    sheets = {"a.css": left_open, "b.css": "b{color:blue}"}
    found = critical_css.purge(sheets, critical_css.names(LexborHTMLParser("<p><b>")))
    assert found == "p{color:red}b{color:blue}"


REFUSED = [
    "@import 'a.css';",
    "@IMPORT 'a.css';",
    "p{background:url(a.png)}",
    'p{background:URL("a.png")}',
    'p::after{content:"</style><script>"}',
    'p::after{content:"a\n}',
]


@pytest.mark.parametrize("css", REFUSED)
def test_rules_that_point_to_other_files_are_refused_in_plain_words(css):
    with pytest.raises(ValueError, match="^a.css: .* cannot stand inside a page"):
        purged(css, "<p>")
    assert purged("p{mask-image:url('data:image/svg+xml,<svg/>')}", "<p>")


PAGE = """<!doctype html><html><head>
<link rel="stylesheet" href="../assets/a.css"><link rel="icon" href="icon.svg">
<link rel=stylesheet href=b.css>
<link rel="stylesheet" href="https://other.example/c.css"></head><body><link rel="stylesheet" href="d.css"></body></html>"""


def test_one_style_takes_the_place_of_the_links_in_the_head():
    document = LexborHTMLParser(PAGE)
    assert critical_css.take(snippets.settings(), document, "about/index.html") == ["assets/a.css", "about/b.css"]
    document = LexborHTMLParser(document.html.replace(critical_css.STYLE, "<style>p{}</style>"))
    assert [style.text() for style in document.head.css("style")] == ["p{}"]
    assert [link.attributes["href"] for link in document.css("link[rel=stylesheet]")] == [
        "https://other.example/c.css",
        "d.css",
    ]
    assert document.css_first("link[rel=icon]")


def test_every_rule_of_ours_can_apply(unusual_site):
    """To what stands in some page, what Markdown makes, or what a template or a script may add."""
    pages = [page.read_text(encoding="utf-8") for page in unusual_site.rglob("*.html")]
    pages += [snippets.render(MARKDOWN), "".join(f"<{name}>" for name in allowed_html.ELEMENTS)]
    names = set().union(*(critical_css.names(LexborHTMLParser(page)) for page in pages))
    files = [*(ROOT / "overrides/theme").rglob("*.html"), *(ROOT / "docs/assets/javascripts").glob("*.js")]
    code = " ".join(file.read_text(encoding="utf-8") for file in files)
    for file in sorted((ROOT / "docs/assets/stylesheets").rglob("*.css")):
        for rule in re.findall(r"^ *([^@{}/;]+?) \{$", COMMENT.sub("", file.read_text(encoding="utf-8")), re.MULTILINE):
            for selector in rule.replace("\n", " ").split(", ") if "(" not in rule else [rule]:
                assert critical_css.purge({"a": f"{selector} {{color: red}}"}, names, code), f"{file.name}: {selector}"
