"""A true change that is done wholly, as CONTRIBUTING says, meets no finding of any rule."""

import pytest
import snippets
from linter import lint
from test_half_changes import CHAIR, HOME, GLOSSARY, PAGE, change, read, role, site

DEVELOPMENT = """#### Training of officers {#ccbwg-training .later}

The group trained officers on 2 September 2026.

*Added*{: .added } Source: [ASEAN, on training](https://asean.org/training/){:target="_blank"}, 3 September 2026.
{: .source }

"""
NEW_ITEM = "-   **2 September 2026** {mark}[Officers are trained]({file}#ccbwg-training).\n"
SECTION = """### Customs Enforcement Working Group (CEWG) {#cewg}

<div class="facts" markdown>

Role
:   *Participant*{: .participant } from 1 January 2027

</div>

Singapore Customs participates in the Customs Enforcement Working Group (CEWG).
It is for the enforcement of customs law.

"""


def chairs_another() -> dict[str, str]:
    """Singapore Customs chairs the CCBWG until the end of 2027, where it took part before."""
    held = f"{CHAIR} until 31 December 2027"
    page = change(
        read(PAGE),
        ("[ASEAN Customs Capacity Building Working Group](#ccbwg) | *Participant*{: .participant } |", f"[ASEAN Customs Capacity Building Working Group](#ccbwg) | {held} |"),
        ("[Customs Capacity Building Working Group](#ccbwg) *Participant*{: .participant }", f"[Customs Capacity Building Working Group](#ccbwg) {held}"),
        ("Singapore Customs participates in the ASEAN Customs Capacity", "Singapore Customs chairs the ASEAN Customs Capacity"),
        ("in ASEAN groups on [customs transit](#swg-acts) and [capacity building](#ccbwg).", "in an ASEAN group on [customs transit](#swg-acts)."),
        ("**chairs** three ASEAN groups: on ", "**chairs** four ASEAN groups: on [capacity building](#ccbwg), on\n    "),
    )
    before, heading, after = page.partition("{#ccbwg ")
    page = before + heading + after.replace(":   *Participant*{: .participant }", f":   {held}", 1)
    home = change(read(HOME), ("**chairs** three ASEAN groups: on\n", f"**chairs** four ASEAN groups: on\n    [capacity building]({PAGE}#ccbwg), on\n"))
    return {PAGE: page, HOME: home}


def reviews_all() -> dict[str, str]:
    """All pages are reviewed on a day, on the basis of a new text."""
    pages = {name: read(name) for name in (PAGE, HOME, GLOSSARY, "about-us/index.md")}
    for name, text in pages.items():
        lines = text.split("\n")
        pages[name] = "\n".join("last_reviewed: 2026-11-24" if line.startswith("last_reviewed:") else line for line in lines)
    pages[PAGE] = change(
        pages[PAGE],
        ("text_received: 2026-11-20", "text_received: 2026-11-23"),
        ("received on 20 November 2026", "received on 23 November 2026"),
        ("updates:\n", "updates:\n  - date: 2026-11-24\n    note: All roles as in a new text.\n"),
    )
    return pages


def adds_a_body() -> dict[str, str]:
    """Another group gets its row, its section, its places in the diagram and the lead, and its abbreviation."""
    page = change(
        read(PAGE),
        ("| [ASEAN Customs Capacity", "| [Customs Enforcement Working Group](#cewg) | *Participant*{: .participant } from 1 January 2027 | Enforcement |\n| [ASEAN Customs Capacity"),
        ("### ASEAN Customs Capacity", SECTION + "### ASEAN Customs Capacity"),
        ("            -   [Customs Capacity", "            -   [Customs Enforcement Working Group](#cewg) *Participant*{: .participant } from 1 January 2027\n            -   [Customs Capacity"),
        ("on [customs transit](#swg-acts) and", "on [customs transit](#swg-acts), [enforcement](#cewg) and"),
    )
    entry = f"CEWG {{#cewg}}\n:   Customs Enforcement Working Group.\n    Section: [CEWG]({PAGE}#cewg).\n\nCPTFWG"
    return {PAGE: page, GLOSSARY: change(read(GLOSSARY), ("\nCPTFWG", f"\n{entry}"))}


