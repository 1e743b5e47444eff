"""What ends a command, a build or a preview, in a line for the person who can mend it."""

import contextlib
import os
import shutil
import socket
import sys
import traceback
from collections.abc import Iterator


def line(error: BaseException) -> str:
    """Return what went wrong, in one line that begins with the file if one is known, its path from here."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):  # the first file that can't be copied
        return error.args[0][0][2]
    if isinstance(error, SystemExit):  # it says so itself
        return f"{error}"
    words = " ".join((getattr(error, "strerror", None) or f"{error}" or type(error).__name__).split())
    if isinstance(error, OSError):
        return f"{os.path.relpath(error.filename)}: {words}" if error.filename else words
    # last stands a template, or code of ours
    ours = [one for one in traceback.extract_tb(error.__traceback__) if "/overrides/" in one.filename]
    return f"{os.path.relpath(ours[-1].filename)}:{ours[-1].lineno}: {words}" if ours else words


def of_port(host: str, port: int, command: str, family: socket.AddressFamily = socket.AF_INET) -> str | None:
    """Return why nothing can be served at a port, and the way out, in one line; None where something can.

    command: what serves at another port, which stands there as {}.
    """
    try:
        with socket.create_server((host, port), family=family) as server:
            free = server.getsockname()[1] == port  # for 0, the system takes another
    except (OSError, OverflowError):
        free = False
    if free:
        return None
    return f"Port {port} of {host} is in use or impossible. Choose one: {command.format(port % 65535 + 1)}"


@contextlib.contextmanager
def said() -> Iterator[None]:
    """End a command with a line where a file can't be read or written."""
    try:
        yield
    except OSError as error:
        sys.exit(f"{line(error)}. Nothing was changed. Mend that and say the same command again")
