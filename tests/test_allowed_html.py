"""What a page may contain: whatever is removed is named, and what Markdown makes comes through."""

import json
import random
from pathlib import Path

import pytest
import snippets
from content import allowed_html
from linter.rules import unsafe_html
from selectolax.lexbor import LexborHTMLParser

REFUSED = {
    "<svg><script>alert(1)</script></svg>": "<svg",
    "<svg><style>p{}</style></svg>": "<svg",
    "<script/x>alert(1)</script>": "<script",
    "<p title='a> ' onclick='alert(1)' <p id=' class='b'>c</p>": 'onclick="alert(1)"',
    "<p title='a> ' onclick='alert(1)' </p><p id=' class='b'>c</p>": 'onclick="alert(1)"',
    "<!--> <script>alert(1)</script> -->": "<script",
    "<!-- x --!> <script>alert(1)</script> -->": "<script",
    "<kbd><script>alert(1)</script></kbd>": "<script",
    "<pre><script>alert(1)</script></pre>": "<script",
    "<code><script>alert(1)</script></code>": "<script",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>": "<noscript",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>": "<math",
    "<template><script>alert(1)</script></template>": "<template",
    "</div></article><meta http-equiv='refresh' content='0; url=//x.example'>": "<meta",
    "<link rel='stylesheet' href='../../docs/assets/stylesheets/tokens.css'>": "<link",
    "<base href='//evil.example/'>": "<base",
    "<form action='https://evil.example/'><input name='q'></form>": "<form",
    "<object data='x.pdf'></object>": "<object",
    "<iframe src='https://www.gov.sg/'></iframe>": "<iframe",
    "<body onload='alert(1)'>": "<body",
    "<p onclick='alert(1)'>x</p>": 'onclick="alert(1)"',
    "<p\nonclick='alert(1)'>x</p>": 'onclick="alert(1)"',
    "<p style='color:red'>x</p>": 'style="color:red"',
    "<p hidden>x</p>": 'hidden=""',
    "<img name='currentScript' src='a.png' alt=''>": 'name="currentScript"',
    "<p id='currentScript'>x</p>": 'id="currentScript"',
    "<p id='__config'>x</p>": 'id="__config"',
    "<h2 id='updates'>x</h2>": 'id="updates"',
    "<p id='a%'>x</p>": 'id="a%"',
    "<p class='note visually-hidden'>x</p>": 'class="note visually-hidden"',
    "<p class='md-overlay'>x</p>": 'class="md-overlay"',
    "<a href='javascript:alert(1)'>x</a>": 'href="javascript:alert(1)"',
    "<a href='java&#10;script:alert(1)'>x</a>": 'href="java\nscript:alert(1)"',
    "<a href='javascript&#58alert(1)'>x</a>": 'href="javascript:alert(1)"',
    "<p>a<b<br>": "<b<br",
    "<a href='data:text/html,x'>x</a>": 'href="data:text/html,x"',
    "<a href='https://asean.org@evil.example/'>x</a>": 'href="https://asean.org@evil.example/"',
    "<a href='/\\evil.example'>x</a>": 'href="/\\evil.example"',
    "<a href='//evil.example'>x</a>": 'href="//evil.example"',
    "<a href='https://\u0430sean.org/'>x</a>": 'href="https://\u0430sean.org/"',
    "<a href='https://xn--sean-53d.org/'>x</a>": 'href="https://xn--sean-53d.org/"',
    "<a href='https://xn--é.org/'>x</a>": 'href="https://xn--é.org/"',
    "<a href='https://asean.org\u2044x.evil.example/'>x</a>": 'href="https://asean.org\u2044x.evil.example/"',
    "<a href='https://asean.org\u200b.evil.example/'>x</a>": 'href="https://asean.org\u200b.evil.example/"',
    "<a href='https://asean.org%2f.evil.example/'>x</a>": 'href="https://asean.org%2f.evil.example/"',
    "<p>pay&#8238;nothing</p>": "\u202e",
    "<p>bell\x07</p>": "\x07",
    '<p title="pay\u202enothing">x</p>': "\u202e",
    "<p>next line\x85</p>": "\x85",
    "<p>no letter&#xFFFF;</p>": "\uffff",
    "<p title='<!--'><script>alert(1)</script><p title='-->'>": "<script",  # no comment: it stands in an attribute
    "<p title='<!--'>pay&#8238;nothing<p title='-->'>": "\u202e",
    "<a href=' //evil.example/'>x</a>": 'href=" //evil.example/"',
    "<a href='https:///asean.org@evil.example/'>x</a>": 'href="https:///asean.org@evil.example/"',
    "<a href='https:asean.org@evil.example/'>x</a>": 'href="https:asean.org@evil.example/"',
    "<a href='https://example.org:99999/'>x</a>": 'href="https://example.org:99999/"',
    "<a href='https://two words/'>x</a>": 'href="https://two words/"',
    "<table><tr><td align='left visually-hidden'>x</table>": 'align="left visually-hidden"',
    "<p class='contents-wide'>x</p>": 'class="contents-wide"',
    "<p class='page-foot'>x</p>": 'class="page-foot"',
}
MARKDOWN = """\
# Title

A [link](https://www.apec.org/){:target="_blank"}, a [mail](mailto:a@b.sg), `code`, **bold**, H~2~O and a note.[^1]

[^1]: The note.

| a | b |
| ---: | :-: |
| 1 | 2 |

Term {#term}
:   Meaning.

!!! note "A note"

    ```python
    print("<script>")
    ```

??? info "Folded"

    Text.

3.  three
4.  four

![A picture](a.png){: width="20" loading="lazy" .wide }

<address>1 Street<br>Singapore</address>

中文 தமிழ் \u0627\u0644\u0639\u0631\u0628\u064a\u0629 <span lang="ar" dir="rtl">\u0627\u0644</span>
"""


