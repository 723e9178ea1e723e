"""Is a snapshot complete, the same for the same graph, and there in full or not at all?"""

from __future__ import annotations

import hashlib
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.engine.address import Address
from graph.export.canonical import NotSettled, canonical
from graph.index import fill_index
from graph.principal import PUBLIC
from graph.snapshots.citations import find
from graph.snapshots.create import EXPORT, Created
from graph.snapshots.errors import (
    CitationErased,
    NoSuchSnapshot,
    NotIndexed,
    SnapshotDamaged,
    SnapshotErased,
)
from graph.snapshots.files import lines
from graph.snapshots.live import live_state
from graph.snapshots.manifest import Entry, ManifestNotValid, read_manifest
from graph.snapshots.store import Snapshot, Snapshots
from graph.snapshots.verify import glance, verify
from tests.graph.export.world import Row, listing, put, read_in
from tests.graph.snapshots.conftest import Hashed

pytestmark = pytest.mark.store
Make = Callable[..., Created]


def test_the_id_is_the_hash_of_the_manifest_and_the_files_are_what_it_says(make: Make, filled: Graph) -> None:
    snapshot = make("试").snapshot
    manifest = (snapshot.folder / "manifest.json").read_bytes()
    assert hashlib.sha256(manifest).hexdigest()[:32] == snapshot.id == snapshot.folder.name
    export = list(lines(snapshot.folder, snapshot.manifest.entry(EXPORT), snapshot.id))
    assert export == list(canonical(filled, PUBLIC))
    assert verify(snapshot) == sum(entry.size for entry in snapshot.manifest.files)
    assert not re.search(rb"/tmp|/home|20\d\d-\d\d-\d\dT", manifest)
    assert snapshot.local.note == "试" and snapshot.local.live == live_state(filled)


def test_vectors_are_exact_and_aligned(made: Snapshot) -> None:
    snapshot = made
    for thing in ("entities", "passages"):
        rows = [
            json.loads(line)
            for line in lines(snapshot.folder, snapshot.manifest.entry(f"search/{thing}.jsonl"), snapshot.id)
        ]
        vectors = np.fromfile(snapshot.folder / f"search/{thing}.f32", "<f4").reshape(len(rows), -1)
        assert rows == sorted(rows, key=lambda row: row["id"]) and rows
        assert np.array_equal(vectors, Hashed().passages([row["text"] for row in rows]))


def test_no_restricted_value_is_in_it(made: Snapshot) -> None:
    for entry in made.manifest.files:
        if entry.encoding == "gzip":
            assert "13812345678" not in "\n".join(lines(made.folder, entry, made.id))


def test_the_same_graph_gives_the_same_id(make: Make, filled: Graph, cache: VectorCache) -> None:
    first = make()
    assert (make().new, make().snapshot.id) == (False, first.snapshot.id)
    read_in(filled, listing("清单丙", [Row("示例公园", "草坪", "1", "420106")]))
    fill_index(filled, Hashed(), cache)
    assert make().snapshot.id != first.snapshot.id


def test_a_graph_that_changes_or_waits_for_vectors_is_refused(
    make: Make, filled: Graph, store: Snapshots
) -> None:
    put(filled, listing("清单丙", [Row("示例公园", "草坪", "1", "420106")]))
    with pytest.raises(NotIndexed, match="gongjian index"):
        make()
    from graph.settle import settle

    settle(filled)
    with pytest.raises(NotIndexed):
        make()
    fill_index_now = VectorCache(store.folder.parent / "other.sqlite")
    fill_index(filled, Hashed(), fill_index_now)
    fill_index_now.close()
    put(filled, listing("清单丁", [], "2025-03-01"))
    filled.write("MATCH (r:Record) WITH r LIMIT 1 SET r.pending = 'cluster'")
    with pytest.raises(NotSettled):
        make()
    assert not list(store.folder.glob("*")) and not list(store.folder.glob(".building*"))


