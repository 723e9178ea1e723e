"""How many non-empty cells does a file have, counted by somebody else than its reader?

The second, independent pass of the balance: own parsing for each format (streamed XML for workbooks,
a regular expression for delimited text, a token machine for JSON lines). It shares no code with the
readers; of theirs it takes only the encoding and delimiter that they decided on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.readers.count_delimited import count_delimited
from ingest.readers.count_json import count_jsonl
from ingest.readers.count_xlsx import count_xlsx


@dataclass(frozen=True, slots=True)
class Count:
    """``cells``: non-empty cells. ``valueless``: cells (sheet, cell name) that show an error or hold a formula
    without a stored value, counted in ``cells``. ``rows``: cells by (sheet, row), to find a difference."""

    cells: int
    rows: dict[tuple[str, int], int]
    valueless: tuple[tuple[str, str], ...] = ()


def count(path: Path, file_format: str, encoding: str, delimiter: str) -> Count:
    """Count the non-empty cells of a file.

    A cell is non-empty if it shows anything but white space and control characters. A merged range is
    one cell. A line that is no JSON object counts as one.
    """
    valueless: tuple[tuple[str, str], ...] = ()
    if file_format == "xlsx":
        rows, valueless = count_xlsx(path)
    elif file_format == "delimited":
        rows = count_delimited(path, encoding, delimiter)
    else:
        rows = count_jsonl(path, encoding)
    return Count(sum(rows.values()), rows, valueless)
