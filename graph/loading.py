"""How does one version of a source get into the graph, whole or not at all?

``admit`` decides, ``write_batch`` writes (any number of batches, any order, again if need be),
``finish`` makes the version live and drops what the older one had beyond it. Every node is merged
by its deterministic id and every transaction leaves marks, so a run that was killed is completed by
running it again: ``unfinished`` names the versions to read again. What the records become is up to
``settle``; how a source leaves again is ``removal``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from graph.changes import Changes, mark_differences, told_changes
from graph.desk.log import append, events, now
from graph.desk.removals import removals, source_id
from graph.desk.replacements import replacement, replacements
from graph.half_made import refuse_half_made
from graph.identifiers import digest
from graph.identity.signature import signature_of
from graph.notices import Notice, forget_rows, note
from graph.principal import PUBLIC
from graph.records import Record, pack
from graph.removal import complete_removals, drop_passages, drop_records, drop_repairs, drop_returned
from graph.repairs import Repair
from graph.repairs import to_properties as repair_properties
from graph.sources import Passage, SourceVersion
from ontology.errors import DataProblem
from ontology.language.tokens import index_tokens

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction
    from ontology.model import Ontology

T = TypeVar("T")

Outcome = Literal["new", "same", "superseded", "refused"]
"""``new``: write it. ``same``: this content is live already. ``superseded``: a version of higher rank
is there; noted, nothing to write. ``refused``: other content is live under this key and nothing says
which is the newer."""

ROWS_PER_TRANSACTION: Final = 2000
LONGEST_KEY: Final = 500
"""In characters; an index of the store takes no value of some kilobytes."""

VERSIONS: Final = "MATCH (s:Source {key: $key}) RETURN s {.*} AS source"
# A reading that was cut short and is not gone on with stays out of ``settle`` until the next ``finish`` has swept it.
NOTE: Final = """
MERGE (s:Source {id: $id})
SET s.abandoned = CASE
        WHEN s.state = 'loading' AND NOT ($properties.state = 'loading' AND s.reading = $properties.reading)
        THEN coalesce(s.abandoned, []) + s.reading
        ELSE s.abandoned END
SET s += $properties
"""
ANY_REPLACEMENT: Final = "MATCH (e:Event {kind: 'replace'}) RETURN e.sequence LIMIT 1"
SHARED: Final = """
UNWIND $ids AS id MATCH (p:Passage {id: id}) WHERE p.source = $key AND p.kind IN ['row', 'paragraph', 'entry']
RETURN count(p) AS shared
"""
UNFINISHED: Final = "MATCH (s:Source {state: 'loading'}) RETURN s {.*} AS source"
WRITE_PASSAGES: Final = """
UNWIND $rows AS row
MERGE (p:Passage {id: row.id})
ON CREATE SET p.came = $mark
SET p += row, p.source = $key, p.reading = $reading
"""
# A record whose digest is unchanged keeps its marks: its entity stands.
WRITE_RECORDS: Final = """
UNWIND $rows AS row
MERGE (r:Record {id: row.id})
ON CREATE SET r.came = $mark
WITH r, row, coalesce(r.digest <> row.digest, true) AS changed
SET r.reading = $reading
WITH r, row WHERE changed
SET r += row, r.source = $key, r.pending = 'cluster'
"""
# What a changed record described may lose it: its other members are clustered again. What an older version of the
# source said is given back, so that the run can tell what the new one says differently.
MARK_CHANGED: Final = """
UNWIND $rows AS row
MATCH (r:Record {id: row.id}) WHERE r.digest <> row.digest
OPTIONAL MATCH (r)-[:DESCRIBES]->(e:Entity)
FOREACH (x IN CASE WHEN e IS NULL THEN [] ELSE [e] END | SET x.pending = 'cluster')
WITH r WHERE r.reading <> $reading
RETURN r.id AS id, r.statements AS statements
"""
# Whether all records of a source are of this reading, of which ``settle`` has seen nothing: then none can be changed.
FIRST_READING: Final = """
MATCH (s:Source {key: $key})
RETURN count(s) = 1
   AND all(x IN collect(s) WHERE x.reading = $reading AND NOT x.live AND x.abandoned IS NULL AND x.state = 'loading') AS first
"""
WRITE_REPAIRS: Final = """
UNWIND $rows AS row
MERGE (x:Repair {id: row.id})
SET x += row, x.reading = $reading
"""
# When a reading began and ended: for people only; it goes with its source.
STARTED: Final = """
MERGE (r:Run {id: $reading}) SET r.source_version = $id, r.started = coalesce(r.started, $at)
"""
ENDED: Final = "MERGE (r:Run {id: $reading}) SET r.source_version = $id, r.ended = $at"
GO_LIVE: Final = """
MATCH (s:Source) WHERE s.id IN $others
SET s.live = false, s.state = 'superseded', s.abandoned = null
WITH count(s) AS others
MATCH (s:Source {id: $id})
SET s.live = true, s.state = 'live', s.balance = $balance, s.abandoned = null, s.changes = null
"""


class SourceKeyTooLong(DataProblem):
    """A source's key that the store cannot look up by."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"来源名称有 {len(key)} 个字符，最多 {LONGEST_KEY} 个：{key[:40]}…。请用 --source 另取名称。",
            f"the source's key has {len(key)} characters, at most {LONGEST_KEY} can be: {key[:40]}…; "
            "name it with --source",
            found=key[:40],
            allowed=LONGEST_KEY,
        )


