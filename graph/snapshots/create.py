"""How does the graph as it is become a folder? Built beside its place, then renamed: it is there in full or not at all.

The same graph under the same versions gives the same files, hence the same id; making it again finds it there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.connection import Graph
from graph.cypher import quote_name
from graph.export.canonical import EXPORT_VERSION, canonical, of_one_state
from graph.fold import VERSION as FOLD_VERSION
from graph.identifiers import KEY_VERSION
from graph.identity.parameters import DEFAULT_FILE, load_parameters
from graph.index import COUNT_MISSING
from graph.loading import batches
from graph.principal import Principal
from graph.schema import VectorIndex, active_index
from graph.snapshots import contents
from graph.snapshots.errors import NotIndexed
from graph.snapshots.files import HashedFile, write_file
from graph.snapshots.live import live_state
from graph.snapshots.manifest import Entry, Manifest
from graph.snapshots.store import Snapshot, Snapshots
from graph.snapshots.vocabulary import check_vocabulary

EXPORT: Final = "export.nq"
PARAMETERS: Final = "parameters.toml"
LINES_AT_ONCE: Final = 5000
SEARCHED: Final = ("Searchable", "Passage")

Tell = Callable[[str, int, int], None]
"""Told the phase (``records``, ``entities``, ``passages``, ``export``), how many are done, and of how many (0: not known)."""


def silent(phase: str, done: int, total: int, /) -> None:
    """A listener that nobody hears."""


@dataclass(frozen=True, slots=True)
class Created:
    """A snapshot, whether it is ``new``, and how many seconds each phase took."""

    snapshot: Snapshot
    new: bool
    seconds: Mapping[str, float]


def create(
    graph: Graph,
    principal: Principal,
    store: Snapshots,
    *,
    code: str,
    vocabulary: Mapping[str, Path],
    note: str = "",
    tell: Tell = silent,
) -> Created:
    """Write a snapshot of the graph as it is now.

    Args:
        code: the version of the program.
        vocabulary: the Turtle files that the graph's ontology was loaded from, by the name they get in the snapshot.
        note: kept beside the manifest, no part of the id.

    Raises:
        NotSettled: something is being read, or waits, or changed meanwhile; wait, or run ``gongjian up``.
        NotIndexed: something has no vector of the active model yet.
        VocabularyMoved: the Turtle files are not those that the graph's vocabulary was loaded from.
        NotExportable: a text holds what RDF cannot carry.
        DiskFull, FolderNotWritable: nothing is left of it.
    """
    index = _indexed(graph)
    state = live_state(graph)
    with store.building() as folder:
        phases = _Phases(tell)
        work = _written(graph, principal, index, folder, vocabulary, phases)
        entries = _all(of_one_state(graph, work), phases.entries)
        manifest = Manifest(
            versions=_versions(graph, code),
            model=index.model,
            dimensions=index.dimensions,
            counts=contents.counted(graph) | {"triples": phases.triples},
            files=tuple(entries),
        )
        snapshot, new = store.adopt(folder, manifest, note, state if live_state(graph) == state else None)
    return Created(snapshot, new, phases.seconds)


class _Phases:
    """What was written so far and how long it took."""

    def __init__(self, tell: Tell) -> None:
        self.entries: list[Entry] = []
        self.seconds: dict[str, float] = {}
        self.triples = 0
        self._tell = tell
        self._name, self._done, self._total, self._since = "", 0, 0, time.perf_counter()

    def begin(self, name: str, total: int) -> None:
        """The next phase."""
        self._name, self._done, self._total, self._since = name, 0, total, time.perf_counter()
        self._tell(name, 0, total)

    def step(self, count: int) -> None:
        """Some more of it is done."""
        self._done += count
        if self._done % 1000 < count:
            self._tell(self._name, self._done, self._total)

    def end(self, *entries: Entry) -> str:
        """The phase is over and wrote these files."""
        self.entries += entries
        self.seconds[self._name] = time.perf_counter() - self._since
        self._tell(self._name, self._done, self._done)
        return self._name


def _written(
    graph: Graph,
    principal: Principal,
    index: VectorIndex,
    folder: Path,
    vocabulary: Mapping[str, Path],
    phases: _Phases,
) -> Iterator[str]:
    """Write everything; yields as it goes, so that the caller checks the state after the last of it."""
    sizes = contents.counted(graph)
    phases.begin("sources", sizes["sources"])
    phases.end(contents.write_sources(graph, folder), *_copied(folder, vocabulary))
    check_vocabulary(folder, graph.ontology.version)
    phases.begin("records", sizes["records"])
    yield phases.end(contents.write_records(graph, folder, phases.step))
    phases.begin("entities", sizes["entities"])
    yield phases.end(*contents.write_entities(graph, index, folder, phases.step))
    phases.begin("passages", sizes["passages"])
    yield phases.end(*contents.write_passages(graph, index, folder, phases.step))
    phases.begin("export", 0)
    with HashedFile(folder, EXPORT, compressed=True) as file:
        for lines in batches(canonical(graph, principal), LINES_AT_ONCE):
            file.write(("\n".join(lines) + "\n").encode())
            phases.step(len(lines))
            phases.triples += len(lines)
        yield phases.end(file.close())


def _copied(folder: Path, vocabulary: Mapping[str, Path]) -> Iterator[Entry]:
    """The vocabulary and the parameters of identity as they are."""
    for name, path in {**vocabulary, PARAMETERS: DEFAULT_FILE}.items():
        yield write_file(folder, name, [path.read_bytes()])


def _indexed(graph: Graph) -> VectorIndex:
    """The active index, if everything is in it."""
    index = active_index(graph)
    stamp = quote_name(index.stamp if index else "none")
    waiting = sum(
        int(graph.read(COUNT_MISSING.format(label=quote_name(label), stamp=stamp))[0]["n"])
        for label in SEARCHED
    )
    if index is None or waiting:
        raise NotIndexed(waiting)
    return index


def _versions(graph: Graph, code: str) -> dict[str, str]:
    return {
        "code": code,
        "export": str(EXPORT_VERSION),
        "fold": str(FOLD_VERSION),
        "gazetteer": graph.gazetteer.version,
        "key": str(KEY_VERSION),
        "ontology": graph.ontology.version,
        "parameters": str(load_parameters().version),
    }


def _all(phases: Iterable[str], entries: list[Entry]) -> list[Entry]:
    for _ in phases:
        pass
    return entries
