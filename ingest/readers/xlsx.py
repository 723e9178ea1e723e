"""How is an Excel workbook (.xlsx, .xlsm) read? Its cells by calamine; what stands beside them is said. Macros are never run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.readers.asides_xlsx import asides_of_xlsx
from ingest.readers.count_xlsx import count_xlsx
from ingest.readers.counted import count_to_json
from ingest.readers.document import Document
from ingest.readers.extents import check_extents, check_unpacked
from ingest.readers.limits import Limits
from ingest.readers.workbook_rows import open_sheets


def read_xlsx(path: Path, limits: Limits) -> tuple[Document, dict[str, Any]]:
    """A workbook, and the independent count of its cells as JSON.

    Raises:
        TooBig, PasswordProtected, BrokenFile; ValueError and the like (see ``count_xlsx``): its structure is broken.
    """
    check_unpacked(path, limits)
    counted = count_xlsx(path)
    check_extents(path.name, counted.extents, limits)
    opened = open_sheets(path, "xlsx", limits)
    asides = asides_of_xlsx(path)
    for name, kind in opened.others:
        asides.unread_sheet(name, kind)
    sheets = tuple(replace(s, captions=tuple(asides.captions.get(s.name, ()))) for s in opened.sheets)
    document = Document(path.name, "xlsx", sheets, asides.problems)
    return document, count_to_json(counted.rows, counted.valueless)
