"""Where links lead: their addresses, what is wrong with them, and how they should be written."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.markup import Link
from linter.page import Page

NEW_TAB = '{:target="_blank"}'
OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
IN_NEW_TAB = re.compile(r"\btarget\s*=\s*[\"']?_blank\b")
SPACE = "has a space in its address"
SCHEME = re.compile(r"(?:h*t+p+s*|h+t+s*|hppts?)\s*(?::\s*/{0,3}|[;.,]\s*/{1,3}|/{2,3})\s*", re.IGNORECASE)
GOOD_SCHEME = re.compile(r"https?://(?=[\w\[])", re.IGNORECASE)
MISSING_SCHEME = re.compile(
    r"(?:www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|edu|sg|uk|eu|info)(?:[/?#:]|$))",
    re.IGNORECASE,
)
WRAPPED = re.compile(r"^[(“”\"'‘’\[](?=\S*[./#:@])(\S+?)[)“”\"'‘’\]]$")
DOCUMENT = r"\.(?:md|html?|pdf|docx?|xlsx?|pptx?|zip|csv)"
EMAIL = re.compile(rf"[\w.+-]+@(?!.*(?:{DOCUMENT}|\.(?:png|jpe?g|gif|svg|webp))$)[\w-]+(?:\.[\w-]+)+$", re.IGNORECASE)
ON_A_COMPUTER = re.compile(r"file:|[a-z]:[\\/]", re.IGNORECASE)
LOCALHOST = re.compile(r"localhost(?:[:/]|$)")
WHITE = re.compile(r"\s")
HOST = re.compile(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)
OWN = re.compile(r"(?:.*\.)?localhost$|127\.|0\.0\.0\.0$|.*\.test$")
PRIVATE = re.compile(r"192\.168\.|10\.\d+\.\d+\.\d+$|172\.(?:1[6-9]|2\d|3[01])\.|.*\.(?:local|internal)$")
PREVIEW = re.compile(
    r"(?:.*[.-])?(?:staging|stg|uat|preview)\d*(?:[.-].*)"
    r"|.*(?:--|-pr-\d)[\w-]*\.(?:netlify\.(?:com|app)|herokuapp\.com)|.*\.(?:vercel\.app|amplifyapp\.com"
    r"|ngrok\.io|ngrok-free\.app|readthedocs\.build|azurestaticapps\.net)$"
)
MAIL_FILTER = re.compile(
    r"(?:.*\.)?(?:safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.(?:com|us)"
    r"|linkprotect\.cudasvc\.com|clicktime\.symantec\.com|secure-web\.cisco\.com|protection\.sophos\.com"
    r"|protect[\w-]*\.mimecast\.com|mimecastprotect\.com|fireeye\.com|[\w-]+-ctp\.trendmicro\.com"
    r"|statics\.teams\.cdn\.office\.net)$"
)
# Hosts where not every reader may go, and what is said of a link there
NOT_PUBLIC = (
    (OWN, "leads to a preview on somebody's own computer"),
    (PRIVATE, "leads into a private network, where readers can't follow it"),
    (MAIL_FILTER, "goes through a mail filter (it was copied from an e-mail)"),
    (PREVIEW, "leads to a preview or staging site"),
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
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
MOST_WORDS = 20  # of a link that are its name alone: those of a card say more
CLICK_HERE = re.compile(r"\b(?:click|tap|press) (?:on )?(?:here|this link|the link)\b")
BARE = re.compile(r"(?:(?:https?:)?//|www\.)\S+$|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S*$", re.IGNORECASE)
BARE_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+){2,}$")
BARE_IN_TEXT = re.compile(  # a letter first, then what stands before it: found much quicker
    r"[hHwW](?<![\w@/.=-].)(?<!=[\"'].)(?i:(?<=h)ttps?://[\w\[][^\s<>\"“”|]*|(?<=w)ww\.[\w-]+\.\w[^\s<>\"“”|]*)"
)
TRAILING = ".,;:!?'’*_)]}\\"
ADDRESS = rf"(?:https?:|www\.|mailto:|tel:|/|\.{{1,2}}/|#[a-z]|[^\s()]+{DOCUMENT}\b)"
# What stands in square brackets and is no link: [sic], [1], [emphasis added].
ASIDE = r"(?!(?:sic|emphasis [a-z]+|[\d\s,–-]+|\.{2,3}|…|[a-z])\])"
SPACED = re.compile(
    rf"(?<![\\\]])\[{ASIDE}([^\[\]\n]+)(?<!\\)\]([ \t\xa0]+|[ \t]*\n[ \t]*)(?=\([ ]*{ADDRESS})", re.IGNORECASE
)
PARTED = re.compile(r"\][ \t\n\xa0]+\(")
ESCAPED = re.compile(r"\\\]\([^()\n]*\)")  # a link that is shown as it is written, on purpose
REVERSED = re.compile(rf"\((?<!\\.)([^()\n]+)(?<!\\)\)\[[ ]*({ADDRESS}[^\[\]\s]*)[ ]*\](?![(\[])", re.IGNORECASE)
UNCLOSED = re.compile(rf"\[(?<!\\.)([^\[\]\n]+)(?<!\\)\]\([ ]*({ADDRESS}[^\s()]*)", re.IGNORECASE)


def written(text: str, address: str, in_html: bool = False) -> str:
    """Return a link as it should stand in a page, or within raw HTML, where Markdown isn't read."""
    outside = bool(OUTSIDE.match(address))
    if in_html:
        return f'<a href="{address}"' + ' target="_blank"' * outside + f">{text}</a>"
    return f"[{text}]({address})" + NEW_TAB * outside