def renames_a_body() -> dict[str, str]:
    """A body has another name, everywhere."""
    names = [("Customs Capacity Building Working Group", "Customs Training Working Group"), ("CCBWG", "CTWG")]
    pages = {name: change(read(name), *names) for name in (PAGE, GLOSSARY)}
    pages[GLOSSARY] = pages[GLOSSARY].replace("CTWG {#ccbwg}", "CTWG {#ctwg}").replace("[C](#ccbwg)", "[C](#ctwg)")
    entry = pages[GLOSSARY].partition("CTWG {#ctwg}")[2].partition("\n\n")[0]
    pages[GLOSSARY] = change(pages[GLOSSARY], ("{#ctwg}" + entry, '{#ctwg}' + entry.replace(":   ", ':   <span id="ccbwg"></span>', 1)))
    return pages


def removes_a_body() -> dict[str, str]:
    """A body goes; what links to its anchors from elsewhere leads to the table."""
    page = read(PAGE)
    start = page.index("### ASEAN Customs Capacity")
    page = page[:start] + page[page.index("## Structure") :]
    page = "".join(line for line in page.splitlines(keepends=True) if "ustoms Capacity Building Working Group](#ccbwg)" not in line)
    page = change(
        page,
        ("in ASEAN groups on [customs transit](#swg-acts) and [capacity building](#ccbwg).", "in an ASEAN group on [customs transit](#swg-acts)."),
        ("The roles are those", '<span id="ccbwg"></span><span id="kbs"></span>The roles are those'),
    )
    return {PAGE: page, GLOSSARY: read(GLOSSARY).replace("#ccbwg).", "#at-a-glance).").replace("#kbs).", "#at-a-glance).")}


def adds_a_development() -> dict[str, str]:
    """What is new gets its heading with its source, and its place in the timeline and both lists of the newest."""
    page = change(
        read(PAGE),
        ("#### Knowledge-Based Service (KBS)", DEVELOPMENT + "#### Knowledge-Based Service (KBS)"),
        ("on 26 May.\n", "on 26 May.\n-   **2026** *Added*{: .added } [Officers are trained](#ccbwg-training) on 2 September.\n"),
        ("-   **12 June 2025**", NEW_ITEM.format(mark="*Added*{: .added } ", file="") + "-   **12 June 2025**"),
    )
    home = change(read(HOME), ("-   **12 June 2025**", NEW_ITEM.format(mark="", file=PAGE) + "-   **12 June 2025**"))
    return {name: "".join(line for line in text.splitlines(keepends=True) if "**1 March 2024**" not in line) for name, text in {PAGE: page, HOME: home}.items()}


def adds_a_page() -> dict[str, str]:
    """A page with its own front matter, which the page above it leads to."""
    new = change(snippets.FRONT, ("/page/", "/about-us/newsletter/")) + "What Singapore Customs writes to traders.\n"
    return {"about-us/newsletter.md": new, "about-us/index.md": read("about-us/index.md") + "-   [Newsletter](newsletter.md): what is new.\n"}


def adds_a_picture() -> dict[str, str]:
    """A picture with its words for those who don't see it, and a caption."""
    figure = '\n<figure markdown="span">\n  ![A badge with a key](assets/images/favicon.svg)\n  <figcaption>The badge of the officers.</figcaption>\n</figure>\n'
    return {HOME: read(HOME) + figure}


@pytest.mark.parametrize(
    "done", [chairs_another, reviews_all, adds_a_body, renames_a_body, removes_a_body, adds_a_development, adds_a_page, adds_a_picture]
)
def test_a_true_change_meets_no_finding(done):
    changed = site(done())
    findings = [(page.path, finding) for page in changed.pages for finding in lint.check(page)]
    assert [found for found in [*findings, *lint.check_site(changed)] if not found[1].advice] == []
