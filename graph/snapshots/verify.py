"""Is a snapshot what its manifest says? In full, or cheaply: sizes of all files, hashes of the small ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from graph.snapshots.errors import SnapshotDamaged
from graph.snapshots.files import chunks, hash_of
from graph.snapshots.manifest import Entry
from graph.snapshots.store import Snapshot

SMALL: Final = 4 << 20
"""Bytes on disc up to which a file is hashed whenever the snapshot is opened."""

Step = Callable[[int, int, str], None]


def silent(done: int, total: int, name: str, /) -> None:
    """A progress that nobody sees."""


def glance(snapshot: Snapshot) -> None:
    """The cheap check of every opening.

    Raises:
        SnapshotDamaged: a file is missing, has another size or, if it is small, another content.
    """
    stored = snapshot.local.stored or {}
    for entry in snapshot.manifest.files:
        size = _size(snapshot, entry)
        if entry.encoding == "identity" and size != entry.size:
            raise _wrong_size(snapshot, entry)
        if entry.stored_name in stored and size != stored[entry.stored_name][0]:
            raise _wrong_size(snapshot, entry)
        if size <= SMALL:
            _prove(snapshot, entry)


def verify(snapshot: Snapshot, step: Step = silent) -> int:
    """The full check: every byte of every file; how many bytes of content there are.

    Raises:
        SnapshotDamaged: naming the file that is missing or has changed.
    """
    total, done = sum(entry.size for entry in snapshot.manifest.files), 0
    for entry in snapshot.manifest.files:
        step(done, total, entry.name)
        _size(snapshot, entry)
        done += _prove(snapshot, entry)
    step(total, total, "")
    return done


def _prove(snapshot: Snapshot, entry: Entry) -> int:
    """Content as the manifest says and, where this home knows it, bytes as they were written here."""
    read = sum(len(part) for part in chunks(snapshot.folder, entry, snapshot.id))
    known = (snapshot.local.stored or {}).get(entry.stored_name)
    if entry.encoding != "identity" and known and hash_of(snapshot.folder / entry.stored_name) != known[1]:
        raise SnapshotDamaged(snapshot.id, entry.stored_name, "的内容已改变", "has changed")
    return read


def _size(snapshot: Snapshot, entry: Entry) -> int:
    try:
        return (snapshot.folder / entry.stored_name).stat().st_size
    except OSError as error:
        raise SnapshotDamaged(snapshot.id, entry.stored_name, "不见了", "is missing") from error


def _wrong_size(snapshot: Snapshot, entry: Entry) -> SnapshotDamaged:
    return SnapshotDamaged(snapshot.id, entry.stored_name, "的长度不对", "has the wrong size")
