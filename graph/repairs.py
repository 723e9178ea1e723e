"""What could a reader not make sense of? One repair says where, why, and what would help.

Repairs are a pure function of a file, its fixes and the reader's version; the open ones are part of
the canonical export.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from graph.desk.fixes import alike_of, spot_of
from graph.identifiers import digest


@dataclass(frozen=True, slots=True)
class Repair:
    """One place of one source that needs a person.

    ``source`` is the source's key, ``reason`` a slug such as ``place-not-found``. ``sheet``, ``row``
    (1-based, 0: the whole sheet or file) and ``column`` say where; ``text`` is what stands there,
    masked. ``zh`` and ``en`` say what is wrong, ``suggestion`` what the reader would have taken. ``cell`` is the cell's name in
    its sheet (``C12``). A fix is bound to ``spot`` (this trouble in a row of this text, wherever it stands) or to ``alike`` (all
    places of equal reason, column and text); '' where nothing can be fixed. ``position`` is the cell's in its row, -1 for none.
    """

    source: str
    reason: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    text: str = ""
    zh: str = ""
    en: str = ""
    suggestion: str = ""
    cell: str = ""
    spot: str = ""
    alike: str = ""
    position: int = -1

    @property
    def id(self) -> str:
        """Hash of source, reason and place: the same trouble in the same place is one repair."""
        return digest("f", self.source, self.reason, self.sheet, str(self.row), self.column, self.text)

    def bound(self, row: str, text: str = "", position: int = -1) -> Repair:
        """The repair with what fixes are bound to: the text of its row (of its sheet's name, for a whole sheet), and that of
        its cell."""
        spot = spot_of(self.source, self.reason, row, self.column)
        alike = alike_of(self.reason, self.column, text or self.text)
        return replace(self, spot=spot, alike=alike, position=position)


def cell_name(column: int, row: int) -> str:
    """The name of a cell by column (from 0) and row (from 1).

    >>> cell_name(2, 12), cell_name(26, 1)
    ('C12', 'AA1')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def to_properties(repair: Repair) -> dict[str, Any]:
    """The node properties of a repair."""
    return {"id": repair.id, **asdict(repair)}


def from_node(properties: dict[str, Any]) -> Repair:
    """The repair that ``to_properties`` wrote."""
    return Repair(**{name: properties[name] for name in Repair.__dataclass_fields__ if name in properties})
