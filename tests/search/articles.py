"""Articles of our own for asking: paragraphs, and what a reader would make of them, every value with its quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.admitting import admit
from graph.connection import Graph
from graph.identifiers import digest, passage_id, record_id
from graph.loading import finish, write_batch
from graph.records import Kind, Quote, Record, Statement, Status
from graph.settle import settle
from graph.sources import Passage, SourceVersion
from ontology.terms import Properties


@dataclass(frozen=True)
class Says:
    """One statement: ``quote`` are words of the article (the value itself if not given); a value of kind ``record`` is the name
    of another thing."""

    property: str
    value: str
    kind: Kind = "literal"
    quote: str = ""
    unit: str = ""
    status: Status = "asserted"
    precision: str = "exact"
    original: str = ""

    @property
    def words(self) -> str:
        """What stands in the article."""
        return self.quote or self.value


@dataclass(frozen=True)
class Thing:
    """One record: its role and class, its name (also its key) and what is said of it."""

    role: str
    type: str
    name: str
    says: tuple[Says, ...] = ()
    named: bool = True


@dataclass(frozen=True)
class Article:
    """Paragraphs and the things that they tell of."""

    key: str
    paragraphs: tuple[str, ...]
    things: tuple[Thing, ...]

    def id(self, name: str) -> str:
        """The record id of a thing."""
        thing = next(t for t in self.things if t.name == name)
        return record_id(self.key, thing.role, thing.name, "", "", 0)

    @property
    def passages(self) -> list[Passage]:
        """A passage a paragraph."""
        return [
            Passage(passage_id(self.key, text, 0), self.key, text, "paragraph") for text in self.paragraphs
        ]

    @property
    def records(self) -> list[Record]:
        """A record a thing."""
        return [self._record(thing) for thing in self.things]

    def _record(self, thing: Thing) -> Record:
        own = (Says(Properties.NAME, thing.name),) if thing.named else ()
        made = [self._statement(s) for s in (*own, *thing.says)]
        unique = {s.id_in("x"): s for s in made}
        return Record(self.id(thing.name), self.key, thing.role, thing.type, tuple(unique.values()))

    def _statement(self, said: Says) -> Statement:
        passage = next(p for p in self.passages if said.words in p.text)
        start = passage.text.index(said.words)
        value = self.id(said.value) if said.kind == "record" else said.value
        original = said.original or (said.value if said.kind == "record" else said.words)
        return Statement(
            said.property,
            value,
            said.kind,
            original if original != value else "",
            said.unit,
            said.precision,
            said.status,
            quotes=(Quote(passage.id, start, start + len(said.words)),),
            quote_count=1,
        )


def read_articles(graph: Graph, articles: Sequence[Article], stated_on: str = "2026-02-01") -> None:
    """Write the articles, a source each, and settle."""
    for article in articles:
        content = digest("", article.key, *map(repr, (article.paragraphs, article.things))).ljust(64, "0")
        version = SourceVersion(
            article.key,
            "declared",
            content,
            f"{article.key}.txt",
            title=article.key,
            stated_date=stated_on,
        )
        admission = admit(graph, version)
        if admission.write:
            write_batch(graph, admission.version, article.passages, article.records)
            finish(graph, admission.version, (), {})
    settle(graph)
