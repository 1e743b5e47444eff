"""The words that rules about spelling go by."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

FOREIGN = {"raison"}  # words of other languages that codespell takes for misspellings


@lru_cache(maxsize=1)
def misspellings() -> Mapping[str, str]:
    """The dictionary of codespell: each misspelling with what to write, commas between options.

    Its words with a hyphen are left out: "re-use" is good British spelling.
    """
    text = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    pairs = (line.split("->", 1) for line in text.splitlines() if "->" in line)
    return {
        wrong.lower(): right for wrong, right in pairs if wrong not in FOREIGN and "-" not in wrong
    }


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Common English words of five letters or more: what codespell's dictionary corrects to."""
    return frozenset(re.findall(r"[a-z]{5,}", " ".join(misspellings().values())))
