"""How often does Python look for reference cycles while many things are made? Seldom: reading and settling make no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (200_000, 20, 50)


@contextmanager
def seldom() -> Iterator[None]:
    """Let the collector run seldom inside; looking through the accounts of all parties again and again took a third of
    the time (``python -m bench.ingest``). What stood before is restored."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
