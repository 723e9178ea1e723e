"""What does a door (verb, route, page) need of snapshots? Made, found, opened for search and kept open while they are used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from api.plain import plain
from graph.principal import Principal
from graph.snapshots.citations import kept_in
from graph.snapshots.create import Created, create
from graph.snapshots.frozen import Frozen
from graph.snapshots.store import Snapshot, Snapshots
from graph.snapshots.verify import verify
from graph.snapshots.vocabulary import vocabulary_files

if TYPE_CHECKING:
    from pathlib import Path

    from api.service import Reporter, Service
    from graph.gazetteer import Gazetteer
    from graph.snapshots.live import LiveState
    from search.context import Questions
    from search.hybrid import SearchPage
    from search.options import SearchQuery

KEPT_OPEN: Final = 4
PHASES: Final = {
    "sources": ("写入来源与词表", "writing sources and vocabulary"),
    "records": ("写入记录", "writing records"),
    "entities": ("写入条目与向量", "writing things and vectors"),
    "passages": ("写入原文与向量", "writing passages and vectors"),
    "export": ("写入标准导出", "writing the canonical export"),
}


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """A snapshot as it is listed. ``created`` and ``note`` are known where it was made; ``live``: the graph is in this state now."""

    id: str
    created: str
    note: str
    live: bool
    model: str
    versions: Mapping[str, str]
    counts: Mapping[str, int]
    files: tuple[dict[str, Any], ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErasedView:
    """A snapshot that is gone: a source was taken out of it."""

    id: str
    successor: str
    reason: str


@dataclass(frozen=True, slots=True)
class SnapshotList:
    """The snapshots of a home, and those that were erased."""

    items: tuple[SnapshotView, ...]
    erased: tuple[ErasedView, ...]


class Shelf:
    """The snapshots of a home, with those at hand opened for search; no store is needed. Safe to share between threads; close it.

    Args:
        gazetteer: opens the places when they are first needed; ``questions`` the model.
    """

    def __init__(
        self,
        home: Path,
        gazetteer: Callable[[], Gazetteer],
        questions: Callable[[], Questions],
        reporter: Reporter,
    ) -> None:
        self.store = Snapshots(home / "snapshots")
        self.derived = home / "snapshot-indexes"
        self._gazetteer, self._questions, self._reporter = gazetteer, questions, reporter
        self._open: OrderedDict[str, Frozen] = OrderedDict()
        self._verified: dict[str, tuple[float, ...]] = {}
        self._lock = threading.RLock()

    @contextmanager
    def frozen(self, id: str) -> Iterator[Frozen]:
        """A snapshot opened for search, for the length of a block.

        Raises:
            NoSuchSnapshot, SnapshotErased, SnapshotDamaged: see ``Snapshots.get`` and ``glance``.
        """
        with self._lock:
            snapshot = self.store.get(id)
            if snapshot.id not in self._open:
                with self._reporter.progress("准备快照检索", "preparing the snapshot for search") as advance:
                    self._open[snapshot.id] = Frozen(snapshot, self.derived, self._gazetteer(), advance)
            self._open.move_to_end(snapshot.id)
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)[1].close()
            yield self._open[snapshot.id]

    def proved(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot, every byte of it checked since its files last changed.

        Raises:
            SnapshotDamaged: a file is not what the manifest says.
        """
        stamp = tuple(
            (snapshot.folder / entry.stored_name).stat().st_mtime
            for entry in snapshot.manifest.files
            if (snapshot.folder / entry.stored_name).exists()
        )
        if self._verified.get(snapshot.id) != stamp:
            with self._reporter.progress("核对快照", "checking the snapshot") as advance:
                verify(snapshot, advance)
            self._verified[snapshot.id] = stamp
        return snapshot

    def search(self, principal: Principal, id: str, query: SearchQuery) -> SearchPage:
        """Search a snapshot on its files; errors as ``frozen`` and ``search.frozen.search.search_frozen``."""
        from search.frozen.search import search_frozen

        with self.frozen(id) as frozen:
            return search_frozen(self._questions(), principal, frozen, query)

    def let_go(self, id: str) -> None:
        """Close a snapshot that is about to go."""
        with self._lock:
            if (frozen := self._open.pop(id, None)) is not None:
                frozen.close()

    def close(self) -> None:
        """Close all that are open."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()


def make_snapshot(
    service: Service, principal: Principal, note: str = "", store: Snapshots | None = None
) -> Created:
    """A snapshot of the graph as it is, in this home or in the ``store`` of another; errors as
    ``graph.snapshots.create.create``."""
    with service.reporter.progress("建立快照", "making a snapshot") as advance:

        def tell(phase: str, done: int, total: int) -> None:
            advance(done, total, PHASES[phase][0])

        return create(
            service.graph,
            principal,
            store or service.shelf.store,
            code=version("gongjian"),
            vocabulary=vocabulary_files(service.settings.ontology),
            note=note,
            tell=tell,
        )


def listed(shelf: Shelf, principal: Principal, live: LiveState | None = None) -> SnapshotList:
    """All snapshots of a home; ``live`` is the state of the graph now, if it is known."""
    del principal  # a snapshot holds what everybody may see
    store = shelf.store
    stones = store.tombstones()
    return SnapshotList(
        tuple(view_of(snapshot, live) for snapshot in store.all()),
        tuple(ErasedView(id, s["successor"], s["reason"]) for id, s in sorted(stones.items())),
    )


def view_of(snapshot: Snapshot, live: LiveState | None = None) -> SnapshotView:
    """A snapshot as it is listed."""
    manifest, local = snapshot.manifest, snapshot.local
    return SnapshotView(
        snapshot.id,
        local.created,
        local.note,
        live is not None and local.live == live,
        manifest.model,
        manifest.versions,
        manifest.counts,
        tuple(plain(entry) for entry in manifest.files),
        tuple(kept_in(snapshot)),
    )
