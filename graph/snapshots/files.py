"""How are a snapshot's files written and read so that no byte goes unnoticed? Hashed on the way in and on the way out."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final, Self, cast

from graph.snapshots.errors import SnapshotDamaged
from graph.snapshots.manifest import Entry

LEVEL: Final = 1
"""Of zlib: an export of 100,000 entities shrinks 14-fold at level 1, 17-fold at the default in three times the time."""
CHUNK: Final = 1 << 20


class HashedFile:
    """A new file of a snapshot: bytes go in, its ``Entry`` comes out of ``close``.

    Hashing and compressing run beside the caller, at most one piece behind.
    """

    def __init__(self, folder: Path, name: str, *, compressed: bool = False) -> None:
        self._entry = Entry(name, 0, "", "gzip" if compressed else "identity")
        path = folder / self._entry.stored_name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._file: IO[bytes] = (
            cast(IO[bytes], gzip.GzipFile("", "wb", LEVEL, self._raw, mtime=0)) if compressed else self._raw
        )
        self._hash, self._size = hashlib.sha256(), 0
        self._waiting = bytearray()
        self._pool = ThreadPoolExecutor(1, "snapshot")
        self._at_hand: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Give the file back; without ``close`` before it, half written."""
        self._pool.shutdown()
        self._raw.close()

    def write(self, content: bytes) -> None:
        """Append."""
        self._waiting += content
        if len(self._waiting) >= CHUNK:
            self._flush()

    def close(self) -> Entry:
        """Everything on disc; the file's entry."""
        self._flush()
        self._settle()
        if self._file is not self._raw:
            self._file.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        return Entry(self._entry.name, self._size, self._hash.hexdigest(), self._entry.encoding)

    def _flush(self) -> None:
        self._settle()
        self._at_hand = self._pool.submit(self._store, bytes(self._waiting))
        self._waiting.clear()

    def _settle(self) -> None:
        if self._at_hand is not None:
            self._at_hand.result()

    def _store(self, part: bytes) -> None:
        self._size += len(part)
        self._hash.update(part)
        self._file.write(part)


def write_file(folder: Path, name: str, pieces: Iterable[bytes], *, compressed: bool = False) -> Entry:
    """Write a whole file; its entry."""
    with HashedFile(folder, name, compressed=compressed) as file:
        for piece in pieces:
            file.write(piece)
        return file.close()


def chunks(folder: Path, entry: Entry, id: str) -> Iterator[bytes]:
    """The content of a file, piece by piece, decompressed. Read to its end it is proved to be what the manifest says.

    Raises:
        SnapshotDamaged: it is missing, cannot be decompressed, or its size or hash differ.
    """
    hashed, size = hashlib.sha256(), 0
    try:
        with _opened(folder / entry.stored_name, entry) as file:
            while part := file.read(CHUNK):
                hashed.update(part)
                size += len(part)
                if size > entry.size:
                    break
                yield part
    except FileNotFoundError as error:
        raise SnapshotDamaged(id, entry.stored_name, "不见了", "is missing") from error
    except (OSError, EOFError, zlib.error) as error:
        raise SnapshotDamaged(id, entry.stored_name, "无法解压", "cannot be decompressed") from error
    if size != entry.size:
        raise SnapshotDamaged(id, entry.stored_name, "的长度不对", "has the wrong size")
    if hashed.hexdigest() != entry.sha256:
        raise SnapshotDamaged(id, entry.stored_name, "的内容已改变", "has changed")


def lines(folder: Path, entry: Entry, id: str) -> Iterator[str]:
    """The lines of a text file, without line breaks; checked as ``chunks`` does."""
    rest = b""
    for part in chunks(folder, entry, id):
        *whole, rest = (rest + part).split(b"\n")
        for line in whole:
            yield line.decode()
    if rest:
        yield rest.decode()


def hash_of(path: Path) -> str:
    """SHA-256 of a file as it lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(path: Path, entry: Entry) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if entry.encoding == "gzip" else path.open("rb")
