"""What is a place, and what is the answer to "which place is this wording?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["province", "city", "district", "street", "village"]
LEVEL_OF_LENGTH: dict[int, Level] = {2: "province", 4: "city", 6: "district", 9: "street", 12: "village"}


@dataclass(frozen=True, slots=True)
class Place:
    """An official place; ``parents`` are the codes above it, nearest first (without pseudo-levels)."""

    code: str
    name: str
    level: Level
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which place a text begins with.

    ``place`` if there is exactly one reading, else ``None`` with the readings as ``candidates`` (sorted by code; one
    if only ``within`` speaks against it). ``rest`` is the text behind it, ``span`` where its wording stands
    in the original (code points). ``full`` says whether a part was written with its suffix (武昌区, not 武昌).
    """

    place: Place | None
    candidates: tuple[Place, ...]
    rest: str
    span: tuple[int, int]
    full: bool = False
