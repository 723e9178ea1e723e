"""What does one factor of a match say? A verdict, a number, a sentence, and the words it rests on.

Each file beside this one holds one factor: a function from a demand and an offer to a ``Factor``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph.reading import Evidence
from graph.records import Quote

Verdict = Literal["fits", "unknown", "misses", "neutral"]
"""``fits``: asked for and stated so; ``unknown``: asked for and not stated; ``misses``: asked for and
stated otherwise; ``neutral``: not asked for, so it cannot decide."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for or against an offer.

    ``value`` (0–1) orders offers of equal verdicts; ``weight`` is its share of the score. ``reason`` and
    ``reason_en`` are sentences for readers. ``ask`` and ``ask_en`` say what to ask the provider where the verdict is
    unknown. ``missed`` and ``missed_en`` say by how much it misses. ``quotes`` locate the words of the
    sources; ``evidence`` holds them with their text once the answer is made.
    """

    name: str
    value: float
    weight: float
    verdict: Verdict
    reason: str
    reason_en: str
    ask: str = ""
    ask_en: str = ""
    missed: str = ""
    missed_en: str = ""
    relation: str = ""
    quotes: tuple[Quote, ...] = field(default=(), repr=False)
    evidence: tuple[Evidence, ...] = ()
