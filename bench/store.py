"""How fast do list rows become records, records entities, and how many bytes is a row?

    python -m bench.store [ROWS [ADDRESS USER PASSWORD]]

Rows of ten cells of our own making, passages and records made beforehand; timed are ``admit``, ``write_batch``
and ``finish``, then ``settle``. Without an address on a server of its own, which also tells the bytes on disk; there everything
is timed on a server just started and again on a warm one (the JVM compiles while it works). The
database is wiped. Prints a table; asserts nothing.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.admitting import admit
from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.engine.server import Engine, EngineOptions
from graph.gazetteer import open_gazetteer
from graph.identifiers import passage_id, record_id
from graph.loading import batches, finish, write_batch
from graph.records import Quote, Record, Statement
from graph.schema import ensure_schema
from graph.settle import settle
from graph.sources import Passage, SourceVersion
from ontology.load import load
from ontology.terms import Classes, Properties, Schemes

KEY = "bench"
ROWS_A_BATCH = 1000
WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"
STORED_BYTES = """
MATCH (n) WHERE n:Passage OR n:Record
RETURN sum(size(coalesce(n.text, '')) + size(coalesce(n.tokens, '')) + size(coalesce(n.statements, ''))) AS n
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number."""

    what: str
    value: float
    unit: str


def measure(graph: Graph, rows: int) -> list[Figure]:
    """Write ``rows`` made-up rows and settle them; the figures. Wipes the database."""
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    made = list(batches(_rows(rows, graph), ROWS_A_BATCH))
    version = SourceVersion(KEY, "declared", "0" * 64, f"{KEY}.csv", stated_date="2025-01-01")
    start = time.perf_counter()
    version = admit(graph, version).version
    for batch in made:
        write_batch(graph, version, [p for p, _ in batch], [r for _, several in batch for r in several])
    finish(graph, version)
    written = time.perf_counter()
    report = settle(graph)
    settled = time.perf_counter()
    again = settle(graph)
    settled_again = time.perf_counter()
    stored = graph.read(STORED_BYTES)[0]["n"]
    return [
        Figure("rows of ten cells to records", rows / (written - start), "rows/s"),
        Figure("records to entities and relations", report.records / (settled - written), "records/s"),
        Figure("entities", report.entities, ""),
        Figure("relations", report.edges, ""),
        Figure("characters of passage and records", stored / rows, "a row"),
        Figure("settling again", (settled_again - settled) * 1000, f"ms, changed: {again.changed}"),
    ]


def _rows(count: int, graph: Graph) -> Iterator[tuple[Passage, list[Record]]]:
    """Rows as a reader makes them: a passage, the offer, and the party where it is first named."""
    rng = random.Random(7)
    kinds = [c.name for c in graph.ontology.in_scheme(Schemes.KINDS)]
    seen: set[str] = set()
    for number in range(count):
        unit = f"示例单位第{rng.randrange(max(1, count // 5))}号服务中心"
        place = rng.choice(("420102", "420103", "420104", "420105", "420106"))
        kind = rng.choice(kinds)
        item = f"{graph.ontology.concepts[kind].zh}{rng.randrange(100)}"
        cells = (
            str(number),
            unit,
            item,
            str(rng.randrange(1, 500)),
            "件",
            "某区",
            f"某路{number}号",
            "周末",
            "免费",
            "需提前预约",
        )
        text = "\t".join(cells)
        passage = Passage(passage_id(KEY, text, 0), KEY, text, "row", "Sheet1", number + 2)
        spans = _spans(passage.id, cells)
        party = record_id(KEY, "party", unit, "", place, 0)
        records = [_offer(party, cells, kind, place, spans)]
        if party not in seen:
            seen.add(party)
            said = (
                _said(Properties.NAME, unit, spans[1]),
                Statement(Properties.PLACE, place, "place", quotes=(spans[5],), quote_count=1),
            )
            records.append(Record(party, KEY, "party", Classes.ORGANIZATION, said))
        yield passage, records


def _offer(party: str, cells: tuple[str, ...], kind: str, place: str, spans: list[Quote]) -> Record:
    said = (
        _said(Properties.ITEM, cells[2], spans[2]),
        Statement(Properties.ABOUT, kind, "concept", cells[2], quotes=(spans[2],), quote_count=1),
        Statement(Properties.PROVIDER, party, "record", cells[1], quotes=(spans[1],), quote_count=1),
        Statement(Properties.QUANTITY, cells[3], unit=cells[4], quotes=(spans[3],), quote_count=1),
        Statement(Properties.PLACE, place, "place", cells[5], quotes=(spans[5],), quote_count=1),
        _said(Properties.ADDRESS, cells[6], spans[6]),
        _said(Properties.SLOT, cells[7], spans[7]),
        _said(Properties.KEPT, f"收费：{cells[8]}", spans[8]),
        _said(Properties.REMARK, cells[9], spans[9]),
    )
    return Record(
        record_id(KEY, "offer", cells[1], cells[2], cells[6], 0), KEY, "offer", Classes.RESOURCE, said
    )


def _said(name: str, value: str, quote: Quote) -> Statement:
    return Statement(name, value, quotes=(quote,), quote_count=1)


def _spans(passage: str, cells: tuple[str, ...]) -> list[Quote]:
    spans, start = [], 0
    for cell in cells:
        spans.append(Quote(passage, start, start + len(cell)))
        start += len(cell) + 1
    return spans


def main(rows: str = "20000", uri: str = "", user: str = "neo4j", password: str = "") -> None:
    """Measure on the server named, or on one of our own, and print a table."""
    if uri:
        _report(_measured(Address(uri, user, password), int(rows)))
        return
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder), cache_folder(), EngineOptions(size="100k", ephemeral=True))
        _measured(engine.start(), 0)
        engine.stop()
        before = _bytes_on_disk(engine.folder)
        address = engine.start()
        figures = _measured(address, int(rows))
        engine.stop()
        size = _bytes_on_disk(engine.folder)
        address = engine.start()
        _measured(address, int(rows))
        again = _measured(address, int(rows))
        figures += [Figure(f"{f.what}, warm server", f.value, f.unit) for f in again if f.unit.endswith("/s")]
        engine.stop()
        grown = (size - before) / int(rows)
    _report([*figures, Figure("on disk, indexes and entities included", grown, "bytes a row")])


def _measured(address: Address, rows: int) -> list[Figure]:
    graph = Graph(open_driver(address), load(), open_gazetteer(cache_folder()))
    try:
        if rows:
            return measure(graph, rows)
        ensure_schema(graph)
        return []
    finally:
        graph.close()


def _report(figures: list[Figure]) -> None:
    for figure in figures:
        sys.stdout.write(f"{figure.what:<40} {figure.value:>12,.1f} {figure.unit}\n")


def _bytes_on_disk(folder: Path) -> int:
    """Of the stopped server's store, without its transaction log."""
    return sum(f.stat().st_size for f in folder.glob("**/databases/neo4j/**/*") if f.is_file())


if __name__ == "__main__":
    main(*sys.argv[1:])
