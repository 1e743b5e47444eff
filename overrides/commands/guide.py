"""`make guide`: write the guard's rules into the editors' guide, from the rules themselves."""

from pathlib import Path

from linter import lint

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / ".github" / "CONTRIBUTING.md"
START, END = "<!-- rules: written by `make guide` -->\n", "<!-- end of rules -->\n"
# Characters that nobody sees are shown by their names, or an example would look right.
SHOWN = {"\u200b": "␣U+200B␣", "\ufeff": "␣U+FEFF␣", "\xa0": "␣U+00A0␣"}


def example(text: str) -> str:
    """An example as a block of code, whatever fences it holds."""
    for character, name in SHOWN.items():
        text = text.replace(character, name)
    fence = "````" if "```" in text else "```"
    return f"{fence}markdown\n{text}\n{fence}"


def guide(modules: tuple) -> str:
    """The section about rules: each in one line, with a wrong and a right example.

    modules: modules of rules, each with `RULES`, `SITE_RULES` or both; their first line is a heading.
    """
    parts = []
    for module in modules:
        parts.append(f"### {module.__doc__.split(chr(10))[0].removesuffix('.')}")
        for rule in (*getattr(module, "RULES", ()), *getattr(module, "SITE_RULES", ())):
            parts.append(f"**{rule.__doc__.strip().split(chr(10))[0]}**")
            parts.append(f"Wrong:\n\n{example(rule.wrong)}\n\nRight:\n\n{example(rule.right)}")
    return "\n\n".join(parts) + "\n"


def renewed(text: str, modules: tuple) -> str:
    """The guide with its section about rules as the rules have it now."""
    before, rest = text.split(START)
    return f"{before}{START}\n{guide(modules)}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    GUIDE.write_text(renewed(GUIDE.read_text(encoding="utf-8"), lint.MODULES), encoding="utf-8")
    print(f"Written: {GUIDE.relative_to(ROOT)}")
