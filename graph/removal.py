"""How does what a source said leave the graph, as if it had never been read?

``remove`` takes a whole source out (a desk event); ``drop_records`` and its sisters take out what a
newer version of a source no longer says. All work in bounded transactions: what is cut short is
completed by the next run. Entities are put right by ``settle``, which reads the marks left here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from graph.desk.decisions import decisions
from graph.desk.log import append, events
from graph.desk.removals import removal
from graph.notices import FORGET
from graph.principal import PUBLIC
from ontology.errors import UsageProblem

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

AT_ONCE: Final = 2000

CONTENTS: Final = "MATCH (s:Source {key: $key}) RETURN collect(DISTINCT s.content) AS contents"
MARK_REMOVING: Final = "MATCH (s:Source {key: $key}) SET s.state = 'removing', s.live = false"
REMOVING: Final = "MATCH (s:Source {state: 'removing'}) RETURN DISTINCT s.key AS key ORDER BY key"
DROP_SOURCES: Final = """
MATCH (s:Source {key: $key, state: 'removing'})
WITH s, COLLECT { MATCH (r:Run {source_version: s.id}) RETURN r } AS runs
FOREACH (r IN runs | DELETE r)
DETACH DELETE s
"""
IN_USE: Final = "MATCH (s:Source) WHERE s.state <> 'removing' RETURN DISTINCT s.content AS content"
LEFT_OVER: Final = """
MATCH (r:Record {source: $key}) WHERE r.reading <> $keep
RETURN r.id AS id, r.name_key AS name_key, r.uscc AS uscc LIMIT $limit
"""
MARK_ENTITIES: Final = """
MATCH (r:Record)-[:DESCRIBES]->(e:Entity) WHERE r.id IN $ids
SET e.pending = 'cluster'
"""
MARK_NAMESAKES: Final = "MATCH (r:Record) WHERE r.name_key IN $keys SET r.pending = 'cluster'"
MARK_SAME_CODE: Final = "MATCH (r:Record) WHERE r.uscc IN $codes SET r.pending = 'cluster'"
MARK_RECORDS: Final = "MATCH (r:Record) WHERE r.id IN $ids SET r.pending = 'cluster'"
DROP_QUESTIONS: Final = "MATCH (q:Question)-[:CONCERNS]->(r:Record) WHERE r.id IN $ids DETACH DELETE q"
DROP_RECORDS: Final = "MATCH (r:Record) WHERE r.id IN $ids DETACH DELETE r"
# Where the id of a record that is listed no more leads: to another member of the entity that it described last.
KEEP_FORMER: Final = """
MATCH (r:Record)-[:DESCRIBES]->(e:Entity) WHERE r.id IN $ids
MERGE (f:Former {id: r.id})
SET f.source = r.source, f.entity = coalesce([m IN e.members WHERE NOT m IN $ids][0], r.id)
"""
LEAD_ON: Final = """
MATCH (f:Former) WHERE f.entity IN $ids
OPTIONAL MATCH (r:Record {id: f.entity})-[:DESCRIBES]->(e:Entity)
SET f.entity = coalesce([m IN e.members WHERE NOT m IN $ids][0], f.id)
"""
DROP_FORMER: Final = """
MATCH (f:Former {source: $key})
WITH f LIMIT $limit DELETE f RETURN count(*) AS dropped
"""
DROP_RETURNED: Final = """
MATCH (f:Former {source: $key}) WHERE EXISTS { MATCH (:Record {id: f.id}) }
WITH f LIMIT $limit DELETE f RETURN count(*) AS dropped
"""
DROP_SUCCESSIONS: Final = "MATCH (s:Succession {source: $key}) DELETE s"
DROP_PASSAGES: Final = """
MATCH (p:Passage {source: $key}) WHERE p.reading <> $keep
WITH p LIMIT $limit DETACH DELETE p RETURN count(*) AS dropped
"""
DROP_REPAIRS: Final = """
MATCH (x:Repair {source: $key}) WHERE x.reading <> $keep
WITH x LIMIT $limit DETACH DELETE x RETURN count(*) AS dropped
"""


class NoSuchSource(UsageProblem):
    """No source of that key is in the graph; nor, if one could be meant, is there a ``file`` of that name."""

    status = 404

    def __init__(self, key: str, file: bool = False) -> None:
        zh, en = ("也没有这个文件；", "nor such a file; ") if file else ("", "")
        super().__init__(
            f"没有来源“{key[:200]}”。{zh}请用 gongjian sources 查看已有来源的名称。",
            f"there is no source {key[:200]!r}; {en}gongjian sources lists those there are",
            id=key[:200],
        )


@dataclass(frozen=True, slots=True)
class Removal:
    """What a removal took out. ``contents`` are hashes of raw files that no other source uses."""

    key: str
    contents: tuple[str, ...]
    records: int
    passages: int


def remove(graph: Graph, key: str, who: str) -> Removal:
    """Take a source with all its versions out; a desk event by ``who``. Call ``settle`` afterwards.

    Raises:
        NoSuchSource: nothing was read under this key.
    """
    contents = graph.read(CONTENTS, key=key)[0]["contents"]
    if not contents:
        raise NoSuchSource(key)
    graph.transaction(lambda tx: _begin(tx, key, who))
    records, passages = _clear(graph, key)
    return Removal(key, tuple(sorted(set(contents) - contents_in_use(graph))), records, passages)


def complete_removals(graph: Graph) -> None:
    """Finish the removals that were cut short."""
    for row in graph.read(REMOVING):
        _clear(graph, row["key"])


def contents_in_use(graph: Graph) -> set[str]:
    """The content hashes that some version of some source has; other raw files may be deleted."""
    return {row["content"] for row in graph.read(IN_USE)}


def drop_records(graph: Graph, key: str, keep: str = "") -> int:
    """Delete the source's records that reading ``keep`` did not write; how many.

    All that may be clustered differently without them is marked: their entities, records of the same
    name or code, and records that a decision pairs with them. Those that a newer version lists no more
    stay as ``Former``, which only their ids can find.
    """
    dropped = 0
    paired: dict[str, set[str]] | None = None
    while rows := graph.read(LEFT_OVER, key=key, keep=keep, limit=AT_ONCE):
        paired = _paired(graph) if paired is None else paired
        ids = [row["id"] for row in rows]
        partners = sorted({other for i in ids for other in paired.get(i, ())})
        names = sorted({row["name_key"] for row in rows if row["name_key"]})
        codes = sorted({row["uscc"] for row in rows if row["uscc"]})
        graph.transaction(
            partial(_drop, ids=ids, partners=partners, names=names, codes=codes, former=bool(keep))
        )
        dropped += len(ids)
    return dropped


def drop_passages(graph: Graph, key: str, keep: str = "") -> int:
    """Delete the source's passages that reading ``keep`` did not write; how many."""
    return _drop_all(graph, DROP_PASSAGES, key, keep)


