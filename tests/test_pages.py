"""What every page owes its readers and search engines: a title, an address, a language, a way to every other page."""

import re
from itertools import repeat
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pages
import pytest
import unusual_pages
import yaml
from bs4 import BeautifulSoup
from conftest import FIXTURE, ROOT, lay, mkdocs, settings_text

SITE = "https://www.customs.gov.sg/"
TEXT = "script, style, .text > :not(aside, form)"  # what the frame does not say
MENUS = ["nav.menu-wide", "nav.menu"]


def front_matter(address):
    """The front matter of one of the frozen pages."""
    folder = ROOT / "tests/fixture/docs"
    file = folder / f"{address}index.md"
    file = file if file.exists() else folder / f"{address[:-1]}.md"
    return yaml.safe_load(file.read_text(encoding="utf-8").split("---")[1])


@pytest.mark.parametrize("address", pages.PAGES)
def test_head(site, address):
    page, meta = pages.read(site, address), front_matter(address)
    assert page.html["lang"] == "en-SG"
    assert page.title.get_text() == f"{meta['title']} - Singapore Customs"
    assert page.select_one('meta[name="description"]')["content"] == meta["description"]
    assert page.select_one('link[rel="canonical"]')["href"] == SITE + address
    assert not page.select("meta[name=generator], link[rel=prev], link[rel=next]")


def test_titles_and_descriptions_are_unique(own_site):
    found = [pages.read(own_site, file.relative_to(own_site).as_posix()) for file in own_site.rglob("index.html")]
    found = [page for page in found if not page.select_one('meta[http-equiv="refresh"]')]  # where a page was
    titles = [page.title.get_text() for page in found]
    descriptions = [page.select_one('meta[name="description"]')["content"] for page in found]
    assert len(set(titles)) == len(set(descriptions)) == len(found) > 1


