"""What do sources say, as triples? Live versions, their passages, records, statements and quotes.

A statement is an ``rdf:Statement`` about its record; its quotes are passages' spans, named by a text
fragment (RFC 5147 ``#char=start,end``), so that nothing needs a blank node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.connection import Graph
from graph.export import nquads as nq
from graph.export.provenance import licence_triples, reading_triples
from graph.export.terms import Terms
from graph.records import Quote, Statement, unpack
from ontology.model import Ontology

SOURCES: Final = "MATCH (s:Source) WHERE s.live RETURN s {.*} AS source"
PASSAGES: Final = """
MATCH (p:Passage)
RETURN p.id AS id, p.source AS source, p.text AS text, p.kind AS kind, p.sheet AS sheet, p.row AS row,
       p.masked AS masked
"""
RECORDS: Final = """
MATCH (r:Record)
RETURN r.id AS id, r.source AS source, r.role AS role, r.type AS type, r.statements AS statements
"""


@dataclass(frozen=True, slots=True)
class Live:
    """A live source version, by its two IRIs: itself, and how it was read."""

    version: str
    reading: str


def sources(graph: Graph, live: dict[str, Live], replaced: set[str], settling: str) -> Iterator[str]:
    """The triples of live source versions. Fills ``live`` by source key, and ``replaced`` with the ids of
    versions that a person put in place."""
    for row in graph.stream(SOURCES):
        node = row["source"]
        known = Live(nq.data(node["id"]), nq.data(node["reading"]))
        live[node["key"]] = known
        if node.get("replaces"):
            replaced.add(node["id"])
        yield from source_triples(node)
        yield from reading_triples(node)
        yield nq.line(settling, Terms.INFORMED_BY, known.reading)


def passages(graph: Graph, live: Mapping[str, Live]) -> Iterator[str]:
    """The triples of passages, masked as they are stored."""
    for row in graph.stream(PASSAGES):
        if row["source"] in live:
            yield from _passage(row, live[row["source"]])


def records(graph: Graph, live: Mapping[str, Live], places: set[str]) -> Iterator[str]:
    """The triples of records with statements and quotes; adds the places they name to ``places``."""
    for row in graph.stream(RECORDS):
        if row["source"] not in live:
            continue
        statements = unpack(row["statements"])
        places.update(s.value for s in statements if s.kind == "place")
        # Lists inside, a generator outside: a line that is handed up through four generators costs twice as much.
        yield from _record(row, live[row["source"]], statements, graph.ontology)


def source_triples(node: Mapping[str, Any]) -> Iterator[str]:
    """The triples of one version of a source, by its node's properties."""
    me = nq.data(node["id"])
    yield nq.line(me, Terms.TYPE, Terms.SOURCE)
    yield nq.line(me, Terms.TYPE, Terms.PROV_ENTITY)
    yield nq.line(me, Terms.IDENTIFIER, nq.text(node["key"]))
    yield nq.line(me, Terms.KEY_BASIS, nq.text(node["basis"]))
    yield nq.line(me, Terms.CONTENT, nq.text(node["content"]))
    for predicate, name in Terms.SOURCE_TEXTS:
        if node.get(name):
            yield nq.line(me, predicate, nq.text(node[name]))
    if node.get("stated_date"):
        yield nq.line(me, Terms.ISSUED, nq.value(node["stated_date"], "date"))
    if node.get("number"):
        yield nq.line(me, Terms.NUMBER, nq.integer(node["number"]))
    if node.get("balance"):
        yield nq.line(me, Terms.BALANCE, nq.text(node["balance"]))
    yield from licence_triples(me, node.get("licence") or "")


def _passage(row: Mapping[str, Any], live: Live) -> Iterator[str]:
    me = nq.data(row["id"])
    yield nq.line(me, Terms.TYPE, Terms.PASSAGE)
    yield nq.line(me, Terms.TYPE, Terms.PROV_ENTITY)
    yield nq.line(me, Terms.PART_OF, live.version)
    yield nq.line(me, Terms.VALUE, nq.text(row["text"]))
    yield nq.line(me, Terms.PASSAGE_KIND, nq.text(row["kind"]))
    if row["sheet"]:
        yield nq.line(me, Terms.SHEET, nq.text(row["sheet"]))
    if row["row"]:
        yield nq.line(me, Terms.ROW, nq.integer(row["row"]))
    positions = row["masked"] or []
    for start, end in zip(positions[::2], positions[1::2], strict=True):
        yield nq.line(me, Terms.MASKED, span(row["id"], start, end))


