"""Files of the store: fetched once, checked always, whole or not at all."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jgo.maven._core
import pytest

from graph.engine.errors import DiskFull, FolderNotWritable, JarCorrupt, JarsUnavailable
from graph.engine.jars import ensure_jars
from graph.engine.lock import Jar, hash_file, read_lock, write_lock
from tests.graph.engine.remote import Remote, jar_of


class World(NamedTuple):
    """A remote with six files, their lock file, an empty cache."""

    remote: Remote
    jars: list[Jar]
    lock: Path
    cache: Path


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    contents = {f"part{i}": f"content of part {i} ".encode() * (500 * i + 1) for i in range(6)}
    jars = [jar_of(name, content) for name, content in contents.items()]
    remote = Remote({f"{name}-1.0.jar": content for name, content in contents.items()})
    monkeypatch.setitem(jgo.maven._core.DEFAULT_REMOTE_REPOS, "central", remote.address)
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    write_lock(jars, tmp_path / "jars.lock")
    yield World(remote, jars, tmp_path / "jars.lock", tmp_path / "cache")
    remote.close()


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_the_committed_lock_file_is_complete() -> None:
    jars = read_lock()
    assert len(jars) == 237
    assert len({jar.name for jar in jars}) == 237
    assert {"neo4j-2026.08.1.jar", "neo4j-server-2026.08.1.jar"} <= {jar.name for jar in jars}
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)


def test_downloads_once_with_progress(world: World) -> None:
    seen: list[tuple[int, int, str]] = []
    folder = ensure_jars(
        world.cache, lambda done, total, name="": seen.append((done, total, name)), world.lock
    )
    assert names(folder) == {jar.name for jar in world.jars}
    assert all(hash_file(folder / jar.name) == jar.sha256 for jar in world.jars)
    total = sum(jar.size for jar in world.jars)
    assert seen[0] == (0, total, "") and seen[-1][:2] == (total, total)
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    again = ensure_jars(world.cache, lambda *_: pytest.fail("nothing is missing"), world.lock)
    assert again == folder and set(world.remote.asked.values()) == {1}


def test_damaged_half_and_foreign_files_are_replaced(world: World) -> None:
    folder = ensure_jars(world.cache, lock_file=world.lock)
    half, damaged = folder / world.jars[3].name, folder / world.jars[4].name
    half.write_bytes(half.read_bytes()[:100])
    damaged.write_bytes(b"x" * world.jars[4].size)
    (folder / "other-1.0.jar").write_bytes(b"would be on the class path")
    (folder / ".download-left").mkdir()
    ensure_jars(world.cache, lock_file=world.lock)
    assert names(folder) == {jar.name for jar in world.jars}
    assert all(hash_file(folder / jar.name) == jar.sha256 for jar in world.jars)
    assert sorted(world.remote.asked.values()) == [1, 1, 1, 1, 2, 2]


def test_wrong_hash_is_fetched_once_more(world: World) -> None:
    name = world.jars[2].name
    world.remote.spoiled[name] = 1
    folder = ensure_jars(world.cache, lock_file=world.lock)
    assert hash_file(folder / name) == world.jars[2].sha256
    assert world.remote.asked[name] == 2


def test_wrong_hash_twice_is_an_error_and_never_used(world: World) -> None:
    name = world.jars[2].name
    world.remote.spoiled[name] = 9
    with pytest.raises(JarCorrupt, match=name) as caught:
        ensure_jars(world.cache, lock_file=world.lock)
    assert world.remote.asked[name] == 2
    assert caught.value.exit_code == 3
    assert not list(world.cache.glob(f"engine-*/{name}"))


@pytest.mark.parametrize("trouble", ["failing", "cut"])
def test_interrupted_download_goes_on_where_it_stopped(world: World, trouble: str) -> None:
    name = world.jars[5].name
    getattr(world.remote, trouble).add(name)
    with pytest.raises(JarsUnavailable, match="还缺"):
        ensure_jars(world.cache, lock_file=world.lock)
    (folder,) = world.cache.glob("engine-*")
    kept = {entry: world.remote.asked[entry] for entry in names(folder)}
    assert name not in kept
    getattr(world.remote, trouble).clear()
    ensure_jars(world.cache, lock_file=world.lock)
    assert names(folder) == {jar.name for jar in world.jars}
    assert {entry: world.remote.asked[entry] for entry in kept} == kept


def test_the_users_own_maven_folder_is_used_if_intact(world: World, tmp_path: Path) -> None:
    for index, jar in enumerate(world.jars[:2]):
        own = tmp_path / "m2" / "example" / "parts" / jar.artifact / "1.0" / jar.name
        own.parent.mkdir(parents=True)
        content = world.remote.contents[jar.name]
        own.write_bytes(content if index == 0 else b"?" * len(content))
    folder = ensure_jars(world.cache, lock_file=world.lock)
    assert world.remote.asked[world.jars[0].name] == 0
    assert world.remote.asked[world.jars[1].name] == 1
    assert all(hash_file(folder / jar.name) == jar.sha256 for jar in world.jars)


def test_two_commands_at_once_download_once(world: World) -> None:
    results: list[Path] = []
    threads = [
        threading.Thread(target=lambda: results.append(ensure_jars(world.cache, lock_file=world.lock)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(results)) == 1 and len(results) == 3
    assert set(world.remote.asked.values()) == {1}


def test_full_disk_is_noticed_before_the_download(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(DiskFull) as caught:
        ensure_jars(world.cache, lock_file=world.lock)
    assert caught.value.where["free"] == 1
    assert not world.remote.asked


def test_a_cache_that_cannot_be_made(world: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FolderNotWritable, match="file"):
        ensure_jars(tmp_path / "file" / "cache", lock_file=world.lock)
