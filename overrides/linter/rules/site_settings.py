"""Settings that lead to pages: redirects, the menu, links on every page, files that settings name."""

import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from content import allowed_html, moved_pages
from content.published_files import named, problem
from content.settings import ORIGIN
from linter import settings_file
from linter.page import Finding, Page, rule
from linter.site import Site, SiteFindings

SCHEME = re.compile(r"[a-z]+:|//")
QUOTED = re.compile(r"([\"“”<>])")


def _built(site: Site, address: str) -> bool:
    """Whether the engine built a file at an address of the site, such as `/files/a.pdf`."""
    path = unquote(address).strip("/")
    return bool(site.built and path and ".." not in PurePosixPath(path).parts and os.path.isfile(site.built / path))


@rule(id="menu", incorrect="`Home: home.md` under `nav`, and no page home.md", correct="`Home: index.md`")
def menu(site: Site) -> SiteFindings:
    """The menu leads to the home page and to pages that are there, each named once."""
    files = [name for _, name in site.menu]
    for number, (place, name) in enumerate(site.menu):
        if name in files[:number]:
            yield site.about(place, f"{name} stands twice in the menu. Delete one")
        elif SCHEME.match(name):
            if message := _address(site, name):
                yield site.about(place, f"{name} {message}")
        elif name not in site.by_source:
            yield site.about(place, f"there is no page {name}. Write the file of a page, such as glossary.md")
    if files and not {"index.md", "README.md"}.intersection(files):
        yield site.about(["nav"], "the menu lacks the home page. Write - Home: index.md")


@rule(
    id="outside-script",
    incorrect="`https://assets.example/a.js` under `extra_javascript` alone",
    correct="the same, and `script: [https://assets.example]` under `extra: outside_hosts`",
)
def outside_script(site: Site) -> SiteFindings:
    """What pages load from elsewhere comes from a host that a setting names: the policy approves no other."""
    known = site.settings.outside_hosts["script"]
    for number, script in enumerate(named(site.settings, "extra_javascript")):
        parts = urlsplit(script)
        host = f"{parts.scheme or 'https'}://{parts.netloc}"
        if parts.netloc and host not in known:
            right = f"Write script: [{host}] under outside_hosts, under extra"
            message = f"no browser may load {script}. {right}, and under connect and image what it needs"
            yield site.about(["extra_javascript", number], message)
    for kind, hosts in (site.settings.extra.get("outside_hosts") or {}).items():
        for host in hosts or []:
            if host not in site.settings.outside_hosts[kind]:
                origin = ORIGIN.match(host)
                right = f"{kind}: [{origin[0] if origin else 'https://assets.example'}]"
                message = f"{host} is not what outside_hosts takes. Write hosts alone, in brackets, as in {right}"
                yield site.about(["extra", "outside_hosts", kind], message)
    if site.settings.extra.get("analytics"):  # it would load a script
        remedy = "Delete it; write the script under extra_javascript, and its hosts under outside_hosts, under extra"
        yield site.about(["extra", "analytics"], f"analytics has no effect here. {remedy}")


@rule(id="setting-unread", severity="advice", incorrect="`social: []` under `extra`", correct="no `social` there")
def setting_unread(site: Site) -> SiteFindings:
    """Each setting under `extra` is one that the templates, the linter or the finishing step read."""
    for key in site.settings.extra.keys() - settings_file.OURS.keys():
        yield site.about(["extra", key], f"{key} has no effect on this site. Delete it")


@rule(
    id="redirect",
    incorrect="`old.md: gone.md` under `redirects`, and no page gone.md",
    correct="`old.md: glossary.md#a`, where the glossary has a part #a",
)
def redirect(site: Site) -> SiteFindings:
    """A redirect leads from an address that no page has to one that is there, in one step."""
    given = site.settings.extra.get("redirects") or {}
    taken: dict[str, str] = {}
    for old, new in given.items():
        place = ["extra", "redirects", old]
        built = moved_pages.built(old)
        if ".." in PurePosixPath(built).parts or "://" in old or {"#", "?"} & {*old}:
            right = "Write the old page's file or path, such as old.md"
            yield site.about(place, f"{old} is no address of this site. {right}")
            continue
        page = site.at(built)
        if page or site.built and os.path.isfile(site.built / built):
            there = page.path if page else built
            message = f"{old} has the address of {there}, which this redirect would replace. "
            yield site.about(place, f"{message}Delete the redirect or move the page")
        if built in taken:
            yield site.about(place, f"{old} and {taken[built]} are the same address. Delete one")
        taken[built] = old
        yield from (site.about(place, message) for message in _target(site, old, new))


