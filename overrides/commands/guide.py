"""`make guide`: write the reference of the linter's rules, from the rules themselves."""

from pathlib import Path

from linter import lint, reference

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / ".github" / "RULES.md"

if __name__ == "__main__":
    GUIDE.write_text(reference.reference(lint.MODULES), encoding="utf-8")
    print(f"Written: {GUIDE.relative_to(ROOT)}")
