"""`mkdocs.yml` before anything uses it: what would stop an engine, a template or a rule is named at its line."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from content import published_files, settings
from content.front_matter import LOADER
from jsonschema import Draft202012Validator
from linter.page import Finding
from linter.yaml_lines import aliases, missing, not_yaml, place, twice, unknown

SETTINGS = "mkdocs.yml"


def _text(description: str, example: str, pattern: str = r"\S") -> dict[str, Any]:
    return {"type": "string", "pattern": pattern, "description": description, "examples": [example]}


def _list(items: dict[str, Any], description: str, example: str = "") -> dict[str, Any]:
    example = example or items["examples"][0]
    return {"type": "array", "items": items, "description": description, "examples": [example]}


def _keys(keys: dict[str, Any], description: str, example: str, **more) -> dict[str, Any]:
    return {"type": "object", "properties": keys, "description": description, "examples": [example], **more}


HOOKS = ["overrides/linting_hook.py", "overrides/finishing_hook.py"]
LINK = {"name": _text("words", "Glossary"), "url": _text("an address", "glossary/")}
FOLDER = _text("the name of a folder", "[includes]")
HOSTS = _list(_text("a host", "[https://assets.example]"), "a list of hosts")
SNIPPETS = {"type": "object", "properties": {"base_path": {"anyOf": [FOLDER, _list(FOLDER, "a list of folders")]}}}
OPTIONS = {
    "type": "object",
    "additionalProperties": {"type": "object"},
    "properties": {"pymdownx.snippets": SNIPPETS},
}
SCRIPT = {
    "anyOf": [{"type": "string"}, {"type": "object", "required": ["path"]}],
    "description": "addresses, or entries with a path",
    "examples": ["[https://assets.example/a.js]"],
}
NAMED_ENTRY = {
    "type": "object",
    "propertyNames": {"pattern": r"\S"},
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/menu"}]},
}
ENTRY = {
    "anyOf": [{"type": "string"}, NAMED_ENTRY],
    "description": "a file, or a name with a file or a list of them",
    "examples": ["[About us: about-us/index.md]"],
}
MENU = {**_list(ENTRY, "a list of files, with or without a name", "[Home: index.md, glossary.md]"), "minItems": 1}
OURS = {  # under `extra`; nothing else is read
    "licence": _text("an address, or empty quotes", "https://data.gov.sg/open-data-licence", r"^$|^https://\S+$"),
    "glossary": _text("the file of a page", "glossary.md", r"\.md$"),
    "redirects": _keys(
        {},
        "pairs of files or addresses",
        "{old.md: new.md}",
        propertyNames=_text("a pair of files or addresses", "{old.md: new.md}"),
        additionalProperties=_text("led to a file or an address", "new.md"),
    ),
    "published": _text("the name of one file", "includes/published.txt"),
    "lint": _keys(
        {
            "words": _text("the name of one file", "includes/spelling.txt"),
            "advice": _list(_text("the id of a rule", "[link-text]"), "a list of ids of rules"),
        },
        "the settings words and advice",
        "{words: includes/spelling.txt, advice: []}",
        additionalProperties=False,
    ),
    "masthead": {"type": "boolean", "description": "true or false, without quotes", "examples": ["false"]},
    "report_problem": _text("an e-mail address", "help@example.org", r"^$|^[^\s@]+@[^\s@]+\.[^\s@]+$"),
    "site_links": _list(
        _keys(LINK, "a name and a url", "[{name: Glossary, url: glossary/}]", required=["name", "url"]),
        "a list of entries with a name and a url",
    ),
    "outside_hosts": _keys(
        dict.fromkeys(("script", "connect", "image"), HOSTS),
        "lists of hosts",
        "{script: [https://assets.example]}",
        additionalProperties=False,
    ),
    "analytics": {},  # a rule says more about it
}
THEME = {
    "name": {"const": "material", "description": "material, whose frame ours stands in", "examples": ["material"]},
    "custom_dir": _text("the name of a folder", "overrides/theme"),
    "language": _text("the code of a language", "en-SG"),
    "favicon": _text("the name of a picture in docs/", "assets/images/favicon.svg"),
}
SCHEMA: dict[str, Any] = _keys(
    {
        "site_name": _text("the name of the site", "Singapore Customs"),
        "site_url": _text(
            "the address of the site, which SITE_URL gives if it is set",
            "https://www.example.org/",
            r"^https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~%/-]*)?\Z",
        ),
        "site_description": _text("a sentence", "What this site is about.", ""),
        "site_dir": _text("the name of a folder", "!ENV [SITE_DIR, site]"),
        "docs_dir": _text("the name of a folder", "docs"),
        "copyright": _text("a sentence", "Government of Singapore", ""),
        "INHERIT": {"not": {}, "description": "left out: all settings stand in this file"},
        "watch": _list(FOLDER, "a list of folders", "[includes, overrides/theme]"),
        "plugins": {"type": ["array", "object"], "description": "a list", "examples": ["[]"]},
        "validation": _keys({}, "pairs of a name and a word", "{anchors: ignore}"),
        "use_directory_urls": {"const": True, "description": "left out, or true", "examples": ["true"]},
        "nav": {"$ref": "#/$defs/menu"},
        "theme": _keys(
            THEME,
            "the settings name, custom_dir, language and favicon",
            "{name: material, custom_dir: overrides/theme, language: en-SG, favicon: assets/images/favicon.svg}",
            required=[*THEME],
        ),
        "hooks": {
            **_list(
                _text("the name of a file", HOOKS[0]),
                "a list that has the two hooks of this site",
                f"[{', '.join(HOOKS)}]",
            ),
            "allOf": [{"contains": {"const": hook}} for hook in HOOKS],
        },
        "markdown_extensions": {
            "anyOf": [{"type": "array", "items": {"anyOf": [{"type": "string"}, OPTIONS]}}, OPTIONS],
            "description": "a list of names of extensions, with or without options",
            "examples": ["[tables, toc: {toc_depth: 2-3}], and the others"],
        },
        "extra_css": _list(
            _text("the name of a file in docs/", "[assets/stylesheets/tokens.css]"), "a list of files in docs/"
        ),
        "extra_javascript": _list(SCRIPT, "a list of addresses"),
        "extra": _keys(OURS, "the settings of our own", "{glossary: glossary.md}"),
    },
    "settings, each a name and a value",
    "site_name: Singapore Customs",
    required=["site_name", "site_url", "site_dir", "theme", "hooks", "markdown_extensions"],
)
SCHEMA["$defs"] = {"menu": MENU}
VALIDATOR = Draft202012Validator(SCHEMA)


class SettingsError(SystemExit):
    """`mkdocs.yml` does not say what it must; the message is for the person who wrote it, and ends a command."""


def load(root: Path) -> settings.Settings:
    """Return the settings of the project in `root`, which have what an engine, the templates and the rules expect.

    Raises:
        SettingsError: they have not; the message names each mistake in a line of its own.
    """
    try:
        if (root / SETTINGS).exists() and not (root / SETTINGS).is_file():  # a pipe: reading it would wait for ever
            raise OSError(0, "it is no file")
        text = (root / SETTINGS).read_text(encoding="utf-8-sig")
        if not (found := [*_repeated(text)]):
            node = yaml.compose(text, LOADER)
            found = [*_mistakes(node, yaml.load(text, settings.Loader))]
        if not found:
            project = settings.load(root)
            found = [Finding(place(node, path, 1), message) for path, message in _missing(project)]
    except OSError as error:
        found = [Finding(1, f"this file can't be read ({error.strerror}). Bring it back")]
    except yaml.MarkedYAMLError as error:
        found = [not_yaml(error, "this file", 1)]
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, LookupError) as error:
        problem = str(error).splitlines()[0]
        line = error.object.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        found = [
            Finding(line, f"this file can't be read ({problem}). Delete what you wrote last, and save it as UTF-8")
        ]
    if lines := [f"{SETTINGS}:{one.line}: {one.message}" for one in found] or [*_unreadable(project)]:
        raise SettingsError("\n".join(dict.fromkeys(lines)))
    return project


def _unreadable(project: settings.Settings) -> Iterator[str]:
    """Say which files and folders, but for pages, can't be read: each would stop an engine, or keep it waiting."""
    for top in (project.docs, *(project.root / name for name in project.values.get("watch") or ())):
        inside = (os.path.join(place, name) for place, folders, files in os.walk(top) for name in (*folders, *files))
        for path in (top, *inside):
            name, folder = os.path.relpath(path, project.root), os.path.isdir(path)
            if top == project.docs != path and folder and os.path.islink(path):  # MkDocs would go into it, and on
                yield f"{name}:1: {published_files.LINK}"
            elif top == project.docs and str(path).endswith(".md"):
                continue  # the linter names it
            elif os.path.lexists(path) and not (folder or os.path.isfile(path)):  # a pipe, or a link to what is gone
                yield f"{name}:1: this is no file. Put the file itself here, or delete this"
            elif not os.access(path, os.R_OK | os.X_OK if folder else os.R_OK):
                yield f"{name}:1: you may not read this. Give yourself the right to: chmod -R u+rX '{name}'"


