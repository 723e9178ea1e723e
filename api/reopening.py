"""How does a snapshot become a home of its own, and how does a source leave a snapshot? Both through a second store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.service import Reporter, Service, engine_of, make_home, open_service
from api.snapshots import Shelf, make_snapshot
from graph.principal import Principal
from graph.snapshots.citations import keep, kept_in, read, touches
from graph.snapshots.derived import forget
from graph.snapshots.holding import check_source, holders
from graph.snapshots.opening import Opened, open_in
from graph.snapshots.store import MANIFEST, Snapshot, open_folder
from graph.snapshots.vocabulary import ADDED

if TYPE_CHECKING:
    from api.settings import Settings

STEPS = {
    "vectors": "存入向量 keeping vectors",
    "check": "检查导出 checking the export",
    "write": "写入 writing",
    "settle": "归并 settling",
    "compare": "比对 comparing",
    "index": "建立索引 indexing",
}


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing came to: the snapshot that takes the place of the old one, what became of the citations, and which
    other snapshots hold the source still."""

    id: str
    successor: str
    reason: str
    citations_kept: tuple[str, ...]
    citations_gone: tuple[str, ...]
    held_still: tuple[str, ...]


def named(shelf: Shelf, name: str) -> Snapshot:
    """The snapshot that a person names: by its folder, or by its id in this home.

    Raises:
        NoSuchSnapshot, SnapshotErased, SnapshotDamaged: see ``Snapshots.get``.
    """
    folder = Path(name)
    return open_folder(folder.resolve()) if (folder / MANIFEST).is_file() else shelf.store.get(name)


def open_home(shelf: Shelf, settings: Settings, reporter: Reporter, snapshot: Snapshot, home: Path) -> Opened:
    """Rebuild a snapshot in another home, which has to be empty; its engine is left running.

    Raises:
        SnapshotDamaged: nothing was made. StoreNotEmpty: the home holds something already.
    """
    shelf.proved(snapshot)
    there = _settings_of(settings, snapshot, home)
    with open_service(there, reporter) as service:
        return _filled(service, snapshot)


def erase(
    shelf: Shelf,
    settings: Settings,
    reporter: Reporter,
    principal: Principal,
    id: str,
    source: str,
    reason: str,
) -> Erased:
    """Take a source out of a snapshot: a new one without it takes its place, exactly as if it had never been read.

    The old content is destroyed after the new one stands; what is cut short is done by the same call again.

    Raises:
        NotInSnapshot: the snapshot does not hold it. SnapshotErased: it was done before.
        ModelDiffers: a text has to be embedded anew and the model that is set is another.
    """
    old = shelf.proved(shelf.store.get(id))
    check_source(old, source)
    with (
        shelf.store.workshop() as home,
        _aside(_settings_of(settings, old, home), reporter) as aside,
    ):
        new = _without(aside, shelf, principal, old, source)
    kept, gone = _carry_citations(old, new, source)
    shelf.let_go(old.id)
    forget(shelf.derived, old.id)
    shelf.store.bury(old.id, new.id, reason, dict.fromkeys(gone, new.id))
    held = holders(shelf.store, source)
    return Erased(old.id, new.id, reason, tuple(kept), tuple(gone), tuple(held))


@contextmanager
def _aside(settings: Settings, reporter: Reporter) -> Iterator[Service]:
    """A service over a store of its own that is stopped at the end, and ends with this process whatever happens."""
    engine = engine_of(settings, ephemeral=True)
    with reporter.progress("准备另一个图数据库", "preparing a second graph store") as advance:
        make_home(settings.home)
        engine.start(reporter.say, advance)
    try:
        with open_service(settings, reporter) as service:
            yield service
    finally:
        engine.stop()


def _settings_of(settings: Settings, snapshot: Snapshot, home: Path) -> Settings:
    """Those of another home with a store of its own, under the snapshot's additions to the vocabulary."""
    added = snapshot.folder / ADDED
    changes = {"home": home, "neo4j_uri": None, "bolt_port": 0, "ontology": added if added.is_dir() else None}
    return settings.model_copy(update=changes)


def _filled(service: Service, snapshot: Snapshot) -> Opened:
    with service.reporter.progress("打开快照", "opening the snapshot") as advance:
        return open_in(
            service.graph,
            snapshot,
            service.vectors,
            lambda: service.embedder,
            lambda step, done, total: advance(done, total, STEPS.get(step, step)),
        )


def _without(aside: Service, shelf: Shelf, principal: Principal, old: Snapshot, source: str) -> Snapshot:
    """The snapshot of a store that held the old one and from which the source was removed."""
    from graph.index import fill_index
    from graph.snapshots.opening import RememberedModel
    from ingest.pipeline import remove_source

    _filled(aside, old)
    remove_source(aside.ingest, source)
    fill_index(aside.graph, RememberedModel(old, lambda: aside.embedder), aside.vectors)
    return make_snapshot(aside, principal, old.local.note, shelf.store).snapshot


def _carry_citations(old: Snapshot, new: Snapshot, source: str) -> tuple[list[str], list[str]]:
    """Copy the citations that do not touch the source; their ids, and those of the ones that do."""
    kept, gone = [], []
    for id in kept_in(old):
        citation = read(old.folder, id)
        if touches(citation.plain, source):
            gone.append(id)
        else:
            keep(new, citation.content)
            kept.append(id)
    return kept, gone
