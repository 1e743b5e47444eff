"""Links: where they lead, how they open and what their text says."""

import operator
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from linter import addresses
from linter.addresses import OUTSIDE, cure, fault, is_public, markdown_links, mended, within_site, written
from linter.braces import BRACES, MEANS_NEW_TAB, another_brace, canonical, means_attributes, parse
from linter.markup import DEFINITION, LONGEST, addresses_in, plain
from linter.page import Edit, Finding, Page, letters, rule
from linter.source_code import blank_places

PARTED_LIST = re.compile(r"[ ]+\{([^{}\n]*)\}")
START = operator.attrgetter("start")
SHOWS = re.compile(r"<(?:img|svg)|!\[|&#|\{[{%]|<%|\*")  # an image, a footnote's star or what another system puts there
# For a reader to fill in, as in https://{court}.example.org
GAP = re.compile(r"[^\s\[{]{0,500}+(?:\{[\w-]+\}|\[[a-z-][\w-]*\])")
PUBLIC = "Put the public address in its place, or write it as code"
ROUND = re.compile(r"\([^\n]*?(?:\)+|$)(?:[ ]?\{[^{}\n]*\})?", re.MULTILINE)  # an address and its list in braces


@rule(
    id="link-new-tab",
    incorrect="The [World Customs Organisation](https://www.wcoomd.org/) met.",
    correct='The [World Customs Organisation](https://www.wcoomd.org/){:target="_blank"} met.',
    mends=True,
)
def new_tab(page: Page) -> Iterator[Finding]:
    """A link to another site opens in a new tab."""
    outgoing = [
        link
        for link in markdown_links(page)
        if OUTSIDE.match(link.address) and is_public(link.address) and "{" not in link.written
    ]
    shown: dict[str, list[bool]] = {}
    for anchor in page.tree.css("a[href]"):
        opens = anchor.attributes.get("target") == "_blank"
        shown.setdefault(anchor.attributes.get("href") or "", []).append(opens)
    raw = Counter(address for _, address, *_ in page.raw_links)
    in_source = Counter(link.address for link in outgoing)
    place: Counter[str] = Counter()
    for link in outgoing:
        here = shown.get(link.address, [])
        attributes = BRACES.match(page.body, link.end)
        if raw[link.address] == 0 and len(here) == in_source[link.address]:
            opens = here[place[link.address]]  # the page as shown decides
            place[link.address] += 1
        else:
            opens = bool(attributes and addresses.IN_NEW_TAB.search(attributes[0]))
        given = here and not opens and "{" in page.text and attributes and parse(attributes[0][1:-1])
        # Python-Markdown takes the _ of two lists for emphasis where emphasised words stand between and behind them.
        if given and given.get("target") == "_blank" and not another_brace(page, attributes.end()):
            why = "more links and emphasised words share its paragraph than can be read"
            message = f"the list in braces behind this link is shown as text, since {why}"
            right = "Begin a new paragraph before it, or leave out the emphasis"
            yield Finding(page.line_of(link.start), f"{message}. {right}")
            continue
        bare = link.kind == "autolink" or addresses.is_address(link.plain, link.address)
        if not here or opens or bare or MEANS_NEW_TAB.match(page.body, link.end):
            continue
        parted = PARTED_LIST.match(page.body, link.end) if "{" in page.text else None  # shown as text
        listed = attributes or (parted if parted and means_attributes(parted[1], " ") else None)
        edit = Edit(link.end, link.end, addresses.NEW_TAB)
        if listed:
            edit = Edit(link.end, listed.end(), canonical(listed[0].strip(" {}")))
        remedy = page.body[link.start : link.end].replace("\n", " ") + edit.text
        if another_brace(page, edit.end):
            remedy += ", and \\{ and \\} for braces behind it that readers are to see"
        message = f"this link opens in the same tab. Write {edit.text} straight after it: {remedy}"
        yield Finding(page.line_of(link.start), message, edits=(edit,) if attributes or not listed else ())
    for start, address, content, attributes, _ in page.raw_links:
        if OUTSIDE.match(address) and is_public(address) and attributes.get("target") != "_blank":
            text = plain(content)
            remedy = f"it in Markdown: {written(text, mended(address))}"
            if page.in_html(start) or not text:
                remedy = f'target="_blank" into its tag: <a href="{mended(address)}" target="_blank">'
            given = attributes.get("target")
            why = f', since target="{given}" is not published' if given else ""
            yield Finding(page.line_of(start), f"this link opens in the same tab{why}. Write {remedy}")


