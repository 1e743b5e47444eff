"""The same commit gives the same bytes, wherever and whenever it is built.

MkDocs writes the date of the build into sitemap.xml and sitemap.xml.gz. It takes
it from SOURCE_DATE_EPOCH (reproducible-builds.org), which this sets to the time
of the commit unless whoever builds has set it.
"""

import os
import subprocess
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig


def commit_time(folder: Path) -> str | None:
    """When the commit checked out in `folder` was made, in seconds since 1970; None without git."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return result.stdout.strip() or None


def on_config(config: MkDocsConfig) -> None:
    time = commit_time(Path(config.config_file_path).parent)
    if time:
        os.environ.setdefault("SOURCE_DATE_EPOCH", time)