def _repeated(text: str) -> Iterator[Finding]:
    """Name values that stand for others, and each setting that stands twice: YAML takes the last without a word."""
    if (line := aliases(text)) is not None:
        yield Finding(line + 1, "this repeats another value by its name. Write the value itself here")
    else:
        for name, key, first in twice(yaml.compose(text, LOADER)):
            line = first.start_mark.line + 1
            yield Finding(key.start_mark.line + 1, f"{name} stands here and on line {line}. Delete one")


def _given(values: Any) -> Any:
    """Settings without those that are left empty: they count as left out."""
    if isinstance(values, Mapping):
        return {key: _given(value) for key, value in values.items() if value is not None}
    return [*map(_given, values)] if isinstance(values, list) else values


def _mistakes(node: yaml.Node | None, values: Any) -> Iterator[Finding]:
    """Name each setting that is missing or of another kind than it must be."""
    extra = values.get("extra") if isinstance(values, Mapping) else None
    for key, remedy in unknown(extra, OURS) if isinstance(extra, Mapping) else ():
        if remedy.startswith("Write"):
            yield Finding(place(node, ["extra", key], 1), f"{key} is no setting of extra. {remedy}")
    for error in VALIDATOR.iter_errors(_given(values)):
        path, schema = list(error.absolute_path), error.schema
        where = next((step for step in reversed(path) if isinstance(step, str)), "")
        if error.validator == "additionalProperties":  # none are allowed
            for key, remedy in unknown(error.instance, schema["properties"], "there are"):
                yield Finding(place(node, [*path, key], 1), f"{key} is no setting of {where}. {remedy}")
        elif error.validator == "required":
            key = missing(error)
            own, line = schema["properties"][key], place(node, [*path, key], 1)
            state = "missing" if line == place(node, path, 1) else "empty"
            right = f"it must be {own['description']}. Write {key}: {own['examples'][0]}"
            yield Finding(line, f"{key} is {state}; {right}")
        else:
            schema = schema if "description" in schema else SCHEMA["properties"].get(where, schema)
            write = f"Write {where and f'{where}: '}{schema['examples'][0]}" if "examples" in schema else "Delete it"
            message = f"{where or 'this file'} must be {schema['description']}. {write}"
            yield Finding(place(node, path, 1), message)


