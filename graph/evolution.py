"""Does another vocabulary pass with the records that the store holds?

The store keeps the summary of its vocabulary beside its data (``vocabulary.py``). A store that keeps none (made by an
older program, or imported) is judged by its records alone: each must be sound under the new vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graph.cypher import quote_name
from graph.records import Statement, unpack
from graph.vocabulary import held, holds_records
from ontology.errors import DataProblem
from ontology.evolution import Change, Concern, changes
from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.summary import summarise
from ontology.terms import Properties
from ontology.validate import refusing, violations

if TYPE_CHECKING:
    from graph.connection import Graph, Row

SHOWN: Final = 5
"""How many records of a change are named."""
# What was read under this very vocabulary is as it wants it, whatever the terms are called.
READ_ANEW: Final = """
MATCH (s:Source) WHERE s.reader ENDS WITH $version AND s.state IN ['live', 'loading'] RETURN s.reading AS reading
"""
RECORDS: Final = """
MATCH (r:Record)
WHERE ($all OR r.type IN $types OR any(word IN $words WHERE r.statements CONTAINS word)) AND NOT r.reading IN $anew
RETURN r.id AS id, r.source AS source, r.type AS type, r.statements AS statements ORDER BY r.id
"""
APART: Final = """
MATCH (e:Entity:{one}:{other}) UNWIND e.members AS id
MATCH (r:Record {{id: id}}) WHERE NOT r.reading IN $anew
RETURN r.id AS id, r.source AS source, r.type AS type, r.statements AS statements ORDER BY r.id
"""
HEADERS: Final = (
    "MATCH (p:Passage {kind: 'header'}) WHERE NOT p.reading IN $anew RETURN p.id AS id, p.text AS text"
)
WHERE_FROM: Final = """
UNWIND $rows AS row
OPTIONAL MATCH (s:Source {key: row.source}) WHERE s.live
OPTIONAL MATCH (p:Passage {id: row.passage})
RETURN row.record AS record, row.source AS source, coalesce(s.name, '') AS file, coalesce(p.sheet, '') AS sheet,
       coalesce(p.row, 0) AS row
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A record and where it is from."""

    record: str
    source: str
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A change that concerns records: how many, the first of them, and how many of each source."""

    change: Change
    count: int
    first: tuple[Place, ...]
    sources: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the vocabulary differs from the store's (``version``), and what that means for its records."""

    version: str
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


class VocabularyConflict(DataProblem):
    """The vocabulary differs from the store's in a way that concerns records."""

    status = 409

    def __init__(self, judgement: Judgement, now: str) -> None:
        zh = ["本体的变化涉及库中已有的记录，未采用：", *(_line_zh(f) for f in judgement.findings)]
        en = ["the vocabulary changed in ways that concern stored records; it is not taken:"]
        en += [_line_en(f) for f in judgement.findings]
        zh.append("请运行 gongjian ontology migrate（先加 --dry-run 查看），或恢复原来的本体文件")
        en.append(
            "run gongjian ontology migrate (with --dry-run first, to look), or put the old vocabulary back"
        )
        super().__init__(
            "\n".join(zh),
            "\n".join(en),
            stored=judgement.version,
            loaded=now,
            changes=[told(f) for f in judgement.findings],
            migration="gongjian ontology migrate",
        )


def judge(graph: Graph, ontology: Ontology | None = None) -> Judgement:
    """How a vocabulary (the graph's own if not given) differs from the store's, and which records that concerns.

    One pass over the records that a change may concern; what was read under this vocabulary is left out.
    """
    new = ontology or graph.ontology
    found = held(graph)
    if found and found.version == new.version and not found.target:
        return Judgement(found.version)
    if found is None and not holds_records(graph):
        return Judgement("")
    if found is None or found.summary is None:
        several: tuple[Change, ...] = (_UNKNOWN,)
    else:
        several = changes(found.summary, summarise(new))
    return Judgement(found.version if found else "", several, tuple(_findings(graph, new, several)))


def told(finding: Finding) -> dict[str, Any]:
    """A finding as a member of a problem."""
    change = finding.change
    return {
        "term": change.term,
        "of": change.of,
        "kind": change.kind,
        "zh": change.zh,
        "en": change.en,
        "successor": change.successor,
        "records": finding.count,
        "sources": dict(sorted(finding.sources.items())),
        "first": [
            {"record": p.record, "source": p.source, "file": p.file, "sheet": p.sheet, "row": p.row}
            for p in finding.first
        ],
    }


_UNKNOWN: Final = Change(
    "vocabulary",
    "",
    "unknown",
    "库没有注明所用的本体，有记录不符合现在的本体",
    "the store does not say which vocabulary it was made with, and has records that break this one",
    Concern("broken"),
)


@dataclass(slots=True)
class _Tally:
    """The records of one change, counted as they pass by."""

    change: Change
    count: int = 0
    first: list[Row] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        self.count += 1
        self.sources[row["source"]] = self.sources.get(row["source"], 0) + 1
        if len(self.first) < SHOWN:
            self.first.append(row)


