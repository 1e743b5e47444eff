"""A change done by halves is named at its line, with a remedy that works; one done wholly is not.

The rules are tried on the frozen pages of tests/fixture, rendered as the site renders them.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import snippets
from content.pages import url_of
from linter import lint
from linter.rules import developments, glossary, link_targets, roles, same_bodies
from linter.site import Site

FIXTURE = snippets.ROOT / "tests" / "fixture"
DOCS = FIXTURE / "docs"
PAGE, HOME, GLOSSARY = "about-us/our-international-participation.md", "index.md", "glossary.md"
MODULES = (roles, same_bodies, developments, glossary, link_targets)
RULES = lint.rules_in(*MODULES)
SITE_RULES = lint.rules_in(*MODULES, of_site=True)
TODAY = date(2026, 11, 25)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def site(changed: dict[str, str] | None = None, folder: Path = DOCS, today: date = TODAY) -> Site:
    """The pages of a folder as the linter sees them, some with another text, some new."""
    texts = {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.md")}
    pages = []
    for name, text in sorted((texts | (changed or {})).items()):
        html = re.sub(
            r'href="([^":#]*\.md)(#[^"]*)?"',
            lambda link, name=name: f'href="/{url_of(str(Path(name).parent / link[1]))}{link[2] or ""}"',
            snippets.render(text),
        )
        pages.append(lint.read(f"docs/{name}", text.encode(), f"/{url_of(name)}", html))
    names = frozenset(term.text() for page in pages if page.path == f"docs/{GLOSSARY}" for term in page.tree.css("dt"))
    pages = [replace(page, abbreviations=names) for page in pages]
    return Site(snippets.settings(), pages, today=today)  # with the files that settings name


def found(site: Site) -> list[tuple[str, int, str]]:
    """What the rules find: the file, the line and the message; advice apart."""
    on_pages = [(page.path, finding) for page in site.pages for finding in lint.check(page, RULES)]
    both = [*on_pages, *lint.check_site(site, SITE_RULES)]
    return [(path.removeprefix("docs/"), finding.line, finding.message) for path, finding in both if not finding.advice]


def change(text: str, *pairs: tuple[str, str]) -> str:
    """A text with each old piece, which it must have, in its new form."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


ROW = "| [ASEAN Customs Capacity Building Working Group](#ccbwg) | *Participant*{: .participant } |"
FACT = '{#ccbwg data-toc-label="Capacity building (CCBWG)"}\n\n<div class="facts" markdown>\n\nRole\n:   *Participant*{: .participant }'
SENTENCE = "Singapore Customs participates in the ASEAN Customs Capacity"
DIAGRAM = "[Customs Capacity Building Working Group](#ccbwg) *Participant*{: .participant }"
LEAD = "and [capacity building](#ccbwg)"
CHAIR = "*Chair*{: .chair }"
ACTS_TIMELINE = "-   **2020** *Added*{: .added } The [ACTS is in operation](#acts-in-operation) from 2 November.\n"
ACTS_SOURCE = re.search(r"\*Added\*\{: \.added \} Source: \[Allen.*\n\{: \.source \}\n", read(PAGE))[0]


def role(text: str) -> str:
    return text.replace("*Participant*{: .participant }", CHAIR)


