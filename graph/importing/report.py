"""What came of an import? Counts, what could not be the same, and where the graph differs from the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Side = Literal["file", "graph"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that only the ``file`` has or only the ``graph`` that was made of it; ``line`` is cut at 300 characters."""

    side: Side
    line: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    ``kind`` is ``canonical`` or ``full``; ``lines`` are those of the file. ``only_in_file`` and ``only_in_graph`` count
    the lines in which the export of what was made differs, ``differences`` names the first of them. ``followed_anew``
    counts lines about entities and relations that other versions of ontology, fold, parameters or places
    (``other_versions``: name → the file's, ours) made different; they are no differences. ``restricted`` counts the
    statements whose values were left out of the export; ``intact`` says whether the file's own seal fits its lines.
    """

    kind: Literal["canonical", "full"]
    lines: int
    sources: int
    passages: int
    records: int
    events: int
    entities: int
    restricted: int
    intact: bool
    only_in_file: int = 0
    only_in_graph: int = 0
    followed_anew: int = 0
    differences: tuple[Difference, ...] = ()
    other_versions: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Whether the file is as it was exported, and the graph exports what it says (but for what follows anew)."""
        return self.intact and not (self.only_in_file or self.only_in_graph)
