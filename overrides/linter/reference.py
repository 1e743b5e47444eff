"""The reference of the rules, made of the rules themselves."""

from difflib import unified_diff

from linter import lint

INTRODUCTION = """# The linter's rules

Written by `make guide` from the rules themselves in `overrides/linter/rules/`; every example of a page is tested.

Each message ends with the id of its rule in brackets. To keep what a rule names, say why in a comment, which readers
do not see. `<!-- lint-disable-next-line link-text: the law says it so -->` holds for the next line with text, and
`lint-disable-line` for the line at whose end it stands: so it leaves a list, a table or a paragraph whole.
`<!-- lint-disable link-text: why -->` holds until `<!-- lint-enable link-text -->`, or to the end of the page. In front
matter it is a comment of YAML, `# lint-disable-next-line title-twice: why`. A comment without a reason, with an unknown
id, or for which nothing is found, is itself named. `extra: lint: advice:` in `mkdocs.yml` lowers a rule to advice,
which never fails a build, and the file of `extra: lint: words:` lists words that are spelt right though the rule
`spelling` names them.
"""
UNSEEN = "\u200b\ufeff\xa0\u202e"  # shown by their names, or an example would look right
LONG = 12  # lines of an example of which only what differs is shown


def visible(text: str) -> str:
    """Return a text with the names of letters that nobody sees."""
    return "".join(f"␣U+{ord(letter):04X}␣" if letter in UNSEEN else letter for letter in text)


def example(text: str) -> str:
    """Return an example as a block of code, whatever fences it holds."""
    text = visible(text)
    fence = "````" if "```" in text else "```"
    return f"{fence}markdown\n{text.strip(chr(10))}\n{fence}"


def difference(incorrect: str, correct: str) -> str:
    """Return as a block what makes the correct example of the incorrect one, with the lines around it."""
    lines = [*unified_diff(incorrect.split("\n"), correct.split("\n"), n=2, lineterm="")][2:]
    return "\n".join(["```diff", *("…" if line.startswith("@@") else line for line in lines), "```"])


def entry(rule) -> str:
    """Return the part about a rule: its id, its reason, and what is incorrect and correct."""
    reason = " ".join(rule.__doc__.split()) + (" It is advice." if rule.severity == "advice" else "")
    examples = rule.incorrect, rule.correct
    begin = f"### {rule.id}\n\n{reason}\n\n"
    if all(text.count("\n") > LONG for text in examples):
        return f"{begin}Incorrect with -, correct with +:\n\n{difference(*examples)}"
    in_a_line = rule.of_site and "\n" not in "".join(examples)
    incorrect, correct = (f" {text}" if in_a_line else f"\n\n{example(text)}" for text in examples)
    return f"{begin}Incorrect:{incorrect}\n\nCorrect:{correct}"


def reference(modules: tuple) -> str:
    """Return the reference.

    modules: modules of rules; their first line is a heading.
    """
    parts = [INTRODUCTION.rstrip("\n")]
    for module in modules:
        file = f"These rules stand in `{module.__name__.rpartition('.')[2]}.py`."
        parts += (f"## {module.__doc__.split(chr(10))[0].removesuffix('.')}", file)
        parts += map(entry, lint.rules_in(module) + lint.rules_in(module, of_site=True))
    return "\n\n".join(parts) + "\n"
