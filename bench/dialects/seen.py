"""What did the project's reader see in a file? Its columns, records and bookings in plain form, by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from graph.records import Record, Statement
from graph.sources import Passage
from ingest.context import IngestOptions
from ingest.errors import NoHeader
from ingest.lists.extract import Extraction
from ingest.lists.ledger import Fate, Ledger
from ingest.lists.lexicon import Lexicon
from ingest.lists.survey import SheetSurvey
from ingest.prepare import prepare
from ingest.readers.document import Sheet
from ontology.errors import GongjianError

Place = tuple[int, int]
"""The number of a sheet from 0, and the number of a row."""

_NAMING = ("item", "name")
_LEAD = ("providedBy", "neededBy", "party", "member")


@dataclass(frozen=True, slots=True)
class SeenThing:
    """A record that is no party: its role, item, statements and the name of the party that it leads to."""

    role: str
    item: str
    statements: tuple[Statement, ...]
    party: str

    def of(self, name: str) -> list[Statement]:
        """Its statements of a property."""
        return [s for s in self.statements if s.property == name]


@dataclass(slots=True)
class SeenSheet:
    """``header``: the last row of the header (0: none); ``columns``: number and wording → property."""

    header: int = 0
    headless: bool = False
    columns: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """A file as it was read; ``refused``: why not (``''``: it was read)."""

    refused: str = ""
    no_header: bool = False
    counted: int = 0
    booked: int = 0
    sheets: list[SeenSheet] = field(default_factory=list)
    things: dict[Place, list[SeenThing]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))
    fates: dict[Place, Counter[Fate]] = field(default_factory=lambda: defaultdict(Counter))


class _Diary(Ledger):
    """A ledger that remembers what was booked for each row."""

    def __init__(self) -> None:
        super().__init__()
        self.by_row: dict[tuple[str, int], Counter[Fate]] = defaultdict(Counter)

    def book(self, sheet: str, row: int, fates: list[Fate]) -> None:
        super().book(sheet, row, fates)
        self.by_row[sheet, row].update(fates)


def read(path: Path, lexicon: Lexicon) -> Seen:
    """Read a file with the project's reader; a refusal is an answer."""
    seen = Seen()
    try:
        one = prepare(path, "0" * 64, IngestOptions(), lexicon)
    except GongjianError as error:
        seen.refused, seen.no_header = str(error), isinstance(error, NoHeader)
        return seen
    names = {s.name: i for i, s in enumerate(one.document.sheets)}
    seen.counted = one.counted.cells
    _sheets(seen, one.survey.sheets, one.survey.headless, names, len(names))
    extraction = Extraction(one.document, one.survey, one.version.key, lexicon)
    diary = extraction.ledger = _Diary()
    passages: dict[str, Passage] = {}
    records: list[Record] = []
    for batch in extraction.batches(1000):
        passages |= {p.id: p for p in batch.passages}
        records += batch.records
    seen.booked = sum(diary.fates.values())
    for (sheet, row), fates in diary.by_row.items():
        seen.fates[names.get(sheet, 0), row].update(fates)
    _records(seen, records, passages, names)
    return seen


def _sheets(
    seen: Seen, lists: tuple[SheetSurvey, ...], headless: tuple[Sheet, ...], names: dict[str, int], count: int
) -> None:
    seen.sheets = [SeenSheet() for _ in range(count)]
    for survey in lists:
        one = seen.sheets[names[survey.sheet.name]]
        one.header = survey.header.number if survey.header else 0
        for column in survey.profile.columns:
            one.columns[column.index] = (column.wording, column.property)
    for sheet in headless:
        seen.sheets[names[sheet.name]].headless = True


def _records(seen: Seen, records: list[Record], passages: dict[str, Passage], names: dict[str, int]) -> None:
    known = {r.id: r.first("name") or "" for r in records}
    for record in records:
        rows = _rows(record, passages, names)
        if record.role == "party":
            for row in rows:
                seen.parties[row].append(known[record.id])
                seen.places[row] += record.values("inPlace")
            continue
        leads = [
            known.get(s.value, "") for s in record.statements if s.property in _LEAD and s.kind == "record"
        ]
        item = next((v for n in _NAMING for v in record.values(n)), "")
        thing = SeenThing(record.role, item, record.statements, leads[0] if leads else "")
        for row in rows[:1]:
            seen.things[row].append(thing)


def _rows(record: Record, passages: dict[str, Passage], names: dict[str, int]) -> list[Place]:
    """The rows that a record rests on: those that name it, else all that it quotes."""
    naming = [q for s in record.statements if s.property in _NAMING for q in s.quotes]
    quotes = naming or [q for s in record.statements for q in s.quotes]
    found = (passages[q.passage] for q in quotes if q.passage in passages)
    return list(dict.fromkeys((names.get(p.sheet, 0), p.row) for p in found if p.row))
