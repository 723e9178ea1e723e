"""In which format does the export go out? N-Quads as it is; Turtle and JSON-LD through pyoxigraph."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, Final, Literal, get_args

import pyoxigraph

from graph.export.nquads import DATA, DCTERMS, PROV, RDF, RECORD, XSD
from graph.export.terms import STORE
from ontology.errors import UsageProblem
from ontology.terms import NAMESPACE

Format = Literal["nquads", "turtle", "jsonld"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
MEDIA_TYPES: Final = {
    "nquads": "application/n-quads",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
}
PREFIXES: Final = {
    "dcterms": DCTERMS,
    "gj": NAMESPACE,
    "id": DATA,
    "prov": PROV,
    "rdf": RDF,
    "record": RECORD,
    "store": STORE,
    "xsd": XSD,
}
_CHUNK: Final = 1 << 18
_IN_MEMORY: Final = 32 << 20


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


def serialise(lines: Iterable[str], format: str, *, full: bool = False) -> Iterator[bytes]:
    """The lines of an export as chunks of bytes (UTF-8) of a format.

    Args:
        lines: what ``canonical`` or ``full`` gives.
        format: ``nquads``, ``turtle`` (prefixes, default graph only) or ``jsonld``.
        full: whether the lines are those of a full export.

    Raises:
        FormatNotPossible: see ``check_format``; raised before the first line is asked for.
    """
    chosen = check_format(format, full=full)
    return _as_nquads(lines) if chosen == "nquads" else _converted(lines, chosen)


def _as_nquads(lines: Iterable[str]) -> Iterator[bytes]:
    buffer = bytearray()
    for line in lines:
        buffer += line.encode() + b"\n"
        if len(buffer) >= _CHUNK:
            yield bytes(buffer)
            buffer.clear()
    if buffer:
        yield bytes(buffer)


def _converted(lines: Iterable[str], format: Format) -> Iterator[bytes]:
    quads = pyoxigraph.parse(io.BufferedReader(_Lines(lines), _CHUNK), format=pyoxigraph.RdfFormat.N_QUADS)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        if format == "turtle":
            triples = (quad.triple for quad in quads)
            pyoxigraph.serialize(triples, file, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)
        else:
            pyoxigraph.serialize(quads, file, format=pyoxigraph.RdfFormat.JSON_LD, prefixes=PREFIXES)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


class _Lines(io.RawIOBase):
    """Lines as a file that pyoxigraph reads from."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._chunks = _as_nquads(lines)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._chunks, b"")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)
