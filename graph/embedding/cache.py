"""Which vectors were computed before? A file of vectors by model and text hash, kept in the home folder.

SQLite in WAL mode: each ``put`` is one transaction, a process killed anywhere loses at most the batch at hand,
several processes may use one file. It holds no text, only its hash. It can be deleted at any time; a file that
is damaged is put aside and a new one begun.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np

from graph.embedding.errors import CacheUnwritable
from graph.embedding.protocol import Embedder, Vectors
from graph.embedding.text import seen

WAIT_SECONDS: Final = 60.0
KEYS_A_QUERY: Final = 500
KEY_BYTES: Final = 16

TABLE: Final = """
CREATE TABLE IF NOT EXISTS vectors (model TEXT NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL,
                                    PRIMARY KEY (model, key)) WITHOUT ROWID
"""
GET: Final = "SELECT key, vector FROM vectors WHERE model = ? AND key IN ({})"
PUT: Final = "INSERT OR REPLACE INTO vectors (model, key, vector) VALUES (?, ?, ?)"
DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class VectorCache:
    """Vectors of passages by model and text. Safe to share between threads and processes; close it.

    Raises (all methods):
        CacheUnwritable: the disk is full, or the file cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection = self._open()

    def get(self, model: str, texts: Sequence[str], dimensions: int) -> list[Vectors | None]:
        """The known vectors of ``texts`` in their order, ``None`` where there is none of that length."""
        keys = [_key(text) for text in texts]
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), KEYS_A_QUERY):
            found |= self._select(model, keys[start : start + KEYS_A_QUERY])
        return [_vector(found.get(key), dimensions) for key in keys]

    def put(self, model: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors (float32, one row a text): all of them or, if killed, none."""
        rows = [
            (model, _key(text), np.asarray(vector, dtype="<f4").tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._lock:
            try:
                with self._connection:
                    self._connection.executemany(PUT, rows)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise CacheUnwritable(self.path, str(error)) from error
                self._begin_anew()

    def passages(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """Vectors of stored texts, float32, shape (len(texts), dimensions): from here if known, else computed and kept."""
        known = self.get(embedder.model, texts, embedder.dimensions)
        missing = list(dict.fromkeys(t for t, vector in zip(texts, known, strict=True) if vector is None))
        if missing:
            computed = embedder.passages(missing)
            self.put(embedder.model, missing, computed)
            fresh = dict(zip(missing, computed, strict=True))
            known = [fresh[t] if v is None else v for t, v in zip(texts, known, strict=True)]
        rows = [vector for vector in known if vector is not None]
        return np.stack(rows) if rows else np.zeros((0, embedder.dimensions), np.float32)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _select(self, model: str, keys: list[bytes]) -> dict[bytes, bytes]:
        query = GET.format(",".join("?" * len(keys)))
        with self._lock:
            try:
                return dict(self._connection.execute(query, (model, *keys)).fetchall())
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise CacheUnwritable(self.path, str(error)) from error
                self._begin_anew()
                return {}

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise CacheUnwritable(self.path, str(error)) from error
        except OSError as error:
            raise CacheUnwritable(self.path, error.strerror or str(error)) from error
        self._put_aside()
        return _connect(self.path)

    def _begin_anew(self) -> None:
        self._connection.close()
        self._put_aside()
        self._connection = _connect(self.path)

    def _put_aside(self) -> None:
        self.path.replace(self.path.with_name(self.path.name + ".damaged"))
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + suffix).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(TABLE)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    path.chmod(0o600)
    return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in DAMAGED


def _key(text: str) -> bytes:
    return hashlib.blake2b(seen(text).encode(), digest_size=KEY_BYTES).digest()


def _vector(raw: bytes | None, dimensions: int) -> Vectors | None:
    if raw is None or len(raw) != 4 * dimensions:
        return None
    return np.frombuffer(raw, "<f4").astype(np.float32)
