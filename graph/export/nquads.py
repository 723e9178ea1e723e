"""How is one triple written as one line? The canonical N-Quads form (RDF 1.2 N-Quads, section 4).

Equal triples are equal bytes: one blank between terms, only what must be escaped is escaped, every
other character stands as itself.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from ontology.errors import DataProblem
from ontology.model import Ontology
from ontology.terms import NAMESPACE

DATA: Final = "urn:gongjian:id:"
RECORD: Final = "urn:gongjian:record:"
GRAPH: Final = "urn:gongjian:graph:"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(1, 0x20), 0x7F)} | {
    ord(k): v for k, v in _SHORT.items()
}
_BAD_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\Z")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z")
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_SAFE = ":.-_~"


class NotExportable(DataProblem):
    """A value that RDF cannot carry: a NUL or a lone surrogate in a text, a blank in an IRI."""

    status = 500


@lru_cache(maxsize=65536)
def iri(text: str) -> str:
    """An absolute IRI in angle brackets.

    Raises:
        NotExportable: it holds a character that an IRI cannot hold.
    """
    if _BAD_IN_IRI.search(text):
        raise NotExportable(
            f"“{text[:80]}”不能作为 IRI；请检查词表文件",
            f"{text[:80]!r} cannot be an IRI; look at the vocabulary files",
            found=text[:80],
        )
    return f"<{text}>"


@lru_cache(maxsize=65536)
def data(id: str) -> str:
    """The IRI of something in the store by its id.

    >>> data("place:330102")
    '<urn:gongjian:id:place:330102>'
    """
    return f"<{DATA}{id if id.isascii() and id.isalnum() else quote(id, safe=_SAFE)}>"


@lru_cache(maxsize=65536)
def record(id: str) -> str:
    """The IRI of a record. An entity is called by its smallest record's id, so records have their own space."""
    return f"<{RECORD}{quote(id, safe=_SAFE)}>"


@lru_cache(maxsize=4096)
def term(name: str) -> str:
    """The IRI of a term of the ontology by its local name."""
    return f"<{NAMESPACE}{quote(name, safe=_SAFE)}>"


def text(value: str, language: str = "") -> str:
    """A literal: plain, or in a language (BCP 47; one that is malformed is left out).

    Raises:
        NotExportable: the text holds a NUL or a lone surrogate.
    """
    escaped = _escape(value)
    return f'"{escaped}"@{language.lower()}' if _LANGUAGE.match(language) else f'"{escaped}"'


def typed(value: str, datatype: str) -> str:
    """A literal of a datatype (a full IRI)."""
    return f'"{_escape(value)}"^^<{datatype}>'


def integer(value: int) -> str:
    """An ``xsd:integer``."""
    return f'"{value}"^^<{XSD}integer>'


def value(text_: str, range_: str, language: str = "") -> str:
    """A literal of an ontology range; a wording that the datatype does not allow stays text.

    >>> value("12.5", "decimal")
    '"12.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> value("约三十", "decimal", "zh")
    '"约三十"@zh'
    """
    if range_ == "decimal" and _DECIMAL.match(text_):
        return typed(text_, XSD + "decimal")
    if range_ == "integer" and _INTEGER.match(text_):
        return typed(text_, XSD + "integer")
    if range_ == "boolean" and text_ in {"true", "false"}:
        return typed(text_, XSD + "boolean")
    if range_ == "date" and is_date(text_):
        return typed(text_, XSD + "date")
    return text(text_, language)


def is_date(text_: str) -> bool:
    """Whether a text is a full calendar date, ``2024-05-31``."""
    try:
        return len(text_) == 10 and bool(date.fromisoformat(text_))
    except ValueError:
        return False


def concept(name: str, ontology: Ontology) -> str:
    """The IRI of a concept as the ontology declares it."""
    known = ontology.concepts.get(name)
    return iri(known.iri) if known is not None else term(name)


def property_(name: str, ontology: Ontology) -> str:
    """The IRI of a property as the ontology declares it."""
    known = ontology.properties.get(name)
    return iri(known.iri) if known is not None else term(name)


def class_(name: str, ontology: Ontology) -> str:
    """The IRI of a class as the ontology declares it."""
    known = ontology.classes.get(name)
    return iri(known.iri) if known is not None else term(name)


def line(subject: str, predicate: str, object_: str, graph: str = "") -> str:
    """One statement without the line break; in the default graph unless one is named."""
    return f"{subject} {predicate} {object_} {graph} ." if graph else f"{subject} {predicate} {object_} ."


def _escape(value_: str) -> str:
    if _REFUSED.search(value_):
        raise NotExportable(
            "文本中有空字符（NUL）或不成对的代理码位，无法导出；请修正来源文件后重新导入",
            "a text holds a NUL or a lone surrogate; put the source file right and ingest it again",
            found=_REFUSED.sub("\N{REPLACEMENT CHARACTER}", value_[:80]),
        )
    if _CONTROL.search(value_):
        return value_.translate(_ESCAPES)
    # Accounts are long and full of quotation marks: replacing is 20 times as fast as translating.
    return value_.replace("\\", "\\\\").replace('"', '\\"')