# What is written, what an editor makes of it, how the line that is named begins, a part of what is said
HALVES = {
    "the role in the table alone": (ROW, role(ROW), ":   *Participant*", "role here is Participant, but Chair"),
    "the role in the section alone": (FACT, role(FACT), ":   *Chair*", "role here is Chair, but Participant"),
    "the role in the diagram alone": (DIAGRAM, role(DIAGRAM), "-   [Customs Capacity", "role here is Chair"),
    "the verb against the role": (
        SENTENCE,
        SENTENCE.replace("participates in", "chairs"),
        "Singapore Customs chairs the ASEAN Customs Cap",
        '"chairs" is not the role',
    ),
    "the word against its mark": (
        DIAGRAM,
        DIAGRAM.replace(".participant", ".chair"),
        "-   [Customs Capacity",
        "Write *Participant*{: .participant }",
    ),
    "a word and a mark that do not exist": (
        DIAGRAM,
        DIAGRAM.replace("*Participant*{: .participant }", "*Host*{: .host }"),
        "-   [Customs Capacity",
        "there is no mark .host",
    ),
    "a section without its role": (
        FACT,
        FACT.partition("\n\nRole")[0],
        "### ASEAN Customs Capacity",
        "a line Role and a line :   *Participant*{: .participant }",
    ),
    "a mark that does not exist": (
        DIAGRAM,
        DIAGRAM.replace(".participant", ".host"),
        "-   [Customs Capacity",
        "Write *Participant*{: .participant }",
    ),
    "a role without its mark": (
        ROW,
        ROW.replace("*Participant*{: .participant }", "Participant"),
        "| [ASEAN Customs Capacity",
        "has no mark",
    ),
    "a role that does not exist": (
        ROW,
        ROW.replace("*Participant*{: .participant }", "Host"),
        "| [ASEAN Customs Capacity",
        '"Host" is no role',
    ),
    "a role missing in the lead": (LEAD, "", "-   It **participates**", "but not [ASEAN Customs Capacity"),
    "a verb of the lead against the role": (
        LEAD,
        LEAD + ", and chairs the [ACTS](#swg-acts)",
        "-   It **participates**",
        '"chairs" is not the role',
    ),
    "a body missing from the diagram": (
        "            -   " + DIAGRAM + "\n",
        "",
        "## Structure",
        "the diagram lacks ASEAN Customs Capacity",
    ),
    "a body missing from the table": (
        re.search(rf"{re.escape(ROW)}.*\n", read(PAGE))[0],
        "",
        "### ASEAN Customs Capacity",
        "table lacks ASEAN Customs Capacity",
    ),
    "a body of the diagram alone": (
        DIAGRAM,
        DIAGRAM.replace("#ccbwg", "#timeline"),
        "-   [Customs Capacity",
        "no row that leads to #timeline",
    ),
    "a section without its id": (
        '{#ccbwg data-toc-label="Capacity building (CCBWG)"}',
        "",
        "### ASEAN Customs Capacity",
        "Write {#ccbwg} at its end",
    ),
    "a row without its link": (
        "[ASEAN Customs Capacity Building Working Group](#ccbwg) |",
        "ASEAN Customs Capacity Building Working Group |",
        "| ASEAN Customs Capacity",
        "leads to no section",
    ),
    "a row of a body without a section": (
        ROW,
        f"| [Example Group](#eg) | *Participant*{{: .participant }} | For examples |\n{ROW}",
        "| [Example Group]",
        "### Example Group {#eg}",
    ),
    "a row whose section is missing": (
        "](#ccbwg) | *P",
        "](#capacity) | *P",
        "| [ASEAN Customs Capacity",
        "Write [ASEAN Customs Capacity Building Working Group](#ccbwg)",
    ),
    "a name in the table alone": (
        "[ASEAN Customs Capacity Building Working Group](#ccbwg) |",
        "[ASEAN Customs Training Working Group](#ccbwg) |",
        "Singapore Customs participates in the ASEAN Customs Cap",
        "does not name ASEAN Customs Training",
    ),
    "a name in the diagram alone": (
        "[Customs Capacity Building",
        "[Customs Training",
        "-   [Customs Training",
        "is ASEAN Customs Capacity",
    ),
    "an abbreviation against the glossary": (
        "Working Group (CCBWG), in",
        "Working Group (CBWG), in",
        "Singapore Customs participates in the ASEAN Customs Cap",
        "in the glossary, CBWG is missing",
    ),
    "a year in the section alone": (
        "was established in 1989",
        "was established in 1988",
        "-   **1989**",
        "no section says this of 1989",
    ),
    "a year in the timeline alone": (
        "-   **1975** Singapore",
        "-   **1974** Singapore",
        "-   **1974**",
        "no section says this of 1974",
    ),
    "a day in the section alone": (
        "in operation since 2 November 2020",
        "in operation since 3 November 2020",
        "-   **2020** *Added*{: .added } The [ACTS",
        "gives another day",
    ),
    "a day in the newest alone": ("**1 March 2024**", "**2 March 2024**", "-   **2 March 2024**", "gives another day"),
    "a newest that leads to no development": (
        "[Myanmar joins](#acts-myanmar)",
        "[Myanmar joins](#asean)",
        "-   **1 March 2024**",
        "leads to no later development",
    ),
    "a newest that is older than another": (
        "[Myanmar joins](#acts-myanmar)",
        "[ACTS](#acts-in-operation)",
        "-   **1 March 2024**",
        "belongs here, newest first",
    ),
    "an address that differs": (
        "[ACTS website](https://acts.asean.org/)",
        "[ASW website](https://acts.asean.org/)",
        "There is more about the ASW",
        "leads to https://asw.asean.org/ here",
    ),
    "a number of groups": (
        "**chairs** three",
        "**chairs** four",
        "-   It **chairs**",
        "are three that Singapore Customs chairs",
    ),
    "a number of bodies": (
        "These are the key international and regional fora",
        "These are nine bodies",
        "These are nine",
        "are ten in the table",
    ),
    "a number in the description": (
        "description: Which customs bodies",
        "description: Which nine customs bodies",
        "description:",
        "are ten in the table",
    ),
    "a year in the future": (
        "-   **2025** *Added*{: .added } ASEAN adopts",
        "-   **2027** *Added*{: .added } ASEAN adopts",
        "-   **2027**",
        "is after today",
    ),
    "a day in the future": (
        "in operation since 2 November 2020",
        "in operation since 2 November 2030",
        "The ACTS has been in operation",
        "2 November 2030 is after today",
    ),
    "a day that no calendar has": (
        "launched on 12 June 2025",
        "launched on 31 June 2025",
        "The plan was launched",
        "no calendar has 31 June 2025",
    ),
    "an entry without its year": ("-   **1975** Singapore", "-   Singapore", "-   Singapore", "begins with no year"),
    "a review in the future": (
        "last_reviewed: 2026-11-22",
        "last_reviewed: 2027-11-22",
        "last_reviewed:",
        "is after today",
    ),
    "the day of the text in the sentence alone": (
        "received on 20 November 2026",
        "received on 21 November 2026",
        "The roles are those",
        "Write the true day in both places",
    ),
    "the day of the text nowhere": ("text_received: 2026-11-20\n", "", "---", "text_received is missing"),
    "a development without its source": (ACTS_SOURCE, "", "#### ACTS in operation", "names no source"),
    "a source without its date": (
        '{:target="_blank"}, 12 October 2023.',
        '{:target="_blank"}.',
        "*Added*{: .added } Source: [Bureau",
        "its date is missing",
    ),
    "a source without its link": (
        re.search(r"\[Bureau.*?\}", read(PAGE))[0],
        "Bureau of Customs",
        "*Added*{: .added } Source: Bureau",
        "link to the source",
    ),
    "a development out of its box": (
        "{#acts-in-operation .later}",
        "{#acts-in-operation}",
        "#### ACTS in operation",
        "Write {#acts-in-operation .later}",
    ),
    "a development outside the sections of bodies": (
        "## Timeline {#timeline}",
        "## Timeline {#timeline .later}",
        "## Timeline",
        "belongs into the section of its body",
    ),
    "a heading as HTML above a mistake": (
        "## Timeline {#timeline}",
        '<h2 id="more">More</h2>\n\nText.\n\n## Timeline {#timeline .news}',
        "## Timeline",
        "no kind .news",
    ),
    "an addition to the diagram without a source": (
        re.search(r"\*Added\*\{: \.added \} The lines between.*\n\{: \.source \}\n", read(PAGE))[0],
        "",
        "## Structure",
        "what is marked Added names no source",
    ),
    "a development longer than its box": (
        "It began with Cambodia",
        "One.\n\nTwo.\n\nThree.\n\nIt began with Cambodia",
        "#### ACTS in operation",
        "outside its box",
    ),
    "a table in a development": (
        "It began with Cambodia",
        "\n| Member |\n| --- |\n| Laos |\n\nIt began with Cambodia",
        "#### ACTS in operation",
        "outside its box",
    ),
    "text behind a development": (
        ACTS_SOURCE + "\n",
        ACTS_SOURCE + "\nThe ACTS is for goods in transit.\n\n",
        "{: .source }",
        "is shown in the box",
    ),
    "a kind that does not exist": (
        "{#acts-in-operation .later}",
        "{#acts-in-operation .news}",
        "#### ACTS in operation",
        "no kind .news",
    ),
    "a box": (
        "#### ACTS in operation {#acts-in-operation .later}\n",
        '!!! later "ACTS in operation"\n\n    It is.\n',
        "!!! later",
        "no boxes",
    ),
    "a development that is missing in the timeline": (
        ACTS_TIMELINE,
        "",
        "#### ACTS in operation",
        "the timeline lacks this",
    ),
    "an addition without its mark": (
        "**2020** *Added*{: .added } The [ACTS",
        "**2020** The [ACTS",
        "-   **2020** The [ACTS",
        "Write *Added*{: .added }",
    ),
    "an addition without its source": (
        "The [ACTS is in operation](#acts-in-operation) from",
        "The ACTS is in operation from",
        "-   **2020** *Added*{: .added } The ACTS",
        "leads neither to its development",
    ),
}


