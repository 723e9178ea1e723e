"""Is a list one of administrative divisions, and what does it say? Each row a place with its official code, name and parent.

Recognised by its values: a column of official codes (2, 4, 6, 9 or 12 digits) beside names, most of which the official
places have under that very code. Such a list is read as places, never as organisations that are called like places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from graph.gazetteer import Gazetteer
from ingest.readers.document import Document, Row, Sheet
from ingest.readers.foreign import LEAF, Foreign, Node, Said
from ontology.alignments import Meant
from ontology.terms import Classes, Properties

FORMAT: Final = "divisions"
_CODE: Final = re.compile(r"(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})")
_SAMPLE: Final = 200
_MOSTLY, _KNOWN = 0.9, 0.5
_LEVELS: Final = {
    2: Classes.PROVINCE,
    4: Classes.CITY,
    6: Classes.DISTRICT,
    9: Classes.STREET,
    12: Classes.NEIGHBOURHOOD,
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the code and the name stand."""

    code: int
    name: int


class DivisionTerms:
    """The terms of ``divisions_of`` are our own."""

    def class_for(self, term: str) -> Meant | None:
        """A level is a class of ours."""
        return Meant(term, False)

    def property_for(self, term: str, cls: str) -> Meant | None:
        """The three properties are ours, other columns are not understood."""
        del cls
        ours = {Properties.NAME, Properties.PLACE, Properties.IDENTIFIER}
        return Meant(term, False) if term in ours else None

    def inverse_for(self, term: str, cls: str) -> None:
        """None has an inverse."""
        del term, cls

    def shortcut_for(self, term: str) -> None:
        """None is a path."""
        del term

    def concept_for(self, term: str, scheme: str) -> None:
        """None is a concept."""
        del term, scheme


def divisions_of(document: Document, gazetteer: Gazetteer, kind_of: Callable[[str], str]) -> Foreign | None:
    """A list of administrative divisions as places, ``None`` if it is none.

    Each non-empty cell is a statement, or structure (header, title, the codes of the levels above).

    Args:
        kind_of: the class that a name ends in: a village-level row named after its committee is that body.
    """
    if len(document.sheets) != 1 or document.problems:
        return None
    (sheet,) = document.sheets
    columns = _columns(sheet, gazetteer)
    if columns is None:
        return None
    nodes: dict[str, Node] = {}
    structure = sum(map(bool, (c for row in document.structure for c in row.cells)))
    names: Sequence[str] = sheet.columns
    for row in sheet.rows:
        cells = _placed(row)
        if not _is_division(cells, columns) or row.damaged:
            names = names or row.cells
            structure += len(cells)
            continue
        node = _node(row.number, cells, columns, names, gazetteer, kind_of)
        structure += len(cells) - sum(s.counted for s in node.said)
        key = node.key if node.key not in nodes else f"{node.key}#{row.number}"
        nodes[key] = replace(node, key=key)
    return Foreign(document.name, FORMAT, LEAF, nodes, False, structure)


def unknown_codes(foreign: Foreign, gazetteer: Gazetteer) -> int:
    """How many rows have a code that the official places do not."""
    return sum(gazetteer.get(node.name) is None for node in foreign.nodes.values())


def _node(
    row: int,
    cells: Mapping[int, str],
    columns: _Columns,
    names: Sequence[str],
    gazetteer: Gazetteer,
    kind_of: Callable[[str], str],
) -> Node:
    """One row: name, code, the place above it, and what else it says."""
    code, name = cells[columns.code], cells[columns.name]
    said = [Said(Properties.NAME, name), Said(Properties.IDENTIFIER, code)]
    if above := _above(code, gazetteer):
        said.append(Said(Properties.PLACE, gazetteer.path_name(above), counted=False))
    for column, text in cells.items():
        if column not in {columns.code, columns.name} and not code.startswith(text):
            wording = names[column] if column < len(names) and names[column] else str(column + 1)
            said.append(Said(wording, text))
    level = _LEVELS[len(code)]
    body = kind_of(name) if level == Classes.NEIGHBOURHOOD else ""
    said.sort(key=lambda s: (s.predicate, s.text))
    return Node(f"division:{code}", code, (body or level,), tuple(said), row)


def _above(code: str, gazetteer: Gazetteer) -> str:
    """The code of the nearest place above that the official places have."""
    shorter = (code[:size] for size in sorted(_LEVELS, reverse=True) if size < len(code))
    return next((c for c in shorter if gazetteer.get(c)), "")


def _columns(sheet: Sheet, gazetteer: Gazetteer) -> _Columns | None:
    """The first pair of columns of which most rows are official codes with the names that belong to them."""
    rows = [_placed(row) for row in islice(sheet.rows, _SAMPLE)]
    codes = [c for c in sorted({c for row in rows for c in row}) if _are_codes(c, rows)]
    for code in reversed(codes):
        for name in sorted({c for row in rows for c in row} - {code}):
            pairs = [(row[code], row[name]) for row in rows if _is_division(row, _Columns(code, name))]
            if pairs and sum(_fits(c, n, gazetteer) for c, n in pairs) >= _KNOWN * len(pairs):
                return _Columns(code, name)
    return None


def _are_codes(column: int, rows: Sequence[Mapping[int, str]]) -> bool:
    """Whether nearly all rows below the header have a code in this column, each another one."""
    texts = [row[column] for row in rows if column in row]
    found = [text for text in texts if _CODE.fullmatch(text)]
    return len(found) >= max(2, _MOSTLY * (len(rows) - 1)) and len(set(found)) >= _MOSTLY * len(found)


def _fits(code: str, name: str, gazetteer: Gazetteer) -> bool:
    place = gazetteer.get(code)
    return place is not None and (
        place.name == name or name.startswith(place.name) or place.name.startswith(name)
    )


def _is_division(cells: Mapping[int, str], columns: _Columns) -> bool:
    return bool(_CODE.fullmatch(cells.get(columns.code, ""))) and bool(cells.get(columns.name))


def _placed(row: Row) -> dict[int, str]:
    """The non-empty cells of a row by column; what a merge filled is none of its own."""
    columns = row.columns or range(len(row.cells))
    pairs = zip(columns, row.cells, strict=True)
    return {c: text for i, (c, text) in enumerate(pairs) if text and i not in row.repeated}
