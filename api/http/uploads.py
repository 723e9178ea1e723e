"""Where does an uploaded file wait for its job? In a folder of its own in the home, gone when the job ends.

A folder's name holds the process that made it, so that what a killed service left is cleared by the next.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

import psutil

from graph.engine.errors import DiskFull
from ontology.errors import DataProblem

MAX_NAME_BYTES = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FOLDER = re.compile(r"upload-(\d+)-")


class FileNameNotUsable(DataProblem):
    """An uploaded file without a name, or with one that no file can have."""


def plain_name(name: str | None) -> str:
    """The last part of the name that a client gave, whichever system's separators it has.

    >>> plain_name("C:\\\\清单\\\\需求.xlsx"), plain_name("../../a.csv")
    ('需求.xlsx', 'a.csv')

    Raises:
        FileNameNotUsable: nothing is left, it holds control characters or is over 255 bytes long.
    """
    last = re.split(r"[/\\]", name or "")[-1].strip()
    if last in {"", ".", ".."} or _CONTROL.search(last) or len(os.fsencode(last)) > MAX_NAME_BYTES:
        raise FileNameNotUsable(
            f"上传的文件名不能用：须有名称和后缀（如 需求清单.xlsx），不含控制字符，不超过 {MAX_NAME_BYTES} 字节。请改名后重传",
            f"the uploaded file's name cannot be used: it needs a name and an ending, no control characters, "
            f"at most {MAX_NAME_BYTES} bytes. Rename it and send it again",
        )
    return last


def keep(content: BinaryIO, name: str | None, home: Path) -> Path:
    """Write an upload into a folder of its own, readable by the owner only; the file's path.

    Raises:
        FileNameNotUsable: see ``plain_name``. DiskFull: there is no room.
    """
    last = plain_name(name)
    folder = Path(tempfile.mkdtemp(prefix=f"upload-{os.getpid()}-", dir=home))
    path = folder / last
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
            shutil.copyfileobj(content, target)
    except OSError as error:
        drop(path)
        if error.errno == errno.ENOSPC:
            raise DiskFull(home) from error
        raise
    return path


def drop(path: Path) -> None:
    """Remove an upload with its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def clear(home: Path) -> None:
    """Remove the uploads of this process and of those that are no more."""
    for folder in home.glob("upload-*"):
        found = _FOLDER.match(folder.name)
        if found and (int(found[1]) == os.getpid() or not psutil.pid_exists(int(found[1]))):
            shutil.rmtree(folder, ignore_errors=True)
