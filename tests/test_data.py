"""The published data says what the page says, and keeps to its schema."""

import csv
import io
import json
from dataclasses import replace

import pages
import pytest
import snippets
from content import bodies, front_matter
from content.pages import PageFile
from content.settings import Settings
from finishing import json_ld, participation_data
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

PAGE = "about-us/our-international-participation.md"
ADDRESS = f"https://example.org/{pages.MAIN}"


def settings(**extra) -> Settings:
    own = snippets.settings()
    return replace(own, site_url="https://example.org/", values={**own.values, "extra": {**own.extra, **extra}})


def listed(page: PageFile, text: str) -> list[bodies.Body]:
    return bodies.bodies(snippets.render(text), ADDRESS, page.meta.get("text_received"))


def files(text: str, **extra) -> dict[str, str]:
    """What machines get of a page with this text, by the name of the file."""
    page = PageFile(PAGE, pages.MAIN, front_matter.read(text))
    found = participation_data.files(settings(**extra), page, listed(page, text))
    return {path.removeprefix(pages.MAIN): content.decode() for path, content in found.items()}


@pytest.fixture(scope="module")
def text():
    return (snippets.ROOT / "tests" / "fixture" / "docs" / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(text):
    return files(text)


@pytest.fixture(scope="module")
def rows(data):
    return json.loads(data[participation_data.JSON])


def by_id(rows):
    return {row["id"]: row for row in rows}


def test_there_is_a_row_for_each_body_of_the_built_page(site, rows):
    page = pages.read(site, pages.MAIN)
    shown = [[pages.words(cell) for cell in row.find_all(["th", "td"])] for row in page.select(".glance tbody tr")]
    assert len(rows) == len(shown)
    for row, (name, role, purpose) in zip(rows, shown, strict=True):
        assert (row["name"], row["purpose"]) == (name.replace(" ’", "’"), purpose.replace(" ’", "’"))
        assert role.startswith(row["role"])
        assert page.find(id=row["id"]).name == "h3"
        assert row["section"] == f"{ADDRESS}#{row['id']}"
        assert row["role_text_received"] == "2026-11-20"
        assert row["part"] == pages.words(page.find(id=row["id"]).find_previous("h2"))


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ("wco", "abbreviation", "WCO"),
        ("wco", "role", "Member"),
        ("wco", "official_site", "https://www.wcoomd.org/en.aspx"),
        ("apec-sccp", "official_site", None),  # the address of APEC is not its own
        ("asean", "role", "Attends"),
        ("asem", "abbreviation", "AWC"),
        ("asem-meeting", "abbreviation", None),
        ("cptfwg", "role", "Chair"),
        ("swg-acts", "role", "Participant"),
        ("swg-acts", "role_from", "2025-07-01"),
        ("swg-acts", "role_until", None),
        ("ccbwg", "official_site", None),
    ],
)
def test_a_field_says_what_the_page_says(rows, body, field, value):
    assert by_id(rows)[body][field] == value


def test_the_json_keeps_to_its_schema(data, rows):
    schema = json.loads(data[participation_data.SCHEMA])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(rows)
    assert schema["$id"] == f"{ADDRESS}participation.schema.json"
    fields = schema["items"]["properties"]
    assert list(fields) == schema["items"]["required"] == list(rows[0])
    assert all(field["description"] for field in fields.values())
    roles = {role["const"]: role["description"] for role in fields["role"]["oneOf"]}
    assert {row["role"] for row in rows} <= set(roles)
    assert all(roles.values())


def test_the_csv_has_the_same_rows_and_its_columns_are_described(data, rows):
    lines = list(csv.DictReader(io.StringIO(data[participation_data.CSV], newline="")))
    assert lines == [{name: value or "" for name, value in row.items()} for row in rows]
    metadata = json.loads(data[participation_data.CSV_METADATA])
    assert metadata["@context"][1]["@language"] == settings().language
    assert metadata["tableSchema"]["aboutUrl"] == "{+section}"
    columns = metadata["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(lines[0])
    assert all(column["dc:description"] and column["propertyUrl"].startswith("https://") for column in columns)
    for column in columns:
        assert column["required"] is all(row[column["name"]] is not None for row in rows) or not column["required"]


def test_the_files_stand_beside_the_page_and_its_foot_leads_to_them(site):
    folder = site / pages.MAIN
    links = {link["href"]: pages.words(link) for link in pages.read(site, pages.MAIN).select(".page-foot a[download]")}
    assert set(links) == set(participation_data.NAMES)
    for name, text in links.items():
        size = (folder / name).stat().st_size
        assert f"({max(1, round(size / 1000))} kB)" in text


def test_the_licence_stands_in_all_of_them_once_the_owner_has_named_one(text):
    licence = "https://example.org/licence"
    page = PageFile(PAGE, pages.MAIN, front_matter.read(text))
    for named in ("", licence):
        found = files(text, licence=named)
        document = LexborHTMLParser(snippets.render(text))
        found["JSON-LD"] = json.dumps(json_ld.describe(settings(licence=named), page, document, listed(page, text)))
        for name in (participation_data.SCHEMA, participation_data.CSV_METADATA, "JSON-LD"):
            assert (licence in found[name]) is bool(named), name
            assert named or not any(word in found[name].lower() for word in ("licen", "null}")), name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("*Chair*{: .chair } |", "Host |"),  # no role
        ("[World Customs Organisation](#wco) |", "World Customs Organisation |"),  # no section
        ("text_received: 2026-11-20\n", ""),
        ("| Body | Role |", "| Name | Role |"),  # no such table
    ],
)
def test_a_page_that_the_linter_has_to_name_gets_no_data(text, old, new):
    assert old in text
    text = text.replace(old, new)
    assert listed(PageFile(PAGE, pages.MAIN, front_matter.read(text)), text) == []
