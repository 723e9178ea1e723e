"""Where are the files that were read kept? By the hash of their content, readable by the owner only.

These are the only copies that hold restricted values. The folder may be any fsspec address
(``s3://…``); a plain path is the local disk. No index: a hash is an address.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

import fsspec

from graph.engine.errors import DiskFull, FolderNotWritable
from ontology.errors import UsageProblem

_CHUNK = 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
_NO_SPACE = {28, 122}
"""ENOSPC and EDQUOT."""


class NoSuchFile(UsageProblem):
    """No raw file of this hash is kept."""

    status = 404

    def __init__(self, content: str) -> None:
        super().__init__(
            f"没有保存校验值为 {content[:80]} 的原始文件。请重新导入来源文件。",
            f"No raw file with hash {content[:80]} is kept. Ingest the source file again.",
            id=content[:80],
        )


class RawStore:
    """Files by content hash (SHA-256, hex) in a folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = str(folder)
        self._files, self._root = cast(tuple[Any, str], fsspec.core.url_to_fs(self.folder))
        self._local = isinstance(self._files, fsspec.implementations.local.LocalFileSystem)

    def put(self, content: bytes | Path) -> str:
        """Keep some bytes or a file's content; its hash. Keeping it again changes nothing.

        Raises:
            DiskFull, FolderNotWritable: nothing was kept.
        """
        try:
            self._make_folder()
            return self._put_bytes(content) if isinstance(content, bytes) else self._put_file(content)
        except OSError as problem:
            if problem.errno in _NO_SPACE:
                raise DiskFull(self.folder) from problem
            if isinstance(content, Path) and problem.filename == str(content):
                raise
            raise FolderNotWritable(self.folder, str(problem)) from problem

    def open(self, content: str) -> IO[bytes]:
        """The file of that hash, opened for reading bytes.

        Raises:
            NoSuchFile: there is none.
        """
        try:
            return cast(IO[bytes], self._files.open(self.path(content), "rb"))
        except FileNotFoundError as problem:
            raise NoSuchFile(content) from problem

    def path(self, content: str) -> str:
        """Where the file of that hash is or would be, on the store's own file system."""
        if not _HASH.fullmatch(content):
            raise NoSuchFile(content)
        return f"{self._root}/{content[:2]}/{content}"

    def has(self, content: str) -> bool:
        """Whether the file of that hash is kept."""
        return bool(self._files.exists(self.path(content)))

    def delete(self, content: str) -> None:
        """Forget the file of that hash, if it is kept."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self.path(content))

    def _put_bytes(self, data: bytes) -> str:
        content = hashlib.sha256(data).hexdigest()
        if not self.has(content):
            with self._partial() as partial:
                with self._new(partial) as target:
                    target.write(data)
                self._move(partial, content)
        return content

    def _put_file(self, source: Path) -> str:
        """Copy and hash in one reading, so that a file that changes meanwhile has its copy's hash."""
        hashed = hashlib.sha256()
        with self._partial() as partial:
            with source.open("rb") as reader, self._new(partial) as target:
                while chunk := reader.read(_CHUNK):
                    hashed.update(chunk)
                    target.write(chunk)
            self._move(partial, hashed.hexdigest())
        return hashed.hexdigest()

    @contextmanager
    def _partial(self) -> Iterator[str]:
        """A place to write to; nothing stays there if the writing fails."""
        path = f"{self._root}/.partial-{secrets.token_hex(8)}"
        try:
            yield path
        except BaseException:
            with suppress(FileNotFoundError):
                self._files.rm_file(path)
            raise

    def _new(self, path: str) -> IO[bytes]:
        if self._local:
            return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        return cast(IO[bytes], self._files.open(path, "wb"))

    def _move(self, partial: str, content: str) -> None:
        final = self.path(content)
        if self._local:
            Path(final).parent.mkdir(mode=0o700, exist_ok=True)
            os.replace(partial, final)
        elif self.has(content):
            self._files.rm_file(partial)
        else:
            self._files.makedirs(final.rsplit("/", 1)[0], exist_ok=True)
            self._files.mv(partial, final)

    def _make_folder(self) -> None:
        if not self._local:
            self._files.makedirs(self._root, exist_ok=True)
            return
        Path(self._root).mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(self._root, 0o700)