@rule(
    id="link-same-tab",
    incorrect='Read about [ASEAN](#asean){:target="_blank"}.\n\n## ASEAN {#asean}\n\nText.',
    correct="Read about [ASEAN](#asean).\n\n## ASEAN {#asean}\n\nText.",
)
def same_tab(page: Page) -> Iterator[Finding]:
    """A link within the site opens in the same tab."""
    for link in markdown_links(page):
        attributes = BRACES.match(page.body, link.end)
        if attributes and addresses.IN_NEW_TAB.search(attributes[0]) and within_site(link.address):
            right = f'Delete the target="_blank" behind it: {page.body[link.start : link.end]}'
            yield Finding(page.line_of(link.start), f"this link stays on this site but opens a new tab. {right}")
    for start, address, _, attributes, _ in page.raw_links:
        if "{" not in address and within_site(address) and attributes.get("target", "").strip("_").lower() == "blank":
            right = 'Delete target="_blank" from its tag'
            yield Finding(page.line_of(start), f"this link stays on this site but opens a new tab. {right}")


@rule(
    id="link-address",
    incorrect='The [APEC](http://www.apec.org/){:target="_blank"} site.',
    correct='The [APEC](https://www.apec.org/){:target="_blank"} site.',
    mends=True,
)
def address(page: Page) -> Iterator[Finding]:
    """The address of a link is whole, secure and the public one."""
    for link in markdown_links(page):
        email = link.kind == "autolink" and addresses.EMAIL.match(link.address)
        if link.kind == "reference" or "{" in link.written or email:
            continue  # braces within round brackets are for `attribute_lists` or `leftovers` to name
        words = fault(link.address)
        angled = link.written.strip().startswith("<")
        if angled and words == addresses.SPACE:
            continue  # angle brackets allow spaces
        if not words or (words == "leads nowhere" and not link.plain):
            continue
        right = cure(link.address)
        edits = ()
        if right and link.kind == "inline" and link.written.count(link.address) == 1:
            inside = page.source.index("](", link.start + 1 + len(link.text)) + 2
            edits = (Edit(inside, inside + len(link.written), link.written.strip().replace(link.address, right)),)
            right = right if angled else edits[0].text  # with its title
        remedy = f"Write {written(link.text, right)}" if right else PUBLIC
        if words == "leads nowhere":
            remedy = "Put its address between the round brackets."
        yield Finding(page.line_of(link.start), f"this link {words}. {remedy}", edits=edits, makes=("href",))
    for definition in page.definitions:
        if words := fault(definition.address):
            right = cure(definition.address)
            whole = page.body[definition.start : definition.end].strip()
            remedy = f"Write {whole.replace(definition.address, right)}" if right else PUBLIC
            yield Finding(page.line_of(definition.start), f"this link {words}. {remedy}")
    for start, href, content, _, _ in page.raw_links:
        if "{" not in href and (words := fault(href)):
            right, text = cure(href), plain(content)
            remedy = f"Write {written(text, right)}"
            if not href.strip():
                remedy = 'Write its address into href="", or delete href="" where others link to this place'
            elif not right:
                remedy = PUBLIC
            elif page.in_html(start) or not text:
                remedy = f'Write href="{right}" in its tag'
            yield Finding(page.line_of(start), f"this link {words}. {remedy}")


@rule(
    id="link-text",
    incorrect='The form is [here](https://www.apec.org/){:target="_blank"}.',
    correct='Fill in the [APEC form](https://www.apec.org/){:target="_blank"}.',
)
def telling_text(page: Page) -> Iterator[Finding]:
    """The text of a link says where it leads: not "here", "read more" or a bare address."""

    for start, text, address, content in _texts(page):
        if not text.strip():
            problem = "" if SHOWS.search(content) else "this link has no text, so nobody sees it. Write"
        elif not is_public(address):
            problem = ""  # `address` names it
        elif addresses.names_nothing(text) and not addresses.names_host(text, address):
            problem = f'"{text}" doesn\'t say where this link leads. Name the page it opens:'
        elif addresses.is_address(text, address):
            problem = "the text of this link is a bare address. Name the page it opens:"
        else:
            problem = ""
        if problem:
            example = written("name of the page", mended(address), page.in_html(start))
            yield Finding(page.line_of(start), f"{problem} {example}")
    for link in page.links:
        if link.kind == "reference" and link.plain in ("x", "X"):
            label = page.body[link.start : link.end].partition("]")[2].strip()
            message = f"readers see only x of this link. Delete the box to tick before it: {label}"
            yield Finding(page.line_of(link.start), message)


def _texts(page: Page) -> Iterator[tuple[int, str, str, str]]:
    """Where each link begins, what readers see of its text, where it leads, and what it is made of."""
    for link in markdown_links(page):
        if link.kind == "autolink":
            if OUTSIDE.match(link.address):
                yield link.start, link.address, link.address, ""
        elif link.address or link.plain:
            yield link.start, link.plain, link.address, link.text
    for start, href, content, attributes, closed in page.raw_links:
        if closed and href.strip():
            yield start, plain(content) or attributes.get("aria-label", ""), href, content


