"""Which places does one document mean? Ambiguous names are read within the provinces that the others name."""

from __future__ import annotations

from collections.abc import Iterable

from graph.gazetteer.gazetteer import Gazetteer
from graph.gazetteer.places import Place, Resolution

_MOST_AREAS = 200
"""More districts or cities than this say nothing about where an unqualified street or community lies."""


class DocumentPlaces:
    """The place wordings of one document, read together.

    A pure function of the set of names: their order and number do not matter. The unambiguous names (of
    districts and above) make the document's provinces; a name with several readings is resolved if exactly one lies in
    those provinces, else in those cities, else in those districts. Nothing else is guessed.
    """

    def __init__(self, gazetteer: Gazetteer, names: Iterable[str]) -> None:
        self._gazetteer = gazetteer
        places = [p for name in sorted(set(names)) if (p := self._certain(name))]
        codes = {code for place in places for code in (place.code, *place.parents)}
        self.provinces, self._cities, self._districts = (
            frozenset(c for c in codes if len(c) == n) for n in (2, 4, 6)
        )

    def resolve(self, text: str, within: str | None = None) -> Resolution:
        """As ``Gazetteer.resolve``, with the document's own context; ``within`` (the row's own province or city) comes
        first."""
        found = self._gazetteer.resolve(text, within)
        if found.place and (
            not self.provinces or found.place.level in {"province", "city", "district"} or within
        ):
            return found
        if found.place or found.candidates:
            return self._among(found) if not within or found.candidates else found
        return found if within else self._below(text, found)

    def _certain(self, name: str) -> Place | None:
        place = self._gazetteer.resolve(name).place
        return place if place and len(place.code) <= 6 else None

    def _among(self, found: Resolution) -> Resolution:
        """Choose among the readings by the document's provinces, cities, districts."""
        places = (found.place,) if found.place else found.candidates
        for context in (self.provinces, self._cities, self._districts):
            inside = tuple(p for p in places if context & {p.code, *p.parents})
            if len(inside) == 1:
                return Resolution(inside[0], (), found.rest, found.span, found.full)
            places = inside or places
        return Resolution(None, places, found.rest, found.span, found.full)

    def _below(self, text: str, found: Resolution) -> Resolution:
        """A street or community named alone: the only one of that name in the document's districts, else cities."""
        for context in (self._districts, self._cities):
            if not context or len(context) > _MOST_AREAS:
                continue
            answers = [self._gazetteer.resolve(text, code) for code in sorted(context)]
            places = {p.code: a for a in answers for p in ((a.place,) if a.place else a.candidates)}
            if len(places) == 1 and (only := next(iter(places.values()))).place:
                return only
            if places:
                candidates = {p.code: p for a in answers for p in ((a.place,) if a.place else a.candidates)}
                first = next(a for a in answers if a.place or a.candidates)
                return Resolution(
                    None, tuple(candidates[c] for c in sorted(candidates)), first.rest, first.span, first.full
                )
        return found
