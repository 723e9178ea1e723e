"""Which places can a text begin with? Names matched from left to right, down the tree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.gazetteer.names import FULL, SHORT, area_forms, stem, street_forms, village_forms
from graph.gazetteer.places import Place
from graph.gazetteer.tree import Tree

_SEPARATORS = re.compile(
    r"(?:[\s\-—–/\\.,、·|>_:;()\[\]{}]|市辖区(?=.)|省直辖县级行政区划|自治区直辖县级行政区划)*"
)
_ROAD = re.compile(
    r"[东西南北中]?[一二三四五六七八九十]{0,2}"
    r"(?:路|街|大道|道(?!里|外)|巷|弄|胡同|桥|广场|公园|社区|村|镇|乡|里弄|新村|小区|花园|大厦|门)"
)
_ADDRESS = re.compile(r"[^\s,、]{1,12}?(?:路|街|大道|巷|弄|胡同)[\d东西南北中]")
_MAYBE_STREET = re.compile(r"街道|镇|乡|街办|苏木|政府")
_MAYBE_VILLAGE = re.compile(r"社区|村|居委会|居民委员会|嘎查")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""One place as province and as city: lists name them twice (上海市上海市徐汇区)."""
_WINDOW = 24
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the beginning of a text: the place, where its wording ends, how well it was named.

    ``rank`` is the sum of the ranks of its parts (``names.FULL`` …); ``full`` whether a part has its suffix.
    """

    place: Place
    end: int
    rank: int
    full: bool


class Matcher:
    """Matches names against one tree; the index of 3,300 areas is built once, those of streets as needed."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._areas: dict[str, list[tuple[Place, int]]] = defaultdict(list)
        for place in tree.areas.values():
            for form, rank in area_forms(place.name):
                self._areas[form].append((place, rank))
        self._streets = lru_cache(maxsize=1024)(self._street_index)
        self._villages = lru_cache(maxsize=1024)(self._village_index)

    def readings(self, text: str, start: int, within: str = "") -> list[Reading]:
        """Every reading of the folded text from ``start``; below ``within`` (a code), streets and villages of it too."""
        found = [*self._first(text, start), *(self._deeper(text, start, within, 0, False) if within else ())]
        return list({(r.place.code, r.end): r for r in sorted(found, key=lambda r: -r.rank)}.values())

    def area_names(self, text: str, start: int) -> Iterator[tuple[Place, int, int]]:
        """Areas whose form stands at ``start``, with its end and rank."""
        for end in range(min(len(text), start + _LONGEST), start + 1, -1):
            for place, rank in self._areas.get(text[start:end], ()):
                yield place, end, rank

    def _first(self, text: str, start: int) -> Iterator[Reading]:
        for place, end, rank in self.area_names(text, start):
            yield from self._onward(text, place, end, rank, rank != SHORT)

    def _onward(self, text: str, place: Place, end: int, rank: int, full: bool) -> Iterator[Reading]:
        """The place itself, if what follows allows it, and what is named below it."""
        deeper = list(self._deeper(text, end, place.code, rank, full))
        yield from deeper
        if full or deeper or _may_end(text, place, end):
            yield Reading(place, end, rank, full)

    def _deeper(self, text: str, end: int, code: str, rank: int, full: bool) -> Iterator[Reading]:
        separators = _SEPARATORS.match(text, end)
        start = separators.end() if separators else end
        if start >= len(text):
            return
        if len(code) < 6:
            for place, stop, added in self.area_names(text, start):
                if code in place.parents or (code == place.code and code in _MUNICIPALITIES):
                    yield from self._onward(text, place, stop, rank + added, full or added != SHORT)
        yield from self._small(text, start, code, rank)

    def _small(self, text: str, start: int, code: str, rank: int) -> Iterator[Reading]:
        """Streets and villages below a city, district or street."""
        window = text[start : start + _WINDOW]
        if 4 <= len(code) <= 6 and _MAYBE_STREET.search(window):
            for place, stop in _longest(self._streets(code), text, start):
                yield Reading(place, stop, rank, True)
                yield from self._deeper(text, stop, place.code, rank, True)
        if 4 <= len(code) <= 9 and _MAYBE_VILLAGE.search(window):
            for place, stop in _longest(self._villages(code), text, start):
                yield Reading(place, stop, rank, True)

    def _street_index(self, code: str) -> dict[str, list[Place]]:
        return _index(self.tree.below(code, 9), street_forms)

    def _village_index(self, code: str) -> dict[str, list[Place]]:
        return _index(self.tree.below(code, 12), village_forms)


def _index(places: Iterable[Place], forms: Callable[[str], Iterable[str]]) -> dict[str, list[Place]]:
    index: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for form in dict.fromkeys(forms(place.name)):
            index[form].append(place)
    return index


def _longest(index: dict[str, list[Place]], text: str, start: int) -> Iterator[tuple[Place, int]]:
    for end in range(min(len(text), start + _WINDOW), start + 1, -1):
        if text[start:end] in index:
            yield from ((place, end) for place in index[text[start:end]])
            return


def _may_end(text: str, place: Place, end: int) -> bool:
    """Whether a short name can stand alone before what follows: 南京东路 is a road, 江汉大学 no district."""
    if _ROAD.match(text, end):
        return False
    if place.level != "district" or end == len(text):
        return True
    separators = _SEPARATORS.match(text, end)
    return bool(separators and separators.end() > end) or bool(_ADDRESS.match(text, end))


def best(readings: Iterable[Reading]) -> list[Reading]:
    """The readings that explain most of the text, of those the best named; of a place and what holds it the wider one.

    Where one reading contains all the others it is true whichever was meant (吉林: the province, or the city in
    it). A province's short name goes before the same name of something smaller elsewhere (海南).
    """
    found = list(readings)
    end = max((r.end for r in found), default=0)
    longest = [r for r in found if r.end == end]
    rank = min((r.rank for r in longest), default=FULL)
    kept = sorted((r for r in longest if r.rank == rank), key=lambda r: (len(r.place.code), r.place.code))
    if not kept:
        return []
    wide = kept[0].place
    if all(r.place == wide or wide.code in r.place.parents for r in kept):
        return kept[:1]
    provinces = [r for r in kept if r.place.level == "province" and stem(r.place.name)]
    return provinces if len(provinces) == 1 else kept
