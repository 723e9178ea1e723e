"""What does a cell of an OpenDocument sheet show? By its type: its value, or its text as displayed."""

from __future__ import annotations

import datetime
import re
from typing import Final

from lxml import etree

from ingest.readers.cells import shown

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ASIDE: Final = frozenset({f"{OFFICE}annotation", f"{TEXT}ruby-text", f"{TEXT}note"})
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def cell_text(cell: etree._Element) -> str:
    """The cell as displayed, '' for one that shows nothing, an error, or a formula without a stored result."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind in {"float", "currency"}:
        return shown(float(str(cell.get(f"{OFFICE}value"))))
    if kind == "date":
        return _date(str(cell.get(f"{OFFICE}date-value")))
    if kind == "time":
        return _time(str(cell.get(f"{OFFICE}time-value")))
    if kind == "boolean":
        return str(cell.get(f"{OFFICE}boolean-value"))
    text = "\n".join(inline(p) for p in cell.iterchildren(f"{TEXT}p"))
    if kind == "percentage":
        return text.strip() or f"{shown(float(str(cell.get(f'{OFFICE}value'))) * 100)}%"
    if cell.get(f"{TABLE}formula") and (cell.get(f"{_CALC}value-type") == "error" or _ERROR.fullmatch(text)):
        return ""
    stored = cell.get(f"{OFFICE}string-value")
    return text or str(stored or "")


def inline(element: etree._Element) -> str:
    """The text of a paragraph, its blanks and breaks written out; comments and phonetic readings left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.get(f"{TEXT}c", 1)))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _ASIDE:
            parts.append(inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _date(text: str) -> str:
    """ISO, the time left out where it is midnight."""
    day, _, time = text.partition("T")
    return day if not time.strip("0:.") else f"{day} {time.partition('.')[0]}"


def _time(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if found is None:
        return text
    sign, *numbers = found.groups()
    days, hours, minutes, seconds = (int(n or 0) for n in numbers)
    span = datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return sign + shown(span)
