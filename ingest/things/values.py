"""What does one literal state of a property? Read as a list's cell is, after its datatype has had its say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ingest.drafts import Draft
from ingest.lists.column import Column, Handler
from ingest.lists.lexicon import Lexicon
from ingest.lists.readings import NOTHING, CellReader, Reading
from ontology.terms import Properties

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset({f"{_XSD}double", f"{_XSD}float", f"{_XSD}decimal"})
_TIMES = frozenset({f"{_XSD}dateTime", f"{_XSD}dateTimeStamp", f"{_XSD}date"})
_DAY = len("2026-01-31")
_LONGEST = 40
_HANDLERS: dict[str, Handler] = {
    "decimal": "quantity",
    "integer": "quantity",
    "date": "date",
    "boolean": "boolean",
    "concept": "concept",
}


class ValueReader:
    """Reads literals by the range of their property."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.cells = CellReader(lexicon)
        self._columns: dict[tuple[str, str], Column] = {}

    def read(self, name: str, path: str, text: str, datatype: str = "", unit: str = "") -> Reading:
        """What a literal of a property states; spans are within ``text``, which ``path`` leads to."""
        return self._whole(self.cells.read(self._column(name, path), canonical(text, datatype), unit), text)

    def kept(self, path: str, text: str) -> Draft:
        """The literal kept as written: the terms that lead to it, colon, value."""
        return self.cells.kept(self._column(Properties.KEPT, path), text).drafts[0]

    def _whole(self, reading: Reading, text: str) -> Reading:
        """Spans that lie outside a text that its datatype changed are those of all of it."""
        if reading is NOTHING or all(d.end <= len(text) for d in reading.drafts):
            return reading
        drafts = tuple(replace(d, start=0, end=len(text)) for d in reading.drafts)
        return Reading(reading.fate, drafts, reading.trouble)

    def _column(self, name: str, path: str) -> Column:
        column = self._columns.get((name, path))
        if column is None:
            column = self._columns[name, path] = Column(0, path, path, "", name, self._handler(name))
        return column

    def _handler(self, name: str) -> Handler:
        known = self.lexicon.ontology.properties[name]
        if name == Properties.KEPT:
            return "kept"
        return "restricted" if known.restricted else _HANDLERS.get(known.range, "text")


def canonical(text: str, datatype: str) -> str:
    """A number without exponent, a time as its day; any other literal as it stands.

    >>> canonical("2.0E1", "http://www.w3.org/2001/XMLSchema#double"), canonical("20 间", "")
    ('20', '20 间')
    """
    if datatype in _TIMES:
        return text[:_DAY]
    if datatype in _NUMBERS and len(text) <= _LONGEST:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if number.is_finite() and abs(number.adjusted()) < _LONGEST:
            plain = format(number, "f")
            return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return text
