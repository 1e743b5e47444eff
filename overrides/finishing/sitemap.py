"""robots.txt names the sitemap of the site that is built, which SITE_URL may have moved."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig


def name_sitemap(text: str, site_url: str) -> str:
    """The text of a robots.txt with the sitemap of the site at `site_url`, which ends in a slash."""
    return re.sub(r"^Sitemap:.*$", f"Sitemap: {site_url}sitemap.xml", text, flags=re.MULTILINE)


def on_post_build(config: MkDocsConfig) -> None:
    robots = Path(config.site_dir) / "robots.txt"
    robots.write_text(name_sitemap(robots.read_text(encoding="utf-8"), config.site_url), encoding="utf-8")
