"""How can somebody tell that an export was changed or cut? Its last line is the hash of all others.

Canonical lines have theirs, ``store:sha256``; a full export has that too, so that it holds the canonical one line
by line, and ``store:sha256OfAll``, in its graph of runs, over every line of its own. Each line counts with its line break, in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

from graph.export import nquads as nq
from graph.export.terms import ME, Terms

SEAL: Final = f"{ME} {Terms.SHA256} "
SEAL_OF_ALL: Final = f"{ME} {Terms.SHA256_OF_ALL} "
_NAMED: Final = re.compile(rf" <{nq.GRAPH}[a-z]+> \.\Z")
_GRAPH: Final = f" <{nq.GRAPH}"
_TAIL: Final = 60


class Sealing:
    """Hashes lines as they pass. The hash of all begins as a copy of the plain one, at the first line in a graph."""

    def __init__(self) -> None:
        self._plain = sha256()
        self._all: Any = None

    @property
    def full(self) -> bool:
        """Whether a line in a named graph has passed."""
        return self._all is not None

    def add(self, line: str) -> None:
        """Count one line, without its line break."""
        data = f"{line}\n".encode()
        if is_named(line):
            if self._all is None:
                self._all = self._plain.copy()
            self._all.update(data)
            return
        self._plain.update(data)
        if self._all is not None:
            self._all.update(data)

    def lines(self) -> list[str]:
        """The seals of what passed, in their order."""
        plain = nq.line(ME, Terms.SHA256, nq.text(self._plain.hexdigest()))
        return (
            [plain, nq.line(ME, Terms.SHA256_OF_ALL, nq.text(self._all.hexdigest()), f"<{nq.GRAPH}runs>")]
            if self.full
            else [plain]
        )


def is_named(line: str) -> bool:
    """Whether a canonical line is in a named graph of a full export."""
    return (
        line.endswith("> .")
        and _GRAPH in line[-_TAIL:]
        and _NAMED.search(line, max(0, len(line) - _TAIL)) is not None
    )


def is_seal(line: str) -> bool:
    """Whether a line is a seal."""
    return line.startswith((SEAL, SEAL_OF_ALL))


def sealed(lines: Iterable[str]) -> Iterator[str]:
    """The sorted lines of an export, then their seals, which no other line sorts after."""
    sealing = Sealing()
    for line in lines:
        sealing.add(line)
        yield line
    yield from sealing.lines()
