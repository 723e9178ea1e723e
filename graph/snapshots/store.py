"""Which snapshots are there, and where? A folder each, named by its id; what was erased leaves a tombstone.

<id>/manifest.json   what it holds; its hash is the id
<id>/local.json      when it was made here, the note, the live state that it equals; no part of the id
<id>/citations/      answers that cite it
<id>.erased.json     it is gone: successor and reason
.building-…/         being made; cleared when its process is no more
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psutil

from graph.engine.errors import DiskFull, FolderNotWritable
from graph.snapshots.errors import NoSuchSnapshot, SnapshotDamaged, SnapshotErased
from graph.snapshots.files import hash_of
from graph.snapshots.live import LiveState
from graph.snapshots.manifest import ID_DIGITS, Manifest, content_id, read_manifest

MANIFEST: Final = "manifest.json"
LOCAL: Final = "local.json"
CITATIONS: Final = "citations"
TOMBSTONE: Final = ".erased.json"
LEAST_DIGITS: Final = 6
_ID: Final = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}")
_BEGINNING: Final = re.compile(rf"[0-9a-f]{{{LEAST_DIGITS},{ID_DIGITS}}}")
_BUILDING: Final = re.compile(r"\.(?:building|erasing)-(\d+)-")
_NO_SPACE: Final = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Local:
    """What is known of a snapshot here only. ``live`` is the state of the store that it equals; ``stored`` is each file's
    size and hash as it lies on disc."""

    created: str = ""
    note: str = ""
    live: LiveState | None = None
    stored: Mapping[str, tuple[int, str]] | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot by its folder."""

    id: str
    folder: Path
    manifest: Manifest

    @property
    def local(self) -> Local:
        """What is known of it here; nothing in a folder that was copied without it."""
        try:
            plain = json.loads((self.folder / LOCAL).read_bytes())
            live = plain.get("live")
            stored = {name: (int(size), str(sha)) for name, (size, sha) in plain.get("stored", {}).items()}
            return Local(
                plain.get("created", ""), plain.get("note", ""), LiveState(**live) if live else None, stored
            )
        except (OSError, ValueError, TypeError, AttributeError):
            return Local()