def _missing(project: settings.Settings) -> Iterator[tuple[list[str | int], str]]:
    """Say which settings lead to what is not there: folders, a language, extensions."""
    theme, root, docs = project.values["theme"], project.root.resolve(), project.docs.resolve()
    if not docs.is_dir() or root not in docs.parents or os.access(docs, os.R_OK) and not any(docs.rglob("*.md")):
        message = f"there is no folder {project.docs.name} of pages beside this file. Write docs_dir: docs"
        yield ["docs_dir"], message
    if not (project.root / theme["custom_dir"]).is_dir():
        message = f"there is no folder {theme['custom_dir']} of templates. Write custom_dir: overrides/theme"
        yield ["theme", "custom_dir"], message
        return
    for number, name in enumerate(project.values.get("watch") or ()):
        if not (project.root / name).exists():
            yield ["watch", number], f"there is no folder {name}. Bring it back, or delete its name here"
    words = project.root / theme["custom_dir"] / "partials/languages" / f"{theme['language']}.html"
    if not words.is_file():
        yield ["theme", "language"], f"no words of the frame are written in {theme['language']}. Write language: en-SG"
    if project.values.get("site_dir") != os.environ.get("SITE_DIR", "site"):
        message = "an engine has to build where SITE_DIR says, not over what is there. Write !ENV [SITE_DIR, site]"
        yield ["site_dir"], message
    try:
        project.html("")
    except Exception as error:  # extensions raise what they like
        message = f"an extension or an option of it does not work ({error}). Delete it, or correct its name"
        yield ["markdown_extensions"], message
