"""What the linter says: a line for a person, an annotation for a pull request."""

import os
from collections.abc import Callable, Iterable

from linter.page import Finding


def annotation(path: str, finding: Finding) -> str:
    """Return the line that makes GitHub Actions show a finding in the pull request."""

    def escape(text: str, characters: str) -> str:
        return "".join(f"%{ord(c):02X}" if c in characters else c for c in text)

    kind = "notice" if finding.advice else "error"
    file, message = escape(path, "%\r\n:,"), escape(text_of(finding), "%\r\n")
    return f"::{kind} file={file},line={finding.line}::{message}"


def say(findings: Iterable[tuple[str, Finding]], speak: Callable[[bool, str], None] | None = None) -> bool:
    """Print findings, for GitHub Actions too, and return whether any of them is a mistake.

    speak: what prints one instead, told whether it is only advice, and its line for a person, `docs/x.md:3: …`.
    """
    findings = list(findings)
    for path, finding in findings:
        line = shown(f"{path}:{finding.line}: {text_of(finding)}")
        if speak:
            speak(finding.advice, line)
        else:
            print(f"{'INFO   ' if finding.advice else 'WARNING'} -  {line}", flush=True)  # as MkDocs says it
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(*(annotation(*finding) for finding in findings), sep="\n", flush=True)
    return any(not finding.advice for _, finding in findings)


def shown(text: str) -> str:
    """Return a text as a line can show it: the name of a file may have any letter."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def text_of(finding: Finding) -> str:
    """Return the message of a finding in one line, the id of its rule in brackets at the end."""
    return " ".join(finding.message.split()) + (f" [{finding.rule}]" if finding.rule else "")
