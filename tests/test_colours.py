"""Every pair of text and ground among the named colours has AA contrast, in light and in dark; each is stated once."""

import re

import pytest
from conftest import ROOT

TOKENS = (ROOT / "docs/assets/stylesheets/tokens.css").read_text(encoding="utf-8")
PAIRS = [  # text, ground, least contrast (WCAG 2.2: 1.4.3 for text, 1.4.11 for what is drawn)
    ("text", "ground", 4.5),
    ("text", "surface", 4.5),
    ("muted", "ground", 4.5),
    ("muted", "surface", 4.5),
    ("link", "ground", 4.5),
    ("link", "surface", 4.5),
    ("link", "later", 4.5),
    ("text", "later", 4.5),
    ("strong", "ground", 4.5),
    ("strong", "surface", 4.5),
    ("band-text", "band", 4.5),
    ("band-muted", "band", 4.5),
    ("chair-text", "chair", 4.5),
    ("member-text", "member", 4.5),
    ("later-text", "later", 4.5),
    ("later-text", "ground", 4.5),
    ("later-line", "ground", 3),
    ("focus", "ground", 3),
    ("focus", "band", 3),
    ("rule", "ground", 3),
]


def scheme(name):
    """The colours of a scheme, `var()` resolved."""
    parts = [TOKENS.partition("@media")[0], TOKENS.partition("(prefers-color-scheme: dark)")[2].partition("@media")[0]]
    light, dark = (dict(re.findall(r"--([\w-]+): ([^;]+);", part)) for part in parts)
    colours = light | (dark if name == "dark" else {})
    return lambda key: colours[key] if colours[key].startswith("#") else colours[colours[key][6:-1]]


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_contrast(name, text, ground, least):
    colour = scheme(name)
    darker, lighter = sorted(luminance(colour(key)) for key in (text, ground))
    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_every_text_colour_is_in_the_table():
    named = set(re.findall(r"--((?:[\w]+-)?text|muted|link|strong|band-muted):", TOKENS))
    assert named - {"text"} <= {text for text, _, _ in PAIRS}


# What can't read a style sheet states the colour again: it must be the same.
AGAIN = [
    ("overrides/theme/partials/head.html", r'light\)" content="(#\w+)"', "light", "ground"),
    ("overrides/theme/partials/head.html", r'dark\)" content="(#\w+)"', "dark", "ground"),
    ("docs/assets/images/favicon.svg", r'fill="(#\w+)"', "light", "band"),
    ("overrides/theme/.icons/site.svg", r'fill="(#\w+)"', "light", "band"),
]


@pytest.mark.parametrize(("file", "pattern", "name", "token"), AGAIN)
def test_a_colour_stated_again_is_the_same(file, pattern, name, token):
    again = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"))
    assert luminance(again[1]) == luminance(scheme(name)(token))


def test_no_other_file_states_a_colour():
    for file in (ROOT / "docs/assets/stylesheets").rglob("*.css"):
        if file.name != "tokens.css":
            assert not re.search(r"#(?!0000\b)[0-9a-f]{3,8}\b", file.read_text(encoding="utf-8")), file.name
