"""Does the vector cache keep what it was given, whatever happens to the process or the file?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from graph.embedding.cache import VectorCache
from graph.embedding.errors import CacheUnwritable
from graph.embedding.protocol import Vectors

WRITER = """
import sys, numpy as np
from pathlib import Path
from graph.embedding.cache import VectorCache
cache = VectorCache(Path(sys.argv[1]))
for n in range(10**9):
    cache.put("m", [f"{n}-{i}" for i in range(50)], np.full((50, 4), n, np.float32))
    print(n, flush=True)
"""


class Counting:
    """A deterministic embedder that notes what it was asked."""

    model = "counting-000000000000"
    dimensions = 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(t), 1, 2, 3] for t in texts], np.float32)

    def query(self, text: str) -> Vectors:
        return self.passages([text])[0]


def test_vectors_come_back_bit_by_bit(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(1200, 4)).astype(np.float32)
    texts = [f"text {i}" for i in range(1200)]
    cache = VectorCache(tmp_path / "v.sqlite")
    cache.put("m", texts, vectors)
    cache.close()
    again = VectorCache(tmp_path / "v.sqlite")
    found = again.get("m", [*texts[::-1], "new"], 4)
    assert found[-1] is None
    assert b"".join(v.tobytes() for v in found[:-1] if v is not None) == vectors[::-1].tobytes()
    assert again.get("other", texts[:1], 4) == [None]
    assert again.get("m", texts[:1], 5) == [None]
    again.close()


def test_each_text_is_embedded_once(tmp_path: Path) -> None:
    cache, embedder = VectorCache(tmp_path / "v.sqlite"), Counting()
    first = cache.passages(embedder, ["a", "bb", "a", "ccc"])
    second = cache.passages(embedder, ["ccc", "dddd", "a"])
    assert embedder.asked == ["a", "bb", "ccc", "dddd"]
    assert first[:, 0].tolist() == [1, 2, 1, 3] and second[:, 0].tolist() == [3, 4, 1]
    assert cache.passages(embedder, []).shape == (0, 4)
    cache.close()


def test_kill_leaves_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(20)]
        os.kill(process.pid, signal.SIGKILL)
    cache = VectorCache(path)
    for n in told:
        vectors = cache.get("m", [f"{n}-{i}" for i in range(50)], 4)
        assert all(v is not None and (v == n).all() for v in vectors)
    for n in range(told[-1] + 1, told[-1] + 50):
        assert len({v is None for v in cache.get("m", [f"{n}-{i}" for i in range(50)], 4)}) == 1
    cache.close()


def test_two_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        cache, until = VectorCache(path), time.monotonic() + 1
        written = 0
        while time.monotonic() < until:
            cache.put("mine", [f"{written}"], np.full((1, 4), written, np.float32))
            written += 1
        process.kill()
    found = cache.get("mine", [str(n) for n in range(written)], 4)
    assert [v is not None and v[0] == n for n, v in enumerate(found)] == [True] * written
    cache.close()


@pytest.mark.parametrize(
    "content",
    [b"this is no database, but long enough to be looked at" * 50, b"SQLite format 3\0" + b"\xff" * 8000],
)
def test_damaged_file_is_put_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "v.sqlite"
    path.write_bytes(content)
    cache, embedder = VectorCache(path), Counting()
    assert cache.passages(embedder, ["a"]).shape == (1, 4)
    assert cache.get(embedder.model, ["a"], 4)[0] is not None
    assert (tmp_path / "v.sqlite.damaged").read_bytes() == content
    cache.close()


def test_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnwritable, match=r"v\.sqlite"):
        VectorCache(tmp_path / "file" / "v.sqlite")
