"""Which files does a run read? Paths as given; of folders all files that a reader knows, in name order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.errors import IngestError
from ingest.readers.open import ENDINGS

_CHUNK = 1 << 20


class NoSuchPath(IngestError):
    """A path at which there is nothing that can be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"读不到 {path.name}（{cause}）：请检查路径和读取权限",
            f"cannot read {path.name} ({cause}): check the path and the permission to read it",
            file=path.name,
        )


def expand(paths: Sequence[Path]) -> list[Path]:
    """The files of a run, each once. In folders, hidden files and formats without a reader are passed over."""
    found = [file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])]
    return list({file.resolve(): file for file in found}.values())


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in ENDINGS:
            yield path


def content_hash(path: Path) -> str:
    """SHA-256 of a file, in hex, as ``graph.raw`` has it.

    Raises:
        NoSuchPath: it is not there or may not be read.
    """
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                hashed.update(chunk)
    except OSError as error:
        raise NoSuchPath(path, error.strerror or type(error).__name__) from error
    return hashed.hexdigest()
