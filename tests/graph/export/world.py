"""A small world of our own: lists of made-up units, written through the store's own doors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from graph.admitting import admit
from graph.connection import Graph
from graph.identifiers import digest, passage_id, record_id
from graph.loading import finish, write_batch
from graph.records import Quote, Record, Statement
from graph.repairs import Repair
from graph.settle import settle
from graph.sources import Passage, SourceVersion
from ontology.language.restricted import mask
from ontology.terms import Classes, Properties

WHO = "tester"


@dataclass(frozen=True)
class Row:
    """One line of a resource list: who offers what, how much of it, where, and a remark."""

    unit: str
    item: str
    quantity: str
    place: str
    remark: str = ""
    number: str = ""


@dataclass(frozen=True)
class Listing:
    """What a reader makes of a list."""

    version: SourceVersion
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    repairs: tuple[Repair, ...] = ()

    def party(self, unit: str) -> str:
        """The record id of a unit."""
        return next(r.id for r in self.records if r.role == "party" and unit in r.values(Properties.NAME))

    def offer(self, item: str) -> str:
        """The record id of an offer."""
        return next(r.id for r in self.records if r.role == "offer" and item in r.values(Properties.ITEM))


def listing(key: str, rows: Sequence[Row], stated_date: str = "", repairs: int = 0) -> Listing:
    """A list as passages and records, restricted spans masked."""
    content = digest("", key, *map(repr, sorted(rows, key=repr))).ljust(64, "0")
    version = SourceVersion(
        key, "declared", content, f"{key}.csv", title=key, stated_date=stated_date, reader="w-1"
    )
    passages = tuple(_passage(key, row, n) for n, row in enumerate(rows, 2))
    parties: dict[str, set[Statement]] = {}
    offers = []
    for row, passage in zip(rows, passages, strict=True):
        party = record_id(key, "party", row.unit, "", row.place, 0)
        parties.setdefault(party, set()).update(_party(row, passage))
        offers.append(
            Record(
                record_id(key, "offer", row.unit, row.item, row.place, 0),
                key,
                "offer",
                Classes.RESOURCE,
                _offer(row, passage, party),
            )
        )
    records = [Record(i, key, "party", Classes.ORGANIZATION, _united(s)) for i, s in parties.items()]
    noted = tuple(
        Repair(key, "place-not-found", row=n, text="某处", zh="找不到", en="not found")
        for n in range(repairs)
    )
    return Listing(version, passages, (*records, *offers), noted)


def put(graph: Graph, listed: Listing, *, batch: int = 1000, seed: int = 0, replace: bool = False) -> None:
    """Write a list in batches, in an order of one's own."""
    admission = admit(graph, listed.version, replace=replace, who=WHO)
    assert admission.write, admission.outcome
    rng = random.Random(seed)
    passages, records = (
        rng.sample(listed.passages, len(listed.passages)),
        rng.sample(listed.records, len(listed.records)),
    )
    for n in range(0, max(len(passages), len(records)), batch):
        write_batch(graph, admission.version, passages[n : n + batch], records[n : n + batch])
    finish(graph, admission.version, listed.repairs, {"interpreted": len(listed.passages)})


def read_in(graph: Graph, *lists: Listing, batch: int = 1000, seed: int = 0) -> None:
    """Write lists and settle the graph."""
    for listed in lists:
        put(graph, listed, batch=batch, seed=seed)
    settle(graph)


def _passage(key: str, row: Row, number: int) -> Passage:
    masked = mask("\t".join((row.unit, row.item, row.quantity, row.remark)))
    spans = tuple((span[0], span[1]) for span in masked.spans)
    return Passage(passage_id(key, masked.text, 0), key, masked.text, "row", "资源清单", number, spans)


def _quote(passage: Passage, cell: int) -> tuple[Quote, ...]:
    cells = passage.text.split("\t")
    start = sum(len(c) + 1 for c in cells[:cell])
    return (Quote(passage.id, start, start + len(cells[cell])),)


def _party(row: Row, passage: Passage) -> list[Statement]:
    quote = _quote(passage, 0)
    return [
        Statement(Properties.NAME, row.unit, quotes=quote, quote_count=1),
        Statement(Properties.PLACE, row.place, "place", quotes=quote, quote_count=1),
    ]


def _offer(row: Row, passage: Passage, party: str) -> tuple[Statement, ...]:
    made = [
        Statement(Properties.ITEM, row.item, quotes=_quote(passage, 1), quote_count=1),
        Statement(Properties.PROVIDER, party, "record", row.unit, quotes=_quote(passage, 0), quote_count=1),
        Statement(Properties.QUANTITY, row.quantity, unit="间", quotes=_quote(passage, 2), quote_count=1),
        Statement(Properties.PLACE, row.place, "place", quotes=_quote(passage, 0), quote_count=1),
    ]
    if row.remark:
        cell = passage.text.split("\t")[3]
        made.append(Statement(Properties.REMARK, cell, quotes=_quote(passage, 3), quote_count=1))
    return tuple(made)


def _united(statements: set[Statement]) -> tuple[Statement, ...]:
    by_value: dict[tuple[str, str], list[Quote]] = {}
    kinds = {(s.property, s.value): s.kind for s in statements}
    for s in statements:
        by_value.setdefault((s.property, s.value), []).extend(s.quotes)
    return tuple(
        Statement(p, v, kinds[p, v], quotes=tuple(sorted(q)), quote_count=len(q))
        for (p, v), q in by_value.items()
    )