class Snapshots:
    """The snapshots of a home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Snapshot]:
        """Those that are there, by id; one that is damaged is left to ``get``, which says what is wrong."""
        self.tidy()
        found = []
        for folder in sorted(self.folder.glob("*")) if self.folder.is_dir() else []:
            if _ID.fullmatch(folder.name) and (folder / MANIFEST).is_file():
                with suppress(SnapshotDamaged):
                    found.append(open_folder(folder))
        return found

    def get(self, id: str) -> Snapshot:
        """The snapshot of that id, or whose id alone begins so.

        Raises:
            NoSuchSnapshot: there is none, or several. SnapshotErased: a source was taken out of it.
            SnapshotDamaged: its manifest is not the one it had.
        """
        full = self._full(id)
        if (stone := self.tombstone(full)) is not None:
            raise SnapshotErased(full, stone["successor"], stone["reason"])
        if not (self.folder / full).is_dir():
            raise NoSuchSnapshot(id)
        return open_folder(self.folder / full)

    def tombstone(self, id: str) -> dict[str, Any] | None:
        """Successor, reason and citations of a snapshot that was erased."""
        with suppress(FileNotFoundError):
            stone: dict[str, Any] = json.loads((self.folder / f"{id}{TOMBSTONE}").read_bytes())
            return stone
        return None

    def tombstones(self) -> dict[str, dict[str, Any]]:
        """All of them, by id."""
        names = [path.name.removesuffix(TOMBSTONE) for path in sorted(self.folder.glob(f"*{TOMBSTONE}"))]
        return {name: stone for name in names if (stone := self.tombstone(name)) is not None}

    def equal_to(self, state: LiveState) -> Snapshot | None:
        """The snapshot that the store equals in this state, if one was made of it."""
        return next((s for s in self.all() if s.local.live == state), None)

    def note_live(self, snapshot: Snapshot, state: LiveState | None) -> None:
        """Remember that the store equals the snapshot in this state."""
        local = snapshot.local
        _write_local(snapshot.folder, Local(local.created, local.note, state or local.live, local.stored))

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A folder to build in; nothing of it stays unless it is adopted.

        Raises:
            DiskFull, FolderNotWritable: nothing stays.
        """
        self._make()
        self.tidy()
        folder = self.folder / f".building-{os.getpid()}-{secrets.token_hex(6)}"
        try:
            folder.mkdir(mode=0o700)
            yield folder
        except OSError as error:
            if error.errno in _NO_SPACE:
                raise DiskFull(str(self.folder)) from error
            raise FolderNotWritable(str(self.folder), error.strerror or str(error)) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def adopt(
        self, folder: Path, manifest: Manifest, note: str, state: LiveState | None
    ) -> tuple[Snapshot, bool]:
        """Give a folder that is complete its place; the snapshot, and whether it is new.

        Raises:
            SnapshotErased: this very content was erased here: it does not come back.
        """
        id = manifest.id
        if (stone := self.tombstone(id)) is not None:
            raise SnapshotErased(id, stone["successor"], stone["reason"])
        if (self.folder / id).is_dir():
            there = self.get(id)
            self.note_live(there, state)
            return there, False
        (folder / MANIFEST).write_bytes(manifest.to_bytes())
        names = [MANIFEST, *(entry.stored_name for entry in manifest.files)]
        stored = {name: ((folder / name).stat().st_size, hash_of(folder / name)) for name in names}
        created = datetime.now(UTC).isoformat(timespec="seconds")
        _write_local(folder, Local(created, note, state, stored))
        _synced(folder)
        with suppress(OSError):
            os.rename(folder, self.folder / id)
        _synced(self.folder)
        return open_folder(self.folder / id), True

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A folder for a store of its own while something is erased; nothing of it stays."""
        self._make()
        self.tidy()
        folder = self.folder / f".erasing-{os.getpid()}-{secrets.token_hex(6)}"
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def bury(self, id: str, successor: str, reason: str, citations: Mapping[str, str]) -> None:
        """Put a tombstone in a snapshot's place and destroy its content. ``citations`` are those that touched what was
        taken out: id → successor. From the stone's first moment on the id answers that it is gone."""
        stone = {"successor": successor, "reason": reason, "citations": dict(citations)}
        _replace(self.folder / f"{id}{TOMBSTONE}", json.dumps(stone, ensure_ascii=False, indent=2).encode())
        self.tidy()

    def tidy(self) -> None:
        """Clear what processes that are no more left half made, and what erasing left behind."""
        if not self.folder.is_dir():
            return
        for folder in self.folder.glob(".*-*"):
            found = _BUILDING.match(folder.name)
            if found and int(found[1]) != os.getpid() and not psutil.pid_exists(int(found[1])):
                shutil.rmtree(folder, ignore_errors=True)
        for stone in self.folder.glob(f"*{TOMBSTONE}"):
            gone = self.folder / stone.name.removesuffix(TOMBSTONE)
            if gone.is_dir():
                _destroy(gone)

    def _full(self, id: str) -> str:
        if _ID.fullmatch(id):
            return id
        if not _BEGINNING.fullmatch(id):
            raise NoSuchSnapshot(id)
        names = {path.name.removesuffix(TOMBSTONE) for path in self.folder.glob(f"{id}*")}
        fitting = sorted(name for name in names if _ID.fullmatch(name))
        if len(fitting) != 1:
            raise NoSuchSnapshot(id, fitting)
        return fitting[0]

    def _make(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise FolderNotWritable(str(self.folder), error.strerror or str(error)) from error


def open_folder(folder: Path) -> Snapshot:
    """The snapshot in a folder, its manifest checked; the name of the folder does not matter.

    Raises:
        NoSuchSnapshot: there is no manifest. SnapshotDamaged: it does not have the hash that the folder is named by.
        ManifestNotValid: it is of another format.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise NoSuchSnapshot(folder.name) from error
    id = content_id(content)
    if _ID.fullmatch(folder.name) and id != folder.name:
        raise SnapshotDamaged(folder.name, MANIFEST, "的内容已改变", "has changed")
    return Snapshot(id, folder, read_manifest(content))


def _write_local(folder: Path, local: Local) -> None:
    plain = {
        "created": local.created,
        "note": local.note,
        "live": asdict(local.live) if local.live else None,
        "stored": {name: list(of) for name, of in (local.stored or {}).items()},
    }
    _replace(folder / LOCAL, json.dumps(plain, ensure_ascii=False, indent=2).encode())


def _replace(path: Path, content: bytes) -> None:
    """Write a small file: the old content or the new, never a part."""
    part = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    _synced(path.parent)


def _destroy(folder: Path) -> None:
    """Nothing of it is kept; the manifest goes first."""
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _synced(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
