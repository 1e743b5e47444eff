"""The published data says what the page says, and keeps to its schema."""

import csv
import json
from datetime import date

import bodies
import data
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, mkdocs
from jsonschema import Draft202012Validator

FOLDER = ROOT / "docs" / "about-us" / "our-international-participation"
ADDRESS = "https://www.customs.gov.sg/about-us/our-international-participation/"
PAGE = """<table><thead><tr><th>Body</th><th>Level</th><th>Role of Singapore Customs</th>
<th>Since</th><th>Section</th></tr></thead><tbody><tr><td>World Customs Organisation</td>
<td>Global</td><td><em class="member">Member</em></td><td>{since}</td>
<td><a href="#wco">WCO</a></td></tr></tbody></table>
<h3 id="wco">World Customs Organisation (WCO)</h3>
<p>Official site: <a href="https://www.wcoomd.org/en.aspx">World Customs Organisation</a></p>"""


@pytest.fixture
def rows():
    return json.loads((FOLDER / "participation.json").read_text(encoding="utf-8"))


def test_the_files_are_those_that_the_command_derives(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.chdir(ROOT)
    for file, text in data.files(ROOT).items():
        assert file.read_text(encoding="utf-8") == text, (
            f"{file.name} is out of date: run `make data`"
        )


def test_the_rows_are_those_of_the_built_page(site, rows):
    page = BeautifulSoup(
        (site / data.PAGE).with_suffix("").joinpath("index.html").read_text(), "html.parser"
    )
    table = page.find("th", string="Role of Singapore Customs").find_parent("table")
    shown = [[cell.get_text(" ", strip=True) for cell in row("td")] for row in table.tbody("tr")]
    assert [[row["name"], row["level"], row["role"]] for row in rows] == [
        cells[:3] for cells in shown
    ]
    assert len(rows) == 9
    for row in rows:
        heading = page.find(id=row["id"])
        assert row["section"].endswith(f"#{row['id']}")
        assert all(word in heading.get_text() for word in row["abbreviation"].split())
        assert heading.find_next("a", href=row["official_site"])


def test_the_json_keeps_to_its_schema(rows):
    schema = json.loads((FOLDER / "participation.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(rows)
    assert list(schema["items"]["properties"]) == schema["items"]["required"] == data.FIELDS


def test_the_csv_has_the_same_rows_and_its_columns_are_described(rows):
    with (FOLDER / "participation.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert lines == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
    metadata = json.loads((FOLDER / "participation.csv-metadata.json").read_text(encoding="utf-8"))
    columns = metadata["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(lines[0])
    assert all(column["dc:description"] for column in columns)


def test_the_files_are_published_beside_the_page(site):
    folder = site / "about-us" / "our-international-participation"
    for file in FOLDER.iterdir():
        assert (folder / file.name).read_bytes() == file.read_bytes()


def test_downloads_state_their_type_and_size(site):
    folder = site / "about-us" / "our-international-participation"
    page = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    offered = {link["href"]: link.get_text() for link in page.select('a[href^="participation."]')}
    assert {"participation.csv", "participation.json", "participation.schema.json"} <= set(offered)
    for name, text in offered.items():
        kind = name.rpartition(".")[2].upper()
        assert text.endswith(f"({kind}, {data.size(folder / name)})"), name


def test_what_a_row_says():
    assert bodies.bodies(
        PAGE.format(since="1975 (Singapore joined)"), ADDRESS, date(2026, 11, 22)
    ) == [
        {
            "id": "wco",
            "name": "World Customs Organisation",
            "abbreviation": "WCO",
            "level": "Global",
            "role": "Member",
            "as_at": "2026-11-22",
            "since": 1975,
            "since_event": "Singapore joined",
            "section": f"{ADDRESS}#wco",
            "official_site": "https://www.wcoomd.org/en.aspx",
        }
    ]
    unknown = bodies.bodies(PAGE.format(since="Date not known"), ADDRESS, date(2026, 11, 22))
    assert (unknown[0]["since"], unknown[0]["since_event"]) == (None, None)


@pytest.mark.parametrize(
    ("page", "as_at", "message"),
    [
        (PAGE.format(since="long ago"), date(2026, 11, 22), 'write "2006 \\(group set up\\)"'),
        (PAGE.format(since="Date not known"), None, "needs `as_at`"),
        (PAGE.replace('id="wco"', ""), date(2026, 11, 22), 'section "wco" is missing'),
        (
            PAGE.replace("<th>Since</th>", ""),
            date(2026, 11, 22),
            "no table with the columns Body, ",
        ),
        (
            PAGE.replace('<a href="#wco">WCO</a>', "WCO"),
            date(2026, 11, 22),
            "needs a link to the section",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_explained(page, as_at, message):
    with pytest.raises(ValueError, match=message):
        bodies.bodies(page.replace("{since}", "Date not known"), ADDRESS, as_at)


def test_a_strict_build_names_the_page_of_such_a_table(project):
    text = (ROOT / "docs" / data.PAGE).read_text(encoding="utf-8")
    root = project({data.PAGE: text.replace("1975 (Singapore joined)", "1975")})
    result = mkdocs(root, root / "site", "--strict")
    assert result.returncode != 0
    assert f'docs/{data.PAGE}: World Customs Organisation: "Since" is "1975"' in result.stdout