@lru_cache(1 << 15)
def mended(address: str) -> str:
    """Return an address without the slips that have one right answer; any other comes back as it is."""
    address = "".join(map(str.strip, re.split("[\t\n]", address))).strip("\u200b\xa0\ufeff")  # as browsers read it
    if match := WRAPPED.match(address):
        address = match[1]
    whole = re.sub(r"\s+", "", address)
    if match := SCHEME.match(address):
        rest = address[match.end() :]
        while again := SCHEME.match(rest):
            rest = rest[again.end() :]
        address = "https://" + re.sub(r"^\s+", "", rest)
    elif EMAIL.match(email := whole.removeprefix("mailto:")):
        return "mailto:" + email
    elif MISSING_SCHEME.match(address):
        address = "https://" + address
    if OUTSIDE.match(address):
        host, slash, path = address[8:].partition("/")
        address = "https://" + re.sub(r"\s+", "", host) + slash + path
    return re.sub(r"\s", "%20", address)


@lru_cache(1 << 15)
def _fault_of_host(name: str) -> str:
    return next((words for pattern, words in NOT_PUBLIC if pattern.match(name)), "")


@lru_cache(1 << 15)
def fault(address: str) -> str:
    """Return what is wrong with an address, in words that follow "this link"; empty if nothing is."""
    bare = address.strip()
    host = HOST.match(bare)
    if not bare:
        return "leads nowhere"
    if WRAPPED.match(bare):
        return "has brackets or quotation marks around its address"
    if ON_A_COMPUTER.match(bare):
        return "leads to a file on your own computer"
    if words := _fault_of_host(host[1].lower() if host else "localhost" if LOCALHOST.match(bare) else ""):
        return words
    if match := SCHEME.match(bare):
        if SCHEME.match(bare[match.end() :]):
            return "has its https:// twice"
        if not GOOD_SCHEME.match(bare) and not WHITE.search(bare):
            return "has a misspelt https://"
    if WHITE.search(address):
        return SPACE
    if bare.lower().startswith("http://"):
        return "isn't secure (http://)"
    if EMAIL.match(bare):
        return "has no mailto: before its e-mail address"
    if MISSING_SCHEME.match(bare):
        return "has no https:// before its address"
    return ""


def within_site(address: str) -> bool:
    """Return whether an address leads to a page or file of this site."""
    return not OUTSIDE.match(address) and ":" not in address and fault(address) in ("", SPACE)


@lru_cache(1 << 15)
def is_public(address: str) -> bool:
    """Return whether an address leads to where any reader may go."""
    words = fault(address)
    return not words or not any(word in words for word in ("preview", "mail filter", "computer", "private network"))


def cure(address: str) -> str:
    """Return the address to write for one with a fault; empty where only an editor knows it."""
    right = mended(address)
    return "" if fault(right) else right


@lru_cache(1 << 15)
def names_nothing(text: str) -> bool:
    """Return whether the text of a link says nothing of where it leads."""
    text = text.casefold().replace("-", "")
    plain, unquoted = (" ".join(re.sub(r"[^\w\s]", " ", part).split()) for part in (text, QUOTED.sub(" ", text)))
    return bool(EMPTY_WORDS.fullmatch(plain) or CLICK_HERE.search(unquoted) and len(plain.split()) <= MOST_WORDS)


def names_host(text: str, address: str) -> bool:
    """Return whether the text of a link is a name in its address, such as Click of click.example.org."""
    host = HOST.match(address)
    return bool(host) and text.strip().casefold() in host[1].casefold().split(".")[:-1]


def is_address(text: str, address: str) -> bool:
    """Return whether the text of a link is a bare address."""
    host = HOST.match(address)
    bare_host = BARE_HOST.match(text) and host and host[1].removeprefix("www.") == text.removeprefix("www.")
    return bool(BARE.match(text) or bare_host)


def markdown_links(page: Page) -> Iterator[Link]:
    """Give the links of the Markdown, without images."""
    return (link for link in page.links if not link.image)


@lru_cache(maxsize=1)
def spaced(prose: str) -> list[re.Match]:
    """Return the links whose brackets a space parts."""
    return list(SPACED.finditer(prose)) if PARTED.search(prose) else []
