"""Where is it? The place cells of a row together, an address, or a place inside a title, as one official code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.gazetteer import DocumentPlaces

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer, Place, Resolution

_BETWEEN = " -—–－_/／、，,·.>》"
_REMEMBERED = 1 << 15
_SEARCHED = 200


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """An official place and where its wording stands in the text."""

    code: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What the place cells of a row say together.

    ``code`` is the most specific place ('' if none) and ``deepest`` the cell that states it; ``understood`` says of
    each cell whether all of it was; ``candidates`` are readings of what was not.
    """

    code: str
    deepest: int
    understood: tuple[bool, ...]
    candidates: tuple[str, ...] = ()


class PlaceReader:
    """Resolves the wordings of one document, whose certain places help with its ambiguous ones."""

    def __init__(self, gazetteer: Gazetteer, names: Iterable[str] = ()) -> None:
        self.gazetteer = gazetteer
        self._document = DocumentPlaces(gazetteer, names)
        self.cells = lru_cache(maxsize=_REMEMBERED)(self._cells)
        self.address = lru_cache(maxsize=_REMEMBERED)(self._address)

    def is_place(self, text: str) -> bool:
        """Whether a whole text is a place's wording, however many places have it."""
        found = self.gazetteer.resolve(text)
        return bool(found.place or found.candidates) and not found.rest

    def find(self, text: str) -> PlaceFound | None:
        """The first place that a text names and that only one place can be."""
        found = next((r for r in self.gazetteer.find(text[:_SEARCHED]) if r.place), None)
        return PlaceFound(found.place.code, found.span) if found and found.place else None

    def _cells(self, texts: tuple[str, ...], within: str) -> PlaceReading:
        """Resolve the cells with each other's help: what is clear first, then the others inside it."""
        found = [self._whole(self.gazetteer.resolve(t)) for t in texts]
        for _ in texts:
            best = self._deepest(found) or within
            found = [
                c or self._whole(self._document.resolve(t, best or None))
                for c, t in zip(found, texts, strict=True)
            ]
        best = self._deepest(found)
        understood = tuple(bool(c) and self.gazetteer.contains(c, best) for c in found)
        if all(understood):
            return PlaceReading(best, found.index(best), understood)
        partly = [c or self._beginning(t, best or within) for c, t in zip(found, texts, strict=True)]
        best = self._deepest(partly)
        deepest = partly.index(best) if best else -1
        return PlaceReading(best, deepest, understood, self._candidates(texts, understood))

    def _whole(self, found: Resolution) -> str:
        """The code if all of the text is the place's wording."""
        return found.place.code if found.place and not found.rest.strip(_BETWEEN) else ""

    def _beginning(self, text: str, within: str) -> str:
        """The code of what a text begins with, if it is written in full (十堰市经济开发区)."""
        found = self._text(text, within)
        return found.place.code if found.place else ""

    def _candidates(self, texts: tuple[str, ...], understood: tuple[bool, ...]) -> tuple[str, ...]:
        unclear = [t for t, ok in zip(texts, understood, strict=True) if not ok]
        places: set[Place] = {p for t in unclear for p in self.gazetteer.resolve(t).candidates}
        return tuple(sorted(p.code for p in places))[:10]

    def _address(self, text: str, within: str) -> PlaceFound | None:
        """The place that an address, or a name, begins with."""
        found = self._text(text, within)
        if found.place is None or found.span[0] == found.span[1]:
            return None
        return PlaceFound(found.place.code, found.span)

    def of_name(self, name: str) -> PlaceFound | None:
        """The place in full that an organisation's name begins with (某县中心医院)."""
        found = self._text(name, "")
        usable = (
            found.place
            and found.full
            and found.rest
            and found.place.level in {"province", "city", "district"}
        )
        return PlaceFound(found.place.code, found.span) if usable and found.place else None

    def _text(self, text: str, within: str) -> Resolution:
        """What a longer text begins with. The document decides between readings; it does not look for the text's
        beginning in each of its districts, which would cost more than all else together."""
        found = self.gazetteer.resolve(text, within or None)
        return found if found.place or not found.candidates else self._document.resolve(text, within or None)

    def all(self, text: str, within: str) -> tuple[PlaceFound, ...]:
        """Every place that a text names, in its order (武汉、黄石、鄂州)."""
        found = self.gazetteer.find(text, within or None)
        return tuple(PlaceFound(r.place.code, r.span) for r in found if r.place)

    def _deepest(self, codes: list[str]) -> str:
        return max(codes, key=lambda c: (len(c), -codes.index(c)), default="")
