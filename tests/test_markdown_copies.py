"""Each page is there as Markdown too, with its title, and llms.txt leads to all of them."""

import re

import snippets
from bs4 import BeautifulSoup
from content.pages import PageFile
from finishing import markdown_copies


def test_each_copy_starts_with_the_title_and_is_linked(site):
    index = (site / "llms.txt").read_text(encoding="utf-8")
    copies = list(site.rglob("index.md"))
    assert len(copies) > 3
    for copy in copies:
        page = BeautifulSoup(copy.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        title = page.h1.get_text(strip=True)
        description = page.find("meta", attrs={"name": "description"})["content"]
        text = copy.read_text(encoding="utf-8")
        assert text.startswith(f"# {title}\n\n{description}\n\n")
        assert len(re.findall(r"^# ", text, flags=re.MULTILINE)) == 1
        assert "opens in new tab" not in text and "{:" not in text
        address = page.find("link", rel="canonical")["href"] + "index.md"
        assert f"- [{title}]({address}): {description}\n" in index
        link = page.find("link", type="text/markdown")
        assert (copy.parent / link["href"]).resolve() == copy.resolve()


def test_a_copy_has_the_text_the_table_and_the_links():
    page = PageFile("a/b.md", "a/b/", {"title": "Title", "description": "What it is."})
    html = snippets.render(
        "One [link](../c.md) and [a part](#x).\n\n| Body | Role |\n| --- | --- |\n| WCO | *Member* |\n"
    )
    text = markdown_copies.copy(snippets.settings(), page, html)
    assert text.startswith("# Title\n\nWhat it is.\n\nOne [link](https://www.customs.gov.sg/a/c.md) and [a part](#x).")
    assert re.search(r"^\| WCO +\| \*Member\* +\|$", text, flags=re.MULTILINE)
