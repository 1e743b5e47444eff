"""Pages that moved: what the plugin redirects writes at the old address, made fit for this site.

Its inline script would break the content security policy, so a file takes its
place; search engines are told to keep the new address alone.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from selectolax.lexbor import LexborHTMLParser

SCRIPT = "assets/javascripts/redirect.js"


def adapt(html: str, script: str) -> str:
    """The page at an old address, with `script`, a relative address, instead of its inline script."""
    document = LexborHTMLParser(html)
    robots = document.create_node("meta")
    robots.attrs["name"] = "robots"
    robots.attrs["content"] = "noindex"
    document.head.insert_child(robots)
    inline = document.css_first("script")
    inline.inner_html = ""
    inline.attrs["src"] = script
    return document.html


def on_post_build(*, config: MkDocsConfig) -> None:
    for moved in config.plugins["redirects"].config["redirect_maps"]:
        old = File(moved, config.docs_dir, config.site_dir, config.use_directory_urls)
        page = Path(old.abs_dest_path)
        if not page.exists():  # the plugin has said why
            continue
        script = f"{'../' * old.dest_uri.count('/')}{SCRIPT}"
        page.write_text(adapt(page.read_text(encoding="utf-8"), script), encoding="utf-8")