@pytest.mark.parametrize("address", pages.EVERYWHERE)
def test_one_title_and_no_skipped_level(site, address):
    levels = [int(node.name[1]) for node in pages.read(site, address).select("article :is(h1,h2,h3,h4,h5,h6)")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


TAMIL = "---\ntitle: தமிழ்\ndescription: A page in Tamil.\npermalink: /tamil/\nlast_reviewed: 2026-11-22\nreview_in: 6 months\n"


@pytest.fixture(scope="module")
def other_settings(tmp_path_factory) -> tuple[Path, str]:
    """A site with other settings and other words in its frame, and what its build said."""
    root = lay(tmp_path_factory.mktemp("other") / "project", FIXTURE / "docs", FIXTURE / "includes")
    about = root / "docs/about-us/index.md"
    source = about.read_text(encoding="utf-8").split("---")[1]
    about.write_text(f"---{source}---\n\n# About us\n\nText.\n", encoding="utf-8")
    (root / "docs/tamil.md").write_text(f"{TAMIL}lang: ta\n---\n\nசுங்கம்.\n", encoding="utf-8")
    (root / "docs/odd.md").write_text(f'{TAMIL}lang: "x onclick=1"\n---\n\nText.\n', encoding="utf-8")
    folder = root / "overrides/theme/partials/languages"
    table, months = (folder / "en-SG.html").read_text(encoding="utf-8").split("{% set months")
    table = re.sub(r'("[\w.]+": ")([^"]*)"', lambda found: f'{found[1]}ZZ{re.sub("[A-Za-z]", "Z", found[2])}"', table)
    (folder / "zz.html").write_text(f"{table}{{% set months{months}", encoding="utf-8")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("language: en-SG", "language: zz")
    config.write_text(text.replace("masthead: false", "masthead: true"), encoding="utf-8")
    result = mkdocs(root, root / "site", SITE_URL="https://preview.example/docs/")
    assert result.returncode == 0, result.stdout
    return root / "site", result.stdout


def test_a_page_may_bring_its_own_title(other_settings):
    assert [title.get_text() for title in pages.read(other_settings[0], "about-us/").select("h1")] == ["About us"]


@pytest.mark.parametrize("address", pages.EVERYWHERE)
def test_ids_are_unique_and_links_within_the_site_lead_somewhere(site, address):
    page = pages.read(site, address)
    ids = [node["id"] for node in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.select("a[href]"):
        path, _, anchor = link["href"].partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        folder = site if path.startswith("/") or address == "404.html" else site / address
        target = (folder / path.lstrip("/")).resolve() if path else site / address
        file = target / "index.html" if target.is_dir() else target
        assert file.exists(), (address, link)
        if anchor:
            target_page = pages.read(site, file.relative_to(site.resolve()).as_posix())
            assert target_page.find(id=anchor), (address, link)


@pytest.mark.parametrize("address", pages.PAGES)
def test_band_says_what_the_front_matter_says(site, address):
    band, meta = pages.read(site, address).select_one(".band"), front_matter(address)
    assert band.h1.get_text() == meta["title"]
    assert band.select_one(".summary").get_text() == meta["description"]
    dates = [time["datetime"] for time in band.select("time")]
    updates = meta.get("updates", [])
    assert dates == [str(day) for day in (meta.get("text_received"), *(note["date"] for note in updates[:1])) if day]
    if updates:
        assert band.select_one('a[href="#updates"] time')["datetime"] == str(updates[0]["date"])


@pytest.mark.parametrize("address", pages.PAGES)
def test_title_is_said_once_before_the_text(site, address):
    page = pages.read(site, address)
    band = pages.words(page.select_one(".band"))
    assert band.count(page.h1.get_text()) == 1


def test_contents_list_every_part_and_the_foot(site):
    page = pages.read(site, pages.MAIN)
    parts = [f"#{node['id']}" for node in page.select(".text > :is(h2, h3)[id]")]
    for contents in page.select(".contents"):
        assert [link["href"] for link in contents.select("a")] == [*parts, "#updates", "#report"]


def test_foot_says_when_reviewed_when_next_due_and_what_changed(unusual_site):
    foot = pages.words(pages.read(unusual_site, "markup/").select_one(".page-foot"))
    assert "Last reviewed: 31 August 2026" in foot
    assert "Next review due: 28 February 2027" in foot, "the last day of a month stays in its month"
    assert f"31 August 2026 : {unusual_pages.MARKUP} changed." in foot and "1 February 2026 : Begun." in foot


def test_report_a_problem_shows_the_address_and_carries_that_of_the_page(site):
    link = pages.read(site, pages.MAIN).select_one("#report + p a")
    assert link.get_text() == "customs_feedback@customs.gov.sg"
    mail = urlsplit(unquote(link["href"]))
    assert (mail.scheme, mail.path) == ("mailto", link.get_text())
    assert mail.query.endswith(SITE + pages.MAIN)


def test_edit_link_where_the_settings_say_where(site, unusual_site):
    assert not pages.read(site, "").select(".edit")
    link = pages.read(unusual_site, "markup/").select_one(".edit a")
    assert link["href"] == "https://github.example/owner/name/edit/main/docs/markup.md"


def test_words_that_are_markup_come_through_as_words(unusual_site):
    page = pages.read(unusual_site, "markup/")
    assert page.h1.get_text() == unusual_pages.MARKUP and page.title.get_text().startswith(unusual_pages.MARKUP)
    assert page.select_one('meta[property="og:title"]')["content"] == unusual_pages.MARKUP
    assert unusual_pages.MARKUP in page.select_one('meta[name="description"]')["content"]
    assert unusual_pages.MARKUP in page.select_one(".summary").get_text()
    for menu in MENUS:
        assert page.select_one(f"{menu} [aria-current]").get_text() == unusual_pages.MARKUP
    assert unusual_pages.MARKUP in [link.get_text() for link in page.select(".site-foot a")]
    assert page.select_one('.contents a[href="#markup-in-a-heading"]').get_text() == "R&D <b>"
    for address in ("markup/", "about-us/", "404.html"):
        assert not pages.read(unusual_site, address).select('script:not([src], [type="application/ld+json"])')


def pages_in_menu(page, menu, base):
    """The addresses that a menu of a page at `base` leads to."""
    return {urljoin(base, link["href"]) for link in page.select(f"{menu} a")}


@pytest.mark.parametrize("menu", MENUS)
def test_every_page_of_the_navigation_can_be_reached_from_every_menu(unusual_site, menu):
    places = {"", "about-us/", pages.MAIN, "about-us/third/", "without/first/", "glossary/", "markup/"}
    places |= {"without/nested/second/", "without/nested/third/"}
    expected = {SITE + place for place in places} | {"https://asean.example/?a=1&b=2"}
    for place in places:
        page = pages.read(unusual_site, place)
        assert pages_in_menu(page, menu, SITE + place) == expected
        assert len(page.select(f'{menu} [aria-current="page"]')) == 1
    away = pages.read(unusual_site, "").select_one(f'{menu} a[href^="https://asean.example"]')
    assert away["target"] == "_blank" and "opens in new tab" in away.get_text()


def test_a_large_navigation_is_reached_step_by_step(project, tmp_path):
    sections = {f"s{a}": [f"s{a}/p{b}.md" for b in range(15)] for a in range(3)}
    made = {
        name: unusual_pages.page(f"{name[:-3]}/", name[:-3], "Text.") for names in sections.values() for name in names
    }
    copy = project(made)
    config = copy / "mkdocs.yml"
    navigation = {"nav": [{"Home": "index.md"}, *({name: files} for name, files in sections.items())]}
    text = re.sub(r"nav:.*?\n\n", f"{yaml.safe_dump(navigation)}\n", config.read_text(), flags=re.DOTALL)
    config.write_text(text)
    assert mkdocs(copy, tmp_path / "site").returncode == 0
    for menu in MENUS:
        home = pages_in_menu(pages.read(tmp_path / "site", ""), menu, SITE)
        assert len(home) == 4, "the first page of each section"
        reached = set(home)
        for first in home:
            place = first.removeprefix(SITE)
            reached |= pages_in_menu(pages.read(tmp_path / "site", place), menu, first)
        assert reached == {SITE, *(f"{SITE}{name[:-3]}/" for name in made)}


def test_breadcrumb_names_sections_and_links_only_their_own_pages(unusual_site):
    page = pages.read(unusual_site, "without/nested/third/")
    assert [pages.words(item) for item in page.select(".breadcrumb li")] == ["Home", "Without an index", "Nested"]
    assert [link.get_text() for link in page.select(".breadcrumb a")] == ["Home"]
    page = pages.read(unusual_site, "about-us/third/")
    assert [link["href"] for link in page.select(".breadcrumb a")] == ["../..", "../"]


@pytest.mark.parametrize("address", pages.EVERYWHERE)
def test_landmarks_have_names_of_their_own(site, address):
    page = pages.read(site, address)
    assert [len(page.select(mark)) for mark in ("body > header", "main", "footer")] == [1, 1, 1]
    for hidden in ("nav.menu-wide, .contents-wide", "nav.menu, .contents-narrow"):  # one of each is shown
        left_out = page.select(hidden)
        names = [nav["aria-label"] for nav in page.select("nav, aside") if nav not in left_out]
        assert len(names) == len(set(names))


def test_missing_page_offers_the_pages_of_the_site_and_search(unusual_site):
    page = pages.read(unusual_site, "404.html")
    links = {link["href"] for link in page.select("article a")}
    assert {f"/{pages.MAIN}", "/glossary/", "/without/nested/third/"} <= links
    assert page.select_one("form[role=search] input[name=q]")
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"


def test_site_url_comes_from_the_environment(other_settings):
    page = pages.read(other_settings[0], "glossary/")
    assert page.select_one('link[rel="canonical"]')["href"] == "https://preview.example/docs/glossary/"


@pytest.mark.parametrize("address", pages.PAGES)
def test_shared_well(site, address):
    page = pages.read(site, address)
    tags = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert tags["og:url"] == SITE + address
    assert tags["og:title"] == front_matter(address)["title"] and tags["og:description"]
    assert tags["og:image:alt"] == "Singapore Customs", "the card says no more: it is the same for every page"
    header = (site / urlsplit(tags["og:image"]).path.lstrip("/")).read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (1200, 630)
    assert (site / "assets/images/touch-icon.png").exists()


def test_masthead_is_off_unless_turned_on(site, other_settings):
    assert "masthead" not in str(pages.read(site, "").body)
    first = [node.name for node in pages.read(other_settings[0], "").body.find_all(["a", "details", "header"])[:3]]
    assert first == ["a", "details", "header"], "the skip link, the masthead, the header"


def test_settings_of_the_foot_and_the_file_for_robots_are_optional(project, tmp_path):
    copy = project()
    (copy / "docs/robots.txt").unlink()
    config = copy / "mkdocs.yml"
    text = re.sub(r"  site_links:.*?\n\n", "\n", config.read_text(), flags=re.DOTALL)
    config.write_text(re.sub(r"  report_problem:.*\n", "", text))
    assert mkdocs(copy, tmp_path / "site", "--strict").returncode == 0
    page = pages.read(tmp_path / "site", pages.MAIN)
    assert not page.select(".site-foot a, #report, [href='#report']")


def test_foot_of_the_site_names_its_owner_and_links_the_rest(site):
    foot = pages.read(site, "").select_one("footer")
    assert "Singapore Customs" in foot.p.get_text()
    links = re.findall(r"- name: (.*)\n      url: (.*)", settings_text().partition("site_links:")[2])
    shown = foot.select("a")
    assert [(link.find(string=True), link["href"]) for link in shown] == links
    for link in shown:
        own = link["href"].startswith(SITE)
        assert link.get("target") == (None if own else "_blank"), "the site's own host opens in the same tab"


def test_words_of_the_frame_come_from_one_file(other_settings):
    for address in (pages.MAIN, "404.html"):
        page = BeautifulSoup(str(pages.read(other_settings[0], address)), "html.parser")
        meta = front_matter(pages.MAIN)
        said = [meta["title"], meta["description"], *(note["note"].strip() for note in meta.get("updates", []))]
        for node in page.select(
            f"{TEXT}, .masthead, .logo, header nav li, .breadcrumb li + li, .contents li, .site-foot, time"
        ):
            node.decompose()
        left = pages.words(page.body)
        for text in said:
            left = left.replace(" ".join(text.split()), "")
        own = re.sub(r"https?://\S+|\S+@\S+|\(?opens in new tab\)?|The table as data:.*", "", left)
        assert not re.findall(r"[a-y]{3,}", own), own


def test_icon_and_logo_are_the_favicon_and_need_no_request(site):
    favicon = BeautifulSoup((site / "assets/images/favicon.svg").read_text(encoding="utf-8"), "html.parser").svg
    for page in map(pages.read, repeat(site), pages.EVERYWHERE):
        logo = page.select_one("header .logo")
        assert str(logo.svg.rect) == str(favicon.rect) and str(logo.svg.path) == str(favicon.path)
        assert logo.get_text(strip=True) == "Singapore Customs"
        kind, _, icon = page.select_one("link[rel=icon]")["href"].partition(",")
        assert kind == "data:image/svg+xml"
        assert str(BeautifulSoup(unquote(icon), "html.parser").svg) == str(favicon)
        assert page.select_one("link[rel=apple-touch-icon]")["href"].endswith("touch-icon.png")
        assert not page.select("body img")


def test_wide_tables_have_a_box_with_a_name_and_cells_align(unusual_site):
    box = pages.read(unusual_site, "about-us/third/").select_one(".text div.table")
    assert len(box.select("table")) == len(box.find_parent(class_="text").select("table")) == 1
    assert (box["role"], box["tabindex"]) == ("region", "0") and box["aria-label"]
    assert [cell["class"] for cell in box.select("td[class]")] == [["align-right"], ["align-center"]]
    assert not pages.read(unusual_site, "markup/").select("div.table"), "a narrow one needs none"


def test_a_page_in_another_language_says_so(other_settings):
    site, said = other_settings
    assert pages.read(site, "tamil/").article["lang"] == "ta"
    assert "lang" not in pages.read(site, "odd/").article.attrs
    assert "docs/odd.md:7: lang" in said
