"""The policy approves what the build wrote and hosts that settings name; pages have no say in it."""

import base64
import hashlib
import re
from dataclasses import replace

import pages
import pytest
import snippets
from conftest import mkdocs
from finishing import policy
from selectolax.lexbor import LexborHTMLParser

META = "meta[http-equiv=Content-Security-Policy]"
VIOLATIONS = """addEventListener("securitypolicyviolation", event => {
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
})"""


def directives(text):
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def settings(**hosts):
    plain = snippets.settings()
    extra = dict(plain.extra) | {"outside_hosts": hosts}
    return replace(plain, values=dict(plain.values) | {"extra": extra})


def test_every_page_has_the_policy_first_and_its_one_style_is_approved(site):
    for file in site.rglob("*.html"):
        document = LexborHTMLParser(file.read_text(encoding="utf-8"))
        elements = list(document.head.iter())
        assert elements[0].attributes.get("charset") == "utf-8", file
        assert elements[1].attributes.get("http-equiv") == "Content-Security-Policy", file
        given = directives(elements[1].attributes["content"])
        assert given["default-src"] == given["object-src"] == given["base-uri"] == ["'none'"]
        assert given["script-src"] == ["'self'"]
        assert given["require-trusted-types-for"] == ["'script'"] and given["trusted-types"] == ["'none'"]
        for style in document.css("style"):
            digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
            assert given["style-src"] == [f"'sha256-{digest}'"], file
        assert not document.css("script:not([src]):not([type='application/ld+json']), [style]")


def test_headers_carry_the_policy_and_what_browsers_may_keep(site):
    text = (site / "_headers").read_text()
    first, *others = re.split(r"\n(?=/)", text.rstrip("\n"))
    own = LexborHTMLParser((site / "index.html").read_text()).css_first(META).attributes["content"]
    lines = dict(line.strip().split(": ", 1) for line in first.split("\n")[1:])
    assert lines.pop("Content-Security-Policy") == f"{own}; frame-ancestors 'none'"
    assert lines == policy.HEADERS
    kept = [block.split("\n")[0] for block in others]
    assert {re.sub(r"\.[0-9a-f]{8}", "", path) for path in kept} == {
        "/assets/javascripts/search.js",
        "/assets/javascripts/site.js",
        "/search/index.json",
    }
    assert all((site / path[1:]).is_file() for path in kept)


def test_hosts_of_settings_are_approved_each_for_its_kind():
    given = directives(policy.of_site(settings(script=["https://a.example"], connect=["https://b.example"]), "p{}"))
    assert given["script-src"] == ["'self'", "https://a.example"]
    assert given["connect-src"] == ["'self'", "https://b.example"]
    assert given["img-src"] == ["'self'", "data:"]
    assert "trusted-types" not in given


OUTSIDE = "extra_javascript:\n  - https://assets.wogaa.example/scripts/wogaa.js\n"
HOSTS = (
    "extra:\n  outside_hosts:\n    script: [https://assets.wogaa.example]\n    connect: [https://data.wogaa.example]\n"
)


def with_settings(root, *changes):
    file = root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def test_an_outside_script_is_left_where_it_is(project, tmp_path):
    root = project()
    with_settings(root, ("extra:\n", OUTSIDE + HOSTS))
    result = mkdocs(root, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stdout
    document = LexborHTMLParser((tmp_path / "site/index.html").read_text())
    assert document.css_first('script[src="https://assets.wogaa.example/scripts/wogaa.js"]')
    given = directives(document.css_first(META).attributes["content"])
    assert "https://assets.wogaa.example" in given["script-src"]
    assert "https://data.wogaa.example" in given["connect-src"]


@pytest.mark.parametrize(
    "changes, line",
    [
        ([("extra:\n", OUTSIDE + "extra:\n")], "https://assets.wogaa.example/scripts/wogaa.js"),
        ([("extra:\n", "extra:\n  analytics:\n    provider: google\n    property: G-X\n")], "analytics"),
    ],
)
def test_an_outside_script_that_no_setting_names_is_an_error_that_says_which(project, tmp_path, changes, line):
    root = project()
    with_settings(root, *changes)
    result = mkdocs(root, tmp_path / "site", "--strict")
    assert result.returncode == 1 and "Traceback" not in result.stdout
    [said] = [text for text in result.stdout.splitlines() if "mkdocs.yml:" in text]
    number = int(re.search(r"mkdocs\.yml:(\d+)", said)[1])
    assert line in (root / "mkdocs.yml").read_text().splitlines()[number - 1]
    assert "outside_hosts" in said


def test_nothing_violates_the_policy(browser, address, site):
    first = (site / "_headers").read_text().split("\n/")[0].splitlines()[1:]
    headers = dict(line.strip().split(": ", 1) for line in first)

    def with_headers(route):
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | headers)

    context = browser.new_context()
    context.add_init_script(VIOLATIONS)
    context.route(lambda url: url.endswith("/") or url.endswith(".html"), with_headers)
    tab = context.new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(error))
    tab.on("console", lambda message: message.type == "error" and errors.append(message.text))
    for page in pages.EVERYWHERE:
        tab.goto(f"{address}{page}?q=single+window")
        tab.locator("dialog[open] ol a").first.wait_for()
        assert tab.evaluate("window.violations ?? []") == [], page
    assert errors == []
    context.close()


def test_injected_code_does_not_run(browser, address):
    tab = browser.new_page()
    tab.add_init_script(VIOLATIONS)
    tab.goto(address)
    tab.evaluate(
        """() => {
          for (const act of [
            () => document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" })),
            () => document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.ran = 1'>"),
          ]) try { act(); } catch {}
        }"""
    )
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.ran") is None
    assert len(tab.evaluate("window.violations")) >= 2
    tab.close()
