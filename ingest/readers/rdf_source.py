"""What may be parsed as RDF, and as which bytes? Text in UTF-8, XML without entities that reach out or multiply,
JSON-LD without a context that would have to be fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

import pyoxigraph as ox

from ingest.errors import BrokenFile, IngestError, WrongContent, WrongEncoding
from ingest.readers.encoding import find_encoding
from ingest.readers.limits import Limits, check_size

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
BASE: Final = "file:///"
"""What relative IRIs are resolved against: no folder and no file name, so that a copy says the same."""
LONGEST_ENTITY: Final = 1_000
_XML_ENCODING = re.compile(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)


class UnsafeEntities(IngestError):
    """XML whose document type declares entities outside the file, or entities made of entities."""

    def __init__(self, file: str, row: int, entity: str) -> None:
        super().__init__(
            f"文件 {file} 第 {row} 行声明了外部或嵌套的 XML 实体“{entity}”，不会展开：请把实体换成完整内容后重新导入",
            f"line {row} of {file} declares the XML entity “{entity}” outside the file or made of entities; it is never "
            "expanded: write out its content and ingest the file again",
            file=file,
            row=row,
            term=entity,
        )


class RemoteContext(IngestError):
    """JSON-LD whose @context would have to be fetched."""

    def __init__(self, file: str, context: str) -> None:
        super().__init__(
            f"文件 {file} 的 @context 指向 {context[:120]}，程序从不联网取上下文：请把上下文的内容写进文件（或转成 Turtle）",
            f"the @context of {file} is {context[:120]}, and contexts are never fetched: write the context into the file, "
            "or convert it to Turtle",
            file=file,
            found=context[:120],
        )


def read_source(path: Path, format: ox.RdfFormat, limits: Limits, known: Iterable[str] = ()) -> bytes:
    """The file as UTF-8 that may be given to a parser of the format.

    Args:
        known: namespaces of vocabularies that the ontology is aligned with: a JSON-LD context that is the name of one
            is read as that vocabulary, without fetching anything.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding, BrokenFile, UnsafeEntities, RemoteContext.
    """
    check_size(path, limits)
    encoding = find_encoding(path)
    try:
        text = path.read_bytes().decode(encoding)
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise WrongEncoding(path.name, row) from error
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise WrongContent(path.name, "blank")
    if format == ox.RdfFormat.RDF_XML:
        text = _XML_ENCODING.sub(r"\1", text)
        check_entities(path.name, text)
    if format == ox.RdfFormat.JSON_LD:
        text = _with_contexts(path.name, text, tuple(known), limits)
    return text.encode()


def check_entities(file: str, text: str) -> None:
    """Refuse a document type that reaches out of the file or whose entities hold others.

    Raises:
        UnsafeEntities, BrokenFile: it is not well-formed.
    """
    parser = expat.ParserCreate()

    def declared(name: str, parameter: bool, value: str | None, *outside: object) -> None:
        reaches = value is None or parameter or any(outside)
        if reaches or "&" in (value or "") or "%" in (value or "") or len(value or "") > LONGEST_ENTITY:
            raise UnsafeEntities(file, parser.CurrentLineNumber, name)

    parser.EntityDeclHandler = declared
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        cause = expat.errors.messages.get(error.code, str(error))
        raise BrokenFile(file, error.lineno, f"XML 语法错误（{cause}）", f"not XML ({cause})") from error


def _with_contexts(file: str, text: str, known: tuple[str, ...], limits: Limits) -> str:
    """The document with contexts that name a known vocabulary written out."""
    try:
        document = json.loads(text)
        changed = _replaced(file, document, known, limits.depth)
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 0)
        raise BrokenFile(file, row, f"JSON 语法错误（{error}）", f"not JSON ({error})") from error
    return json.dumps(document, ensure_ascii=False) if changed else text


def _replaced(file: str, value: object, known: tuple[str, ...], depth: int) -> bool:
    if depth == 0:
        raise ValueError("nested too deep")
    if isinstance(value, list):
        return sum(_replaced(file, inner, known, depth - 1) for inner in value) > 0
    if not isinstance(value, dict):
        return False
    changed = False
    if "@context" in value:
        contexts = value["@context"] if isinstance(value["@context"], list) else [value["@context"]]
        value["@context"] = [_context(file, c, known) for c in contexts]
        changed = any(isinstance(c, str) for c in contexts)
    return (
        sum(_replaced(file, v, known, depth - 1) for k, v in value.items() if k != "@context") > 0 or changed
    )


def _context(file: str, context: object, known: tuple[str, ...]) -> object:
    if isinstance(context, dict) and isinstance(context.get("@import"), str):
        raise RemoteContext(file, context["@import"])
    if not isinstance(context, str):
        return context
    named = next((n for n in known if _bare(n) == _bare(context)), None)
    if named is None:
        raise RemoteContext(file, context)
    return {"@vocab": named}


def _bare(iri: str) -> str:
    """An address without scheme and closing marks: http and https name one vocabulary."""
    return iri.split("://", 1)[-1].rstrip("/#").lower()


def parsed(file: str, data: bytes, format: ox.RdfFormat) -> Iterator[ox.Quad]:
    """The statements as written, in the order of the file.

    Raises:
        BrokenFile: with the line at which it cannot be followed.
    """
    base = None if format in {ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS} else BASE
    try:
        yield from ox.parse(data, format=format, base_iri=base, rename_blank_nodes=False)
    except SyntaxError as error:
        row = error.lineno or 0
        raise BrokenFile(file, row, f"不合 RDF 语法（{error.msg}）", f"not RDF ({error.msg})") from error
    except (ValueError, OSError) as error:
        raise BrokenFile(file, 0, f"不合 RDF 语法（{error}）", f"not RDF ({error})") from error
