"""What is drawn on a PDF page beside its text? Straight lines that may rule a table, pictures, curves.

Lines are strokes, edges of stroked rectangles, and filled rectangles that are as thin as a line. What is drawn in forms
counts as drawn where the form stands. Colours are not looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

from ingest.readers.pdf_glyphs import turned

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STRAIGHT: Final = 1.0
_THIN: Final = 3.0
_SHORTEST: Final = 1.0
_DEEPEST: Final = 8
_MOST_OBJECTS: Final = 100_000
_NO_WIDTH: Final = 0.01


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: at ``at`` from ``start`` to ``end``, in points."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawn:
    """``pictures``: their area in square points; ``curves``: segments that are not straight; ``unmeasured``: text that
    the library leaves out for its font has no measures."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    curves: int = 0
    unmeasured: int = 0

    def line(self, one: Point, two: Point) -> None:
        """Take a line if it is straight along an axis."""
        (x, y), (u, v) = one, two
        if abs(y - v) <= _STRAIGHT and abs(x - u) >= _SHORTEST:
            self.across.append(Rule((y + v) / 2, min(x, u), max(x, u)))
        elif abs(x - u) <= _STRAIGHT and abs(y - v) >= _SHORTEST:
            self.down.append(Rule((x + u) / 2, min(y, v), max(y, v)))

    def turned(self, turn: int) -> Drawn:
        """The same on the page that is turned as its text is read."""
        found = Drawn(pictures=self.pictures, curves=self.curves, unmeasured=self.unmeasured)
        for rule in self.across:
            found.line(turned(rule.start, rule.at, turn), turned(rule.end, rule.at, turn))
        for rule in self.down:
            found.line(turned(rule.at, rule.start, turn), turned(rule.at, rule.end, turn))
        return found


def drawn_on(page: Any) -> Drawn:
    """What is drawn on a loaded page (pypdfium2's raw handle)."""
    found = Drawn()
    objects = _objects(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page, _UNMOVED, 0)
    for number, (thing, matrix) in enumerate(objects):
        if number >= _MOST_OBJECTS:
            break
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _take_path(thing, matrix, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(thing)
            found.pictures += (
                abs(right - left) * abs(top - bottom) * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
            )
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            left, _, right, _ = _bounds(thing)
            found.unmeasured += abs(right - left) < _NO_WIDTH
    return found


def _objects(count: Any, get: Any, holder: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    for i in range(count(holder)):
        thing = get(holder, i)
        if not thing:
            continue
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = _times(_matrix(thing), matrix)
                yield from _objects(
                    pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, thing, inner, depth + 1
                )
            continue
        yield thing, matrix


def _matrix(thing: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if pdfium.FPDFPageObj_GetMatrix(thing, m) else _UNMOVED


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    k, l, m, n, o, p = two  # noqa: E741
    return (a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p)


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _take_path(thing: Any, matrix: Matrix, found: Drawn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(thing, fill, stroke) or not (fill.value or stroke.value):
        return
    placed = _times(_matrix(thing), matrix)
    for points, curved in _outlines(thing, placed):
        found.curves += curved
        if stroke.value:
            for one, two in pairwise(points):
                found.line(one, two)
        elif not curved:
            _take_filled(points, found)


def _take_filled(points: list[Point], found: Drawn) -> None:
    """A filled rectangle that is as thin as a line is one."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    across, up = right - left, top - bottom
    if min(across, up) > _THIN or len(points) < 3:
        return
    if across >= up:
        found.line((left, (bottom + top) / 2), (right, (bottom + top) / 2))
    else:
        found.line(((left + right) / 2, bottom), ((left + right) / 2, top))


def _outlines(thing: Any, matrix: Matrix) -> Iterator[tuple[list[Point], int]]:
    """The points of each part of a path on the page, and how many of its segments are curved."""
    points: list[Point] = []
    curved = 0
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for i in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, curved
            points, curved = [], 0
        curved += kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if points:
        yield points, curved