def drop_returned(graph: Graph, key: str) -> int:
    """Forget that records were gone which the source lists again; how many."""
    return _drop_all(graph, DROP_RETURNED, key, "")


def drop_repairs(graph: Graph, key: str, keep: str = "") -> int:
    """Delete the source's repairs that reading ``keep`` did not note; how many."""
    return _drop_all(graph, DROP_REPAIRS, key, keep)


def _begin(tx: Transaction, key: str, who: str) -> None:
    append(tx, removal(who, key))
    tx.run(MARK_REMOVING, key=key)


def _clear(graph: Graph, key: str) -> tuple[int, int]:
    records = drop_records(graph, key)
    passages = drop_passages(graph, key)
    drop_repairs(graph, key)
    _drop_all(graph, DROP_FORMER, key, "")
    graph.write(FORGET, key=key)
    graph.write(DROP_SUCCESSIONS, key=key)
    graph.write(DROP_SOURCES, key=key)
    return records, passages


def _paired(graph: Graph) -> dict[str, set[str]]:
    """Record id → the records that any decision of the log names beside it."""
    log = list(events(graph, PUBLIC))
    pairs: dict[str, set[str]] = {}
    for d in decisions(log, {r for e in log for r in e.records}):
        pairs.setdefault(d.a, set()).add(d.b)
        pairs.setdefault(d.b, set()).add(d.a)
    return pairs


def _drop(
    tx: Transaction,
    *,
    ids: Collection[str],
    partners: Collection[str],
    names: Collection[str],
    codes: Collection[str],
    former: bool,
) -> None:
    tx.run(LEAD_ON, ids=ids)
    if former:
        tx.run(KEEP_FORMER, ids=ids)
    tx.run(MARK_ENTITIES, ids=ids)
    tx.run(MARK_NAMESAKES, keys=names)
    tx.run(MARK_SAME_CODE, codes=codes)
    tx.run(MARK_RECORDS, ids=partners)
    tx.run(DROP_QUESTIONS, ids=ids)
    tx.run(DROP_RECORDS, ids=ids)


def _drop_all(graph: Graph, query: str, key: str, keep: str) -> int:
    dropped = 0
    while count := graph.write(query, key=key, keep=keep, limit=AT_ONCE)[0]["dropped"]:
        dropped += count
    return dropped
