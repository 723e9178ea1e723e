"""How is a file read that could exhaust or crash its reader? In a process of its own, with limits; only data comes back.

The child (``ingest.readers.child``) has no more memory, time and disk than ``Limits`` gives it for the file's size, runs
in a process group of its own with an environment of its own, and leaves a spool (``ingest.readers.spool``) in a private
folder that goes with the document. However it ends, the parent has a document or an ``IngestError``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

import psutil

from ingest import errors
from ingest.errors import IngestError, ReaderStopped, TooMuchMemory, TooMuchWork
from ingest.readers.child import ERROR, FAILED, NO_ROOM, OUT_OF_MEMORY, TASK
from ingest.readers.limits import Limits, check_size
from ingest.readers.spool import Spooled, read_spool
from ontology.errors import ServiceProblem

_ROOT: Final = Path(__file__).parents[2]
_PREFIX: Final = "gongjian-spool-"
_FOLDER: Final = re.compile(rf"{_PREFIX}(\d+)-")
_LOG: Final = "stderr"
_LOG_BYTES: Final = 4000
_NO_MEMORY: Final = re.compile(r"memory allocation|MemoryError|bad_alloc|[Cc]annot allocate|[Oo]ut of memory")
_GRACE: Final = 10
"""Seconds that the parent waits longer than the child may run: to start it and to let it say why it stopped."""


class NoRoom(ServiceProblem):
    """There is no room for what a file's reader hands on: nothing is wrong with the file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"临时文件夹 {folder} 所在磁盘空间不足，文件读不下去。请腾出空间后重试，或用 TMPDIR 指定别的临时文件夹",
            f"the disk of the temporary folder {folder} is full and the file cannot be read: free some space and try again, "
            "or name another temporary folder with TMPDIR",
            folder=str(folder),
        )


class _Folder:
    """A folder that only its owner may enter, gone with this object or at exit."""

    def __init__(self) -> None:
        clear_left_over()
        self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self.drop = weakref.finalize(self, shutil.rmtree, self.path, True)


def read_apart(reader: str, path: Path, limits: Limits) -> Spooled:
    """Read and count a file in a limited process.

    Args:
        reader: ``module:function`` of what reads and counts: ``(path, limits) -> (content, count as a JSON object)``.

    Raises:
        EmptyFile, TooBig: by its size. TooMuchWork, TooMuchMemory: the child ran out. ReaderStopped: it crashed.
        IngestError: whatever the reader raises. NoRoom: the disk is full.
    """
    check_size(path, limits)
    folder = _Folder()
    try:
        size = path.stat().st_size
        memory, seconds = limits.memory(size), limits.seconds(size)
        patience = seconds * limits.sandbox_patience
        task = {
            "reader": reader,
            "path": str(path.absolute()),
            "limits": asdict(limits),
            "memory": memory,
            "seconds": seconds,
            "patience": patience,
        }
        (folder.path / TASK).write_text(json.dumps(task), encoding="utf-8")
        status = _run(folder.path, patience + _GRACE)
        if status:
            raise _why(
                status, folder.path, path.name, memory, patience if status == -signal.SIGALRM else seconds
            )
        return read_spool(folder.path, folder)
    except BaseException:
        folder.drop()
        raise


def _run(folder: Path, timeout: float) -> int:
    """The child's exit status, that of a signal negative; it and all that it started are ended after ``timeout``."""
    with (folder / _LOG).open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "ingest.readers.child", str(folder)],
            cwd=folder,
            env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    try:
        return child.wait(timeout)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM
    finally:
        if child.returncode != 0:  # what a child that has ended started may still run
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _why(status: int, folder: Path, file: str, memory: int, seconds: float) -> Exception:
    if status == FAILED and (folder / ERROR).exists():
        return _said(json.loads((folder / ERROR).read_text(encoding="utf-8")))
    if status == NO_ROOM:
        return NoRoom(folder.parent)
    if status in {-signal.SIGALRM, -signal.SIGXCPU}:
        return TooMuchWork(file, round(seconds))
    with (folder / _LOG).open("rb") as log:
        log.seek(max(0, (folder / _LOG).stat().st_size - _LOG_BYTES))
        said = log.read().decode("utf-8", errors="replace")
    if status in {OUT_OF_MEMORY, -signal.SIGKILL} or _NO_MEMORY.search(said):
        return TooMuchMemory(file, memory)
    return ReaderStopped(file, status)


def _said(error: dict[str, object]) -> IngestError:
    """The error that the child raised, as if it had been raised here."""
    kind = getattr(errors, str(error["name"]), IngestError)
    made: IngestError = kind.__new__(kind)
    where = error["where"]
    assert isinstance(where, dict)
    IngestError.__init__(made, str(error["zh"]), str(error["en"]), **where)
    return made


@cache
def clear_left_over() -> None:
    """Remove, once a process, the folders of processes that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        found = _FOLDER.match(folder.name)
        if found and not psutil.pid_exists(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)
