"""Raw files: by content, private, whole."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from graph.engine.errors import FolderNotWritable
from graph.raw import NoSuchFile, RawStore

CONTENT = "街道,联系电话\n".encode()


def test_bytes_and_file_are_kept_under_their_hash(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    (tmp_path / "list.csv").write_bytes(CONTENT)
    expected = hashlib.sha256(CONTENT).hexdigest()
    assert store.put(CONTENT) == store.put(tmp_path / "list.csv") == expected
    assert store.has(expected)
    with store.open(expected) as file:
        assert file.read() == CONTENT
    assert [p.name for p in (tmp_path / "raw").rglob("*") if p.is_file()] == [expected]


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = RawStore(tmp_path / "raw")
        kept = [Path(store.path(store.put(b"one")))]
        (tmp_path / "two").write_bytes(b"two")
        kept.append(Path(store.path(store.put(tmp_path / "two"))))
    finally:
        os.umask(before)
    for path in kept:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "raw").stat().st_mode) == 0o700


def test_delete_forgets_and_may_be_repeated(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    content = store.put(b"x")
    store.delete(content)
    store.delete(content)
    assert not store.has(content)
    with pytest.raises(NoSuchFile, match=content):
        store.open(content)


@pytest.mark.parametrize("content", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_what_is_no_hash_is_no_path(tmp_path: Path, content: str) -> None:
    with pytest.raises(NoSuchFile):
        RawStore(tmp_path / "raw").path(content)


def test_any_fsspec_address(tmp_path: Path) -> None:
    store = RawStore("memory://raw-of-a-test")
    (tmp_path / "a").write_bytes(b"abc")
    content = store.put(tmp_path / "a")
    assert store.put(b"abc") == content and store.has(content)
    with store.open(content) as file:
        assert file.read() == b"abc"
    store.delete(content)
    assert not store.has(content)


def test_a_file_that_is_not_there_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RawStore(tmp_path / "raw").put(tmp_path / "nothing.csv")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotWritable):
        RawStore(tmp_path / "file" / "raw").put(b"x")