def _target(site: Site, old: str, new: str) -> Iterator[str]:
    """Say what is wrong with where a redirect leads."""
    if "://" in new or new.startswith("//"):
        if not new.startswith("https://"):
            yield f"{new} isn't secure. Write the address with https://"
        elif remedy := allowed_html.address_problem(new):
            yield f"{new} is no address that a reader can trust. {remedy}"
        return
    file, _, part = new.strip("/").partition("#")
    onward = moved_pages.built(file)
    again = site.moved.get(onward)
    page = site.by_source.get(file) if file.endswith(".md") else site.at(unquote(file))
    if again is not None:
        loop = moved_pages.built(old) in (onward, moved_pages.built(again.partition("#")[0]))
        each_other = f"{old} and {new} lead to each other. Write the page that is there now"
        yield each_other if loop else f"{new} has itself moved. Write where that leads: {old}: {again}"
    elif page is None:
        if part or not _built(site, file):
            yield f"there is no page {new}. Write the file of the page that takes the place of {old}, such as new.md"
    elif part and unquote(part) not in page.ids:
        yield f"{page.path} has no part #{part}. Write an id that it has, or leave #{part} out"


@rule(id="address-twice", incorrect="`about.md` beside `about/index.md`", correct="one of the two")
def address_twice(site: Site) -> SiteFindings:
    """Two files never have the same address: only one of them would be published."""
    first: dict[str, Page] = {}
    for page in site.pages:
        if (other := first.setdefault(page.url.casefold(), page)) is not page:
            message = f"{other.path} has the same address, {page.url}. Give one of the two files another name"
            yield page.path, Finding(1, message)


@rule(
    id="site-link",
    incorrect="`site_links: [{name: Glossary, url: glosary/}]`",
    correct="`site_links: [{name: Glossary, url: glossary/}]`",
)
def site_link(site: Site) -> SiteFindings:
    """The links that stand at the foot of every page lead somewhere."""
    entries = site.settings.extra.get("site_links") or []
    for index, entry in enumerate(entries):
        if message := _address(site, entry["url"]):
            yield site.about(["extra", "site_links", index, "url"], f"{entry['url']} {message}")


def _address(site: Site, url: str) -> str:
    """Say what is wrong with an address of a setting; empty if nothing is."""
    if quoted := QUOTED.split(url, maxsplit=1)[1:]:
        return f"has a quotation mark. Write what stands before it alone: {url.removesuffix(''.join(quoted))}"
    if any(sign.isspace() for sign in url):
        return "has a space. Write %20 for it"
    if "://" in url and (remedy := allowed_html.address_problem(url)):
        return f"is no address that a reader can trust. {remedy}"
    if url.startswith("mailto:"):
        return "" if "@" in url else "is no e-mail address. Write mailto:name@example.org"
    if url.startswith("tel:"):
        return ""
    if url.startswith("https://"):
        return "" if "." in (urlsplit(url).hostname or "") else "has no host. Write the whole address"
    if "://" in url or url.startswith(("//", "www.")):
        return "isn't secure. Write the address with https://"
    if ":" in url.partition("/")[0]:
        return "is no address of a page. Write https://… or an address of this site, such as glossary/"
    path, _, part = url.partition("#")
    page = site.at(unquote("" if path in (".", "./") else path))
    if page is None and not _built(site, path):
        return "leads to no page. Write the address of a page, such as glossary/"
    if part and (page is None or part not in page.ids):
        return f"has no part #{part}. Write an id of that page, or leave #{part} out"
    return ""


@rule(
    id="setting-file",
    incorrect="`lint: {words: includes/gone.txt}`",
    correct="`lint: {words: includes/spelling.txt}`",
)
def setting_file(site: Site) -> SiteFindings:
    """Settings name files that are there and may be published; those of the linter, rules that there are."""
    files = [(["theme", "favicon"], site.settings.values["theme"]["favicon"])]
    for key in ("extra_css", "extra_javascript"):
        files += (([key, number], name) for number, name in enumerate(named(site.settings, key)))
    for place, name in files:
        if place[0] == "extra_javascript" and "//" in name:  # another rule judges hosts
            continue
        if message := problem(site.settings, site.settings.docs / name.lstrip("/")):
            yield site.about(place, f"{name}: {message}; or name a file that is in docs/")
    own = site.settings.extra.get("lint") or {}
    name = own.get("words")
    try:
        (site.settings.root / name).read_text(encoding="utf-8") if name else ""
    except (OSError, UnicodeDecodeError) as error:
        why = "is no file that can be read" if isinstance(error, OSError) else "is not saved as UTF-8"
        right = "Write the file with the words that the spelling rule should know, saved as UTF-8"
        yield site.about(["extra", "lint", "words"], f"{name} {why}. {right}")
    for name in own.get("advice") or []:
        if name not in site.rule_ids:
            right = "Write ids that stand in brackets behind messages, as in advice: [link-text]"
            yield site.about(["extra", "lint", "advice"], f"there is no rule {name}. {right}")