@dataclass(frozen=True, slots=True)
class Admission:
    """What becomes of a version that was brought.

    ``version`` is to be used from here on (it carries ``replaces`` if a person put it in place);
    ``live`` is the version that stands against it, if any; ``shared_rows`` counts the rows that a
    refused content shares with it.
    """

    outcome: Outcome
    version: SourceVersion
    live: SourceVersion | None = None
    shared_rows: int = 0

    @property
    def write(self) -> bool:
        """Whether passages and records are to be written."""
        return self.outcome == "new"


def admit(
    graph: Graph,
    version: SourceVersion,
    *,
    replace: bool = False,
    who: str = "local",
    passage_ids: Collection[str] = (),
) -> Admission:
    """Decide what becomes of a version, and mark it as loading if it is to be written.

    A version that says neither date nor number, or whose key is only a file's name, does not put
    other content aside by itself; ``replace`` does, as a desk event by ``who``. The same content read
    by another ``reader`` is new. Two contents in one run under a file's name are the caller's to see.

    Args:
        passage_ids: ids of the content's passages, to count the shared rows of a refusal.

    Raises:
        SourceKeyTooLong: the key has over ``LONGEST_KEY`` characters. ImportUnfinished: the store is half made.
    """
    refuse_half_made(graph)
    if len(version.key) > LONGEST_KEY:
        raise SourceKeyTooLong(version.key)
    complete_removals(graph)
    version, mine, best = _against(graph, version)
    outcome = _outcome(version, best, known_before=mine is not None)
    if replace and outcome != "new":
        return Admission("new", graph.transaction(lambda tx: _put_in_place(tx, version, who)), best)
    if mine and mine["live"]:
        return _admit_again(graph, version, mine)
    if outcome == "refused":
        return Admission("refused", version, best, _shared(graph, version.key, passage_ids))
    graph.transaction(lambda tx: _note(tx, version, "loading" if outcome == "new" else "superseded"))
    return Admission(outcome, version, best)


def foresee(graph: Graph, version: SourceVersion, *, replace: bool = False) -> Admission:
    """What ``admit`` would decide; nothing is written down."""
    version, mine, best = _against(graph, version)
    if mine and mine["live"] and version_of(mine) == version:
        return Admission("same", version, version)
    outcome = _outcome(version, best, known_before=mine is not None)
    return Admission("new" if replace or (mine and mine["live"]) else outcome, version, best)


def write_batch(
    graph: Graph, version: SourceVersion, passages: Sequence[Passage], records: Sequence[Record]
) -> None:
    """Write passages and records of an admitted version; writing the same again changes nothing."""
    for some in batches(passages, ROWS_PER_TRANSACTION):
        rows = [_passage_row(p) for p in some]
        graph.write(WRITE_PASSAGES, rows=rows, key=version.key, reading=version.reading, mark=version.mark)
    for several in batches(records, ROWS_PER_TRANSACTION):
        rows = [record_row(r, version.stated_date, graph.ontology) for r in several]
        graph.transaction(partial(_write_records, version=version, rows=rows))


def finish(
    graph: Graph,
    version: SourceVersion,
    repairs: Iterable[Repair] = (),
    balance: Mapping[str, int] | None = None,
) -> None:
    """Make a written version live: what the source said before and says no longer goes away.

    Args:
        repairs: what could not be understood; replaces what was noted for this source.
        balance: how many cells or sentences were interpreted, kept, structure, repair.
    """
    for some in batches(repairs, ROWS_PER_TRANSACTION):
        graph.write(WRITE_REPAIRS, rows=[repair_properties(r) for r in some], reading=version.reading)
    found = told_changes(graph, version)
    drop_records(graph, version.key, keep=version.reading)
    drop_returned(graph, version.key)
    drop_passages(graph, version.key, keep=version.reading)
    drop_repairs(graph, version.key, keep=version.reading)
    counted = json.dumps(dict(balance or {}), sort_keys=True)
    others = _outranked(graph, version)
    graph.transaction(lambda tx: _go_live(tx, version, others, counted, found))


def unfinished(graph: Graph) -> list[SourceVersion]:
    """The versions whose loading was cut short, by key and rank; in this order read and write them again, then ``finish``."""
    found = [version_of(row["source"]) for row in graph.read(UNFINISHED)]
    return sorted(found, key=lambda v: (v.key, v.rank))


