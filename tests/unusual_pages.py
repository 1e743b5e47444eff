"""A site that the frame must bear: words that are markup, every shape of navigation, wide tables, two directions."""

import json
import re
from pathlib import Path

import yaml

MARKUP = """<b>"R&D"</b> 'x' <script>alert(1)</script>"""
NAVIGATION = """nav:
  - Home: index.md
  - About us:
      - about-us/index.md
      - about-us/our-international-participation.md
      - about-us/third.md
  - Without an index:
      - without/first.md
      - Nested:
          - without/nested/second.md
          - without/nested/third.md
          - Elsewhere: https://asean.example/?a=1&b=2
  - glossary.md
  - markup.md
"""
WIDE = "\n".join(
    [
        "| " + " | ".join(f"Column {number}" for number in range(10)) + " |",
        "|---" * 8 + "|---:|:-:|",
        "| " + " | ".join(f"incomprehensibilities {number}" for number in range(10)) + " |",
    ]
)
PARTS = """## R&D `<b>` {#markup-in-a-heading}

Text.

## Right to left {#right-to-left}

<div dir="rtl" lang="ar" markdown>

-   نص

| ا | ب |
|---|---|
| ج | د |

</div>"""


def page(address: str, title: str, text: str, **more: object) -> str:
    """Return the Markdown of a page."""
    meta = {"title": title, "description": f"What {title} is about, in a sentence of some length for search engines."}
    meta |= {"permalink": f"/{address}", "last_reviewed": "DATE", "review_in": "6 months"} | more
    written = yaml.safe_dump(meta, sort_keys=False, allow_unicode=True)
    return f"---\n{re.sub(r'DATE', '2026-08-31', written)}---\n\n{text}\n"


def write(project: Path) -> None:
    """Write the pages and settings into a project that has the fixture's."""
    places = {
        "about-us/third": "Third of a section",
        "without/first": "First without an index",
        "without/nested/second": "Second, nested",
        "without/nested/third": "Third, nested",
    }
    for place, title in places.items():
        file = project / "docs" / f"{place}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(f"{place}/", title, f"Text.\n\n{WIDE}\n\nText."), encoding="utf-8")
    updates = [{"date": "DATE", "note": f"{MARKUP} changed."}, {"date": "2026-02-01", "note": "Begun."}]
    markup = page("markup/", MARKUP, PARTS, updates=updates)
    (project / "docs/markup.md").write_text(re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", markup), encoding="utf-8")
    settings = project / "mkdocs.yml"
    text = re.sub(r"nav:.*?\n\n", NAVIGATION + "\n", settings.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = text.replace("    - name: FAQ\n", f"    - name: {json.dumps(MARKUP)}\n")
    text = re.sub(r"site_description: .*", lambda _: f"site_description: {json.dumps(MARKUP)}", text)
    text += "\nrepo_url: https://github.example/owner/name\nedit_uri: edit/main/docs/\n"
    settings.write_text(text, encoding="utf-8")
