"""A page that moved keeps its old address working, under a strict policy and without JavaScript."""

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, mkdocs
from static_server import serve

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
OLD = "participation/old-name/"
NEW = "about-us/our-international-participation/"


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The address of a site on which a page moved from `OLD` to `NEW`."""
    folder = tmp_path_factory.mktemp("moved")
    for name in ("docs", "includes", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    entry = f"redirect_maps:\n        {OLD.rstrip('/')}.md: {NEW.rstrip('/')}.md\n"
    (folder / "mkdocs.yml").write_text(
        settings.replace("redirect_maps: {}\n", entry), encoding="utf-8"
    )
    result = mkdocs(folder, folder / "site", "--strict")
    assert result.returncode == 0, result.stdout
    server, address = serve(folder / "site")
    yield folder / "site", address
    server.shutdown()


def arrive(browser, address, javascript):
    """Where the browser ends after asking for the old address, and what broke the policy there."""
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Policy" in message.text else None,
    )

    def strict(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": POLICY}
        )

    page.route(f"**/{OLD}", strict)
    page.goto(f"{address}{OLD}#wco", wait_until="commit")
    page.wait_for_url(f"**/{NEW}*")
    end = page.url
    context.close()
    return end, complaints


def test_the_old_address_leads_to_the_same_part_of_the_page(browser, moved):
    end, complaints = arrive(browser, moved[1], javascript=True)
    assert end == f"{moved[1]}{NEW}#wco"
    assert complaints == []


def test_the_old_address_leads_to_the_page_without_javascript(browser, moved):
    end, _ = arrive(browser, moved[1], javascript=False)
    assert end.partition("#")[0] == f"{moved[1]}{NEW}"


def test_search_engines_keep_the_new_address_alone(moved):
    page = BeautifulSoup((moved[0] / OLD / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical")["href"] == f"../../{NEW}"
    assert page.a["href"] == f"../../{NEW}"
    assert OLD not in (moved[0] / "sitemap.xml").read_text(encoding="utf-8")
    assert not [script for script in page("script") if script.string]
