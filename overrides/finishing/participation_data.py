"""The table of the bodies as files for machines, beside its page: CSV, JSON, and what their fields mean."""

import csv
import io
import json

from content import bodies
from content.pages import PageFile
from content.settings import Settings
from selectolax.lexbor import LexborHTMLParser

CSV, JSON = "participation.csv", "participation.json"
SCHEMA, CSV_METADATA = "participation.schema.json", "participation.csv-metadata.json"
NAMES = {CSV: "CSV", JSON: "JSON", SCHEMA: "schema of the JSON", CSV_METADATA: "description of the CSV"}


def files(settings: Settings, page: PageFile, found: list[bodies.Body]) -> dict[str, bytes]:
    """Return the files that go with a page on which these bodies were found, by their path in the site."""
    texts = {
        CSV: _csv(found),
        JSON: _json(found),
        SCHEMA: _json(_schema(settings, page)),
        CSV_METADATA: _json(_csv_metadata(settings, page)),
    }
    return {f"{page.url}{name}": text.encode() for name, text in texts.items()}


def add_downloads(document: LexborHTMLParser, files: dict[str, bytes]) -> None:
    """Add links to the files, with kind and size, at the foot of a whole page."""
    sizes = {path.rpartition("/")[2]: max(1, round(len(content) / 1000)) for path, content in files.items()}
    links = (f'<a href="{name}" download>{NAMES[name]} ({size} kB)</a>' for name, size in sizes.items())
    line = LexborHTMLParser(f'<p class="downloads">The table as data: {", ".join(links)}</p>')
    for foot in document.css(".page-foot"):
        foot.insert_child(line.css_first("p"))


def _json(value) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _csv(found: list[bodies.Body]) -> str:
    """A line of names and a line for each body (RFC 4180); what is null is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, bodies.FIELDS)
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def _schema(settings: Settings, page: PageFile) -> dict:
    properties = {}
    for name, (kind, _, meaning) in bodies.FIELDS.items():
        base = kind.rstrip("?")
        properties[name] = {"description": meaning, "type": ["string", "null"] if kind.endswith("?") else "string"}
        properties[name] |= {"format": base} if base != "string" else {}
    properties["role"]["oneOf"] = [{"const": role, "description": text} for role, text in bodies.ROLES.items()]
    body = {"type": "object", "additionalProperties": False, "required": [*properties], "properties": properties}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.site_url}{page.url}{SCHEMA}",
        **({"$comment": f"Licence: {settings.licence}"} if settings.licence else {}),
        "title": page.title,
        "description": page.description,
        "type": "array",
        "items": body,
    }


def _csv_metadata(settings: Settings, page: PageFile) -> dict:
    """What the columns of the CSV mean, in the form that CSV on the Web (W3C) gives it."""
    schema = f"{settings.site_url}{page.url}{SCHEMA}"
    columns = [
        {
            "name": name,
            "titles": name,
            "dc:description": meaning,
            "datatype": {"uri": "anyURI"}.get(base := kind.rstrip("?"), base),
            "required": not kind.endswith("?"),
            "propertyUrl": f"https://schema.org/{term}" if term else f"{schema}#/items/properties/{name}",
        }
        for name, (kind, term, meaning) in bodies.FIELDS.items()
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": page.meta.get("lang", settings.language)}],
        "url": CSV,
        "dc:title": page.title,
        "dc:description": page.description,
        "dc:publisher": settings.site_name,
        **({"dc:modified": str(page.modified)} if page.modified else {}),
        **({"dc:license": {"@id": settings.licence}} if settings.licence else {}),
        "tableSchema": {"columns": columns, "aboutUrl": "{+section}", "primaryKey": "id"},
    }
