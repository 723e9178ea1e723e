"""How is an OpenDocument sheet (.ods) read? Its content streamed, repeated cells and rows unrolled, spans filled.

Numbers and amounts of money are shown plainly, percentages and texts as displayed, dates and times in ISO form. Hidden
sheets, rows and columns are read like all others; sheets that only keep what another file held are not.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from lxml import etree

from ingest.readers.asides import Asides
from ingest.readers.count_ods import count_ods
from ingest.readers.counted import count_to_json
from ingest.readers.document import Document, Row, Sheet
from ingest.readers.extents import check_extents, check_unpacked
from ingest.readers.limits import Limits
from ingest.readers.merging import Area, Merges, row_of_cells, up_to_the_last
from ingest.readers.ods_cells import OFFICE, TABLE, TEXT, cell_text, inline

_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SHEET, _ROW, _SHAPES = f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}shapes"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_COMMENT, _IMAGE = f"{OFFICE}annotation", f"{_DRAW}image"
_BOXES = (f"{_DRAW}text-box", f"{_DRAW}custom-shape")
_ELSEWHERE = "'file:"
"""How the name begins of a sheet that keeps values of another file."""


@dataclass(slots=True)
class _Sheet:
    """One sheet as it is read: ``number`` is the last row's."""

    name: str
    limits: Limits
    rows: list[Row] = field(default_factory=list)
    number: int = 0
    merges: Merges = field(init=False)

    def __post_init__(self) -> None:
        self.merges = Merges((), self.limits.columns)


def read_ods(path: Path, limits: Limits) -> tuple[Document, dict[str, Any]]:
    """A workbook, and the independent count of its cells as JSON.

    Raises:
        TooBig: it unpacks to too much, or a sheet reaches too far. ValueError and the like (see ``count_ods``),
            LxmlError: its structure is broken.
    """
    check_unpacked(path, limits)
    counted = count_ods(path)
    check_extents(path.name, counted.extents, limits)
    asides = Asides()
    with zipfile.ZipFile(path) as archive:
        if any(name.startswith("Basic/") for name in archive.namelist()):
            asides.macros()
        with archive.open("content.xml") as file:
            read = list(_sheets(file, limits, asides))
    sheets = tuple(
        Sheet(s.name, list(up_to_the_last(s.rows)), captions=tuple(asides.captions.get(s.name, ())))
        for s in read
    )
    return Document(path.name, "ods", sheets, asides.problems), count_to_json(counted.rows, counted.valueless)


def _sheets(file: IO[bytes], limits: Limits, asides: Asides) -> Iterator[_Sheet]:
    events = etree.iterparse(
        file,
        events=("start", "end"),
        tag=(_SHEET, _ROW, _SHAPES),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    inside: list[_Sheet] = []
    for event, element in events:
        if element.tag == _SHEET and event == "start":
            inside.append(_Sheet(str(element.get(f"{TABLE}name", "")), limits))
        elif event == "end" and len(inside) == 1 and not inside[0].name.startswith(_ELSEWHERE):
            if element.tag == _SHEET:
                yield inside[0]
            else:
                _drawn(element, inside[0], asides)
                if element.tag == _ROW:
                    _row(element, inside[0])
        if event == "end":
            if element.tag == _SHEET:
                inside.pop()
            if len(inside) < 2:
                _let_go(element)


def _let_go(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _row(row: etree._Element, sheet: _Sheet) -> None:
    times = int(row.get(f"{TABLE}number-rows-repeated", 1))
    raw, areas = _cells(row, sheet.number + 1)
    last = sheet.number + times
    while sheet.number < last:
        if not any(raw) and not sheet.merges.reach(sheet.number + 1):
            sheet.number = last
            return
        sheet.number += 1
        sheet.merges.add(areas)
        areas = []
        made = row_of_cells(sheet.number, list(raw), sheet.merges, sheet.limits.cell)
        if made:
            sheet.rows.append(made)


def _cells(row: etree._Element, number: int) -> tuple[list[str], list[Area]]:
    """The texts of a row's cells up to the last that has one, and the ranges that begin in it."""
    raw: list[str] = []
    areas: list[Area] = []
    blank = 0
    for cell in row.iter(*_CELLS):
        if cell.getparent() is not row:
            continue
        times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        wide = int(cell.get(f"{TABLE}number-columns-spanned", 1))
        high = int(cell.get(f"{TABLE}number-rows-spanned", 1))
        left = len(raw) + blank
        text = cell_text(cell)
        if wide > 1 or high > 1:
            areas.append((number, left, number + high - 1, left + wide - 1))
        if text:
            raw += [""] * blank + [text] * times
            blank = 0
        else:
            blank += times
    return raw, areas


def _drawn(element: etree._Element, sheet: _Sheet, asides: Asides) -> None:
    """Comments, text boxes and pictures in a row or over the sheet."""
    if element.tag == _ROW:
        if next(element.iter(_COMMENT, _IMAGE, *_BOXES), None) is None:
            return
        column = 0
        for cell in element.iter(*_CELLS):
            column += 1
            for comment in cell.iterchildren(_COMMENT):
                text = "\n".join(inline(p) for p in comment.iter(f"{TEXT}p"))
                asides.comment(sheet.name, sheet.number + 1, column, text)
            column += int(cell.get(f"{TABLE}number-columns-repeated", 1)) - 1
    for box in element.iter(*_BOXES):
        if next(box.iterancestors(_COMMENT), None) is None:
            asides.text_box(sheet.name, "\n".join(inline(p) for p in box.iter(f"{TEXT}p")))
    for image in element.iter(_IMAGE):
        frame = image.getparent()
        if frame is not None and frame.find(f"{_DRAW}object") is None:
            asides.picture(sheet.name)
