"""How many non-empty cells does a delimited file have? Counted by one regular expression over its text."""

from __future__ import annotations

import re
from pathlib import Path

_BLANK = frozenset("\ufffe\uffff\x7f") | {chr(c) for c in range(1, 0x20)}
_STATED = re.compile(r"\ufeff?[sS][eE][pP]=[^\r\n](?:\r\n|\r|\n)")
"""Excel's first line that states the separator: no cell."""


def count_delimited(path: Path, encoding: str, delimiter: str) -> dict[tuple[str, int], int]:
    """Non-empty cells by ('', row); blank rows are numbered too."""
    text = path.read_bytes().decode(encoding, errors="replace")
    edge = re.escape(delimiter)
    cell = re.compile(rf'(?:"((?:[^"]|"")*)"([^{edge}\r\n]*)|([^{edge}\r\n]*))({edge}|\r\n|\r|\n|\Z)')
    rows: dict[tuple[str, int], int] = {}
    stated = _STATED.match(text)
    row, position, size = (2, stated.end(), len(text)) if stated else (1, 0, len(text))
    while position < size:
        found = cell.match(text, position)
        if found is None:
            raise ValueError(f"row {row}: no cell boundary found")
        quoted, rest, plain, end = found.groups()
        if _shows(plain) if quoted is None else _shows(quoted) or _shows(rest):
            rows["", row] = rows.get(("", row), 0) + 1
        if end != delimiter:
            row += 1
        position = found.end()
    return rows


def _shows(text: str) -> bool:
    if not text:
        return False
    if text.isprintable():
        return not text.isspace()
    return any(not c.isspace() and c not in _BLANK and not "\ud800" <= c <= "\udfff" for c in text)
