"""The words that rules about spelling go by."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

# Words that codespell takes for misspellings, and that British English, the law, trade or Singapore know. What one
# site needs besides stands in the file that `extra: lint: words:` in mkdocs.yml names.
RIGHT = frozenset(
    """
    arbitral arbitrally bund bunds caesarian charas cohabitating collet collets combatting commutated commutating
    conceptionally connexion conveyer demographical delink despatch despatched despatcher despatchers despatches
    despatching digitalise digitalising digitalize digitalizing discernable eduction examinate gage gages heigh
    homogenous homogenously instal instals intension millenia overlayed raison requestor requestors transferrable
    useable useability unuseable
    """.split()
)


@lru_cache(maxsize=1)
def misspellings() -> Mapping[str, str]:
    """Return codespell's dictionary: each misspelling with what to write, commas between options.

    Its words with a hyphen are left out: "re-use" is good British spelling.
    """
    text = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    pairs = (line.split("->", 1) for line in text.splitlines() if "->" in line)
    return {wrong.lower(): right for wrong, right in pairs if "-" not in wrong and wrong.lower() not in RIGHT}


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Return common English words of four letters or more: what codespell's dictionary corrects to."""
    return frozenset(re.findall(r"[a-z]{4,}", " ".join(misspellings().values()).lower()))
