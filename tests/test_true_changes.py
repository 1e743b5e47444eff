"""A true change that is done wholly, as CONTRIBUTING says, meets no finding of any rule."""

import re
import textwrap

import pytest
import snippets
from linter import lint
from test_half_changes import CHAIR, GLOSSARY, HOME, PAGE, change, read, site, until

GUIDE = (snippets.ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def shown(recipe: str) -> list[str]:
    """The Markdown that a recipe of CONTRIBUTING gives to write, in blocks, with an address in place of each ellipsis."""
    part = re.split(rf"^## {recipe}$", GUIDE, flags=re.MULTILINE)[1].split("\n## ")[0]
    blocks = re.findall(r"^ {3}```markdown\n(.*?)^ {3}```$", part, re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(block).replace("https://…", "https://asean.org/new/") for block in blocks]


def line(recipe: str, holds: str) -> str:
    """A line that a recipe gives to write, between backticks."""
    part = re.split(rf"^## {recipe}$", GUIDE, flags=re.MULTILINE)[1].split("\n## ")[0]
    return next(text for text in re.findall(r"`([^`\n]+)`", part) if holds in text) + "\n"


def chairs_another() -> dict[str, str]:
    """Singapore Customs chairs the CCBWG until the end of 2027, where it took part before."""
    held = f"{CHAIR} until 31 December 2027"
    page = change(
        read(PAGE),
        (
            "[ASEAN Customs Capacity Building Working Group](#ccbwg) | *Participant*{: .participant } |",
            f"[ASEAN Customs Capacity Building Working Group](#ccbwg) | {held} |",
        ),
        (
            "[Customs Capacity Building Working Group](#ccbwg) *Participant*{: .participant }",
            f"[Customs Capacity Building Working Group](#ccbwg) {held}",
        ),
        (
            "Singapore Customs participates in the ASEAN Customs Capacity",
            "Singapore Customs chairs the ASEAN Customs Capacity",
        ),
        (
            "in ASEAN groups on [customs transit](#swg-acts) and [capacity building](#ccbwg).",
            "in an ASEAN group on [customs transit](#swg-acts).",
        ),
        (
            "**chairs** three ASEAN groups: on ",
            "**chairs** four ASEAN groups: on [capacity building](#ccbwg), on\n    ",
        ),
    )
    before, heading, after = page.partition("{#ccbwg ")
    page = before + heading + after.replace(":   *Participant*{: .participant }", f":   {held}", 1)
    home = change(
        read(HOME),
        (
            "**chairs** three ASEAN groups: on\n",
            f"**chairs** four ASEAN groups: on\n    [capacity building]({PAGE}#ccbwg), on\n",
        ),
    )
    return {PAGE: page, HOME: home}


def chairs_no_longer() -> dict[str, str]:
    """The last day of a role has passed, and the sentences leave it out; no text says yet which role came after it."""
    said = "Singapore Customs chairs the ASEAN Single"
    listed = " three ASEAN groups: on", " two ASEAN groups: on"
    link = f" and on the\n    [ASEAN Single Window]({PAGE}#aswsc)"
    here = " and on the [ASEAN Single Window](#aswsc)"
    page = change(until("31 December 2025"), (said, said.replace("chairs", "chaired")), listed, (here, ""))
    return {PAGE: page, HOME: change(read(HOME), listed, (link, ""))}


def chairs_soon() -> dict[str, str]:
    """A role that has not begun stands in the table, the facts and the diagram, and in no sentence yet."""
    held = f"{CHAIR} from 1 January 2027"
    page = change(
        read(PAGE),
        ("Working Group](#ccbwg) | *Participant*{: .participant } |", f"Working Group](#ccbwg) | {held} |"),
        ("Working Group](#ccbwg) *Participant*{: .participant }", f"Working Group](#ccbwg) {held}"),
    )
    before, heading, after = page.partition("{#ccbwg ")
    return {PAGE: before + heading + after.replace(":   *Participant*{: .participant }", f":   {held}", 1)}


def reviews_all() -> dict[str, str]:
    """All pages are reviewed on a day, on the basis of a new text."""
    pages = {name: read(name) for name in (PAGE, HOME, GLOSSARY, "about-us/index.md")}
    for name, text in pages.items():
        lines = text.split("\n")
        pages[name] = "\n".join(
            "last_reviewed: 2026-11-24" if line.startswith("last_reviewed:") else line for line in lines
        )
    pages[PAGE] = change(
        pages[PAGE],
        ("text_received: 2026-11-20", "text_received: 2026-11-23"),
        ("received on 20 November 2026", "received on 23 November 2026"),
        ("updates:\n", "updates:\n  - date: 2026-11-25\n    note: All roles as in a new text.\n"),
    )
    return pages


def adds_a_body() -> dict[str, str]:
    """Another group gets its row, its section, its places in the diagram and the lead, and its abbreviation."""
    row, section, entry = shown("Add a body")
    item = line("Add a body", "-   [")
    page = change(
        read(PAGE),
        ("| [ASEAN Customs Capacity", f"{row}| [ASEAN Customs Capacity"),
        ("### ASEAN Customs Capacity", f"{section}\n### ASEAN Customs Capacity"),
        ("            -   [Customs Capacity", f"            {item}            -   [Customs Capacity"),
        ("on [customs transit](#swg-acts) and", "on [customs transit](#swg-acts), [examples](#ewg) and"),
    )
    letter = line("Add a body", "[E]").strip()
    return {
        PAGE: page,
        GLOSSARY: change(read(GLOSSARY), ("HS {#hs}", f"{entry}\nHS {{#hs}}"), ("[H](#hs)", f"{letter} [H](#hs)")),
    }


def renames_a_body() -> dict[str, str]:
    """A body has another name, everywhere."""
    names = [("Customs Capacity Building Working Group", "Customs Development Working Group"), ("CCBWG", "CDWG")]
    pages = {name: change(read(name), *names) for name in (PAGE, GLOSSARY)}
    pages[GLOSSARY] = pages[GLOSSARY].replace("CDWG {#ccbwg}", "CDWG {#cdwg}").replace("[C](#ccbwg)", "[C](#cdwg)")
    entry = pages[GLOSSARY].partition("CDWG {#cdwg}")[2].partition("\n\n")[0]
    pages[GLOSSARY] = change(
        pages[GLOSSARY], ("{#cdwg}" + entry, "{#cdwg}" + entry.replace(":   ", ':   <span id="ccbwg"></span>', 1))
    )
    return pages


def removes_a_body() -> dict[str, str]:
    """A body goes; what links to its anchors from elsewhere leads to the table."""
    page = read(PAGE)
    start = page.index("### ASEAN Customs Capacity")
    page = page[:start] + page[page.index("## Structure") :]
    page = "".join(
        line for line in page.splitlines(keepends=True) if "ustoms Capacity Building Working Group](#ccbwg)" not in line
    )
    page = change(
        page,
        (
            "in ASEAN groups on [customs transit](#swg-acts) and [capacity building](#ccbwg).",
            "in an ASEAN group on [customs transit](#swg-acts).",
        ),
        ("The roles are those", '<span id="ccbwg"></span><span id="kbs"></span>The roles are those'),
    )
    return {
        PAGE: page,
        GLOSSARY: read(GLOSSARY).replace("#ccbwg).", "#at-a-glance).").replace("#kbs).", "#at-a-glance)."),
    }


def adds_a_development() -> dict[str, str]:
    """What is new gets its heading with its source, and its place in the timeline and both lists of the newest."""
    recipe = "Add a later development"
    (section,) = shown(recipe)
    item = line(recipe, "-   **2 September")
    page = change(
        read(PAGE),
        ("#### Knowledge-Based Service (KBS)", f"{section}\n#### Knowledge-Based Service (KBS)"),
        ("on 26 May.\n", "on 26 May.\n" + line(recipe, "-   **2026**")),
        ("-   **12 June 2025**", f"{item}-   **12 June 2025**"),
    )
    at_home = item.replace("*Added*{: .added } ", "").replace(
        "(#a-new-id)", line(recipe, "participation.md#").strip().partition("]")[2]
    )
    home = change(read(HOME), ("-   **12 June 2025**", f"{at_home}-   **12 June 2025**"))
    texts = {PAGE: page, HOME: home}
    return {name: re.sub(r"^.*\*\*1 March 2024\*\*.*\n", "", text, flags=re.MULTILINE) for name, text in texts.items()}


def adds_a_page() -> dict[str, str]:
    """A page with its own front matter, which the page above it leads to."""
    (new,) = shown("Add a page")
    folder = "about-us/"
    return {
        f"{folder}newsletter.md": new,
        f"{folder}index.md": read(f"{folder}index.md") + line("Add a page", "-   [Newsletter]"),
    }


def adds_a_picture() -> dict[str, str]:
    """A picture with its words for those who don't see it, and a caption."""
    (figure,) = shown("Add a picture")
    figure = figure.replace("checkpoint.jpg", "favicon.svg")
    assert "<figcaption>" in snippets.render(figure)
    assert "<img " in snippets.render(figure)
    return {"about-us/index.md": f"{read('about-us/index.md')}\n{figure}"}


@pytest.mark.parametrize(
    "done",
    [
        chairs_another,
        chairs_no_longer,
        chairs_soon,
        reviews_all,
        adds_a_body,
        renames_a_body,
        removes_a_body,
        adds_a_development,
        adds_a_page,
        adds_a_picture,
    ],
)
def test_a_true_change_meets_no_finding(done):
    changed = site(done())
    findings = [(page.path, finding) for page in changed.pages for finding in lint.check(page)]
    assert [found for found in [*findings, *lint.check_site(changed)] if not found[1].advice] == []
