"""Work that is done in several processes, its results in the order of the work.

A process is a fork of this one, so it knows all that this one knows, and nothing but results and
what MkDocs logged meanwhile is sent back. It ends with its last result, or when nobody is left to
read the next.
"""

import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TypeVar

from mkdocs.utils import DuplicateFilter

Item = TypeVar("Item")
Result = TypeVar("Result")

log = logging.getLogger("mkdocs.hooks.workers")
log.addFilter(DuplicateFilter())

FEWEST = 25  # items for which it is worth while to start a process


def number(items: Sequence) -> int:
    """How many processes to use: one for each processor, none where there is little to do or no safe fork."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    processes = min(len(os.sched_getaffinity(0)), len(items) // FEWEST)
    return processes if processes > 1 else 0


@contextmanager
def kept_messages() -> Iterator[list[logging.LogRecord]]:
    """Keep what MkDocs logs, in a form that another process can read, instead of printing it."""
    mkdocs, queue, messages = logging.getLogger("mkdocs"), SimpleQueue(), []
    handlers, mkdocs.handlers = mkdocs.handlers, [QueueHandler(queue)]
    try:
        yield messages
    finally:
        mkdocs.handlers = handlers
        while not queue.empty():
            messages.append(queue.get())


def results(items: Sequence[Item], work: Callable[[Item], Result], processes: int) -> Iterator[Result]:
    """The result of the work on each item, in their order. Processes start to work at once.

    What MkDocs logs during the work on an item is logged here before its result is given.

    work: a function without effects that anybody but its caller needs; its results can be pickled.
    processes: how many share the work. What one fails to do, because it was killed or an error
        stopped it, is done here when its result is asked for: an error surfaces as it would
        without processes.
    """
    fork = multiprocessing.get_context("fork")
    readers = []
    gc.freeze()  # or each process would copy what it only shares, when it looks for garbage there
    for first in range(processes):
        reader, writer = fork.Pipe(duplex=False)
        fork.Process(target=_send, args=(writer, items[first::processes], work), daemon=True).start()
        writer.close()
        readers.append(reader)
    gc.unfreeze()
    return _collected(items, work, readers)


def _collected(
    items: Sequence[Item], work: Callable[[Item], Result], readers: Sequence[Connection]
) -> Iterator[Result]:
    for place, item in enumerate(items):
        try:
            result, messages = readers[place % len(readers)].recv()
        except EOFError:
            log.info("A process ended early; the rest of its work is done here, which takes longer")
            result, messages = work(item), []
        for message in messages:
            logging.getLogger(message.name).handle(message)
        yield result


def _send(writer: Connection, items: Sequence[Item], work: Callable[[Item], Result]) -> None:
    with suppress(Exception):  # the reader is told by the end of the connection
        for item in items:
            with kept_messages() as messages:
                result = work(item)
            writer.send((result, messages))