@pytest.mark.parametrize("case", HALVES)
def test_a_half_change_is_named_at_its_line(case):
    old, new, start, said = HALVES[case]
    text = change(read(PAGE), (old, new))
    findings = [
        (line, message) for path, line, message in found(site({PAGE: text})) if path == PAGE and said in message
    ]
    lines = [text.split("\n")[line - 1].strip() for line, _ in findings]
    assert any(line.startswith(start) for line in lines), found(site({PAGE: text}))


def test_the_frozen_pages_have_no_mistake():
    assert found(site()) == []


def test_a_timeline_out_of_order_is_named():
    text = change(read(PAGE), (ACTS_TIMELINE, ""), ("-   **1967**", f"{ACTS_TIMELINE}-   **1967**"))
    [(_, line, message)] = found(site({PAGE: text}))
    assert text.split("\n")[line - 1].startswith("-   **1967**")
    assert "older than the one above" in message


ELSEWHERE = {  # file, what is written there, what an editor makes of it, how the named line begins, a part of what is said
    "a chair missing at home": (
        HOME,
        "[mutual recognition of trusted traders](about-us/our-international-participation.md#swg-aamra) and on",
        "more and on",
        "[customs proc",
        "Recognition Arrangement](about-us/our-international-participation.md#swg-aamra)",
    ),
    "a number at home": (HOME, "has all bodies", "has all nine bodies", "[Our International", "are ten in the table"),
    "a role at home": (
        HOME,
        "Singapore is a **member** of",
        "Singapore Customs **chairs**",
        "-   Singapore Customs **chairs**",
        "is not the role in World Customs Organisation",
    ),
    "the newest at home": (
        HOME,
        "**1 March 2024** [Myanmar joins]",
        "**1 March 2024** [Myanmar leaves]",
        "-   **1 March 2024**",
        "another list of newest",
    ),
    "a newest missing at home": (
        HOME,
        re.search(r"-   \*\*28 February.*\n", read(HOME))[0],
        "",
        "-   **1 March 2024**",
        'Write above this "28 February 2025',
    ),
    "a last one missing at home": (
        HOME,
        re.search(r"-   \*\*1 March.*\n?", read(HOME))[0],
        "",
        "## Newest",
        'Write below the last item "1 March 2024',
    ),
    "a newest at home alone": (
        HOME,
        "-   **1 March 2024**",
        "-   **2 March 2024** Nothing happens.\n-   **1 March 2024**",
        "-   **2 March 2024**",
        "Delete this, or write it there, too",
    ),
    "an entry out of its order": (GLOSSARY, "ACTS {#acts}", "AXTS {#acts}", "AEC {#aec}", "stands behind AXTS"),
    "an entry whose letter is missing": (
        GLOSSARY,
        "KBS {#kbs}",
        "LBS {#kbs}",
        "[A](#aamra)",
        "lacks L. Add [L](#kbs){#l}",
    ),
    "an entry without its id": (GLOSSARY, "KBS {#kbs}", "KBS", "KBS", "Write KBS {#kbs}"),
    "the glossary's name": (
        GLOSSARY,
        ":   ASEAN Single Window Steering Committee.",
        ":   ASEAN Single Window Committee.",
        "",
        "in the glossary, ASWSC is",
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_half_change_on_another_page_is_named(case):
    name, old, new, start, said = ELSEWHERE[case]
    text = change(read(name), (old, new))
    findings = [(path, line) for path, line, message in found(site({name: text})) if said in message]
    assert findings, found(site({name: text}))
    texts = {path: text if path == name else read(path) for path, _ in findings}
    assert any(texts[path].split("\n")[line - 1].strip().startswith(start) for path, line in findings), findings


def test_a_page_that_nothing_shows_is_named():
    text = change(snippets.FRONT, ("/page/", "/about-us/alone/")) + "Text.\n"
    [(path, line, message)] = found(site({"about-us/alone.md": text}))
    assert (path, line) == ("about-us/alone.md", 1)
    assert "Add about-us/alone.md to nav" in message


def until(day: str) -> str:
    """The page on which Singapore Customs chairs the ASWSC until a day, in all three places, but in no sentence."""
    row, section, item = "[ASEAN Single Window Steering Committee](#aswsc) | ", "{#aswsc ", "Committee](#aswsc) "
    text = change(
        read(PAGE), (f"{row}{CHAIR}", f"{row}{CHAIR} until {day}"), (f"{item}{CHAIR}", f"{item}{CHAIR} until {day}")
    )
    before, heading, after = text.partition(section)
    return before + heading + after.replace(f":   {CHAIR}", f":   {CHAIR} until {day}", 1)


OVER = {  # how a sentence that says a role after its last day begins, by file; each says a number or the role
    PAGE: {"-   It **chairs** three", "[mutual recognition of trusted", "Singapore Customs chairs the ASEAN Single"},
    HOME: {"-   It **chairs** three", "[ASEAN Single Window]"},
}


def test_a_role_that_ended_is_advice_and_so_is_a_sentence_that_still_says_it():
    text = until("31 December 2026")
    assert found(site({PAGE: text})) == []
    later = site({PAGE: text}, today=date(2027, 1, 1))
    assert found(later) == []
    assert [finding.line for _, finding in lint.check_site(later, [roles.role_over])] == [47]
    texts = {PAGE: text, HOME: read(HOME)}
    named = {name: set() for name in OVER}
    for path, finding in lint.check_site(later, [roles.role_sentence, same_bodies.body_count]):
        name = path.removeprefix("docs/")
        named[name].add(texts[name].split("\n")[finding.line - 1].strip())
    for name, starts in OVER.items():
        assert len(named[name]) == len(starts), named
        assert all(any(line.startswith(start) for line in named[name]) for start in starts), named


def test_a_number_in_the_description_of_the_site_is_named():
    settings = replace(snippets.settings(), site_description="What the nine bodies are for.")
    [(path, finding)] = lint.check_site(replace(site(), settings=settings), [same_bodies.body_count])
    assert path == "mkdocs.yml" and "are ten in the table" in finding.message


def test_a_number_that_counts_one_of_two_roles_that_ended_is_advice():
    text = change(until("31 December 2026"), ("three ASEAN", "two ASEAN"))
    row = "Arrangement](#swg-aamra) | "
    text = change(text, (f"{row}{CHAIR}", f"{row}{CHAIR} until 30 June 2027"))
    after_one, after_both = (
        lint.check_site(site({PAGE: text}, today=day), [same_bodies.body_count])
        for day in (date(2027, 1, 1), date(2027, 7, 1))
    )
    own = [[finding.advice for path, finding in both if path.endswith(PAGE)] for both in (after_one, after_both)]
    assert own == [[], [True]]


@pytest.mark.parametrize("day", ["31/12/2027", "31 June 2027", "the end of 2027"])
def test_a_role_that_cannot_be_read_is_named_alone(day):
    findings = found(site({PAGE: until(day)}))
    named = {(path, line) for path, line, message in findings if not message.startswith("no calendar has")}
    assert named == {(PAGE, 47)}, findings
    assert any(f'until {day}" is no role. Write one of' in message for _, _, message in findings)


REMEDIES = {  # a half change, and how an editor does what the message says: the line that is named, made new
    "a section without its id": lambda line, said: f"{line} {re.search(r'Write (.*?) at its end', said)[1]}",
    "the word against its mark": lambda line, said: roles.MARKED.sub(re.search(r"Write (\*.*?\})", said)[1], line),
    "a role without its mark": lambda line, said: line.replace("| Participant |", f"| {said.partition('Write ')[2]} |"),
    "a development out of its box": lambda line, said: re.sub(r"\{.*", re.search(r"Write (\{.*?\})", said)[1], line),
    "an addition without its mark": lambda line, said: line.replace(
        "** ", f"** {re.search(r'Write (.*) after', said)[1]} ", 1
    ),
    "a row whose section is missing": lambda line, said: re.sub(
        r"^\| \[.*?\)", f"| {re.search(r'Write (.*?), or', said)[1]}", line
    ),
    "a row without its link": lambda line, said: re.sub(
        r"^\| .*? \|", f"| {said.partition('a link, ')[2].replace('its-id', 'ccbwg')} |", line
    ),
    "the verb against the role": lambda line, said: line.replace("chairs", re.search(r'Write "(.*?)"', said)[1]),
    "a number of groups": lambda line, said: line.replace("four", re.search(r"Write (\w+),", said)[1]),
    "the day of the text in the sentence alone": lambda line, said: line.replace(
        "21 November 2026", re.search(r"is (.*?)\. Write", said)[1]
    ),
}


@pytest.mark.parametrize("case", REMEDIES)
def test_what_a_message_says_mends_the_page(case):
    old, new, _, said = HALVES[case]
    text = change(read(PAGE), (old, new))
    number, message = next((line, message) for _, line, message in found(site({PAGE: text})) if said in message)
    lines = text.split("\n")
    lines[number - 1] = REMEDIES[case](lines[number - 1], message)
    assert found(site({PAGE: "\n".join(lines)})) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</div>\n\n## Newest", "## Newest"),
        ("title: Our International", "title: Our: International"),
    ],
)
def test_what_cannot_be_read_gives_no_further_mistakes(old, new):
    """Where a `<div>` or the front matter is broken, its own rule names that; what follows from it is no mistake."""
    assert found(site({PAGE: change(read(PAGE), (old, new))})) == []