def record_row(record: Record, stated_date: str, ontology: Ontology) -> dict[str, Any]:
    """The node properties of a record. ``digest`` changes with all that its entity depends on."""
    statements = pack(record.statements)
    signature = signature_of(record, ontology)
    return {
        "id": record.id,
        "role": record.role,
        "type": record.type,
        "statements": statements,
        "stated_date": stated_date,
        "digest": digest("d", record.type, record.role, stated_date, statements),
        **signature.to_properties(),
    }


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _against(
    graph: Graph, version: SourceVersion
) -> tuple[SourceVersion, Mapping[str, Any] | None, SourceVersion | None]:
    """The version with the event that put it in place, its own node, and the best of the others of its key."""
    known = {s["id"]: s for s in (row["source"] for row in graph.read(VERSIONS, key=version.key))}
    mine = known.pop(version.id, None)
    version = _with_replaces(version, max(_replacement(graph, version), mine["replaces"] if mine else 0))
    return version, mine, _best(known.values())


def _best(versions: Iterable[Mapping[str, Any]]) -> SourceVersion | None:
    standing = [version_of(s) for s in versions if s["state"] in ("live", "loading")]
    return max(standing, key=lambda s: s.rank, default=None)


def _outcome(version: SourceVersion, best: SourceVersion | None, known_before: bool) -> Outcome:
    if best is None:
        return "new"
    if _needs_word(version, best):
        return "superseded" if known_before else "refused"
    return "new" if version.rank > best.rank else "superseded"


def _needs_word(version: SourceVersion, best: SourceVersion | None) -> bool:
    """Whether only a person can say that ``version`` takes the place of ``best``."""
    if best is None or version.replaces > best.replaces:
        return False
    return version.basis == "name" or version.rank == best.rank


def _admit_again(graph: Graph, version: SourceVersion, mine: Mapping[str, Any]) -> Admission:
    if mine["state"] == "live" and version_of(mine) == version:
        return Admission("same", version)
    graph.transaction(lambda tx: _note(tx, version, "loading", live=True))
    return Admission("new", version)


def _put_in_place(tx: Transaction, version: SourceVersion, who: str) -> SourceVersion:
    event = append(tx, replacement(who, version.id))
    placed = _with_replaces(version, event.sequence)
    _note(tx, placed, "loading")
    return placed


def _note(tx: Transaction, version: SourceVersion, state: str, live: bool = False) -> None:
    properties = {
        "id": version.id,
        **asdict(version),
        "reading": version.reading,
        "state": state,
        "live": live,
    }
    tx.run(NOTE, id=version.id, properties=properties)
    if state == "loading":
        tx.run(STARTED, reading=version.reading, id=version.id, at=now())


def _go_live(
    tx: Transaction, version: SourceVersion, others: list[str], balance: str, found: Changes | None
) -> None:
    tx.run(GO_LIVE, others=others, id=version.id, balance=balance)
    forget_rows(tx, version.key, version.reader)
    if others or found is None or found != Changes():
        what = Notice("changed" if found else "new", version.key, version.name, changes=found)
        note(tx, what, version.mark, version.reader)
    tx.run(ENDED, reading=version.reading, id=version.id, at=now())


def _replacement(graph: Graph, version: SourceVersion) -> int:
    """The desk event that put this version in place since its source was last removed, or 0."""
    if not graph.read(ANY_REPLACEMENT):
        return 0
    log = list(events(graph, PUBLIC))
    placed = replacements(log).get(version.id, 0)
    return placed if placed > removals(log).get(source_id(version.key), 0) else 0


def _outranked(graph: Graph, version: SourceVersion) -> list[str]:
    """What a version that goes live puts aside; one of higher rank that is still loading goes on."""
    known = [row["source"] for row in graph.read(VERSIONS, key=version.key)]
    waiting = {s["id"] for s in known if s["state"] == "loading" and version_of(s).rank > version.rank}
    return [s["id"] for s in known if s["id"] != version.id and s["id"] not in waiting]


def _shared(graph: Graph, key: str, passage_ids: Collection[str]) -> int:
    return int(graph.read(SHARED, ids=list(passage_ids), key=key)[0]["shared"])


def _write_records(tx: Transaction, version: SourceVersion, rows: list[dict[str, Any]]) -> None:
    if not tx.run(FIRST_READING, key=version.key, reading=version.reading)[0]["first"]:
        found = tx.run(
            MARK_CHANGED, rows=[{"id": r["id"], "digest": r["digest"]} for r in rows], reading=version.reading
        )
        mark_differences(rows, {row["id"]: row["statements"] for row in found}, version.mark)
    tx.run(WRITE_RECORDS, rows=rows, key=version.key, reading=version.reading, mark=version.mark)


def _passage_row(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "text": passage.text,
        "tokens": index_tokens(passage.text),
        "kind": passage.kind,
        "sheet": passage.sheet,
        "row": passage.row,
        "masked": [position for span in passage.masked for position in span],
    }


def _with_replaces(version: SourceVersion, replaces: int) -> SourceVersion:
    return version if version.replaces == replaces else replace(version, replaces=replaces)


def version_of(node: Mapping[str, Any]) -> SourceVersion:
    """The version that a source's node holds."""
    return SourceVersion(
        **{name: node[name] for name in SourceVersion.__dataclass_fields__ if node.get(name) is not None}
    )
