"""What is written together? Some passages with records that quote them or earlier ones."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records import Record
from graph.sources import Passage


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages and records to be written together."""

    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
