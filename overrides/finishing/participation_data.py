"""The table of the bodies as files for machines, beside its page: CSV, JSON, and what their fields mean.

The table on the page is their only source; the texts here say what a field means in any row.
"""

import csv
import io
import json
from urllib.parse import urljoin

from content import bodies
from content.pages import PageFile
from content.settings import Settings
from selectolax.lexbor import LexborHTMLParser

# Each field: what it means, how JSON Schema writes its values, and the word of schema.org for it, if there is one
FIELDS: dict[str, tuple[str, dict, str]] = {
    "id": (
        "The anchor of the body's section on the page.",
        {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "identifier",
    ),
    "name": ("The name of the body.", {"type": "string"}, "name"),
    "abbreviation": (
        "Its abbreviation, as the glossary has it, if it has one.",
        {"type": ["string", "null"]},
        "alternateName",
    ),
    "role": (
        "The role of Singapore Customs in the body; for a member, that of Singapore.",
        {"type": "string", "oneOf": [{"const": role, "description": text} for role, text in bodies.ROLES.items()]},
        "roleName",
    ),
    "role_from": (
        "The first day of the role, if the page names it.",
        {"type": ["string", "null"], "format": "date"},
        "startDate",
    ),
    "role_until": (
        "The last day of the role, if the page names it.",
        {"type": ["string", "null"], "format": "date"},
        "endDate",
    ),
    "role_text_received": (
        "The day on which the text that names the role was received. It does not confirm the role for that day.",
        {"type": "string", "format": "date"},
        "",
    ),
    "part": ("The part of the page that the body's section stands in.", {"type": "string"}, ""),
    "purpose": ("What the body is for, in a few words.", {"type": "string"}, "description"),
    "section": (
        "The address of the body's section on the page.",
        {"type": "string", "format": "uri"},
        "mainEntityOfPage",
    ),
    "official_site": (
        "The address of the body's own website; null where it has none of its own.",
        {"type": ["string", "null"], "format": "uri"},
        "url",
    ),
}
CSV, JSON = "participation.csv", "participation.json"
SCHEMA, CSV_METADATA = "participation.schema.json", "participation.csv-metadata.json"
TYPES = {
    CSV: "text/csv",
    JSON: "application/json",
    SCHEMA: "application/schema+json",
    CSV_METADATA: "application/csvm+json",
}
SCHEMA_ORG = "https://schema.org/"


def records(settings: Settings, page: PageFile, html: str) -> list[bodies.Body]:
    """Return the bodies of a page; none where it has no table, or one that the linter has to name."""
    try:
        return bodies.bodies(html, urljoin(settings.site_url, page.url), page.meta.get("text_received"))
    except ValueError:
        return []


def files(settings: Settings, page: PageFile, html: str) -> dict[str, bytes]:
    """Return the files that go with a page, by their path in the site; none where it has no table.

    html: the text of the page, without the frame.
    """
    found = records(settings, page, html)
    if not found:
        return {}
    written = {
        CSV: _csv(found),
        JSON: _json(found),
        SCHEMA: _json(_schema(settings, page)),
        CSV_METADATA: _json(_csv_metadata(settings, page)),
    }
    return {f"{page.url}{name}": text.encode() for name, text in written.items()}


def licence(settings: Settings) -> str:
    """Return the address of the licence that the owner has named in mkdocs.yml; empty until then."""
    return settings.extra.get("licence") or ""


def modified(page: PageFile) -> str:
    """Return the day of the newest update of a page, or of its last review."""
    days = [update["date"] for update in page.meta.get("updates") or []]
    newest = max(days, default=page.meta.get("last_reviewed"))
    return newest.isoformat() if newest else ""


def add_downloads(document: LexborHTMLParser, files: dict[str, bytes]) -> None:
    """Add links to the files, with kind and size, at the foot of a page; nothing without files.

    document: the whole page; changed in place.
    """
    foot = document.css_first(".page-foot")
    if not files or foot is None:
        return
    links = []
    for path, content in files.items():
        name = path.rpartition("/")[2]
        kind = {CSV: "CSV", JSON: "JSON", SCHEMA: "schema of the JSON", CSV_METADATA: "description of the CSV"}[name]
        links.append(f'<a href="{name}" download>{kind} ({max(1, round(len(content) / 1000))} kB)</a>')
    line = LexborHTMLParser(f'<p class="downloads">The table as data: {", ".join(links)}</p>').css_first("p")
    foot.insert_child(line)


def _json(value) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _csv(found: list[bodies.Body]) -> str:
    """A line of names and a line for each body (RFC 4180); what is null is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS)
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def _schema(settings: Settings, page: PageFile) -> dict:
    terms = licence(settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": urljoin(settings.site_url, f"{page.url}{SCHEMA}"),
        **({"$comment": f"Licence: {terms}"} if terms else {}),
        "title": page.title,
        "description": page.description,
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [*FIELDS],
            "properties": {name: {"description": text, **values} for name, (text, values, _) in FIELDS.items()},
        },
    }


def _csv_metadata(settings: Settings, page: PageFile) -> dict:
    """What the columns of the CSV mean, in the form that CSV on the Web (W3C) gives it."""
    schema = urljoin(settings.site_url, f"{page.url}{SCHEMA}")
    columns = []
    for name, (text, values, term) in FIELDS.items():
        column = {
            "name": name,
            "titles": name,
            "dc:description": text,
            "datatype": {"uri": "anyURI"}.get(kind := values.get("format", "string"), kind),
            "required": "null" not in values["type"],
            "propertyUrl": f"{SCHEMA_ORG}{term}" if term else f"{schema}#/items/properties/{name}",
        }
        columns.append(column)
    terms = licence(settings)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": settings.language}],
        "url": CSV,
        "dc:title": page.title,
        "dc:description": page.description,
        "dc:publisher": settings.site_name,
        **({"dc:modified": day} if (day := modified(page)) else {}),
        **({"dc:license": {"@id": terms}} if terms else {}),
        "tableSchema": {"columns": columns, "aboutUrl": "{+section}", "primaryKey": "id"},
    }
