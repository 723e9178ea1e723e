"""How does a file of things become passages, records and repairs? With what became of every statement of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from graph.records import Record
from graph.repairs import Repair
from graph.sources import Passage
from ingest.batch import Batch
from ingest.lists.ledger import Fate, Ledger
from ingest.lists.lexicon import Lexicon
from ingest.lists.places import PlaceReader
from ingest.readers.foreign import Foreign, Node, local_name
from ingest.report import ColumnReport
from ingest.things import troubles
from ingest.things.book import ThingBook
from ingest.things.laying import LaidLine, Layer
from ingest.things.lines import Line, LineReader
from ingest.things.meaning import Vocabulary
from ingest.things.reading import ThingReader
from ingest.things.roles import Roles, roles_of
from ontology.terms import Properties

_LONGEST_PLACE = 20


class ThingExtraction:
    """The reading of one file under one source key."""

    def __init__(self, foreign: Foreign, source: str, terms: Vocabulary, lexicon: Lexicon) -> None:
        self.foreign = foreign
        self.source = source
        self.terms = terms
        self.lexicon = lexicon
        self.ledger = Ledger()
        self.repairs: list[Repair] = []
        self.columns: tuple[ColumnReport, ...] = ()
        self.roles: Counter[str] = Counter()
        self.passages = 0
        self._told: set[str] = set()
        self.things = 0

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages, then all records, in batches of about ``size``; to be iterated once."""
        roles = roles_of(self.foreign, self.terms, self.lexicon)
        book = ThingBook(self.source, self.foreign, roles, self.lexicon)
        reader = ThingReader(
            self.foreign, roles, self.terms, book, PlaceReader(self.lexicon.gazetteer, self._names())
        )
        passages: list[Passage] = []
        for found in self._read(roles, reader):
            passages += found
            while len(passages) >= size:
                yield self._batch(passages[:size], [])
                passages = passages[size:]
        yield self._batch(passages, [])
        records = list(book.records())
        for start in range(0, len(records), size):
            yield self._batch([], records[start : start + size])
        self._close(roles, reader)

    def _names(self) -> set[str]:
        """Short texts in Chinese, among which a document's certain places are."""
        said = (s for n in self.foreign.nodes.values() for s in n.said if not s.node and not s.datatype)
        return {s.text for s in said if len(s.text) <= _LONGEST_PLACE and not s.text.isascii()}

    def _read(self, roles: Roles, reader: ThingReader) -> Iterator[list[Passage]]:
        lines = LineReader(self.foreign, roles, self.terms, self.lexicon)
        layer = Layer(self.source, self.lexicon)
        for key in sorted(roles.classes):
            node = self.foreign.nodes[key]
            all_ = list(lines.lines(node, roles.classes[key]))
            self._told |= {line.node for line in all_}
            laid = layer.lay(node.name, all_, "", node.row)
            links = [link for line in all_ if line.detail and (link := _link(line, laid))]
            reader.read(node, laid, links)
            self._book_silent(all_, reader)
            self.things += 1
            yield _different(laid)
        for key in sorted(self.foreign.nodes.keys() - self._told):
            node = self.foreign.nodes[key]
            laid = layer.lay(node.name, list(lines.lines(node, "")), "", node.row)
            for line in laid:
                fate: Fate = "repair" if line.line.said.damaged else "kept"
                reader.bookings.book(line, (line.line.node, line.line.index), fate)
            self.things += 1
            yield _different(laid)

    def _book_silent(self, lines: Iterable[Line], reader: ThingReader) -> None:
        """Links to details of which nothing was laid hold nothing together."""
        for line in lines:
            if line.detail and (line.node, line.index) not in reader.bookings.fates:
                reader.bookings.book(None, (line.node, line.index), "structure")

    def _batch(self, passages: list[Passage], records: list[Record]) -> Batch:
        self.passages += len(passages)
        self.roles.update(r.role for r in records)
        return Batch(tuple(passages), tuple(records))

    def _close(self, roles: Roles, reader: ThingReader) -> None:
        """Book what was read, ask about classes, and say how every foreign term was understood."""
        counted: list[Fate] = []
        for node in self.foreign.nodes.values():
            counted += [reader.bookings.fates[node.key, i] for i, s in enumerate(node.said) if s.counted]
            if self.foreign.typed:
                counted += [reader.bookings.fates[node.key, -n] for n in range(1, len(node.types) + 1)]
        structure: list[Fate] = ["structure"] * self.foreign.structure
        self.ledger.book("", 0, [*counted, *structure])
        self.repairs += [*reader.bookings.repairs, *self._unknown(roles), *self._unclear(roles)]
        self.columns = tuple(self._columns(reader))

    def _unknown(self, roles: Roles) -> Iterator[Repair]:
        """One question for each foreign class that no class of ours is aligned with."""
        told = self._told | roles.unclear.keys() | {self.foreign.about}
        kept = (n for k, n in self.foreign.nodes.items() if k not in told)
        types = Counter(t for n in kept for t in n.types if self.terms.class_for(t) is None)
        for term, number in sorted(types.items()) if self.foreign.typed else ():
            yield Repair(
                self.source,
                "class-not-aligned",
                column=local_name(term),
                text=term,
                zh=f"外部类没有与本体对齐，{number} 个对象只存为原文：如需作为条目，请在本体（.ttl）中为对应的类加上对齐",
                en=f"no class of ours is aligned with this one, {number} things are kept as text only: align a class with it "
                "in the ontology's Turtle if they should be entries",
            )

    def _unclear(self, roles: Roles) -> Iterator[Repair]:
        for key, among in sorted(roles.unclear.items()):
            trouble = troubles.types_exclude(among, [self.lexicon.ontology.classes[c].zh for c in among])
            node: Node = self.foreign.nodes[key]
            label = self.lexicon.mask(roles.labels.get(key, "")).text
            yield Repair(
                self.source,
                trouble.reason,
                self.lexicon.mask(node.name).text,
                node.row,
                "type",
                label,
                trouble.zh,
                trouble.en,
            )

    def _columns(self, reader: ThingReader) -> Iterator[ColumnReport]:
        properties = self.lexicon.ontology.properties
        for (term, name, near), number in sorted(reader.bookings.terms.items()):
            known = properties[name]
            if name == Properties.KEPT:
                zh, en = f"没有对齐，保留原文 {number} 处", f"not aligned, kept as written ({number})"
            else:
                zh = f"{'近似' if near else ''}对齐“{known.zh}”，{number} 处"
                en = f"{'nearly ' if near else ''}aligned with {known.en} ({number})"
            yield ColumnReport(
                "", term, name, 0.0 if name == Properties.KEPT else 0.8 if near else 1.0, zh, en
            )


def _link(line: Line, laid: list[LaidLine]) -> LaidLine | None:
    """A link to a detail, placed where the detail's first line stands."""
    first = next((n for n in laid if n.line.node == line.detail), None)
    return LaidLine(line, first.passage, first.start, first.value, "") if first else None


def _different(laid: list[LaidLine]) -> list[Passage]:
    return list({n.passage.id: n.passage for n in laid}.values())
