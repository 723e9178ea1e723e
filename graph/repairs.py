"""What could a reader not make sense of? One repair says where, why, and what would help.

Repairs are a pure function of a file, its fixes and the reader's version; the open ones are part of
the canonical export.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from graph.identifiers import digest


@dataclass(frozen=True, slots=True)
class Repair:
    """One place of one source that needs a person.

    ``source`` is the source's key, ``reason`` a slug such as ``place-not-found``. ``sheet``, ``row``
    (1-based, 0: the whole sheet or file) and ``column`` say where; ``text`` is what stands there,
    masked. ``zh`` and ``en`` say what is wrong, ``suggestion`` what the reader would have taken.
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

    @property
    def id(self) -> str:
        """Hash of source, reason and place: the same trouble in the same place is one repair."""
        return digest("f", self.source, self.reason, self.sheet, str(self.row), self.column, self.text)


def to_properties(repair: Repair) -> dict[str, Any]:
    """The node properties of a repair."""
    return {"id": repair.id, **asdict(repair)}


def from_node(properties: dict[str, Any]) -> Repair:
    """The repair that ``to_properties`` wrote."""
    return Repair(**{name: properties[name] for name in Repair.__dataclass_fields__})
