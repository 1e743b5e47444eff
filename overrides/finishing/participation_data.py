"""The At a glance table as files for machines."""


def files(settings, page, html) -> dict[str, bytes]:
    """Return nothing yet."""
    return {}
