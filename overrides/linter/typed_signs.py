"""Signs of markup that readers see, and where they stand in the source."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator
from functools import cache, cached_property
from itertools import islice

from linter.markup import plain
from linter.page import MOST, Page, letters

ESCAPED = "\\`*_{}[]()>#+-.!"  # what a backslash makes a plain sign in Python-Markdown
AS_HTML = "*_#.!+>{}-"  # those of them behind whose backslash no formula begins
# Parts that a text with such signs has, what a reader sees, and what to write instead.
# The last one is the principle for whatever has no line of its own.
SIGNS: tuple[tuple[tuple[str, ...], re.Pattern, str], ...] = tuple(
    (parts, re.compile(pattern, re.MULTILINE), remedy)
    for parts, pattern, remedy in (
        (
            ("*", "_"),
            # a sign first, then what stands before it: found much quicker
            r"\*(?<![*\w].)\*(?=[^\s*]|[ ][^\W\d][^*\n]{0,80}[ ]\*\*(?![*\w]))"
            r"|\*(?<=[^\s*].)\*(?![*\w])|_(?<![_\w].)_(?=[^\W_])|_(?<=[^\W_].)_(?![_\w])"
            r"|\*(?<![*\w].)(?=[“\"]?\w)(?=[^*\n]{1,80}[ ]\*(?![*\w])|[^*\n.]{0,80}[\w)”\"]\*(?![*\w]))"
            r"|_(?<![_\w].)(?=[“\"]?[^\W_])(?=[^_\n.]{1,80}[^\W_][”\"]?_(?![_\w]))",
            "Write the same signs straight before the first word and straight after the last, as in **bold words**; "
            "mark a note with [^1], and write [^1]: and its text below",
        ),
        (
            ("~~",),
            r"(?<![~\w])~~(?=[^\s~])|(?<=[^\s~])~~(?![~\w])",
            "Delete the words that no longer hold, and the signs",
        ),
        (
            ("[^", "^[", "]:"),
            r"\[\^[^\[\]\n]{1,60}\](?!:)|\^\[(?=[^\[\]\n]*[ ])|^[ ]*\[\d{1,3}\]:(?=[ ])",
            "Write its note below, as in [^1]: The note. Or delete the sign",
        ),
        (
            ("*[",),
            r"^[ ]*\*\[[^\[\]\n]{1,60}\]:",
            "Write the words where the short form first stands, as in World Customs Organisation (WCO), or in the glossary",
        ),
        (
            ("](", "]{"),
            r"\]\((?=[^\s()])|\]\{(?=[^\s{}]*[./][^\s{}]*\})",
            "Write a link as [text](address), with both pairs of brackets closed",
        ),
        (("![",), r"!\[[^\[\]\n]{0,200}\]", "Write an image as ![What it shows](file.png)"),
        (
            ("][", "[["),
            r"\[(?=[^\[\]\n]*(?:[^\W\d]|\ufffc))[^\[\]\n]{1,200}\]\[(?!,)[^\[\]\n\ufffc]{0,200}\]|\[\[(?!:)[^\[\]\n]{1,200}\]\]",
            "Write a link as [text](address)",
        ),
        (
            ("[ ]", "[x]", "[X]"),
            r"^[ ]*\[[ xX]\](?=[ ])",
            "There are no boxes to tick: delete [ ], or say in words what is done",
        ),
        (
            ("[!",),
            r"\[![A-Za-z]+\]",
            'Write a note as a line !!! note "Its title" and its text below, indented by four spaces',
        ),
        (
            ("===", "!!!", "???", ":::", "///", "+++", "!>", "?>"),
            r"^[ ]*(?:={3}[+!]?|!{3}|\?{3}\+?|:{3,}|/{3,}(?=[ ])|\+{3}|[!?]>)(?=[ ]*[\"'\w{])",
            'Write a note as a line !!! note "Its title" and its text '
            "below, indented by four spaces, or write headings",
        ),
        (
            (":",),
            r":(?<![\w:/.\[].)[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:/])",
            "Delete it, or write in words what it stood for",
        ),
        (("\n:",), r"(?<=[^\s:]\n):(?=[A-Z“\"])", "Begin what a word means with : and three spaces"),
        (
            ("$", "\\"),
            r"(?<![\w$\\])\$\$?(?=[^\s$\d])(?=[^$\n]{0,80}[^\s$]\$(?![\w{]))[^$\n]*\$|(?<![\w$\\])\$\$(?=\s[^$]{1,200}\s\$\$(?![\w$]))|\\[(\[](?=[^\n]{1,80}\\[)\]])"
            r"|\\[a-zA-Z]{2,20}(?=\{)",
            "Delete the signs: formulas aren't drawn here, and are written in words and signs, as in x² + y²",
        ),
        (
            ("`",),
            r"(?<!`)`++(?=\S)|(?<=[^\s`])`++",
            'Write one ` before and one after code, an apostrophe as \', and quotation marks as " "',
        ),
        (("<!-", "-->"), r"<!--?(?!>)|-->(?=[ ]*$)", "Write a comment between <!-- and -->, or delete it"),
        (
            ("\\",),
            rf"(?<!\\)\\(?=[<&/])|(?<![\w\\])\\(?=['\"~$=@,;:?%^])|(?<!\\)\\[{AS_HTML}]",
            "Delete the backslash: the sign behind it needs none",
        ),
        (
            ("<",),
            r"</?[a-zA-Z][\w-]*(?:\s[^<>\n]{0,200})?/?>|<[a-zA-Z][\w-]*\s+[\w-]+=",
            "Write the tag between backticks if readers should see it, or delete it",
        ),
        (("{", "toc]"), r"\[toc\]|\{(?:[:#.%{!]|--|>>|~~)[^{}\n]{0,80}\}{0,2}", "Delete it"),
        (("::",), r"^[ ]*\.\.[ ][a-z-]{2,30}::", "Delete it: pages are written in Markdown"),
        (("&",), r"&(?:[a-zA-Z]{3,20};|(?:nbsp|amp|quot|lt|gt)(?![\w;]))", "Type the letter itself"),
        (
            ("#",),
            r"^[ ]*#{1,6}(?=[ ]+\S)|^[ ]*#{2,6}(?=[^\s#\d])",
            "Begin a heading at the start of its line, with an empty line before it",
        ),
        (
            (">",),
            r"^[ ]*>+(?=[ ]?[^\s>\d])",
            "Begin a quotation at the start of its line, with an empty line before it",
        ),
        (
            ("---", "===", "***", "~~~"),
            r"^[ ]*(?:-{3,}|={3,}|\*{3,}|~{3,})[ ]*$",
            "Put an empty line before and after it, or delete it",
        ),
        (
            ("~", "^"),
            r"(?<=\w)~(?=[\w+-]{1,12}~)|(?<=\w)\^(?=[\w+-]{1,12}\^)",
            "Write a small number as a sign, H₂O or m², or as <sub> or <sup>",
        ),
        (("\\",), r"\\(?=[ ]*$)", "End the paragraph with an empty line instead"),
        (("///",), r"^[ ]*/{3,}(?=\w)", "Delete the signs"),
        (
            ("==", "++", "**", "~~", "^^", "||", "##", "%%", "@@", "\\\\"),
            r"^[ ]*\*\*+(?=[ ]+[^\s*])|(?<![\w=+*~^|#%@\\])([=+*~^|#%@\\])\1+(?=[\"“]?[^\W_])|(?<=[^\W_])([=~^|#%@\\])\2+(?![\w=~^|#%@\\])",
            "Delete the signs",
        ),
    )
)
TOKEN = re.compile(r"([^\s\ufffc]+)[ \t\xa0]*([^\s\ufffc]*)")
BETWEEN_TAGS = re.compile(r"[^\s<>]+")
BREAKS = (" ", "\n", "\t", "\xa0", "\ufffc")
CODE_SHOWN = "\ufffc"  # what is after it is found in the source, where code is blank
LONGEST = 500  # letters in a word
MOST_PLACES = 5 * MOST  # of a word: those named, and those that are headings or rows
AROUND = 60  # letters before it by which its line is known
MOST_ALIKE = 20  # lines with the same word that are compared
# Of a block that is shown as code: what makes it prose, a list or links after all, or truly code
# Prose begins with a plain capitalised word, which no command or name in code does.
PROSE = re.compile(r"\A(?:[\s>*_“\"]|<\w+>)*[A-Z][a-z'’]*[.,;:]?(?:[ ][\w'’,;:()“”\"/&.-]+){4,}")
MARKED = re.compile(r"^[ \t]*(?:[-*+•]|[(]?(?:\d{1,3}|[a-z]{1,3})[.)])[ \t]+[A-Za-z“\"\[(*]", re.MULTILINE)
LINK = re.compile(
    r"^[ \t]*!\[[^\[\]\n]*\](?:\([^()\n]*\))?|\[[^\[\]\n]+\]\((?:https?:|/|mailto:|\.|#)[^()\n]*\)", re.MULTILINE
)
BOLD = re.compile(r"\*\*[^*\n]+\*\*|^[ \t]*#{2,6}[ ]\w", re.MULTILINE)
CODE = re.compile(
    r"[{};]|[\w)\]]\(|\w[=!+-]=|=>|->|::|</|\$\w|\$ |^[ \t]*(?:#[!\w]|//|--|@|>>>|\.\.\.|[\w.-]+@[\w.-]+[:~$#>])|\w+_\w+"
    r"|\s--?[a-z]|\s-\d|\.\w+\(|^[ \t]*[\w.-]+:(?:[ ]|$)|\s=\s|\|\||&&",
    re.MULTILINE,
)


def signs(text: str) -> Iterator[tuple[str, tuple[str, str, str], str, str]]:
    """Give the signs of markup in what readers see.

    Each is the word with the sign; the letters before it, those of the next word, and those around it on its line; the
    sign; and what to write instead.
    """
    present = set(text)
    for parts, pattern, remedy in SIGNS:
        if not any(part[0] in present and part in text for part in parts):
            continue  # much quicker than the search below
        for match in pattern.finditer(text):
            typed = match[0].lstrip()
            begin = match.end() - len(typed) + ("][" in typed) * (typed[:-1].rfind(CODE_SHOWN) + 1)
            line = text[max(begin - LONGEST, 0) : begin]
            before = line[max(map(line.rfind, BREAKS)) + 1 :]
            line = letters(line[line.rfind("\n") + 1 :][-AROUND:])
            after = TOKEN.match(text, begin, begin + LONGEST)
            token, behind = after.groups() if after else ("", "")
            rest = letters(text[begin : begin + AROUND].partition("\n")[0])
            yield (
                before + token,
                (line, letters(behind), line + rest),
                " ".join(text[begin : match.end()].split()),
                remedy,
            )


class SourceWords:
    """The lines of words with signs in the prose, with the word behind each, as they are written and by their letters.

    Each place is given once.
    """

    def __init__(self, page: Page, wanted: Collection[str]) -> None:
        self.page = page
        self.written: dict[str, deque[int]] = defaultdict(deque)
        self.followed: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        wanted = set(wanted)
        for number, line in page.lines():
            line_words = line.split()
            if wanted.isdisjoint(line_words):
                continue
            for index, word in enumerate(line_words):
                if word in wanted:
                    self.written[word].append(number)
                    self.followed[word, letters("".join(line_words[index + 1 : index + 2]))].append(number)
                    if len(self.written[word]) == MOST_PLACES:
                        wanted.discard(word)

    @cached_property
    def by_letters(self) -> dict[str, deque[tuple[int, str]]]:
        """The lines of the words, by their letters; with the words as they are written."""
        found: dict[str, deque[tuple[int, str]]] = defaultdict(deque)
        read = cache(lambda word: found[letters(plain(word))])
        for number, line in self.page.lines():
            for word in line.split():
                if len(word) < LONGEST and not word.isalnum() and len(alike := read(word)) < MOST_PLACES:
                    alike.append((number, word))
        return found

    @cached_property
    def coded_in_html(self) -> dict[str, deque[int]]:
        """The lines of words with ` in raw HTML, where it makes no code."""
        found: dict[str, deque[int]] = defaultdict(deque)
        for match in BETWEEN_TAGS.finditer(self.page.body) if self.page.raw_blocks else ():
            if "`" in match[0] and self.page.in_html(match.start()):
                found[match[0]].append(self.page.line_of(match.start()))
        return found

    @cached_property
    def _letters_of_line(self) -> Callable[[int], str]:
        return cache(lambda number: letters(self.page.prose_lines[number - 1]))

    def lines(self, token: str, around: tuple[str, str, str], sign: str) -> Iterator[int]:
        """Give the lines on which a word stands as readers see it, or at least with its letters and the sign."""
        found = self.followed.get((token, around[1]), self.written.get(token))
        if found and found[0] != found[-1]:  # the one with the same words before it, if the others have none
            some = [(self._letters_of_line(line), line) for line in islice(found, MOST_ALIKE)]
            alike = (line for near in (around[2], around[0]) for shown, line in some if near in shown)
            if (line := next(alike, None)) is not None:
                found.remove(line)
                found.appendleft(line)
        while found:
            yield found.popleft()
        seen = plain(token) if "<" in token else token  # <name> is no tag here, but may be one in the source
        alike = self.by_letters.get(letters(seen)) if token not in self.written and self.by_letters else None
        while alike:
            line, word = alike.popleft()
            if unescaped(sign.split()[0], word) >= 0:
                yield line


def as_typed(sign: str, in_html: bool) -> str:
    """Return how to write a sign that readers are to see as it is, as part of a page or in raw HTML."""
    if in_html:
        return "If the sign itself is meant, write it between <code> and </code>"
    backslash = " or with a backslash before it" if sign[0] in ESCAPED else ""
    return f"If the sign itself is meant, write it between backticks{backslash}"


def unescaped(sign: str, text: str, start: int = 0) -> int:
    """Return where a sign first stands without a backslash before it, from a position on; -1 where it doesn't."""
    place = text.find(sign, start)
    while place > 0 and text[place - 1] == "\\" and not sign.startswith("\\"):
        place = text.find(sign, place + 1)
    return place


def is_prose(text: str) -> bool:
    """Return whether a block of code reads as sentences, a list or links."""
    if "[" in text and LINK.search(text) or ("*" in text or "#" in text) and BOLD.search(text):
        return not CODE.search(LINK.sub("", text)) or bool(PROSE.search(text))
    if CODE.search(text):
        return False
    return bool(PROSE.search(text) or MARKED.search(text))
