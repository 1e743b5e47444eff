"""`make data`: the *At a glance* table as files for machines, beside the page.

They stand in docs/, so that any engine that builds the site publishes them.
"""

import csv
import io
import json
import sys
from pathlib import Path

from content import bodies
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

PAGE = "about-us/our-international-participation.md"
FIELDS = list(bodies.Body.__annotations__)


def read(root: Path) -> list[bodies.Body]:
    """The bodies as the page of the project in `root` gives them.

    Raises:
        ValueError: see `bodies.bodies`.
    """
    config = load_config(str(root / "mkdocs.yml"))
    files = get_files(config)
    page = Page(None, files.get_file_from_path(PAGE), config)
    page.read_source(config)
    page.render(config, files)
    return bodies.bodies(page.content, page.canonical_url, page.meta.get("as_at"))


def as_json(rows: list[bodies.Body]) -> str:
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_csv(rows: list[bodies.Body]) -> str:
    """A heading line and a line for each body (RFC 4180, but with bare line feeds); unknown is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_csv_metadata(schema: dict) -> str:
    """What the columns of the CSV mean, in the form that CSV on the Web (W3C) gives it.

    The words come from the JSON schema, which describes the same fields.
    """
    fields = schema["items"]["properties"]
    columns = []
    for name in FIELDS:
        types = fields[name]["type"]
        column = {
            "name": name,
            "titles": name,
            "dc:description": fields[name]["description"],
            "datatype": fields[name].get("format", "integer" if "integer" in types else "string"),
            "required": "null" not in types,
        }
        column["datatype"] = {"uri": "anyURI"}.get(column["datatype"], column["datatype"])
        columns.append(column)
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "participation.csv",
        "dc:title": schema["title"],
        "dc:description": schema["description"],
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    }
    return json.dumps(metadata, indent=2, ensure_ascii=False) + "\n"


def files(root: Path) -> dict[Path, str]:
    """Every derived file of the project in `root`, with what it should say."""
    folder = root / "docs" / Path(PAGE).with_suffix("")
    rows = read(root)
    schema = json.loads((folder / "participation.schema.json").read_text(encoding="utf-8"))
    return {
        folder / "participation.csv": as_csv(rows),
        folder / "participation.csv-metadata.json": as_csv_metadata(schema),
        folder / "participation.json": as_json(rows),
    }


def size(file: Path) -> str:
    """The size of a file as a download link states it: whole kilobytes of 1,000 bytes, at least 1 kB."""
    return f"{max(1, round(file.stat().st_size / 1000))} kB"


if __name__ == "__main__":
    try:
        derived = files(Path.cwd())
    except ValueError as error:
        sys.exit(f"docs/{PAGE}: {error}")
    for file, text in derived.items():
        file.write_text(text, encoding="utf-8")
        print(f"{file.relative_to(Path.cwd())}: {size(file)}")