@pytest.mark.parametrize(
    "name", ["export.nq.gz", "search/entities.f32", "parameters.toml", "search/records.jsonl.gz"]
)
def test_one_changed_byte_is_found_and_its_file_named(copied: Snapshot, name: str) -> None:
    path = copied.folder / name
    content = path.read_bytes()
    for place in (0, 5, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(SnapshotDamaged, match=re.escape(name)):
            verify(copied)
    path.write_bytes(content[:-1])
    with pytest.raises(SnapshotDamaged, match=re.escape(name)):
        glance(copied)
    path.write_bytes(content)
    glance(copied)


@pytest.mark.parametrize("name", ["../export.nq", "/etc/hostname", "search/../../x"])
def test_a_manifest_names_no_file_outside_its_folder(copied: Snapshot, name: str) -> None:
    files = (*copied.manifest.files, Entry(name, 1, "0" * 64))
    with pytest.raises(ManifestNotValid):
        read_manifest(replace(copied.manifest, files=files).to_bytes())


def test_a_changed_manifest_is_found(copied: Snapshot) -> None:
    path = copied.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"fold":"', b'"fold":"9'))
    with pytest.raises(SnapshotDamaged, match=r"manifest\.json"):
        Snapshots(copied.folder.parent).get(copied.id)


def test_a_beginning_of_the_id_is_enough_if_it_is_one(made: Snapshot) -> None:
    id, store = made.id, Snapshots(made.folder.parent)
    assert store.get(id[:8]).id == id
    for wrong in ("", "0" * 32, "../..", id[:3], id.upper() if id.upper() != id else "Z"):
        with pytest.raises(NoSuchSnapshot):
            store.get(wrong)


def test_what_is_cut_short_leaves_nothing(make: Make, store: Snapshots) -> None:
    class Cut(Exception):
        pass

    for phase in ("records", "entities", "passages", "export"):

        def tell(name: str, done: int, total: int, phase: str = phase) -> None:
            del total
            if name == phase and done:
                raise Cut

        with pytest.raises(Cut):
            make(tell=tell)
        assert not list(store.folder.iterdir())


CREATE = """
import os, signal, sys
from pathlib import Path
from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.gazetteer import open_gazetteer
from graph.principal import PUBLIC
from graph.snapshots.create import create
from graph.snapshots.store import Snapshot, Snapshots
from graph.snapshots.vocabulary import vocabulary_files
from ontology.load import load
uri, user, password, folder, phase = sys.argv[1:]
def tell(name, done, total):
    if name == phase and done:
        os.kill(os.getpid(), signal.SIGKILL)
graph = Graph(open_driver(Address(uri, user, password)), load(), open_gazetteer(cache_folder()))
create(graph, PUBLIC, Snapshots(Path(folder)), code="0", vocabulary=vocabulary_files(), tell=tell)
"""


def test_a_killed_process_leaves_nothing_half(make: Make, store: Snapshots, engine: Address) -> None:
    words = [
        sys.executable,
        "-c",
        CREATE,
        engine.uri,
        engine.user,
        engine.password,
        str(store.folder),
        "export",
    ]
    killed = subprocess.run(words, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert [path.name[:10] for path in store.folder.iterdir()] == [".building-"]
    assert store.all() == []
    verify(make().snapshot)
    assert [path.name for path in store.folder.iterdir()] == [store.all()[0].id]


def test_an_erased_snapshot_is_gone_from_the_stones_first_moment(copied: Snapshot) -> None:
    store = Snapshots(copied.folder.parent)
    stone = {"successor": "f" * 32, "reason": "撤回", "citations": {"e" * 32: "f" * 32}}
    # As if the process was killed between the stone and the destruction.
    (store.folder / f"{copied.id}.erased.json").write_text(json.dumps(stone), encoding="utf-8")
    with pytest.raises(SnapshotErased, match="撤回") as gone:
        store.get(copied.id)
    assert (gone.value.status, gone.value.where["successor"]) == (410, "f" * 32)
    with pytest.raises(CitationErased):
        find(store, "e" * 32)
    assert store.all() == [] and not copied.folder.exists()
    assert [path.name for path in store.folder.iterdir()] == [f"{copied.id}.erased.json"]
    with store.building() as folder, pytest.raises(SnapshotErased):
        store.adopt(folder, copied.manifest, "", None)