def _findings(graph: Graph, new: Ontology, several: Iterable[Change]) -> Iterator[Finding]:
    anew = [row["reading"] for row in graph.read(READ_ANEW, version=new.version)]
    tallies = [_Tally(change) for change in several if change.concern]
    _pass_by(graph, new, [t for t in tallies if _of(t).how in ("used", "broken", "unmasked")], anew)
    for tally in tallies:
        if _of(tally).how == "apart":
            one, other = (quote_name(name) for name in sorted(_of(tally).types))
            for row in graph.stream(APART.format(one=one, other=other), anew=anew):
                tally.add(row)
    _headed(graph, [t for t in tallies if _of(t).how == "headed"], anew)
    for tally in tallies:
        if tally.count:
            yield Finding(tally.change, tally.count, _places(graph, tally.first), tally.sources)


def _of(tally: _Tally) -> Concern:
    assert tally.change.concern is not None
    return tally.change.concern


def _pass_by(graph: Graph, new: Ontology, tallies: list[_Tally], anew: list[str]) -> None:
    """Stream the records that these changes may concern, once."""
    if not tallies:
        return
    tests = [(tally, _test(_of(tally), new)) for tally in tallies]
    concerns = [_of(t) for t in tallies]
    words = {f'"property":"{p}"' for c in concerns for p in c.properties}
    words |= {f'"value":"{v}"' for c in concerns for v in c.concepts}
    types = {t for c in concerns if not c.properties and not c.concepts for t in c.types}
    every = any(not (c.types or c.properties or c.concepts) for c in concerns)
    for row in graph.stream(RECORDS, all=every, types=sorted(types), words=sorted(words), anew=anew):
        statements = unpack(row["statements"])
        for tally, concerned in tests:
            if concerned(row["type"], statements):
                tally.add(row)


def _test(concern: Concern, new: Ontology) -> Callable[[str, tuple[Statement, ...]], bool]:
    """Whether a record (class, statements) is one that a change concerns."""

    def uses(statement: Statement) -> bool:
        by_property = not concern.properties or statement.property in concern.properties
        by_concept = not concern.concepts or (
            statement.kind == "concept" and statement.value in concern.concepts
        )
        shows = concern.how != "unmasked" or not statement.restricted
        return by_property and by_concept and shows

    def concerned(type: str, statements: tuple[Statement, ...]) -> bool:
        if concern.types and type not in concern.types:
            return False
        if (concern.properties or concern.concepts) and not any(map(uses, statements)):
            return False
        return concern.how != "broken" or _broken(type, statements, new)

    return concerned


def _broken(type: str, statements: tuple[Statement, ...], new: Ontology) -> bool:
    """Whether a record breaks a rule, or shows what is restricted now."""
    known = new.properties
    if any(s.property in known and known[s.property].restricted and not s.restricted for s in statements):
        return True
    return bool(refusing(violations(type, statements, new)))


def _headed(graph: Graph, tallies: list[_Tally], anew: list[str]) -> None:
    """Records that keep a column as it stands whose header holds one of the words."""
    if not tallies:
        return
    headers = {row["id"]: fold(row["text"]) for row in graph.stream(HEADERS, anew=anew)}
    hits = {
        id: [t for t in tallies if any(fold(word) in text for word in _of(t).words)]
        for id, text in headers.items()
    }
    hits = {id: found for id, found in hits.items() if found}
    words = [f'"property":"{Properties.KEPT}"'] if hits else []
    for row in graph.stream(RECORDS, all=False, types=[], words=words, anew=anew) if words else ():
        quoted = {
            q.passage
            for s in unpack(row["statements"])
            if s.property == Properties.KEPT and not s.restricted
            for q in s.quotes
        }
        for tally in {id_: t for p in quoted for t in hits.get(p, ()) for id_ in (id(t),)}.values():
            tally.add(row)


def _places(graph: Graph, rows: Iterable[Row]) -> tuple[Place, ...]:
    wanted = []
    for row in rows:
        quotes = [q.passage for s in unpack(row["statements"]) for q in s.quotes]
        wanted.append({"record": row["id"], "source": row["source"], "passage": quotes[0] if quotes else ""})
    return tuple(Place(**row) for row in graph.read(WHERE_FROM, rows=wanted))


def _line_zh(finding: Finding) -> str:
    places = "；".join(_where(p, f"第 {p.row} 行") for p in finding.first[:2])
    return f"{finding.change.zh}（{finding.count} 条记录，如 {places}）"


def _line_en(finding: Finding) -> str:
    places = "; ".join(_where(p, f"row {p.row}") for p in finding.first[:2])
    return f"{finding.change.en} ({finding.count} records, such as {places})"


def _where(place: Place, row: str) -> str:
    return " ".join(
        part for part in (place.file, place.sheet, row if place.row else "", place.record) if part
    )
