"""What does one factor of a match say? A verdict, a number, a sentence, and the words it rests on.

Each file beside this one holds one factor: a function from a demand, an offer and the world to a
``Factor``. ``weights.py`` holds the numbers, ``catalogue.py`` the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from graph.entities import Fact
from graph.reading.views import Evidence
from search.factors.weights import WEIGHTS

Verdict = Literal["fits", "unknown", "misses", "neutral"]
"""``fits``: asked for and stated so; ``unknown``: asked for and not stated; ``misses``: asked for and
stated otherwise; ``neutral``: not asked for, so it cannot decide."""


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence or phrase in both languages; false if empty."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh)


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for or against an offer.

    ``value`` (0 to 1) orders offers of equal verdicts; ``weight`` is its share of the score. ``reason``
    and ``reason_en`` are sentences for readers. ``ask`` says what to ask the provider where the verdict is
    unknown, ``missed`` by how much it misses. ``relation`` is a word for machines (``narrower``,
    ``elsewhere``, ``too-little`` …). ``statements`` are the ids of what it rests on; ``evidence`` holds
    them with source, passage and quote once the answer is made.
    """

    name: str
    value: float
    weight: float
    verdict: Verdict
    reason: str
    reason_en: str
    relation: str = ""
    ask: Say = Say()
    missed: Say = Say()
    evidence: tuple[Evidence, ...] = ()
    statements: tuple[str, ...] = field(default=(), repr=False)


def factor(
    name: str,
    verdict: Verdict,
    reason: Say,
    *,
    value: float,
    relation: str = "",
    facts: Iterable[Fact] = (),
    ask: Say = Say(),
    missed: Say = Say(),
) -> Factor:
    """A factor with its weight from the table, resting on the statements of ``facts``."""
    statements = tuple(dict.fromkeys(s for f in facts for s in f.statements))
    return Factor(
        name=name,
        value=value,
        weight=WEIGHTS[name],
        verdict=verdict,
        reason=reason.zh,
        reason_en=reason.en,
        relation=relation or verdict,
        ask=ask,
        missed=missed,
        statements=statements,
    )


def neutral(name: str, reason: Say, facts: Iterable[Fact] = ()) -> Factor:
    """A factor that was not asked for."""
    return factor(name, "neutral", reason, value=0.5, relation="not-asked", facts=facts)
