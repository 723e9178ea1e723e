"""Where does what is built from a snapshot lie, and how is it there in full or not at all?

In the home, by snapshot, kind and version; built beside its place and renamed. It can be deleted at any time.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil
from filelock import FileLock

from graph.engine.errors import DiskFull, FolderNotWritable

_PART: Final = re.compile(r"\.part-(\d+)-")


def derived(root: Path, snapshot: str, kind: str, build: Callable[[Path], None]) -> Path:
    """The folder of what is built from a snapshot; made by ``build`` if it is not there. One process builds at a time.

    Raises:
        DiskFull, FolderNotWritable: nothing is left of it. What ``build`` raises.
    """
    folder = root / snapshot / kind
    if folder.is_dir():
        return folder
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{kind}.lock"):
            if not folder.is_dir():
                _build(folder, build)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(str(root)) from error
        raise FolderNotWritable(str(root), error.strerror or str(error)) from error
    return folder


def forget(root: Path, snapshot: str) -> None:
    """Delete what was built from a snapshot."""
    shutil.rmtree(root / snapshot, ignore_errors=True)


def _build(folder: Path, build: Callable[[Path], None]) -> None:
    for old in folder.parent.glob(".part-*"):
        found = _PART.match(old.name)
        if found and not psutil.pid_exists(int(found[1])):
            shutil.rmtree(old, ignore_errors=True)
    part = folder.parent / f".part-{os.getpid()}-{secrets.token_hex(4)}"
    part.mkdir(mode=0o700)
    try:
        build(part)
        with suppress(FileExistsError):
            os.rename(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
