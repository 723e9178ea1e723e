"""How does a file become lines? N-Quads as it stands; Turtle and JSON-LD quad by quad, in bounded memory.

JSON-LD as this program writes it (a context, then a node a text line) is read some nodes at a time, however large;
any other JSON-LD has to be read as a whole and may have at most ``LARGEST_WHOLE`` bytes. Nothing is ever fetched: a
context that is only named is an error.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph as ox

from graph.export import nquads as nq
from graph.importing.errors import LineNotReadable, NotAnExport
from graph.loading import batches

LONGEST_LINE: Final = 64 << 20
"""In bytes; more in one line is no export."""
LARGEST_WHOLE: Final = 64 << 20
NODES_AT_ONCE: Final = 2000
_BEGINS: Final = b',"@graph":[\n'
_XSD_STRING: Final = nq.XSD + "string"
_STARTS: Final = {b"{": "jsonld", b"[": "jsonld", b"@": "turtle", b"<": "nquads"}
_SUFFIXES: Final = {
    ".nq": "nquads", ".nquads": "nquads", ".nt": "nquads", ".ttl": "turtle", ".turtle": "turtle",
    ".jsonld": "jsonld", ".json": "jsonld",
}  # fmt: skip


def export_lines(path: Path) -> Iterator[str]:
    """The N-Quads lines of an exported file, by its suffix, else by how it begins.

    Raises:
        NotAnExport: it is of no format that holds exports. LineNotReadable: a place in it cannot be read.
        OSError: the file cannot be read at all.
    """
    with path.open("rb") as file:
        start = file.read(1)
        format = _SUFFIXES.get(path.suffix.lower()) or _STARTS.get(start, "")
        file.seek(0)
        if format == "nquads":
            yield from _plain(file, path.name)
        elif format == "turtle":
            yield from _quads(file, ox.RdfFormat.TURTLE, path.name, 0)
        elif format == "jsonld":
            yield from _jsonld(file, path.name)
        else:
            raise NotAnExport(
                f"{path.name} 不是本程序导出的文件（nquads、turtle 或 jsonld）",
                f"{path.name} is no export of this program (nquads, turtle or jsonld)",
                file=path.name,
            )


def _plain(file: IO[bytes], name: str) -> Iterator[str]:
    for number, line in enumerate(_text_lines(file, name), 1):
        try:
            yield line.decode().removesuffix("\n")
        except UnicodeDecodeError as error:
            raise LineNotReadable(
                name, number, repr(line[error.start : error.start + 20]), "不是 UTF-8", "not UTF-8"
            ) from error


def _text_lines(file: IO[bytes], name: str) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise LineNotReadable(
                name,
                number,
                repr(line[:40]),
                f"一行超过 {LONGEST_LINE >> 20} MB",
                f"a line of over {LONGEST_LINE >> 20} MB",
            )
        yield line


def _jsonld(file: IO[bytes], name: str) -> Iterator[str]:
    first = next(_text_lines(file, name), b"")
    if not first.endswith(_BEGINS):
        file.seek(0)
        whole = file.read(LARGEST_WHOLE + 1)
        if len(whole) > LARGEST_WHOLE:
            raise NotAnExport(
                f"{name} 不是本程序写出的 JSON-LD，且超过 {LARGEST_WHOLE >> 20} MB：请改用 N-Quads",
                f"{name} is JSON-LD that this program did not write, and over {LARGEST_WHOLE >> 20} MB: use N-Quads",
                file=name,
            )
        yield from _quads(io.BytesIO(whole), ox.RdfFormat.JSON_LD, name, 0)
        return
    context = first.removesuffix(b"[\n")
    _no_remote_context(context, name)
    done = 1
    for several in batches(_nodes(_text_lines(file, name), name), NODES_AT_ONCE):
        part = context + b"[\n" + b",\n".join(several) + b"]}"
        yield from _quads(io.BytesIO(part), ox.RdfFormat.JSON_LD, name, done - 1)
        done += len(several)


def _nodes(lines: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The node of each line, until the line that ends the graph."""
    number, ended = 1, False
    for number, line in enumerate(lines, 2):
        if line == b"]}\n":
            ended = True
            continue
        if ended or not line.startswith(b"{"):
            raise LineNotReadable(
                name, number, line[:40].decode(errors="replace"), "不是一个节点", "not a node"
            )
        yield line.rstrip(b"\n").removesuffix(b",")
    if not ended:
        raise LineNotReadable(name, number, "", "文件到此中断", "the file ends here, unfinished")


def _no_remote_context(context: bytes, name: str) -> None:
    try:
        found: Any = json.loads(context.removesuffix(b',"@graph":') + b"}")["@context"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LineNotReadable(name, 1, str(error), "不是 JSON-LD 上下文", "no JSON-LD context") from error
    if not isinstance(found, dict) or "@import" in found:
        raise LineNotReadable(
            name,
            1,
            str(found),
            "上下文不在文件里，不会去取",
            "the context is not in the file and is not fetched",
        )


def _quads(file: IO[bytes], format: ox.RdfFormat, name: str, before: int) -> Iterator[str]:
    """The lines of a part of a file; ``before`` counts the text lines before it."""
    try:
        for quad in ox.parse(file, format=format):
            yield canonical_line(quad)
    except (SyntaxError, ValueError) as error:
        line = before + (getattr(error, "lineno", None) or 0)
        said = str(getattr(error, "msg", None) or error)
        raise LineNotReadable(name, line, said, "读不懂", "not readable") from error


def canonical_line(quad: ox.Quad) -> str:
    """A quad in the one form in which exports write it.

    Raises:
        ValueError: it has a blank node or another term that no export holds.
    """
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else _iri(quad.graph_name)
    object_ = _literal(quad.object) if isinstance(quad.object, ox.Literal) else _iri(quad.object)
    return nq.line(_iri(quad.subject), _iri(quad.predicate), object_, graph)


def _iri(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return nq.iri(term.value)
    raise ValueError(f"blank node or quoted triple: {str(term)[:80]}")


def _literal(term: ox.Literal) -> str:
    if term.language:
        return nq.text(term.value, term.language)
    if term.datatype.value == _XSD_STRING:
        return nq.text(term.value)
    return nq.typed(term.value, term.datatype.value)
