"""Is a sheet a form? Names in one column, what is said in the next (单位名称 | 示例大学), one thing a form or a column.

A form is read as a list whose column names stand in a column: each filled form becomes a row, its cells booked where they
stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import own_candidates
from ingest.lists.wording import split_header, wording_key
from ingest.readers.document import Row, Sheet
from ontology.terms import Properties

_LONGEST_FORM = 60
_LONGEST_COMPOSED = 12
_LEAST_NAMES = 3
_MOST_CELLS = 4
_PAIR = 2
_MOSTLY, _HARDLY = 0.7, 0.3
_STARS = " *＊※★☆:："


@dataclass(frozen=True, slots=True)
class FormRows:
    """The filled forms of a sheet as rows, to be iterated again and again."""

    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet read as forms.

    Attributes:
        sheet: the sheet with the names as columns and a row for each filled form.
        places: for each of these rows, and each of its cells, the row of the file.
        titles: rows of the file that belong to no form.
        names: for each row of the file, how many names stand in it.
    """

    sheet: Sheet
    places: tuple[tuple[int, ...], ...]
    titles: tuple[Row, ...]
    names: tuple[tuple[int, int], ...]

    def places_of(self, row: Row) -> tuple[int, ...]:
        """The rows of the file in which the cells of a filled form stand."""
        at = next(i for i, one in enumerate(self.sheet.rows) if one is row)
        return self.places[at]


@dataclass(frozen=True, slots=True)
class _Said:
    """One cell of a form: its name, what it says, in which row and in which column of values; ``goes_on`` if its name is
    merged with that of the cell above."""

    name: str
    text: str
    row: int
    column: int
    goes_on: bool


def find_form(sheet: Sheet, lexicon: Lexicon) -> Form | None:
    """The sheet as forms; ``None`` if it is none."""
    rows = list(islice(sheet.rows, _LONGEST_FORM + 1))
    if len(rows) > _LONGEST_FORM or sheet.columns:
        return None
    labels = _label_columns(rows, lexicon)
    if not labels:
        return None
    body = [r for r in rows if any(i < len(r.cells) and _may_name(r.cells[i], lexicon) for i in labels)]
    names = [_bare(r.cells[i]) for r in body for i in _own(r) if i in labels]
    if len(set(names)) < _LEAST_NAMES or not _names_a_thing(names, lexicon) or _are_categories(body, names):
        return None
    said = [s for r in body for s in _said(r, labels)]
    records = _records(said, one=len(labels) > 1)
    columns = tuple(dict.fromkeys([*names, *(s.name for s in said)]))
    return Form(
        Sheet(sheet.name, FormRows(tuple(_row(r, columns) for r in records)), columns, sheet.captions),
        tuple(tuple(s.row for s in r) for r in records),
        tuple(r for r in rows if r not in body),
        tuple((r.number, sum(i in labels for i in _own(r))) for r in body),
    )


def _are_categories(body: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether what could be names groups the rows of a list: some come again, in lines of more cells than a form has."""
    widest = max(len(_own(row)) for row in body)
    return len(set(names)) < len(names) and widest > _MOST_CELLS and len(names) <= len(body)


def _own(row: Row) -> list[int]:
    return [i for i, c in enumerate(row.cells) if c and i not in row.repeated]


def _bare(name: str) -> str:
    return name.strip(_STARS) or name


def _is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell is a wording of a property, as such or before a bracket."""
    known = lexicon.wordings.properties
    split = split_header(lexicon.bare_name(text))
    return wording_key(split.full) in known or wording_key(split.outer) in known


def _may_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell is the name of a field, known or put together from parts of names."""
    if _is_name(text, lexicon):
        return True
    return 1 < len(lexicon.bare_name(text)) <= _LONGEST_COMPOSED and bool(own_candidates(text, lexicon))


def _label_columns(rows: Sequence[Row], lexicon: Lexicon) -> frozenset[int]:
    """The columns that hold names, the first among them; none if what stands beside them are names too."""
    lines = [row for row in rows if len(_own(row)) > 1]
    if lines and _is_header(lines[0], lexicon):
        return frozenset()
    width = max((len(row.cells) for row in lines), default=0)
    cells = {i: [row.cells[i] for row in lines if i in _own(row)] for i in range(width)}
    shares = {i: sum(_is_name(c, lexicon) for c in some) / len(some) for i, some in cells.items() if some}
    least = _PAIR if width == _PAIR and not max(list(shares.values())[1:], default=1) else _LEAST_NAMES
    labels = frozenset(
        i
        for i, some in cells.items()
        if some and (shares[i] >= _MOSTLY or (shares[i] * len(some) >= least and _all_may(some, lexicon)))
    )
    others = [share for i, share in shares.items() if i not in labels]
    first = min(shares, default=-1)
    if first not in labels or not others or len(cells[first]) < 2 or max(others) > _HARDLY:
        return frozenset()
    return labels


def _is_header(row: Row, lexicon: Lexicon) -> bool:
    """Whether a row holds names only, as above a list: beside a name of a form stands what is said."""
    cells = [row.cells[i] for i in _own(row)]
    return len(cells) >= _LEAST_NAMES and sum(_is_name(c, lexicon) for c in cells) >= _MOSTLY * len(cells)


def _all_may(some: Sequence[str], lexicon: Lexicon) -> bool:
    return sum(_may_name(c, lexicon) for c in some) >= _MOSTLY * len(some)


def _names_a_thing(names: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether the names ask for a party and for something else that is said of it."""
    found = [c.property for n in names for c in own_candidates(n, lexicon)[:1]]
    is_a = lexicon.ontology.property_is_a
    return any(is_a(p, q) for p in found for q in (Properties.PARTY, Properties.ITEM, Properties.NAME))


def _said(row: Row, labels: frozenset[int]) -> Iterator[_Said]:
    """What a line says: each value under the name left of it."""
    name, goes_on = "", False
    for i, text in enumerate(row.cells):
        if text and i in labels:
            name, goes_on = _bare(text), i in row.repeated
        elif text and i not in row.repeated:
            yield _Said(name, text, row.number, i, goes_on)


def _records(said: Sequence[_Said], *, one: bool) -> list[list[_Said]]:
    """The forms: one a column of values (``one``: pairs side by side are one form), a new one where a name comes again."""
    records: list[list[_Said]] = []
    open_ones: dict[int, list[_Said]] = {}
    for cell in said:
        column = 0 if one else cell.column
        current = open_ones.get(column)
        again = any(cell.name == other.name and cell.row != other.row for other in current or ())
        if current is None or (again and not cell.goes_on):
            current = open_ones[column] = []
            records.append(current)
        current.append(cell)
    return records


def _row(record: Sequence[_Said], columns: Sequence[str]) -> Row:
    return Row(
        record[0].row,
        tuple(s.text for s in record),
        tuple(columns.index(s.name) for s in record),
        (0,) * len(record),
    )
