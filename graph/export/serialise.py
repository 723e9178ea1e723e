"""In which format does the export go out? N-Quads as it is, Turtle (``turtle.py``) or JSON-LD (``jsonld.py``).

Each is written line by line: memory does not grow with the export.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, get_args

from graph.export.context import PREFIXES, Context
from graph.export.jsonld import jsonld
from graph.export.turtle import turtle
from ontology.errors import UsageProblem
from ontology.model import Ontology

Format = Literal["nquads", "turtle", "jsonld"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
MEDIA_TYPES: Final = {
    "nquads": "application/n-quads",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
}
_CHUNK: Final = 1 << 18


class FormatNotPossible(UsageProblem):
    """A format that there is not, or one that cannot hold the named graphs of a full export."""


def check_format(format: str, *, full: bool = False) -> Format:
    """The format if it exists and can hold the export.

    Raises:
        FormatNotPossible: it does not, or it is ``turtle`` for a full export.
    """
    found = next((known for known in FORMATS if known == format), None)
    if found is None:
        raise FormatNotPossible(
            f"没有“{format[:40]}”格式；可用：{'、'.join(FORMATS)}",
            f"there is no format {format[:40]!r}; use one of {', '.join(FORMATS)}",
            found=format[:40],
            allowed=list(FORMATS),
        )
    if full and found == "turtle":
        raise FormatNotPossible(
            "Turtle 不能表示命名图，完整导出请用 nquads 或 jsonld",
            "Turtle cannot hold named graphs; use nquads or jsonld for the full export",
            found=format,
            allowed=["nquads", "jsonld"],
        )
    return found


def serialise(
    lines: Iterable[str], format: str, *, full: bool = False, ontology: Ontology | None = None
) -> Iterator[bytes]:
    """The lines of an export as chunks of bytes (UTF-8) of a format.

    Args:
        lines: what ``canonical`` or ``full`` gives, sorted.
        format: ``nquads``, ``turtle`` (prefixes, default graph only) or ``jsonld``.
        full: whether the lines are those of a full export.
        ontology: gives JSON-LD the short names of its classes and properties.

    Raises:
        FormatNotPossible: see ``check_format``; raised before the first line is asked for.
    """
    chosen = check_format(format, full=full)
    if chosen == "nquads":
        return _chunks(f"{line}\n" for line in lines)
    return _chunks(turtle(lines, PREFIXES) if chosen == "turtle" else jsonld(lines, Context(ontology)))


def _chunks(texts: Iterable[str]) -> Iterator[bytes]:
    buffer = bytearray()
    for text in texts:
        buffer += text.encode()
        if len(buffer) >= _CHUNK:
            yield bytes(buffer)
            buffer.clear()
    if buffer:
        yield bytes(buffer)
