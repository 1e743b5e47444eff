"""What search engines read about a page: JSON-LD in the words of schema.org.

The template partials/for-machines.html prints it. A browser never runs it: its
type is data, so no content security policy needs to know of it.
"""

import logging
from typing import Any

import bodies
import feed
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from page_title import title

log = logging.getLogger("mkdocs.hooks.json_ld")


def trail(page: Page, nav: Navigation) -> list[Page]:
    """The pages from the home page to this one, as the breadcrumb has them: the sections' index pages."""
    first = [section.children[0] for section in reversed(page.ancestors)]
    above = [index for index in [nav.homepage, *first] if isinstance(index, Page) and index != page]
    return [*above, page]


def organisation(body: bodies.Body) -> dict[str, str]:
    return {
        "@type": "Organization",
        "@id": body["section"],
        "name": body["name"],
        "alternateName": body["abbreviation"],
        "url": body["official_site"],
    }


def describe(page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """The JSON-LD of a page: the page, its publisher, its place on the site and the bodies it names.

    Raises:
        ValueError: see `bodies.bodies`.
    """
    publisher = {"@id": f"{config.site_url}#publisher"}
    this: dict[str, Any] = {
        "@type": "WebPage",
        "@id": page.canonical_url,
        "url": page.canonical_url,
        "name": title(page),
        "inLanguage": "en-SG",
        "publisher": publisher,
    }
    if description := page.meta.get("description"):
        this["description"] = description
    if reviewed := page.meta.get("last_reviewed"):
        this["lastReviewed"] = str(reviewed)
    if updates := list(feed.updates(page)):
        this["dateModified"] = max(update.day for update in updates).isoformat()
    graph = [
        this,
        {
            "@type": "GovernmentOrganization",
            **publisher,
            "name": config.site_name,
            "url": config.site_url,
        },
    ]
    pages = trail(page, nav)
    if len(pages) > 1:
        this["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": title(page) if step is page else step.title,
                    "item": step.canonical_url,
                }
                for position, step in enumerate(pages, start=1)
            ],
        }
    if bodies.has_table(page.content):
        found = bodies.bodies(page.content, page.canonical_url, page.meta.get("as_at"))
        this["mentions"] = [organisation(body) for body in found]
    return {"@context": "https://schema.org", "@graph": graph}


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    try:
        context["json_ld"] = describe(page, config, nav)
    except ValueError as error:
        log.warning("docs/%s: %s", page.file.src_uri, error)
    return context
