"""Made-up lists for the store's tests: what a reader would make of them, and strategies that vary them.

The units do not exist; places are official codes; credit codes are built with their check character.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from graph.admitting import admit
from graph.connection import Graph
from graph.identifiers import digest, passage_id, record_id
from graph.loading import finish, write_batch
from graph.records import Quote, Record, Statement
from graph.repairs import Repair
from graph.settle import settle
from graph.sources import KeyBasis, Passage, SourceVersion
from ontology.terms import Classes, Properties

WHO = "tester"
_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(serial: int) -> str:
    """A made-up unified social credit code with the right check character."""
    body = f"91420100{serial:09d}"
    total = sum(_DIGITS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _DIGITS[(31 - total % 31) % 31]


def wrong_code(serial: int) -> str:
    """The same with a wrong check character."""
    code = credit_code(serial)
    return code[:-1] + ("1" if code[-1] != "1" else "2")


@dataclass(frozen=True, order=True)
class Row:
    """One line of a made-up list: who offers which item, where, with what remark."""

    unit: str
    item: str
    place: str = ""
    code: str = ""
    remark: str = ""
    type: str = Classes.ORGANIZATION


@dataclass(frozen=True)
class Listing:
    """A made-up source: its key, its date and its rows."""

    key: str
    rows: tuple[Row, ...]
    stated_date: str = ""
    basis: KeyBasis = "declared"
    reader: str = "sample-1"

    @property
    def version(self) -> SourceVersion:
        """The version that these rows are."""
        content = digest("", *map(repr, (self.key, self.stated_date, *self.rows))).ljust(64, "0")
        return SourceVersion(
            self.key, self.basis, content, f"{self.key}.csv", stated_date=self.stated_date, reader=self.reader
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """A passage a row."""
        seen: Counter[str] = Counter()
        made = []
        for number, row in enumerate(self.rows, 2):
            text = _text(row)
            made.append(Passage(passage_id(self.key, text, seen[text]), self.key, text, "row", "表", number))
            seen[text] += 1
        return tuple(made)

    @property
    def records(self) -> tuple[Record, ...]:
        """A party a unit and place, an offer a row."""
        parties: dict[str, Record] = {}
        offers: dict[str, Record] = {}
        seen: Counter[tuple[str, str, str]] = Counter()
        for row, passage in zip(self.rows, self.passages, strict=True):
            party = record_id(self.key, "party", row.unit, "", row.place, 0)
            before = parties[party].statements if party in parties else ()
            said = {s.id_in(party): s for s in (*before, *_party(row, passage))}
            parties[party] = Record(party, self.key, "party", row.type, tuple(said.values()))
            about = (row.unit, row.item, row.place)
            offer = record_id(self.key, "offer", *about, seen[about])
            seen[about] += 1
            offers[offer] = Record(offer, self.key, "offer", Classes.RESOURCE, _offer(row, passage, party))
        return (*parties.values(), *offers.values())

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """A repair for each row that states no place."""
        return tuple(
            Repair(self.key, "place-missing", "表", number, zh="没有地点", en="no place")
            for number, row in enumerate(self.rows, 2)
            if not row.place
        )


def load(graph: Graph, listing: Listing, batch: int = 1000, backwards: bool = False) -> str:
    """Write a list as a reader would; the outcome of its admission."""
    admission = admit(graph, listing.version, who=WHO)
    if admission.write:
        passages, records = list(listing.passages), list(listing.records)
        if backwards:
            passages.reverse()
            records.reverse()
        for start in range(0, max(len(passages), len(records)), batch):
            part = slice(start, start + batch)
            write_batch(graph, admission.version, passages[part], records[part])
        finish(graph, admission.version, listing.repairs, {"interpreted": len(listing.rows)})
    return admission.outcome


def read_in(graph: Graph, listings: Sequence[Listing], batch: int = 1000, backwards: bool = False) -> None:
    """Write lists, then settle."""
    for listing in listings:
        load(graph, listing, batch, backwards)
    settle(graph, batch=batch)


UNITS = ("和平社区居民委员会", "清溪大学", "望湖医院", "晨曦志愿服务队")
PLACES = ("", "42", "4201", "420102", "420106", "420106001")
CODES = ("", "", "", credit_code(1), credit_code(2), wrong_code(1))

rows = st.builds(
    Row,
    unit=st.sampled_from(UNITS),
    item=st.sampled_from(("会议室", "义诊", "口罩")),
    place=st.sampled_from(PLACES),
    code=st.sampled_from(CODES),
    remark=st.sampled_from(("", "周末可用")),
)


def listings(key: str, stated_date: str = "2025-01-01") -> st.SearchStrategy[Listing]:
    """Lists of one source."""
    return st.lists(rows, min_size=1, max_size=5).map(lambda r: Listing(key, tuple(r), stated_date))


worlds = st.tuples(listings("甲区清单"), listings("乙区清单", "2025-02-01"), listings("丙区清单", ""))
"""Three sources."""


def _text(row: Row) -> str:
    return "\t".join((row.unit, row.item, row.place, row.code, row.remark))


def _quote(row: Row, passage: Passage, value: str) -> tuple[Quote, ...]:
    start = _text(row).index(value)
    return (Quote(passage.id, start, start + len(value)),)


def _party(row: Row, passage: Passage) -> list[Statement]:
    said = [Statement(Properties.NAME, row.unit, quotes=_quote(row, passage, row.unit), quote_count=1)]
    if row.code:
        said.append(
            Statement(Properties.USCC, row.code, quotes=_quote(row, passage, row.code), quote_count=1)
        )
    return [*said, *_place(row, passage)]


def _place(row: Row, passage: Passage) -> list[Statement]:
    if not row.place:
        return []
    quotes = _quote(row, passage, row.place)
    return [Statement(Properties.PLACE, row.place, "place", quotes=quotes, quote_count=1)]


def _offer(row: Row, passage: Passage, party: str) -> tuple[Statement, ...]:
    quotes = _quote(row, passage, row.unit)
    said = [
        Statement(Properties.ITEM, row.item, quotes=_quote(row, passage, row.item), quote_count=1),
        Statement(Properties.PROVIDER, party, "record", row.unit, quotes=quotes, quote_count=1),
        *_place(row, passage),
    ]
    if row.remark:
        remark = _quote(row, passage, row.remark)
        said.append(Statement(Properties.REMARK, row.remark, quotes=remark, quote_count=1))
    return tuple(said)
