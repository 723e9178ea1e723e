"""Which unit is meant, and can two amounts be compared? The units of the ontology, by wording."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Schemes


@dataclass(frozen=True, slots=True)
class Unit:
    """``name`` as it is shown (只); ``canonical`` the unit of its ``dimension`` (个, count); 1 name = ``factor`` canonical."""

    name: str
    canonical: str
    dimension: str
    factor: Decimal


class UnitTable:
    """The units of one ontology; ``more`` are further schemes that hold units."""

    def __init__(self, ontology: Ontology, *more: str) -> None:
        self.by_wording: dict[str, Unit] = {}
        concepts = (c for scheme in (Schemes.UNITS, *more) for c in ontology.in_scheme(scheme))
        for concept in concepts:
            canonical, dimension, *factor = concept.notation.split("|")
            unit = Unit(concept.zh, canonical, dimension, Decimal(factor[0] if factor else 1))
            self.by_wording[fold(concept.en)] = unit
            self.by_wording[fold(f"{concept.en}s")] = unit
            for wording in (concept.zh, *concept.synonyms):
                self.by_wording[fold(wording)] = unit

    def get(self, wording: str) -> Unit | None:
        """The unit of a wording (a whole cell, or the unit of a quantity); of ``只/天`` that of ``只``."""
        return self.by_wording.get(fold(wording.split("/")[0]).strip())

    def convert(self, value: Decimal, unit: str, other: str) -> Decimal | None:
        """``value`` of ``unit`` in ``other``; ``None`` if they cannot be compared.

        Two rates compare only if they are per the same thing (只/天 and 个/天).
        """
        source, target = self.get(unit), self.get(other)
        if source is None or target is None or source.dimension != target.dimension:
            return value if unit == other else None
        if unit.partition("/")[2] != other.partition("/")[2]:
            return None
        return value * source.factor / target.factor
