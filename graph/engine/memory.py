"""How much memory does the store get? One table, by the number of entities it is to hold.

Heap serves queries and transactions, the page cache holds the store's files; full-text and vector
indexes live outside both, in the operating system's file cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Size = Literal["samples", "100k", "1m"]


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of heap and page cache, and the garbage collector that suits them."""

    heap: int
    page_cache: int
    collector: str


MEMORY: dict[Size, Memory] = {
    # Idles at 300–420 MB: a serial collector has no threads and tables of its own.
    "samples": Memory(heap=512, page_cache=64, collector="UseSerialGC"),
    # With a heap this small, G1's threads and barriers took a tenth of the server's time while loading.
    "100k": Memory(heap=1024, page_cache=1024, collector="UseParallelGC"),
    # A stored vector of 384 numbers takes 3 KiB: a million of them, with text and relations, 5–6 GiB of files.
    "1m": Memory(heap=4096, page_cache=6144, collector="UseG1GC"),
}
