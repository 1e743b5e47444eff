"""`make guide`: write the reference of the linter's rules, from the rules themselves."""

from pathlib import Path

from linter import lint, reference

GUIDE = Path(__file__).resolve().parents[2] / ".github" / "RULES.md"

if __name__ == "__main__":
    GUIDE.write_text(reference.reference(lint.MODULES), encoding="utf-8")
    print("Written: .github/RULES.md")
