"""How are the lines of any file kept sorted, checked, and read again and again, in bounded memory? On disk.

Each line is brought into the canonical form and held against the ontology as it passes; what is read afterwards is
sorted and without repetitions. The files are temporary and nameless.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from tempfile import TemporaryFile, gettempdir
from typing import Final, TextIO

import pyoxigraph as ox

from graph.export.seal import Sealing, is_seal
from graph.export.sorting import sorted_unique
from graph.export.taken_apart import Terms, take_apart
from graph.importing.errors import LineNotReadable, SpoolFailed
from graph.importing.files import LONGEST_LINE, canonical_line
from graph.importing.names import Names

EVERY: Final = 50_000
_NO_SPACE: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
Tell = Callable[[int], None]


class Spool:
    """Sorted lines on disk. ``intact``: the file's own seal fits; ``named``: it has named graphs (a full export)."""

    def __init__(self, file: TextIO, count: int, digest: str, intact: bool, named: bool) -> None:
        self._file = file
        self.count, self.digest, self.intact, self.named = count, digest, intact, named

    def __iter__(self) -> Iterator[str]:
        """All lines from the first; one reading at a time."""
        self._file.seek(0)
        for line in self._file:
            yield line[:-1]

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()


@contextmanager
def disk() -> Iterator[None]:
    """Say clearly that temporary files could not be written."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise SpoolFailed(gettempdir(), error.strerror or "") from error
        raise


def spool(lines: Iterable[str], names: Names, file: str, tell: Tell) -> Spool:
    """Check and sort lines onto disk. The caller closes what it gets.

    Raises:
        LineNotReadable, UnknownTerm: the first line that is wrong. SpoolFailed: the disk is full.
    """
    with disk():
        made = written(sorted_unique(_checked(lines, names, file, tell)))
        return made


def written(lines: Iterable[str]) -> Spool:
    """Sorted lines, on disk."""
    target = TemporaryFile("w+", encoding="utf-8", newline="\n", buffering=1 << 20)  # noqa: SIM115
    try:
        return _filled(target, lines)
    except BaseException:
        target.close()
        raise


def _filled(target: TextIO, lines: Iterable[str]) -> Spool:
    sealing, hashed, count, seals = Sealing(), sha256(), 0, []
    for line in lines:
        count += 1
        target.write(line + "\n")
        hashed.update(line.encode())
        if is_seal(line):
            seals.append(line)
        else:
            sealing.add(line)
    target.flush()
    return Spool(target, count, hashed.hexdigest(), seals == sealing.lines(), sealing.full)


def _checked(lines: Iterable[str], names: Names, file: str, tell: Tell) -> Iterator[str]:
    number = 0
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        terms = take_apart(line)
        if terms is None:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            line, terms = _canonical(line, file, number)
        names.check(terms, file, number)
        yield line
        if number % EVERY == 0:
            tell(number)
    tell(number)


def _canonical(line: str, file: str, number: int) -> tuple[str, Terms]:
    """A line of N-Quads in other clothes (other escapes, other blanks)."""
    if len(line) > LONGEST_LINE:
        raise LineNotReadable(file, number, line[:40], "一行太长", "a line that is too long")
    try:
        (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
        found = canonical_line(quad)
    except (SyntaxError, ValueError) as error:
        raise LineNotReadable(
            file, number, line, "不是一条 N-Quads 语句", "not a statement in N-Quads"
        ) from error
    terms = take_apart(found)
    if terms is None:
        raise LineNotReadable(file, number, line, "不是一条 N-Quads 语句", "not a statement in N-Quads")
    return found, terms
