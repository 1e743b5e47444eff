"""A page that moved keeps its old address working, under the policy and without JavaScript."""

import pytest
from bs4 import BeautifulSoup
from conftest import FIXTURE, lay, mkdocs
from static_server import serve

NEW = "about-us/our-international-participation/"
OLD = {"participation/old-name/": "participation/old-name.md", "2019/page.html": "/2019/page.html", "a b/": "/a b/"}


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The folder and the address of a site on which a page moved from each of `OLD` to `NEW`."""
    root = lay(tmp_path_factory.mktemp("moved") / "project", FIXTURE / "docs", FIXTURE / "includes")
    file = root / "mkdocs.yml"
    entries = "".join(f'    "{old}": {NEW.rstrip("/")}.md\n' for old in OLD.values())
    settings = file.read_text(encoding="utf-8").replace("  redirects: {}", f"  redirects:\n{entries}")
    file.write_text(settings, encoding="utf-8")
    site_url = {"SITE_URL": "http://127.0.0.1/"}
    result = mkdocs(root, root / "site", "--strict", **site_url)
    assert result.returncode == 0, result.stdout
    with serve(root / "site") as address:
        yield root / "site", address


def arrive(browser, address, old, javascript):
    """Where the browser ends after asking for a part of the old address, and what it complained of."""
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.route(
        "http://127.0.0.1/**", lambda route: route.fulfill(body="<title>arrived</title>", content_type="text/html")
    )
    page.goto(f"{address}{old}#wco", wait_until="commit")
    page.wait_for_url(f"http://127.0.0.1/{NEW}*")
    end = page.url
    context.close()
    return end, complaints


@pytest.mark.parametrize("old", OLD)
def test_the_old_address_leads_to_the_same_part_of_the_page(browser, moved, old):
    assert arrive(browser, moved[1], old, javascript=True) == (f"http://127.0.0.1/{NEW}#wco", [])


def test_the_old_address_leads_to_the_page_without_javascript(browser, moved):
    end, _ = arrive(browser, moved[1], next(iter(OLD)), javascript=False)
    assert end.partition("#")[0] == f"http://127.0.0.1/{NEW}"


@pytest.mark.parametrize("old", OLD)
def test_search_engines_keep_the_new_address_alone(moved, old):
    file = moved[0] / (old if old.endswith(".html") else f"{old}index.html")
    page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical")["href"] == page.a["href"] == f"http://127.0.0.1/{NEW}"
    assert old not in (moved[0] / "sitemap.xml").read_text(encoding="utf-8")
