"""Which official places are there? The SQLite file of the package, read by level as it is needed.

Provinces, cities and districts (3,300) are held in memory; streets and villages are read by the district,
city or street they are asked for in, and kept for a while.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock

from graph.gazetteer.places import LEVEL_OF_LENGTH, Place

_ABSENT = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}
"""Provinces of GB/T 2260 that the statistics bureau's list, and so the package, does not have; nothing below them."""

_PSEUDO = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_TABLES = {9: "street", 12: "village"}
_LONGEST_CODE = 12
_ZEROS = {12: 3, 9: 3, 6: 2, 4: 2}
_KEPT_RANGES = 4096

_PROVINCES = "SELECT code, name FROM province"
_CITIES = "SELECT code, name FROM city"
_DISTRICTS = "SELECT code, name FROM area"
_RANGE = {
    9: "SELECT code, name FROM street WHERE code >= ? AND code < ? ORDER BY code",
    12: "SELECT code, name FROM village WHERE code >= ? AND code < ? ORDER BY code",
}
_STREETS_BY_NAME = "SELECT code FROM street WHERE name IN (?, ?, ?) ORDER BY code"


class Tree:
    """The places of one data file. Safe between threads: one read-only connection under a lock."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = Lock()
        self._same: dict[str, str] = {}
        self.areas = self._load_areas()
        self.below = lru_cache(maxsize=_KEPT_RANGES)(self._below)
        self.streets_named = lru_cache(maxsize=_KEPT_RANGES)(self._streets_named)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def get(self, code: str) -> Place | None:
        """The place of a code of 2, 4, 6, 9 or 12 digits, or one filled up with zeros; of a pseudo-level (3101
        市辖区) the place it stands for; ``None`` if there is none."""
        if not (code.isascii() and code.isdigit()) or len(code) > _LONGEST_CODE:
            return None
        while code:
            place = self._exact(self._same.get(code, code))
            if place or not (zeros := _ZEROS.get(len(code))) or code[-zeros:] != "0" * zeros:
                return place
            code = code[:-zeros]
        return None

    def parents(self, code: str) -> tuple[str, ...]:
        """Codes above a code, nearest first."""
        cut = (code[:n] for n in (9, 6, 4, 2) if n < len(code))
        real = (self._same.get(c, c) for c in cut)
        return tuple(dict.fromkeys(c for c in real if c != code))

    def _exact(self, code: str) -> Place | None:
        if len(code) <= 6:
            return self.areas.get(code)
        if len(code) not in _TABLES:
            return None
        return next((p for p in self.below(code[:6], len(code)) if p.code == code), None)

    def _below(self, code: str, digits: int) -> tuple[Place, ...]:
        """Streets (9 digits) or villages (12) whose code begins with ``code``."""
        rows = self._rows(_RANGE[digits], code, f"{code}:")
        return tuple(Place(c, name, LEVEL_OF_LENGTH[digits], self.parents(c)) for c, name in rows)

    def _streets_named(self, names: tuple[str, str, str]) -> tuple[Place, ...]:
        """Streets anywhere that have one of three names."""
        found = (self._exact(code) for (code,) in self._rows(_STREETS_BY_NAME, *names))
        return tuple(place for place in found if place)

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def _load_areas(self) -> dict[str, Place]:
        provinces = {**dict(self._pairs(_PROVINCES)), **_ABSENT}
        cities, districts = dict(self._pairs(_CITIES)), dict(self._pairs(_DISTRICTS))
        self._same |= {code: code[:2] for code, name in cities.items() if name in _PSEUDO}
        self._same |= {code: code[:4] for code, name in districts.items() if cities.get(code[:4]) == name}
        named = {**provinces, **cities, **districts}
        return {
            code: Place(code, name, LEVEL_OF_LENGTH[len(code)], self.parents(code))
            for code, name in named.items()
            if code not in self._same
        }

    def _pairs(self, query: str) -> Iterable[tuple[str, str]]:
        return ((code, name) for code, name in self._rows(query))
