"""When was a file without a stated date last worked on? As an office document's own properties say; a weak hint.

It is shown with its basis and decides nothing: neither which version is newer nor which of two values holds. The times
of the file system say when a copy was made and are never used.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.sources import SourceVersion
from ontology.language.times import read_dates

OFFICE: Final = frozenset({".docx", ".xlsx", ".xlsm"})
OPEN_DOCUMENT: Final = frozenset({".ods", ".odt"})
MOST_BYTES: Final = 65_536
_MODIFIED: Final = re.compile(rb"<(?:dcterms:modified|dc:date)\b[^>]*>([0-9TZ:.+\s-]{10,40})<")


def with_file_date(version: SourceVersion, path: Path) -> SourceVersion:
    """The version with the date of its document's properties, if nothing states another."""
    if version.stated_date or not (found := modified_on(path)):
        return version
    return replace(version, file_date=found, stated_basis="properties")


def modified_on(path: Path) -> str:
    """The day (ISO) of the last change that the document's own properties name, '' if they do not.

    Only a file that its reader could open is asked.
    """
    ending = path.suffix.lower()
    part = "docProps/core.xml" if ending in OFFICE else "meta.xml" if ending in OPEN_DOCUMENT else ""
    if not part:
        return ""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            found = _MODIFIED.search(file.read(MOST_BYTES))
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        return ""
    days = read_dates(found[1].decode("ascii").strip()) if found else []
    return days[0].iso if days else ""