def span(passage: str, start: int, end: int) -> str:
    """The IRI of code points ``start`` to ``end`` of a passage."""
    return f"{nq.data(passage)[:-1]}#char={start},{end}>"


def _record(
    row: Mapping[str, Any], live: Live, statements: tuple[Statement, ...], ontology: Ontology
) -> list[str]:
    me = nq.record(row["id"])
    lines = [
        nq.line(me, Terms.TYPE, Terms.RECORD),
        nq.line(me, Terms.TYPE, Terms.PROV_ENTITY),
        nq.line(me, Terms.OF_CLASS, nq.class_(row["type"], ontology)),
        nq.line(me, Terms.ROLE, nq.text(row["role"])),
        nq.line(me, Terms.SOURCE_OF, live.version),
        nq.line(me, Terms.GENERATED_BY, live.reading),
    ]
    for passage in {q.passage for s in statements for q in s.quotes}:
        lines.append(nq.line(me, Terms.QUOTED_FROM, nq.data(passage)))
    seen: Counter[str] = Counter()
    for statement in statements:
        id = statement.id_in(row["id"])
        seen[id] += 1
        # Two statements that differ in unit or status only share an id; the later has its number.
        name = id if seen[id] == 1 else f"{id}.{seen[id]}"
        lines += _statement(nq.data(name), me, statement, ontology)
    return lines


def _statement(me: str, record: str, statement: Statement, ontology: Ontology) -> list[str]:
    lines = [
        nq.line(me, Terms.TYPE, Terms.STATEMENT),
        nq.line(me, Terms.SUBJECT, record),
        nq.line(me, Terms.PREDICATE, nq.property_(statement.property, ontology)),
        nq.line(me, Terms.OBJECT, stated_value(statement, ontology)),
        nq.line(me, Terms.STATUS, nq.text(statement.status)),
        nq.line(me, Terms.QUOTE_COUNT, nq.integer(statement.quote_count)),
    ]
    for predicate, name in Terms.STATEMENT_TEXTS:
        if found := getattr(statement, name):
            lines.append(nq.line(me, predicate, nq.text(found)))
    if statement.restricted:
        lines.append(nq.line(me, Terms.RESTRICTED, nq.value("true", "boolean")))
    for quote in statement.quotes:
        lines += _quote(me, quote)
    if len(statement.quotes) > 1 and (order := quote_order(statement.quotes)):
        lines.append(nq.line(me, Terms.QUOTE_ORDER, nq.text(order)))
    return lines


def _quote(statement: str, quote: Quote) -> list[str]:
    me = span(quote.passage, quote.start, quote.end)
    return [
        nq.line(statement, Terms.QUOTED_FROM, me),
        nq.line(me, Terms.PART_OF, nq.data(quote.passage)),
        nq.line(me, Terms.START, nq.integer(quote.start)),
        nq.line(me, Terms.END, nq.integer(quote.end)),
    ]


def quote_order(quotes: tuple[Quote, ...]) -> str:
    """The order in which a statement has its quotes, ``passage,start,end`` each; '' if it is that of their values."""
    if list(quotes) == sorted(set(quotes)):
        return ""
    return " ".join(f"{q.passage},{q.start},{q.end}" for q in quotes)


def stated_value(statement: Statement, ontology: Ontology) -> str:
    """The RDF term of a statement's value: a record, a concept, a place, or a literal of the range."""
    if statement.kind == "record":
        return nq.record(statement.value)
    if statement.kind == "concept":
        return nq.concept(statement.value, ontology)
    if statement.kind == "place":
        return nq.data(f"place:{statement.value}")
    known = ontology.properties.get(statement.property)
    return nq.value(statement.value, known.range if known else "string", statement.language)
