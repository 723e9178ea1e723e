"""How big may a file, a row, a cell or a name be, and how much work its reading? One frozen table, checked before work
is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmptyFile, TooBig


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds. Bytes for files, code points for cells and names; ``statements`` of RDF and leaves of one JSON file.

    ``sandbox_…``: what a process that reads a binary format may use: bytes of address space and seconds of CPU, to which
    every byte of the file adds its share, up to ``…_most``. It may last ``sandbox_patience`` times its CPU seconds: other
    programs want the processor too.
    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 2_000_000_000
    rows: int = 1_048_576
    columns: int = 2_000
    cell: int = 32_767
    name: int = 200
    depth: int = 32
    prose_characters: int = 5_000_000
    pages: int = 2_000
    statements: int = 500_000
    sandbox_bytes: int = 1_500_000_000
    sandbox_bytes_each: int = 60
    sandbox_bytes_most: int = 6_000_000_000
    sandbox_seconds: float = 60
    sandbox_seconds_each: float = 5e-6
    sandbox_seconds_most: float = 900
    sandbox_patience: float = 8

    def memory(self, size: int) -> int:
        """Bytes of address space for the process that reads a binary file of ``size`` bytes."""
        return min(self.sandbox_bytes + size * self.sandbox_bytes_each, self.sandbox_bytes_most)

    def seconds(self, size: int) -> float:
        """Seconds of CPU for the process that reads a binary file of ``size`` bytes."""
        return min(self.sandbox_seconds + size * self.sandbox_seconds_each, self.sandbox_seconds_most)


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is empty or over ``limits.file_bytes``.

    Raises:
        EmptyFile: no bytes. TooBig: more bytes than allowed.
    """
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(path.name)
    if size > limits.file_bytes:
        raise TooBig(path.name, "字节数", "bytes", size, limits.file_bytes)
