"""How is an answer kept so that it is returned for ever? Question, options, results and all that they rest on, as canonical JSON.

The id is the hash of the bytes. A citation lies in its snapshot's folder, outside the manifest, and goes where the folder goes.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from graph.records import unpack
from graph.snapshots.errors import CitationErased, NoSuchCitation, SnapshotDamaged
from graph.snapshots.manifest import ID_DIGITS, canonical_json, content_id
from graph.snapshots.store import CITATIONS, TOMBSTONE, Snapshot, Snapshots
from ontology.errors import UsageProblem

FORMAT: Final = "gongjian-citation/1"
MAX_BYTES: Final = 32 << 20
MAX_RECORDS: Final = 20_000
_ID: Final = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}")
_STORED: Final = re.compile(r"([rpt])[0-9a-f]{24}")
"""Ids of records (and of the things that are called by one), passages, statements."""


class AnswerTooLarge(UsageProblem):
    """An answer that rests on more than a citation holds."""

    status = 413

    def __init__(self, found: int, allowed: int) -> None:
        super().__init__(
            f"这个回答依据的内容太多（{found}，上限 {allowed}），无法存为引用：请减少条数（--limit）后再引用",
            f"this answer rests on too much ({found}, at most {allowed}) to be kept as a citation: ask for fewer items "
            "(--limit), then cite it",
            found=found,
            allowed=allowed,
        )


class Held(Protocol):
    """Where the closure of an answer is read: the live graph or a snapshot."""

    def things(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """``id``, ``class``, ``name``, ``members`` of things by their own id or a member's."""
        ...

    def record_nodes(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """``id``, ``source``, ``role``, ``type``, ``statements`` (packed) by id."""
        ...

    def passages(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """``text``, ``source``, ``kind``, ``sheet``, ``row`` by id."""
        ...

    def sources(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """What sources state of themselves, the licence included, by key."""
        ...


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation that is kept: its id, the snapshot it lies in, its bytes."""

    id: str
    snapshot: str
    content: bytes

    @property
    def plain(self) -> dict[str, Any]:
        """The bytes as JSON."""
        found: dict[str, Any] = json.loads(self.content)
        return found


def compose(
    snapshot: Snapshot, kind: str, query: str, options: Mapping[str, Any], results: Any, held: Held
) -> bytes:
    """The bytes of a citation.

    Args:
        kind: the question's: search, match, partners, similar or ask.
        results: the answer as the API gives it, plain JSON.
        held: what the answer was given from.

    Raises:
        AnswerTooLarge: it rests on more than is kept.
    """
    content = canonical_json(
        {
            "format": FORMAT,
            "snapshot": snapshot.id,
            "versions": dict(snapshot.manifest.versions),
            "model": snapshot.manifest.model,
            "kind": kind,
            "query": query,
            "options": dict(options),
            "results": results,
            "evidence": closure(results, held),
        }
    )
    if len(content) > MAX_BYTES:
        raise AnswerTooLarge(len(content), MAX_BYTES)
    return content


def closure(results: Any, held: Held) -> dict[str, list[dict[str, Any]]]:
    """All that an answer rests on: the things it names, their records with every statement, the passages that these and
    the answer quote, and the sources of all of it.

    Raises:
        AnswerTooLarge: there are over ``MAX_RECORDS`` records.
    """
    named = sorted(set(_ids(results)))
    things = held.things([id for id in named if id.startswith("r")])
    records = {m for thing in things.values() for m in thing["members"]}
    records |= {id for id in named if id.startswith("r")}
    if len(records) > MAX_RECORDS:
        raise AnswerTooLarge(len(records), MAX_RECORDS)
    nodes = held.record_nodes(sorted(records))
    said = {id: unpack(node["statements"]) for id, node in nodes.items()}
    quoted = {q.passage for several in said.values() for s in several for q in s.quotes}
    passages = held.passages(sorted(quoted.union(id for id in named if id.startswith("p"))))
    keys = {n["source"] for n in nodes.values()} | {p["source"] for p in passages.values()}
    return {
        "entities": _by_id(
            {thing["id"]: _of(thing, "id", "class", "name", "members") for thing in things.values()}
        ),
        "records": _by_id({id: _record(node) for id, node in nodes.items()}),
        "passages": _by_id(
            {id: {"id": id} | _of(p, "text", "source", "kind", "sheet", "row") for id, p in passages.items()}
        ),
        "sources": _by_id(held.sources(sorted(keys))),
    }


def keep(snapshot: Snapshot, content: bytes) -> Citation:
    """Keep a citation in its snapshot's folder, in full or not at all; the same answer is kept once."""
    id = content_id(content)
    folder = snapshot.folder / CITATIONS
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{id}.json"
    if not path.exists():
        part = folder / f".{id}-{os.getpid()}-{secrets.token_hex(4)}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    return Citation(id, snapshot.id, content)


def find(store: Snapshots, id: str) -> Citation:
    """The citation of that id, whichever snapshot it lies in: the very bytes that were kept.

    Raises:
        NoSuchCitation: there is none. CitationErased: it touched a source that was taken out.
        SnapshotDamaged: its bytes have changed.
    """
    if not _ID.fullmatch(id):
        raise NoSuchCitation(id)
    stones = store.tombstones()
    for stone in stones.values():
        if id in stone["citations"]:
            raise CitationErased(id, latest(stones, stone["citations"][id]), stone["reason"])
    for path in sorted(store.folder.glob(f"*/{CITATIONS}/{id}.json")):
        if not (store.folder / f"{path.parent.parent.name}{TOMBSTONE}").exists():
            return read(path.parent.parent, id)
    raise NoSuchCitation(id)


def latest(stones: Mapping[str, Mapping[str, Any]], snapshot: str) -> str:
    """The snapshot that stands for one now: its successor, and its successor's, as far as there are any."""
    while snapshot in stones:
        snapshot = stones[snapshot]["successor"]
    return snapshot


def read(folder: Path, id: str) -> Citation:
    """A citation from a snapshot's folder, wherever it was copied to; errors as ``find``."""
    try:
        content = (folder / CITATIONS / f"{id}.json").read_bytes()
    except OSError as error:
        raise NoSuchCitation(id) from error
    if content_id(content) != id:
        raise SnapshotDamaged(folder.name, f"{CITATIONS}/{id}.json", "的内容已改变", "has changed")
    return Citation(id, folder.name, content)


def kept_in(snapshot: Snapshot) -> list[str]:
    """The ids of the citations in a snapshot's folder."""
    found = (path.stem for path in (snapshot.folder / CITATIONS).glob("*.json"))
    return sorted(id for id in found if _ID.fullmatch(id))


def touches(content: Mapping[str, Any], source: str) -> bool:
    """Whether anything that a citation rests on is of a source."""
    return any(node["key"] == source for node in content["evidence"]["sources"])


def _ids(value: Any) -> Iterator[str]:
    """Every text in a JSON value that is an id of something stored."""
    if isinstance(value, str):
        if _STORED.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _ids(item)


def _record(node: Mapping[str, Any]) -> dict[str, Any]:
    said = [asdict(s) for s in unpack(node["statements"])]
    return _of(node, "id", "source", "role", "type") | {"statements": said}


def _of(node: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: node[name] for name in names if node.get(name) is not None}


def _by_id(nodes: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [nodes[id] for id in sorted(nodes)]
