"""Where is it? The place cells of a row together, an address, or a place inside a title, as one official code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer, Resolution

_BETWEEN = " -—–－_/／、，,·.>》"
_REMEMBERED = 1 << 15
_SEARCHED = 80


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """An official place and where its wording stands in the text."""

    code: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What the place cells of a row say together. ``code`` is the most specific place ('' if none); ``deepest`` the
    cell that states it; ``understood`` says of each cell whether it was resolved; ``candidates`` are readings of what was not."""

    code: str
    deepest: int
    understood: tuple[bool, ...]
    candidates: tuple[str, ...] = ()


class PlaceReader:
    """Resolves wordings to codes; remembers what it has seen."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.cells = lru_cache(maxsize=_REMEMBERED)(self._cells)
        self.address = lru_cache(maxsize=_REMEMBERED)(self._address)
        self._resolve = lru_cache(maxsize=_REMEMBERED)(self._resolve_once)

    def is_place(self, text: str) -> bool:
        """Whether a whole text is a place's wording, however many places have it."""
        first = self._resolve(text, "")
        return bool((first.place or first.candidates) and not first.rest.strip(_BETWEEN)) or bool(self.path(text, ""))

    def path(self, text: str, within: str) -> str:
        """The code of a text that is a path of places from wide to narrow (昆明市-官渡区), '' if it is not."""
        code, rest = within, text.strip(_BETWEEN)
        while rest:
            found = self._resolve(rest, code)
            if found.place is None or found.rest == rest:
                return ""
            code, rest = self._narrower(code, found.place.code), found.rest.strip(_BETWEEN)
        return code

    def find(self, text: str) -> PlaceFound | None:
        """The first place that a text names in full (玄武区, 湖北省), or by any form at its beginning."""
        for start in range(min(len(text), _SEARCHED)):
            found = self._resolve(text[start : start + _SEARCHED], "")
            if found.place and (found.full or start == 0):
                return PlaceFound(found.place.code, (start + found.span[0], start + found.span[1]))
        return None

    def _cells(self, texts: tuple[str, ...], within: str) -> PlaceReading:
        """Resolve the cells with each other's help: what is clear first, then the others inside it."""
        codes = [self.path(t, "") for t in texts]
        for _ in texts:
            best = self._deepest([c for c in codes if c]) or within
            codes = [c or self.path(t, best) for c, t in zip(codes, texts, strict=True)]
        best = self._deepest([c for c in codes if c])
        if not best:
            return PlaceReading("", -1, tuple(False for _ in texts), self._candidates(texts))
        fits = [bool(c) and self.is_above(c, best) for c in codes]
        return PlaceReading(best, codes.index(best), tuple(fits), () if all(fits) else self._candidates(texts))

    def _candidates(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        found = {p.code for t in texts for p in self._resolve(t.strip(_BETWEEN), "").candidates}
        return tuple(sorted(found))[:10]

    def _address(self, text: str, within: str) -> str:
        """The code of the place that an address begins with, '' if it begins with none."""
        code, rest = within, text.strip(_BETWEEN)
        moved = False
        while rest:
            found = self._resolve(rest, code)
            if found.place is None or not (found.full or moved is False) or found.rest == rest:
                break
            code, rest, moved = self._narrower(code, found.place.code), found.rest.strip(_BETWEEN), True
        return code if moved else ""

    def is_above(self, wide: str, narrow: str) -> bool:
        """Whether a place is another or lies above it."""
        return wide == narrow or any(p.code == wide for p in self.gazetteer.ancestors(narrow))

    def _narrower(self, a: str, b: str) -> str:
        """Of two codes on one path the narrower; else the second."""
        return a if a and self.is_above(b, a) else b

    def _deepest(self, codes: list[str]) -> str:
        return max(codes, key=lambda c: (len(c), -codes.index(c)), default="")

    def _resolve_once(self, text: str, within: str) -> Resolution:
        return self.gazetteer.resolve(text[:_SEARCHED], within=within or None)
