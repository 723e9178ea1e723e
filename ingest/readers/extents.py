"""Does a workbook stay within bounds? What it says of its size and what the count found, checked before cells are read."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ingest.errors import TooBig
from ingest.readers.limits import Limits

_CELL_BYTES: Final = 32
"""What a reader holds for each cell of a sheet's used range, the empty ones included."""


def check_unpacked(path: Path, limits: Limits) -> None:
    """Refuse an archive that says that it unpacks to too much; one that lies runs into the process's limits.

    Raises:
        TooBig.
    """
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > limits.unpacked_bytes:
        raise TooBig(path.name, "解压后字节数", "bytes unpacked", unpacked, limits.unpacked_bytes)


def check_extents(file: str, extents: Mapping[str, tuple[int, int]], limits: Limits) -> None:
    """Refuse sheets whose cells reach too far.

    Args:
        extents: last row and last column (from 1) that show anything, for each sheet.

    Raises:
        TooBig: too many rows or columns, or a single far cell spans a range that no memory holds.
    """
    for sheet, (rows, columns) in extents.items():
        _check(file, f"工作表“{sheet}”的行数", f"rows in sheet “{sheet}”", rows, limits.rows)
        _check(file, f"工作表“{sheet}”的列数", f"columns in sheet “{sheet}”", columns, limits.columns)
        zh, en = f"工作表“{sheet}”所占区域的格数", f"cells in the used range of sheet “{sheet}”"
        _check(file, zh, en, rows * columns, limits.sandbox_bytes // _CELL_BYTES)


def _check(file: str, zh: str, en: str, found: int, allowed: int) -> None:
    if found > allowed:
        raise TooBig(file, zh, en, found, allowed)