@rule(
    id="link-brackets",
    incorrect='See [APEC] (https://www.apec.org/){:target="_blank"}.',
    correct='See [APEC](https://www.apec.org/){:target="_blank"}.',
    explains=("raw-markup",),
    mends=True,
)
def brackets(page: Page) -> Iterator[Finding]:
    """A link is text in square brackets and, straight after it, an address in round ones."""
    starts = {link.start for link in page.links}

    def free(match: re.Match) -> bool:
        if match.start() in starts:
            return False
        index = bisect_right(page.links, match.start(), key=START) - 1
        # an image may stand within a link, which begins before it
        return all(match.start() >= link.end for link in page.links[max(index - 1, 0) : index + 1])

    for match in addresses.spaced(page.prose):
        if free(match):
            gap, behind = Edit(match.start(2), match.end(2), ""), ROUND.match(page.body, match.end())[0]
            edits = (gap,) if "{" in behind else ()  # else it may be an aside, as in one [or not]
            message = "this isn't shown as a link, since a space parts its brackets"
            right = f"Write ]( without it: [{match[1]}](…)"
            other = "where the words in brackets are no link, ([name of the page](…)) behind them"
            message = f"{message}. {right}; or, {other}"
            yield Finding(page.line_of(match.start()), message, edits, drops="[]" + behind, makes=("a",))
    odd = {addresses.REVERSED: "its brackets are swapped", addresses.UNCLOSED: "its round bracket is never closed"}
    for pattern, why in odd.items():
        for match in pattern.finditer(page.prose):
            if free(match):
                right = written(match[1], mended(match[2]))
                yield Finding(page.line_of(match.start()), f"this isn't shown as a link, since {why}. Write {right}")
    for match in DEFINITION.finditer(page.body) if "]:" in page.body else ():
        if "`" in match[1] and page.prose[match.start() : match.end()].strip():
            message = "no link finds this address, since its name has code in it, so its text is shown in brackets"
            right = f"Write the address behind the text: {written(match[1], match[2] or match[3])}"
            yield Finding(page.line_of(match.start()), f"{message}. {right}")
    inline = [link for link in markdown_links(page) if link.kind == "inline" and link.address]
    shown = addresses_in(page.text, (link.written for link in inline))
    plain_text = [link for link in inline if link.written in shown]
    within = [link for link in plain_text if page.in_html(link.start)] if page.raw_blocks else []
    for link in within or plain_text:  # the same address may stand elsewhere, too
        right = page.out_of_html(link.start) if within else "Write it in Markdown alone"
        message = f"this link is shown as plain text, since it stands in raw HTML. {right}"
        yield Finding(page.line_of(link.start), message)


@rule(
    id="link-bare",
    incorrect="More at www.apec.org in English.",
    correct='More on the [site of APEC](https://www.apec.org/){:target="_blank"} in English.',
    explains=("raw-markup",),
)
def bare_address(page: Page) -> Iterator[Finding]:
    """An address in the text is a link with a name."""
    if "://" not in page.text and "www." not in page.text.lower() or not addresses.BARE_IN_TEXT.search(page.text):
        return
    prose = page.prose
    named = [part[:2] for part in (*page.links, *page.definitions, *page.tags)]  # where each begins and ends
    for start, _, content, _, closed in page.raw_links:
        named += [(start, prose.index(">", start) + 1 + len(content))] if closed else []
    named += (match.span() for pattern in (addresses.ESCAPED, BRACES) for match in pattern.finditer(prose))
    for match in (*addresses.spaced(prose), *addresses.REVERSED.finditer(prose), *addresses.UNCLOSED.finditer(prose)):
        named.append((match.start(), max(match.end(), prose.find(")", match.end(), match.end() + LONGEST))))
    text = blank_places(prose, sorted(named))
    visible = letters(page.text)
    for match in addresses.BARE_IN_TEXT.finditer(text):
        address, start = match[0], match.start()
        if address.count("(") < address.count(")") or not address.endswith(")"):
            address = address.rstrip(addresses.TRAILING)
        address = address.partition(")[")[0]
        if GAP.match(prose, start) or start and prose[start - 1] in "\"'“‘" or letters(address) not in visible:
            continue  # one in quotation marks is a value that readers type or compare
        message = f"{address} {fault(address)}. {PUBLIC}"
        if is_public(address):
            right = written("name of the page", mended(address), page.in_html(start))
            message = f"this address is no link. Name the page it leads to: {right}"
        yield Finding(page.line_of(start), message)
