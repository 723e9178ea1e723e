"""How is an old Excel workbook (.xls, also .et of WPS) read? Its cells by calamine; what stands beside them is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.readers.asides_xls import asides_of_xls
from ingest.readers.count_xls import count_xls
from ingest.readers.counted import count_to_json
from ingest.readers.document import Document
from ingest.readers.extents import check_extents
from ingest.readers.limits import Limits
from ingest.readers.workbook_rows import open_sheets


def read_xls(path: Path, limits: Limits) -> tuple[Document, dict[str, Any]]:
    """A workbook, and the independent count of its cells as JSON.

    Raises:
        TooBig, PasswordProtected, BrokenFile; ValueError and the like (see ``count_xls``): its structure is broken.
    """
    counted = count_xls(path)
    check_extents(path.name, counted.extents, limits)
    opened = open_sheets(path, "xls", limits)
    asides = asides_of_xls(path)
    sheets = tuple(replace(s, captions=tuple(asides.captions.get(s.name, ()))) for s in opened.sheets)
    document = Document(path.name, "xls", sheets, asides.problems)
    return document, count_to_json(counted.rows, counted.valueless)
