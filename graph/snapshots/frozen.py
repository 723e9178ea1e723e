"""What does a snapshot say, read from its files alone? Things, quotes, passages, postings and vectors, as a store gives them."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from graph.connection import Row
from graph.embedding.protocol import Vectors
from graph.gazetteer import Gazetteer
from graph.principal import Principal
from graph.reading.lookup import view_of
from graph.reading.quotes import quotes_behind
from graph.reading.views import EntityView, Evidence
from graph.snapshots import frozen_index
from graph.snapshots.derived import derived
from graph.snapshots.store import Snapshot
from graph.snapshots.verify import glance
from graph.snapshots.vocabulary import vocabulary_of
from ontology.model import Ontology

Thing = Literal["entities", "passages"]
IDS_AT_ONCE: Final = 500
_NODES: Final = 'SELECT "{key}", node FROM {table} WHERE "{key}" IN ({marks})'
_BY_ENTITY: Final = "SELECT entity, node FROM records WHERE entity IN ({marks}) ORDER BY entity, id"
_MEMBER_OF: Final = "SELECT id, entity FROM records WHERE id IN ({marks})"
_TERM: Final = "SELECT start, stop FROM terms WHERE thing = ? AND term = ?"
_IDS: Final = "SELECT n, id FROM {thing} WHERE n IN ({marks})"


class Frozen:
    """A snapshot opened for reading. Safe to share between threads; close it.

    Args:
        root: where what is built from snapshots lies.
        gazetteer: the places, which are reference data and no part of a snapshot.

    Raises:
        SnapshotDamaged: a file is not what the manifest says.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        root: Path,
        gazetteer: Gazetteer,
        step: frozen_index.Step = frozen_index.silent,
    ) -> None:
        glance(snapshot)
        self.snapshot = snapshot
        self.gazetteer = gazetteer
        build = partial(frozen_index.build, snapshot, step=step)
        self._folder = derived(root, snapshot.id, f"search-{frozen_index.VERSION}", build)
        path = f"{(self._folder / frozen_index.ROWS_FILE).absolute().as_uri()}?mode=ro"
        self._rows = sqlite3.connect(path, uri=True, check_same_thread=False)
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """The snapshot's id."""
        return self.snapshot.id

    @cached_property
    def ontology(self) -> Ontology:
        """The vocabulary of the snapshot."""
        return vocabulary_of(self.snapshot)

    def close(self) -> None:
        """Give the file back."""
        self._rows.close()

    def entities(self, principal: Principal, ids: Iterable[str]) -> dict[str, EntityView]:
        """The things of ids (their own or any member's), under the ids asked; unknown ones are left out."""
        asked = list(dict.fromkeys(ids))
        nodes = self._nodes("entities", "id", asked)
        moved = dict(self._select(_MEMBER_OF, [id for id in asked if id not in nodes]))
        further = self._nodes("entities", "id", sorted(set(moved.values())))
        found = nodes | {id: further[to] for id, to in moved.items() if to in further}
        return {id: view_of(principal, node, node["labels"]) for id, node in found.items()}

    def evidence_for(
        self, principal: Principal, wanted: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], list[Evidence]]:
        """The quotes behind (entity or member id, property) pairs; as ``graph.reading.evidence_for``."""
        del principal  # a snapshot holds no restricted value
        return quotes_behind(dict.fromkeys(wanted), self, self.ontology)

    def records(self, ids: list[str]) -> list[Row]:
        """The records behind things, by thing and record; an id may be a member's."""
        direct = self._select(_BY_ENTITY, ids)
        missing = sorted(set(ids) - {entity for entity, _ in direct})
        moved = dict(self._select(_MEMBER_OF, missing))
        behind: dict[str, list[Any]] = {}
        for entity, node in self._select(_BY_ENTITY, sorted(set(moved.values()))):
            behind.setdefault(entity, []).append(node)
        through = [(id, node) for id, to in sorted(moved.items()) for node in behind.get(to, ())]
        rows = [(entity, json.loads(node)) for entity, node in (*direct, *through)]
        return [
            {
                "entity": entity,
                "record": node["id"],
                "source": node["source"],
                "statements": node["statements"],
            }
            for entity, node in rows
        ]

    def record_nodes(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """``id``, ``source``, ``role``, ``type``, ``statements`` (packed), ``entity`` of records by id."""
        return self._nodes("records", "id", list(dict.fromkeys(ids)))

    def passages(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """``id``, ``source``, ``text``, ``kind`` and, if it has them, ``sheet`` and ``row`` by id."""
        return self._nodes("passages", "id", ids)

    def sources(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """``key``, ``id`` and what else it states of itself, the licence included, by key."""
        return self._nodes("sources", "key", keys)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query on the look-up file."""
        with self._lock:
            return self._rows.execute(query, values).fetchall()

    def ids(self, thing: Thing, numbers: Sequence[int]) -> dict[int, str]:
        """Row number → id."""
        return {
            n: id
            for start in range(0, len(numbers), IDS_AT_ONCE)
            for n, id in self._select(_IDS.replace("{thing}", thing), numbers[start : start + IDS_AT_ONCE])
        }

    def postings(self, thing: Thing, term: str) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
        """The rows that hold a term, ascending, and how often each does."""
        found = self.rows(_TERM, (thing, term))
        start, stop = found[0] if found else (0, 0)
        return self._array(thing, "docs")[start:stop], self._array(thing, "counts")[start:stop]

    def lengths(self, thing: Thing) -> NDArray[np.uint32]:
        """How many terms each row holds."""
        return self._array(thing, "lengths")

    def vectors(self, thing: Thing) -> Vectors:
        """The vectors, float32, shape (rows, dimensions), mapped from the file."""
        shape = (self.snapshot.manifest.counts[thing], self.snapshot.manifest.dimensions)
        path = self.snapshot.folder / f"search/{thing}.f32"
        return np.memmap(path, "<f4", "r", shape=shape) if shape[0] else np.zeros(shape, np.float32)

    def _array(self, thing: Thing, name: str) -> NDArray[Any]:
        return self._arrays[f"{thing}.{name}"]

    @cached_property
    def _arrays(self) -> Mapping[str, NDArray[Any]]:
        kinds = {"docs": np.uint32, "counts": np.uint16, "lengths": np.uint32}
        paths = [
            (self._folder / f"{thing}.{name}", k)
            for thing in frozen_index.THINGS
            for name, k in kinds.items()
        ]
        return {
            path.name: np.memmap(path, kind, "r") if path.stat().st_size else np.zeros(0, kind)
            for path, kind in paths
        }

    def _nodes(self, table: str, key: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        query = _NODES.replace("{table}", table).replace("{key}", key)
        return {id: json.loads(node) for id, node in self._select(query, ids)}

    def _select(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), IDS_AT_ONCE):
            part = values[start : start + IDS_AT_ONCE]
            found += self.rows(query.replace("{marks}", ",".join("?" * len(part))), part)
        return found
