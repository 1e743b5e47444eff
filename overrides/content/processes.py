"""Work on many pages in several processes, where there are processors for it."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

FEWEST = 25  # pages for which it is worth while to start a process


def each(work: Callable, pages: Sequence) -> list:
    """Return what `work` gives for each page, in their order."""
    processes = min(os.cpu_count() or 1, len(pages) // FEWEST)
    if processes < 2:
        return [work(page) for page in pages]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(work, pages, chunksize=FEWEST))
