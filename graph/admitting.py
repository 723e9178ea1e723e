"""Which version of a source stands? By stated date and number, by what is there already, by what a person said.

``admit`` decides and marks the version as loading; ``foresee`` says what it would decide. What is written then, and how it
goes live, is ``loading``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from graph.desk.log import append, events, now
from graph.desk.removals import removals, source_id
from graph.desk.replacements import replacement, replacements
from graph.half_made import refuse_half_made
from graph.principal import PUBLIC
from graph.removal import complete_removals
from graph.sources import SourceVersion, version_of
from ontology.errors import DataProblem

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

Outcome = Literal["new", "same", "superseded", "refused"]
"""``new``: write it. ``same``: this content is live already. ``superseded``: a version of higher rank
is there; noted, nothing to write. ``refused``: other content is live under this key and nothing says
which is the newer."""

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
# When a reading began and ended: for people only; it goes with its source.
STARTED: Final = """
MERGE (r:Run {id: $reading}) SET r.source_version = $id, r.started = coalesce(r.started, $at)
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


def foresee(
    graph: Graph, version: SourceVersion, *, replace: bool = False, passage_ids: Collection[str] = ()
) -> Admission:
    """What ``admit`` would decide; nothing is written down."""
    version, mine, best = _against(graph, version)
    if mine and mine["live"] and version_of(mine) == version:
        return Admission("same", version, version)
    outcome = _outcome(version, best, known_before=mine is not None)
    if replace or (mine and mine["live"]):
        return Admission("new", version, best)
    shared = _shared(graph, version.key, passage_ids) if outcome == "refused" and passage_ids else 0
    return Admission(outcome, version, best, shared)


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


def _replacement(graph: Graph, version: SourceVersion) -> int:
    """The desk event that put this version in place since its source was last removed, or 0."""
    if not graph.read(ANY_REPLACEMENT):
        return 0
    log = list(events(graph, PUBLIC))
    placed = replacements(log).get(version.id, 0)
    return placed if placed > removals(log).get(source_id(version.key), 0) else 0


def _shared(graph: Graph, key: str, passage_ids: Collection[str]) -> int:
    return int(graph.read(SHARED, ids=list(passage_ids), key=key)[0]["shared"])


def _with_replaces(version: SourceVersion, replaces: int) -> SourceVersion:
    return version if version.replaces == replaces else replace(version, replaces=replaces)
