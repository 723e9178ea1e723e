"""Does a reader in its own process hand on all that it read, and can nothing that it does harm the parent?"""

from __future__ import annotations

import gc
import os
import signal
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from ingest import errors
from ingest.readers.document import Document
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed
from ingest.readers.sandbox import clear_left_over, read_apart
from ingest.readers.spool import Spooled
from tests.ingest.readers import greedy

TIGHT = Limits(sandbox_bytes=400_000_000, sandbox_seconds=1, unpacked_bytes=3_000_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is not empty; the readers of this test do not look into it."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    return path


def apart(reader: str, file: Path, limits: Limits = TIGHT) -> Spooled:
    return read_apart(f"tests.ingest.readers.greedy:{reader}", file, limits)


def folders() -> set[Path]:
    """The folders of spools that this process holds."""
    return set(Path(tempfile.gettempdir()).glob(f"gongjian-spool-{os.getpid()}-*"))


def ended(process: int) -> bool:
    """Whether a process runs no longer."""
    return not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that comes soon."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)


def test_all_that_was_read_comes_over(file: Path) -> None:
    spooled = apart("good", file)
    assert isinstance(spooled.content, Mixed)
    assert spooled.content.prose == greedy.PROSE == apart("prose", file).content
    assert spooled.counted == {"cells": 3}
    tables = spooled.content.tables
    again = apart("tables", file).content
    assert isinstance(again, Document)
    for document in (tables, again):
        assert (document.name, document.format, document.problems) == (
            "a.bin",
            "example",
            greedy.TABLES.problems,
        )
        sheets = [(s.name, s.columns, s.captions, tuple(s.rows)) for s in document.sheets]
        assert sheets == [(s.name, s.columns, s.captions, tuple(s.rows)) for s in greedy.TABLES.sheets]
    first, second = iter(tables.sheets[0].rows), iter(tables.sheets[0].rows)
    assert next(first) == next(second) == greedy.ROWS[0] and next(first) == greedy.ROWS[1]


def test_the_spool_is_private_and_goes_with_the_document(file: Path) -> None:
    before = folders()
    spooled = apart("good", file)
    (folder,) = folders() - before
    assert folder.stat().st_mode & 0o777 == 0o700
    del spooled
    gc.collect()
    assert folders() == before


def test_what_a_killed_process_left_is_cleared(file: Path) -> None:
    gone = max(psutil.pids()) + 1
    while psutil.pid_exists(gone):
        gone += 1
    left = Path(tempfile.mkdtemp(prefix=f"gongjian-spool-{gone}-"))
    held = apart("good", file)
    clear_left_over.cache_clear()
    clear_left_over()
    assert not left.exists()
    assert isinstance(held.content, Mixed) and list(held.content.tables.sheets[0].rows)


BAD: dict[str, type[errors.IngestError]] = {
    "hungry": errors.TooMuchMemory,
    "busy": errors.TooMuchWork,
    "crashing": errors.ReaderStopped,
    "refusing": errors.TooBig,
    "wrong": errors.BrokenFile,
    "wordy": errors.TooBig,
    "copy_hungry": errors.TooMuchMemory,
    "copy_busy": errors.TooMuchWork,
    "copy_crashing": errors.ReaderStopped,
    "copy_refusing": errors.TooBig,
}


@pytest.mark.parametrize("reader", BAD)
def test_whatever_a_reader_does_is_a_clear_error(file: Path, reader: str) -> None:
    before = folders()
    with pytest.raises(BAD[reader]) as raised:
        apart(reader, file)
    assert type(raised.value) is BAD[reader]
    assert "a.bin" in raised.value.zh and "a.bin" in raised.value.en
    assert raised.value.where["file"] == "a.bin"
    assert folders() == before


def test_a_reader_that_sleeps_goes_with_all_that_it_started(file: Path) -> None:
    began = time.monotonic()
    with pytest.raises(errors.TooMuchWork):
        apart("asleep", file, Limits(sandbox_seconds=1, sandbox_patience=2))
    assert time.monotonic() - began < 20
    started = int(file.with_suffix(".pid").read_text(encoding="utf-8"))
    until(lambda: ended(started))


def test_a_copy_of_the_reader_s_process_works_beside_it_under_its_limits(file: Path) -> None:
    said = apart("with_a_copy", file).counted
    assert said["same"] and said["group"] == said["pid"] != said["copy"]
    assert 0 < said["clock"] <= TIGHT.seconds(1) * TIGHT.sandbox_patience


def test_a_reader_that_is_killed_takes_its_copy_along(file: Path) -> None:
    told = file.with_suffix(".pid")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(apart, "copy_asleep", file, Limits(sandbox_seconds=60))
        until(lambda: told.exists() and told.read_text(encoding="utf-8").endswith("\n"))
        reader, copy = map(int, told.read_text(encoding="utf-8").split())
        assert not ended(copy)
        os.kill(reader, signal.SIGKILL)
        with pytest.raises(errors.TooMuchMemory):
            reading.result(10)
    until(lambda: ended(copy))


def test_limits_and_environment_are_the_child_s_own(file: Path) -> None:
    said = apart("surroundings", file, Limits(sandbox_bytes=500_000_000, sandbox_seconds=7)).counted
    assert said["RLIMIT_CORE"] == 0 and said["RLIMIT_CPU"] == 8
    assert said["RLIMIT_AS"] == 500_000_000 + 60
    assert said["group"] == said["pid"]
    assert set(said["environment"]) <= {"PYTHONPATH", "PYTHONUTF8", "TMPDIR", "LC_CTYPE"}


def test_limits_grow_with_the_file_up_to_a_most() -> None:
    limits = Limits()
    assert limits.memory(0) == limits.sandbox_bytes < limits.memory(10_000_000) < limits.memory(10**12)
    assert limits.memory(10**12) == limits.sandbox_bytes_most
    assert (
        limits.seconds(0) < limits.seconds(10_000_000) < limits.seconds(10**12) == limits.sandbox_seconds_most
    )
