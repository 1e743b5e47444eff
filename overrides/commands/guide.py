"""`make guide`: write the reference of the linter's rules, from the rules themselves."""

from pathlib import Path

from content import plain_errors, whole_files
from linter import lint, reference

GUIDE = Path(__file__).resolve().parents[2] / ".github" / "RULES.md"

if __name__ == "__main__":
    with plain_errors.said():
        whole_files.write(GUIDE, reference.reference(lint.MODULES).encode())
    print("Written: .github/RULES.md")
