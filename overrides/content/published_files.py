"""Which files beside the pages are published: those of a few types, and the site's own styles and scripts."""

import io
import posixpath
import re
from pathlib import Path
from xml.etree import ElementTree

from content.settings import Settings

PICTURES = {".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
DOCUMENTS = {".csv", ".json", ".pdf"}
# What is published under its own name: rules for robots, proofs of ownership
BY_NAME = re.compile(r"^(?:robots\.txt|CNAME|security\.txt|google[0-9a-f]{16}\.html|BingSiteAuth\.xml)$")
LOADED = {".css": "extra_css", ".js": "extra_javascript"}  # settings that name such files
SCRIPTS = ["assets/javascripts/site.js", "assets/javascripts/search.js"]  # of the frame
LINK = "this is a link to another place. Put the file itself here"
RUNS = re.compile(r"script|foreignobject|iframe|embed|object|handler|listener", re.IGNORECASE)
SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
# What drawing programs note down about a picture, which no browser draws
NOTES = (
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://purl.org/dc/",
    "{http://creativecommons.org/ns#}",
    "{http://web.resource.org/cc/}",
    "{http://www.inkscape.org/namespaces/inkscape}",
    "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}",
)
DEFINES = re.compile(rb"<!(?!--|\[CDATA\[|DOCTYPE\b)")
DRAWN = re.compile(r"#|data:image/(?!svg)")  # a part of the picture, or another picture within it
ELSEWHERE = re.compile(r"""@import|url\(\s*["']?(?!["'\s]|#|data:image/)""", re.IGNORECASE)


def scripts(settings: Settings) -> list[str]:
    """Return the site's own scripts, which every page loads, as paths from its root."""
    ours = [path for path in named(settings, "extra_javascript") if "//" not in path]
    return [posixpath.normpath(f"/{path}").lstrip("/") for path in dict.fromkeys([*SCRIPTS, *ours])]


def named(settings: Settings, key: str) -> list[str]:
    """Return the files and addresses that a setting names, such as `extra_css`."""
    entries = settings.values.get(key) or []
    return [str(entry.get("path") if isinstance(entry, dict) else entry) for entry in entries]


def problem(settings: Settings, file: Path) -> str | None:
    """Return why a file below the folder of the pages is not published, and what to do; None where it is.

    file: any but a page, in `settings.docs`.
    """
    path = file.relative_to(settings.docs)
    loaded = [*SCRIPTS, *named(settings, "extra_css"), *named(settings, "extra_javascript")]
    if any(part.is_symlink() for part in (file, *list(file.parents)[: len(path.parts) - 1])):
        return LINK
    if not file.is_file():
        return "this is no file. Delete it"
    if any(part.startswith(".") for part in path.parts):
        return "files whose name begins with a dot are not published. Rename it or delete it"
    if BY_NAME.match(file.name) and len(path.parts) == 1 or path.as_posix() in loaded:
        return None
    if setting := LOADED.get(file.suffix.lower()):
        return f"no page loads this file. Write its name under {setting} in mkdocs.yml, or delete it"
    if file.suffix.lower() not in PICTURES | DOCUMENTS:
        allowed = ", ".join(sorted(PICTURES | DOCUMENTS))
        return f"files of this type are not published. Make it a page (.md) or one of {allowed}; or delete it"
    if file.suffix.lower() == ".svg":
        return _svg_problem(file)
    return None


def _svg_problem(file: Path) -> str | None:
    """Why a drawing is not published: opened by itself it is a page, which could do whatever pages can."""
    remedy = "Save it anew as a plain SVG without scripts and links, or as a PNG"
    data = file.read_bytes()
    if b"\0" in data or DEFINES.search(data):  # parsers differ in what they make of both
        return f"this picture is not UTF-8, or defines words of its own. {remedy}"
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), ("end", "pi")):
            if event == "pi":
                return f"this picture loads something else: <?{element.text[:40]}?>. {remedy}"
            name = element.tag.rpartition("}")[2]
            if not element.tag.startswith((SVG, *NOTES)) or RUNS.fullmatch(name):
                return f"this picture has a <{name}> that may do more than draw. {remedy}"
            if ELSEWHERE.search(element.text or ""):
                return f"this picture loads something else within <{name}>. {remedy}"
            for attribute, value in element.attrib.items():
                leads = attribute in ("href", HREF) and not DRAWN.match(value)
                if leads or attribute.startswith("on") or attribute == "attributeName" and "href" in value:
                    return f'this picture has {attribute.rpartition("}")[2]}="{value[:40]}". {remedy}'
                if ELSEWHERE.search(value):
                    return f"this picture loads something else: {value[:40]}. {remedy}"
    except ElementTree.ParseError as error:
        return f"this picture can't be read ({error}). {remedy}"
    return None
