"""Links: where they lead, how they open and what their text says."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from linter.markup import ATTRIBUTE, Link, plain
from linter.page import Edit, Finding, Page, blank, letters, rule

NEW_TAB = '{:target="_blank"}'

OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
IN_NEW_TAB = re.compile(r"\btarget\s*=\s*[\"']?_blank\b")
UNBRACED = re.compile(r"[ \t]*[(\[<]?[:：]?[ ]*target[ ]*=[ ]*[\"'“”]?_?blank[\"'“”]?[ ]*[)\]>}]?", re.IGNORECASE)
SPACE = "has a space in its address"
# What means a new tab but failed is for `attribute_lists` to name.
MEANS_NEW_TAB = re.compile(
    rf"\s*[^\w\s{{]{{0,4}}\s*[{{｛]+[^{{}}\n]*(?:target|blank)|{UNBRACED.pattern}", re.IGNORECASE
)
# What a word processor puts in place of the signs of an attribute list.
QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„″＂«»", '"'),
        **dict.fromkeys("‘’′＇", "'"),
        **dict(zip("：＝｛｝＿\xa0", ":={}_ ", strict=True)),
    }
)
TARGET = re.compile(
    r"(?:\btar\w*|\bt\w{3,5}t)?\s*[=:]?\s*[\"']*\s*_?\s*(?:blank|new|self|top|parent)\b\s*[\"']*",
    re.IGNORECASE,
)
OTHER = re.compile(r"[.#][\w:-]+|[a-zA-Z][\w:-]*=(?:\"[^\"]*\"|'[^']*'|[\w./:#-]+)")

SCHEME = re.compile(
    r"(?:h*t+p+s*|h+t+p*s*|htpps?|hhtps?|hppts?|htps?|https?)\s*(?::\s*/{0,3}|[;.,]\s*/{1,3}|/{2,3})\s*", re.IGNORECASE
)
GOOD_SCHEME = re.compile(r"https?://(?=[\w\[])", re.IGNORECASE)
MISSING_SCHEME = re.compile(
    r"(?:www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|edu|sg|uk|eu|info)(?:[/?#:]|$))",
    re.IGNORECASE,
)
WRAPPED = re.compile(r"[(“”\"'‘’\[](\S+?)[)“”\"'‘’\]]$")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
HOST = re.compile(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)
PRIVATE = re.compile(
    r"localhost$|127\.|0\.0\.0\.0$|192\.168\.|10\.\d+\.\d+\.\d+$|172\.(?:1[6-9]|2\d|3[01])\.|.*\.(?:local|localhost|test)$"
)
PREVIEW = re.compile(
    r"(?:.*[.-])?(?:staging|stg|uat|preview|deploy-preview)\d*(?:[.-].*)"
    r"|.*\.(?:netlify\.app|netlify\.com|vercel\.app|amplifyapp\.com|herokuapp\.com"
    r"|ngrok\.io|ngrok-free\.app|readthedocs\.build|azurestaticapps\.net)$"
)
MAIL_FILTER = re.compile(
    r"(?:.*\.)?(?:safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.(?:com|us)"
    r"|linkprotect\.cudasvc\.com|clicktime\.symantec\.com|secure-web\.cisco\.com|protection\.sophos\.com"
    r"|protect[\w-]*\.mimecast(?:protect)?\.com|url\.[\w.-]*\.mimecastprotect\.com|protect\d?\.fireeye\.com"
    r"|fireeye\.com|[\w-]+\.trendmicro\.com|statics\.teams\.cdn\.office\.net|eur0\d\.safelinks.*)$"
)

EMPTY_WORDS = re.compile(
    r"(?:please )?(?:(?:click|tap|press|see|read|view|download|go|look|visit|check|find|find out|access|get"
    r"|available|refer|link|more|right|over|on|at|from|it|them|via|by clicking|clicking|or)(?: |$))*"
    r"(?:(?:on )?(?:here|this|this link|this page|this site|this website|this web ?page|this url|the link"
    r"|the following link|link here))"
    r"|(?:click|tap|press)(?: me)?|link|links|more|url|page|web ?page|web ?link|web ?site link"
    r"|(?:read|learn|see|view|find out|show|click for|tap for|for|know|discover|even)? ?more"
    r"(?: here| info| information| details?)?|continue(?: reading)?|(?:more )?info|details here"
)
CLICK_HERE = re.compile(r"\b(?:click|tap|press) (?:on )?(?:here|this link|the link)\b")
BARE = re.compile(r"(?:(?:https?:)?//|www\.)\S+$|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S*$", re.IGNORECASE)
BARE_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+){2,}$")
BARE_IN_TEXT = re.compile(r"(?<![\w@/.=-])(?:https?://[\w\[][^\s<>\"“”|]*|www\.[\w-]+\.\w[^\s<>\"“”|]*)", re.IGNORECASE)
TRAILING = re.compile(r"[.,;:!?'’*_)\]}]+$")

ADDRESS = r"(?:https?:|www\.|mailto:|tel:|/|\.{1,2}/|#[a-z]|[^\s()]+\.(?:md|html?|pdf|docx?|xlsx?|pptx?|zip|csv)\b)"
# What stands in square brackets and is no link: [sic], [1], [emphasis added].
ASIDE = r"(?!(?:sic|emphasis [a-z]+|[\d\s,–-]+|\.{2,3}|…|[a-z])\])"
SPACED = re.compile(rf"(?<![\\\]])\[{ASIDE}([^\[\]\n]+)(?<!\\)\]([ \t\xa0]+|[ \t]*\n[ \t]*)(?=\([ ]*{ADDRESS})", re.IGNORECASE)
ESCAPED = re.compile(r"\\\]\([^()\n]*\)")  # a link that is shown as it is written, on purpose
REVERSED = re.compile(rf"(?<!\\)\(([^()\n]+)(?<!\\)\)\[[ ]*({ADDRESS}[^\[\]\s]*)[ ]*\](?![(\[])", re.IGNORECASE)
UNCLOSED = re.compile(rf"(?<!\\)\[([^\[\]\n]+)(?<!\\)\]\([ ]*({ADDRESS}[^\s()]*)", re.IGNORECASE)


SECOND = re.compile(r"[^{}\n\[\]*_`<]*(?<!\\)\}|[ ]?\{:[^{}\n]*\}|[^{}\n\[\]*_`<]*\{[^{}\n]*(?<!\\)\}")


def another_brace(page: Page, end: int) -> bool:
    """Whether a brace stands behind a list on its line: Python-Markdown would take all up to it for one list."""
    return bool(SECOND.match(page.body, end))


def written(text: str, address: str) -> str:
    """A link as it should stand in a page."""
    return f"[{text}]({address})" + (NEW_TAB if OUTSIDE.match(address) else "")


def mended(address: str) -> str:
    """An address without the slips that have one right answer; any other comes back as it is."""
    address = WRAPPED.sub(r"\1", address.strip().strip("\u200b\xa0\ufeff"))
    whole = re.sub(r"\s+", "", address)
    if match := SCHEME.match(address):
        rest = address[match.end() :]
        while again := SCHEME.match(rest):
            rest = rest[again.end() :]
        address = "https://" + re.sub(r"^\s+", "", rest)
    elif EMAIL.match(whole):
        return "mailto:" + whole
    elif MISSING_SCHEME.match(address):
        address = "https://" + address
    if OUTSIDE.match(address):
        host, slash, path = address[8:].partition("/")
        address = "https://" + re.sub(r"\s+", "", host) + slash + path
    return re.sub(r"\s", "%20", address)


def canonical(written: str) -> str:
    """The list that an editor meant who wanted a new tab: with the target first, the rest behind it."""
    inner = written.translate(QUOTES)
    others = OTHER.findall(TARGET.sub(" ", inner, count=1))
    others = [other for other in others if not other.lower().startswith("target")]
    return "{:" + " ".join(['target="_blank"', *others]) + "}"


@lru_cache(maxsize=1024)
def fault(address: str) -> str:
    """What is wrong with an address, in words that follow "this link"; empty if nothing is."""
    bare = address.strip()
    host = HOST.match(bare)
    name = host[1].lower() if host else ""
    if not bare:
        return "leads nowhere"
    if WRAPPED.match(bare):
        return "has brackets or quotation marks around its address"
    if bare.lower().startswith("file:") or re.match(r"[a-zA-Z]:[\\/]", bare):
        return "leads to a file on your own computer"
    if PRIVATE.match(name) or re.match(r"localhost(?:[:/]|$)", bare):
        return "leads to a preview on somebody's own computer"
    if MAIL_FILTER.match(name):
        return "goes through a mail filter (it was copied from an e-mail)"
    if PREVIEW.match(name):
        return "leads to a preview or staging site"
    if match := SCHEME.match(bare):
        if SCHEME.match(bare[match.end() :]):
            return "has its https:// twice"
        if not GOOD_SCHEME.match(bare) and not re.search(r"\s", bare):
            return "has a misspelt https://"
    if re.search(r"\s", address):
        return SPACE
    if bare.lower().startswith("http://"):
        return "isn't secure (http://)"
    if EMAIL.match(bare):
        return "has no mailto: before its e-mail address"
    if not re.match(r"[a-z][a-z0-9+.-]*:|[/#.]", bare, re.IGNORECASE) and MISSING_SCHEME.match(bare):
        return "has no https:// before its address"
    return ""


def within_site(address: str) -> bool:
    """Whether an address leads to a page or file of this site."""
    return not OUTSIDE.match(address) and ":" not in address and fault(address) in ("", SPACE)


def is_public(address: str) -> bool:
    """Whether an address leads to where any reader may go."""
    words = fault(address)
    return not any(word in words for word in ("preview", "mail filter", "computer"))


def cure(words: str, address: str) -> str:
    """The address to write for a fault; empty where only an editor knows it."""
    return mended(address) if words != "leads nowhere" and is_public(address) else ""


def names_nothing(text: str) -> bool:
    """Whether the text of a link says nothing of where it leads."""
    words = re.sub(r"[^\w\s]", " ", text.casefold().replace("-", ""))
    words = " ".join(words.split())
    return bool(EMPTY_WORDS.fullmatch(words) or CLICK_HERE.search(words))


def is_address(text: str, address: str) -> bool:
    """Whether the text of a link is a bare address."""
    host = HOST.match(address)
    bare_host = BARE_HOST.match(text) and host and host[1].removeprefix("www.") == text.removeprefix("www.")
    return bool(BARE.match(text) or bare_host)


def _anchors(page: Page) -> Iterator[tuple[int, str, str, dict[str, str], bool]]:
    """Raw `<a>` links: offset of the tag, its address, its content, its attributes, whether it is closed."""
    for tag in page.tags:
        if tag.name == "a" and not tag.closing and "href" in tag.attributes:
            end = page.prose.lower().find("</a", tag.end)
            content = page.body[tag.end : end] if end >= 0 else ""
            yield tag.start, tag.attributes["href"], content, tag.attributes, end >= 0


def _markdown_links(page: Page) -> Iterator[Link]:
    return (link for link in page.links if not link.image)


def _braced(link: Link) -> bool:
    """Whether braces stand within the round brackets: `attribute_lists` or `leftovers` names them."""
    return "{" in link.written


@rule(
    id="link-new-tab",
    incorrect="The [World Customs Organisation](https://www.wcoomd.org/) met.",
    correct='The [World Customs Organisation](https://www.wcoomd.org/){:target="_blank"} met.',
)
def new_tab(page: Page) -> Iterator[Finding]:
    """A link to another site opens in a new tab."""
    outgoing = [link for link in _markdown_links(page) if OUTSIDE.match(link.address) and is_public(link.address) and not _braced(link)]
    shown: dict[str, list[bool]] = {}
    for anchor in page.tree.css("a[href]"):
        opens = anchor.attributes.get("target") == "_blank"
        shown.setdefault(anchor.attributes["href"] or "", []).append(opens)
    raw = Counter(address for _, address, *_ in _anchors(page))
    in_source = Counter(link.address for link in outgoing)
    place: Counter[str] = Counter()
    for link in outgoing:
        here = shown.get(link.address, [])
        after = page.body[link.end :]
        if raw[link.address] == 0 and len(here) == in_source[link.address]:
            opens = here[place[link.address]]  # the page as shown decides
            place[link.address] += 1
        else:
            attributes = re.match(r"\{[^{}\n]*\}", after)
            opens = bool(attributes and IN_NEW_TAB.search(attributes[0]))
        bare = link.kind == "autolink" or is_address(link.plain, link.address)
        if not here or opens or bare or MEANS_NEW_TAB.match(after):
            continue
        if attributes := re.match(r"\{:?[ ]*([^{}\n]*?)[ ]*\}", after):
            place_of_edit = Edit(link.end, link.end + attributes.end(), canonical(attributes[0][1:-1]))
        else:
            place_of_edit = Edit(link.end, link.end, NEW_TAB)
        remedy = page.body[link.start : link.end].replace("\n", " ") + place_of_edit.text
        if another_brace(page, place_of_edit.end):
            remedy += ", and \\{ and \\} for the other braces on this line"
        yield Finding(
            page.line_of(link.start),
            f"this link opens in the same tab. Write {place_of_edit.text} straight after it: {remedy}",
            edits=(place_of_edit,),
        )
    for start, address, content, attributes, _ in _anchors(page):
        if OUTSIDE.match(address) and is_public(address) and attributes.get("target") != "_blank":
            yield Finding(
                page.line_of(start),
                "this link opens in the same tab. Write it in Markdown: "
                + written(plain(content) or "text", mended(address)),
            )


@rule(
    id="link-same-tab",
    incorrect='Read about [ASEAN](#asean){:target="_blank"}.\n\n## ASEAN {#asean}\n\nText.',
    correct="Read about [ASEAN](#asean).\n\n## ASEAN {#asean}\n\nText.",
)
def same_tab(page: Page) -> Iterator[Finding]:
    """A link within the site opens in the same tab."""

    for link in _markdown_links(page):
        attributes = re.match(r"\{[^{}\n]*\}", page.body[link.end :])
        if within_site(link.address) and attributes and IN_NEW_TAB.search(attributes[0]):
            remedy = written(link.text, link.address) if link.kind == "inline" else page.body[link.start : link.end]
            yield Finding(
                page.line_of(link.start),
                "this link stays on this site but opens a new tab. "
                f"Delete the target=\"_blank\" behind it: {remedy}",
            )
    for start, address, content, attributes, _ in _anchors(page):
        if "{" not in address and within_site(address) and attributes.get("target", "").strip("_").lower() == "blank":
            yield Finding(
                page.line_of(start),
                "this link stays on this site but opens a new tab. Delete target=\"_blank\" from its tag.",
            )


@rule(
    id="link-address",
    incorrect='The [APEC](http://www.apec.org/){:target="_blank"} site.', correct='The [APEC](https://www.apec.org/){:target="_blank"} site.',
)
def address(page: Page) -> Iterator[Finding]:
    """The address of a link is whole, secure and the public one."""
    for link in _markdown_links(page):
        email = link.kind == "autolink" and EMAIL.match(link.address)
        if link.kind == "reference" or _braced(link) or email:
            continue
        words = fault(link.address)
        angled = link.written.strip().startswith("<")
        if not words and not angled and re.search(r"\A\s|\s\Z", link.written):
            words = SPACE
        if angled and words == SPACE:
            continue  # angle brackets allow spaces
        if not words or (words == "leads nowhere" and not link.plain):
            continue
        right = cure(words, link.address)
        edits = ()
        if right and link.kind == "inline" and link.written.count(link.address) == 1:
            inside = page.source.index("](" , link.start + 1 + len(link.text)) + 2
            edits = (Edit(inside, inside + len(link.written), link.written.strip().replace(link.address, right)),)
        remedy = f"Write {written(link.text, right)}" if right else "Put the public address in its place."
        if words == "leads nowhere":
            remedy = "Put its address between the round brackets."
        yield Finding(page.line_of(link.start), f"this link {words}. {remedy}", edits=edits)
    for definition in page.definitions:
        if words := fault(definition.address):
            right = cure(words, definition.address)
            remedy = f"Write [{definition.label}]: {right}" if right else "Put the public address in its place."
            yield Finding(page.line_of(definition.start), f"this link {words}. {remedy}")
    for start, href, content, _, _ in _anchors(page):
        if "{" not in href and (words := fault(href)):
            right = cure(words, href)
            remedy = f"Write {written(plain(content) or 'text', right)}" if right else "Put the public address in its place."
            yield Finding(page.line_of(start), f"this link {words}. {remedy}")


@rule(
    id="link-text",
    incorrect='The form is [here](https://www.apec.org/){:target="_blank"}.',
    correct='Fill in the [APEC form](https://www.apec.org/){:target="_blank"}.',
)
def telling_text(page: Page) -> Iterator[Finding]:
    """The text of a link says where it leads: not "here", "read more" or a bare address."""

    def judge(start: int, text: str, address: str, shows_image: bool) -> Iterator[Finding]:
        example = f"[name of the page]({mended(address)}){NEW_TAB if OUTSIDE.match(mended(address)) else ''}"
        if not text.strip():
            if not shows_image:
                yield Finding(page.line_of(start), f"this link has no text, so nobody sees it. Write {example}")
        elif not is_public(address):
            return  # `address` names it
        elif names_nothing(text):
            yield Finding(
                page.line_of(start),
                f'"{text}" doesn\'t say where this link leads. Name the page it opens: {example}',
            )
        elif is_address(text, address):
            yield Finding(
                page.line_of(start),
                f"the text of this link is a bare address. Name the page it opens: {example}",
            )

    for link in _markdown_links(page):
        if link.kind == "autolink":
            if OUTSIDE.match(link.address):
                yield from judge(link.start, link.address, link.address, False)
        elif link.address or link.plain:
            image = "![" in link.text or "<img" in link.text or "<svg" in link.text
            yield from judge(link.start, link.plain, link.address, image)
    for start, href, content, attributes, closed in _anchors(page):
        if closed:
            image = bool(re.search(r"<(?:img|svg)|!\[|&#", content))
            yield from judge(start, plain(content) or attributes.get("aria-label", ""), href, image)


@rule(
    id="link-brackets",
    incorrect='See [APEC] (https://www.apec.org/){:target="_blank"}.',
    correct='See [APEC](https://www.apec.org/){:target="_blank"}.',
)
def brackets(page: Page) -> Iterator[Finding]:
    """A link is text in square brackets and, straight after it, an address in round ones."""
    taken = [(link.start, link.end) for link in page.links]

    def free(match: re.Match) -> bool:
        return not any(start <= match.start() < end for start, end in taken)

    for match in SPACED.finditer(page.prose):
        gap = Edit(match.start(2), match.end(2), "")
        if free(match):
            yield Finding(
                page.line_of(match.start()),
                f"this isn't shown as a link, since a space parts its brackets. Write ]( without it: [{match[1]}](…)",
                edits=(gap,),
                drops=page.body[match.start() : (page.body + "\n").find("\n", match.end())],
            )
    for match in REVERSED.finditer(page.prose):
        if free(match):
            yield Finding(
                page.line_of(match.start()),
                "this isn't shown as a link, since its brackets are swapped. Write "
                + written(match[1], mended(match[2])),
            )
    for match in UNCLOSED.finditer(page.prose):
        if free(match):
            yield Finding(
                page.line_of(match.start()),
                "this isn't shown as a link, since its round bracket is never closed. Write "
                + written(match[1], mended(match[2])),
            )
    for link in _markdown_links(page):
        if link.kind == "inline" and link.address and f"]({link.written})" in page.text:
            yield Finding(
                page.line_of(link.start),
                "this link is shown as plain text, since it stands in raw HTML. "
                'Add the word markdown to the tag around it, as in <div markdown>',
            )


@rule(
    id="link-bare",
    incorrect="More at www.apec.org in English.",
    correct='More on the [site of APEC](https://www.apec.org/){:target="_blank"} in English.',
)
def bare_address(page: Page) -> Iterator[Finding]:
    """An address in the text is a link with a name."""
    if not BARE_IN_TEXT.search(page.text):
        return
    characters = list(page.prose)

    def hide(start: int, end: int) -> None:
        characters[start:end] = " " * (end - start)

    for part in (*page.links, *page.definitions, *page.tags):
        hide(part.start, part.end)
    for start, _, content, _, closed in _anchors(page):
        hide(start, page.prose.index(">", start) + 1 + len(content) if closed else start)
    for match in ESCAPED.finditer(page.prose):
        hide(match.start(), match.end())
    for pattern in (SPACED, REVERSED, UNCLOSED):
        for match in pattern.finditer(page.prose):
            end = page.prose.find(")", match.end())
            hide(match.start(), max(end, match.end()))
    text = re.sub(r"\{[^{}\n]*\}", blank, "".join(characters))
    visible = letters(page.text)
    for match in BARE_IN_TEXT.finditer(text):
        address = TRAILING.sub("", match[0]) if match[0].count("(") < match[0].count(")") or not match[0].endswith(")") else match[0]
        if letters(address) in visible and not is_public(address):
            yield Finding(
                page.line_of(match.start()), f"{address} {fault(address)}. Put the public address in its place, or write it between backticks"
            )
        elif letters(address) in visible:
            yield Finding(
                page.line_of(match.start()),
                "this address is no link. Name the page it leads to: "
                + written("name of the page", mended(address)),
            )


RULES = (new_tab, same_tab, address, telling_text, brackets, bare_address)
