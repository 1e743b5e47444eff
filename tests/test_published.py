"""`make published` adds what a site publishes to the list of published addresses, and takes nothing away."""

import shutil

import published
from conftest import FIXTURE, lay
from content.pages import END


def listed(root):
    lines = (root / "includes/published.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    return lines[1:]


def test_pages_and_anchors_of_the_text_are_listed_and_nothing_of_the_frame(tmp_path, site):
    root = lay(tmp_path / "project", FIXTURE / "docs", FIXTURE / "includes")
    (root / "includes/published.txt").unlink()
    added = published.update(root, site)
    addresses = listed(root)
    assert addresses == sorted(addresses) == added
    assert {"/", "/glossary/", "/about-us/our-international-participation/#wco"} <= {*addresses}
    assert {address.partition("#")[0] for address in addresses} == {
        "/", "/about-us/", "/about-us/our-international-participation/", "/glossary/"
    }  # fmt: skip
    assert published.update(root, site) == []
    assert listed(root) == addresses


def test_what_is_gone_stays_listed(tmp_path, site):
    root = lay(tmp_path / "project", FIXTURE / "docs", FIXTURE / "includes")
    (root / "includes/published.txt").write_text("# A line about the list.\n/gone/\n/gone/#part\n/glossary/\n")
    built = tmp_path / "site"
    shutil.copytree(site, built)
    page = built / "glossary/index.html"
    page.write_text(page.read_text().replace(END, f'<p id="new-part"></p>{END}'))
    added = published.update(root, built)
    assert "/glossary/#new-part" in added and "/glossary/" not in added
    assert {"/gone/", "/gone/#part", "/glossary/"} <= {*listed(root)}


def test_numbers_that_extensions_give_are_not_listed(tmp_path, site):
    root = lay(tmp_path / "project", FIXTURE / "docs", FIXTURE / "includes")
    built = tmp_path / "site"
    shutil.copytree(site, built)
    page = built / "glossary/index.html"
    numbered = "".join(f'<p id="{name}"></p>' for name in ("fn:1", "fnref:1", "fnref2:1", "__tabbed_1", "part_1"))
    page.write_text(page.read_text().replace(END, f"{numbered}{END}"))
    before = set(published.update(root, site)) | {*listed(root)}
    published.update(root, built)
    assert {*listed(root)} == before
