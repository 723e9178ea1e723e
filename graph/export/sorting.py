"""How do any number of lines become sorted and unique in bounded memory?

An external merge sort: sorted runs in temporary files, merged block by block: all that is known to come before
what no run has shown yet is sorted at once. Code point order, which is also the order of the UTF-8 bytes.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import Final, TextIO

RUN: Final = 200_000
"""Lines a run: about 80 MB while it is sorted, at 125 characters a line."""
LINES_AT_ONCE: Final = 10_000
FAN_IN: Final = 256
"""Runs merged at once: open files stay below the usual limit of 1024 however long the export."""
IN_HAND: Final = 16_000_000
"""Characters of all runs together that are merged at once."""
LEAST_BLOCK: Final = 32_000
"""Characters that are read from a run at once, at the least."""


def sorted_unique(lines: Iterable[str], run: int = RUN, fan_in: int = FAN_IN) -> Iterator[str]:
    """The different lines (without line breaks, which they must not hold) in code point order."""
    source = iter(lines)
    runs: list[TextIO] = []
    with ExitStack() as stack:
        more = True
        while more:
            chunk = list(islice(source, run))
            more = len(chunk) == run
            ordered = sorted(set(chunk))
            if not runs and not more:
                yield from ordered
                return
            del chunk
            runs.append(_spill(ordered, stack))
            if len(runs) == fan_in:
                runs = [_spill(_merged(runs), stack)]
        yield from _merged(runs)


def _spill(lines: Iterable[str], stack: ExitStack) -> TextIO:
    # The stack closes it, hence no context manager here; a closed temporary file is gone.
    file = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n", buffering=1 << 16))  # noqa: SIM115
    waiting = iter(lines)
    while some := list(islice(waiting, LINES_AT_ONCE)):
        file.write("\n".join(some) + "\n")
    file.seek(io.SEEK_SET)
    return file


def _merged(runs: list[TextIO]) -> Iterator[str]:
    size = max(LEAST_BLOCK, IN_HAND // len(runs))
    blocks = [_block(file, size) for file in runs]
    previous = None
    while any(blocks):
        # Beyond the smallest last line of the blocks some run may still show a smaller one.
        bound = min(block[-1] for block in blocks if block)
        ripe: list[str] = []
        for i, block in enumerate(blocks):
            cut = bisect_right(block, bound)
            ripe += block[:cut]
            blocks[i] = block[cut:] or _block(runs[i], size) if cut else block
        for line in dict.fromkeys(sorted(ripe)):
            if line != previous:
                yield line
        previous = bound
    for file in runs:
        file.close()


def _block(file: TextIO, size: int) -> list[str]:
    """The next whole lines of a run, about ``size`` characters of them."""
    text = file.read(size)
    return (text + file.readline()).removesuffix("\n").split("\n") if text else []
