"""The glossary: it is there, by the alphabet, with a row of letters that leads into it."""

from content.bodies import words
from linter.page import Finding, rule
from linter.site import Site, SiteFindings


@rule(
    id="glossary",
    incorrect="`glossary: glosary.md` in mkdocs.yml, where the page is glossary.md",
    correct="`glossary: glossary.md`",
)
def glossary_exists(site: Site) -> SiteFindings:
    """The page that mkdocs.yml names as the glossary is there."""
    name = site.settings.extra.get("glossary")
    if name and name not in site.by_source:
        message = f"there is no page {name}. Write the file of the glossary, such as glossary.md"
        yield site.about(["extra", "glossary"], message)


@rule(
    id="glossary-order",
    incorrect="an entry `EWG` in the glossary, and no letter E in its row of letters",
    correct="`[E](#ewg){#e}` in that row",
)
def glossary_order(site: Site) -> SiteFindings:
    """The entries of the glossary stand in the order of the alphabet, and its row of letters has each first letter."""
    page = site.by_source.get(site.settings.extra.get("glossary"))
    row = page.tree.css_first(".letters") if page else None
    if row is None:
        return
    line = page.line_of(max(page.prose.find("{: .letters"), 0)) - 1
    letters = {words(link): (link.attributes.get("href") or "")[1:] for link in row.css("a")}
    entries = {name: term.id or "" for name, term in site.glossary.items()}
    before = ""
    for name, id in entries.items():
        at = page.line_of(max(page.prose.find(f"\n{name}") + 1, 0))
        if not id:
            yield page.path, Finding(at, f"{name} has no id, so nothing leads to it. Write {name} {{#{name.lower()}}}")
        if name.upper() < before:
            yield page.path, Finding(at, f"{name} stands behind {before}. Move it up, to its place in the alphabet")
        if name[0].upper() != before[:1] and name[0].upper() not in letters:
            right = f"Add [{name[0]}](#{id}){{#{name[0].lower()}}}"
            yield page.path, Finding(line, f"the row of letters lacks {name[0]}. {right}")
        before = name.upper()
    for letter, id in letters.items():
        if not any(name.startswith(letter) and entry == id for name, entry in entries.items()):
            right = "Write the id of the first, or delete it"
            yield page.path, Finding(line, f"{letter} leads to #{id}, no entry with that letter. {right}")