@pytest.mark.parametrize("html", REFUSED)
def test_what_is_refused_is_named_and_removed(html):
    for written in (html, html.replace("'", '"')):
        assert REFUSED[html] in [problem.found for problem in allowed_html.problems(written)]
    cleaned = allowed_html.clean(f"<p>before</p>{html}")
    assert cleaned.startswith("<p>before</p>")
    assert not list(allowed_html.problems(cleaned))
    assert "alert" not in cleaned or "<" not in cleaned.removeprefix("<p>before</p>")


@pytest.mark.parametrize(
    "host", ["münchen.de", "xn--mnchen-3ya.de", "例え.jp", "சிங்கப்பூர்", "[::1]", "a_b.example:8000"]
)
def test_a_host_may_have_any_alphabet(host):
    assert allowed_html.address_problem(f"https://{host}/") is None


def elements(html):
    return [(node.tag, sorted(node.attributes.items())) for node in LexborHTMLParser(html).root.traverse()]


def test_what_markdown_makes_comes_through():
    html = snippets.render(MARKDOWN)
    assert "<table>" in html and "footnote" in html
    assert not list(allowed_html.problems(html))
    assert elements(allowed_html.clean(html)) == elements(html)
    assert LexborHTMLParser(allowed_html.clean(html)).text() == LexborHTMLParser(html).text()


def test_removed_or_named_nothing_between():
    """Whatever editors write: where nothing is named, publishing changes no element and no word."""
    for line in (Path(__file__).parent / "data/mistakes.jsonl").read_text(encoding="utf-8").splitlines():
        html = snippets.render(json.loads(line)["snippet"])
        if not list(allowed_html.problems(html)):
            cleaned = allowed_html.clean(html)
            words = [
                " ".join(LexborHTMLParser(text).text().split())
                for text in (allowed_html.COMMENT.sub("", html), cleaned)
            ]
            assert words[0] == words[1], html


PIECES = """<p <a <script <td <svg <b <li <table <body <title <tr <div <template <!-- <![CDATA[ <? </ > /> --> --!> " ' = text
\u0430 &#8238; &lt; &amp; href="/a" href='https://a.example/' href=x:y href="//e" id=one id="a<!--" class='x y' class=md-x align=left
href="#fn:1" href="mailto:a@b" href="a&#58b" title="a" id="b"
align=none title="<!--" title='-->' onclick=x href=https:///a@b src="https://a:1:2/" </p> </a> </td> </table> </script> \\""".split()


def test_silence_means_that_nothing_is_removed():
    """Whatever stands in a page: where nothing is named, publishing keeps every element, attribute and word."""
    chance, silent = random.Random(10), 0
    for _ in range(6000):
        html = "".join(chance.choice(PIECES) + chance.choice(["", " ", ">"]) for _ in range(chance.randint(1, 8)))
        if not list(allowed_html.problems(html)):
            silent += 1
            before, after = (
                LexborHTMLParser(f"<!doctype html><body>{text}") for text in (html, allowed_html.clean(html))
            )
            kept = {(node.tag, *pair) for node in after.root.traverse() for pair in node.attributes.items()}
            assert {(n.tag, *pair) for n in before.root.traverse() for pair in n.attributes.items()} <= kept, html
            assert "".join(before.text().split()) == "".join(after.text().split()), html
    assert silent > 500


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("<p>Text.</p>\n<p>Ask <info@example.org> today.</p>", 2, '<a href="mailto:info@example.org">info@'),
        ('Write `style="a"` or &lt;p style="a"&gt;.\n\n<p style="a">Text.</p>', 3, 'style="a" is not published'),
        ("Write `<label>`.\n\n<p><label>Text.</label></p>", 3, "<label is not published"),
        ("Text.\n\nA word&#8237;, and another&shy;.", 3, "U+202D"),
        ("Text.\n\nA word&#8237;.\n\nAnother&shy;.", 5, "U+00AD"),
    ],
)
def test_what_is_refused_is_named_where_it_stands(text, line, words):
    found = snippets.below(unsafe_html.unsafe_html(snippets.snippet(text)))
    assert [at for at, message in found if words in message] == [line], found
