"""Work that is done in several processes, its results in the order of the work.

A process is a fork of this one, so it knows all that this one knows, and nothing but results
is sent back. It ends with its last result, or when nobody is left to read the next.
"""

import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from mkdocs.utils import DuplicateFilter

Item = TypeVar("Item")
Result = TypeVar("Result")

log = logging.getLogger("mkdocs.hooks.workers")
log.addFilter(DuplicateFilter())

FEWEST = 50  # items for which it is worth while to start processes


def number(items: Sequence) -> int:
    """How many processes to use: one for each processor, none where there is little to do or no safe fork."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(items) < FEWEST:
        return 0
    processors = len(os.sched_getaffinity(0))
    return processors if processors > 1 else 0


def results(items: Sequence[Item], work: Callable[[Item], Result], processes: int) -> Iterator[Result]:
    """The result of the work on each item, in their order. Processes start to work at once.

    work: a function without effects that anybody but its caller needs; its results can be pickled.
    processes: how many share the work; without any, it is done here when a result is asked for.
        So is what one fails to do, because it was killed or an error stopped it: an error surfaces
        as it would without processes.
    """
    fork = multiprocessing.get_context("fork")
    readers = []
    for first in range(processes):
        reader, writer = fork.Pipe(duplex=False)
        fork.Process(target=_send, args=(writer, items[first::processes], work), daemon=True).start()
        writer.close()
        readers.append(reader)
    return _collected(items, work, readers) if readers else map(work, items)


def _collected(
    items: Sequence[Item], work: Callable[[Item], Result], readers: Sequence[Connection]
) -> Iterator[Result]:
    for place, item in enumerate(items):
        try:
            yield readers[place % len(readers)].recv()
        except EOFError:
            log.info("A process ended early; the rest of its work is done here, which takes longer")
            yield work(item)


def _send(writer: Connection, items: Sequence[Item], work: Callable[[Item], Result]) -> None:
    with suppress(Exception):  # the reader is told by the end of the connection
        for item in items:
            writer.send(work(item))
