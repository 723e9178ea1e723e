"""What is in an archive? Its files, unpacked one by one into a folder of ours, under names of ours.

A name never says where a file is written: members that lead elsewhere, links and devices are refused, and how many files
and bytes may come out is bounded whatever the archive says of itself. Names of old Windows archives are GB18030.
"""

from __future__ import annotations

import errno
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ingest.addresses.naming import safe_name
from ingest.errors import BrokenFile, IngestError, PasswordProtected, TooBig
from ingest.readers.limits import Limits

MEMBERS: Final = 2_000
"""How many files one archive may hold, those of archives inside it included."""
RATIO: Final = 200
"""How many times its own size an archive may unpack to, above ``_FREE`` bytes."""
_FREE: Final = 20_000_000
_CHUNK: Final = 1 << 18
_LONGEST_HEADER: Final = 1 << 20
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_BROKEN: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    OverflowError,
    ValueError,
    KeyError,
)


class UnsafeMember(IngestError):
    """A member that leads out of its archive, or is a link or a device."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"压缩包成员 {file} 是链接，或路径指向包外，未读：请重新打包，只放普通文件",
            f"the member {file} is a link or leads out of its archive and was not read: pack plain files only",
            file=file,
        )


@dataclass(slots=True)
class Budget:
    """What may still come out of one archive."""

    file: str
    size: int
    limits: Limits
    members: int = 0
    bytes: int = 0

    def one_more(self) -> None:
        """Count a member.

        Raises:
            TooBig: there are too many.
        """
        self.members += 1
        if self.members > MEMBERS:
            raise TooBig(self.file, "压缩包内文件数", "files in the archive", self.members, MEMBERS)

    def spend(self, number: int) -> None:
        """Count unpacked bytes.

        Raises:
            TooBig: more than allowed, or out of proportion to the archive.
        """
        self.bytes += number
        most = min(self.limits.unpacked_bytes, max(_FREE, RATIO * self.size))
        if self.bytes > most:
            raise TooBig(self.file, "解压后字节数", "bytes unpacked", self.bytes, most)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: ``name`` with its folders as the archive has it; ``path`` where it was unpacked, None if it
    was not, then ``problem`` says why."""

    name: str
    path: Path | None
    problem: IngestError | None = None


def unpack(path: Path, ending: str, folder: Path, budget: Budget) -> list[Member]:
    """Unpack an archive's files into ``folder``, in name order; folders and hidden files are none.

    Args:
        ending: ``.zip``, ``.tar`` or ``.gz``, as its content says.

    Raises:
        TooBig, BrokenFile.
    """
    ways: dict[str, Callable[[Path, Path, Budget], Iterator[Member]]] = {
        ".zip": _zip,
        ".tar": _tar,
        ".gz": _gz,
    }
    try:
        return sorted(ways[ending](path, folder, budget), key=lambda member: member.name)
    except (*_BROKEN, OSError) as error:
        if (
            not isinstance(error, _BROKEN) and error.errno != errno.EINVAL
        ):  # a seek before the beginning is damage
            raise
        cause = str(error) or type(error).__name__
        raise BrokenFile(
            path.name, 0, f"压缩包损坏（{cause}）", f"the archive is damaged ({cause})"
        ) from error


def is_hidden(name: str) -> bool:
    """Whether a path leads to what systems and office programs leave behind.

    >>> [is_hidden(n) for n in ("__MACOSX/a.csv", "清单/~$需求.xlsx", ".git/config", "清单/a.csv")]
    [True, True, True, False]
    """
    parts = [part for part in name.split("/") if part not in {"", "."}]
    return any(
        (part.startswith((".", "~$")) and part != "..") or part in {"__MACOSX", "Thumbs.db", "desktop.ini"}
        for part in parts
    )


def _zip(path: Path, folder: Path, budget: Budget) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name = _zip_name(info)
            if info.is_dir() or name.endswith("/") or is_hidden(name):
                continue
            budget.one_more()
            if _leads_out(name) or stat.S_ISLNK(info.external_attr >> 16):
                yield Member(name, None, UnsafeMember(f"{path.name}!/{name}"))
            elif info.flag_bits & _ENCRYPTED:
                yield Member(name, None, PasswordProtected(f"{path.name}!/{name}"))
            else:
                with archive.open(info) as source, _dated(folder, name, _zip_time(info)) as target:
                    _copy(source, target, budget)
                yield Member(name, Path(target.name))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 if it says so, else what its bytes are."""
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename.replace("\\", "/").partition("\x00")[0]
    octets = info.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding).replace("\\", "/").partition("\x00")[0]
        except UnicodeDecodeError:
            continue
    return info.filename


def _zip_time(info: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


class _ShortReads(io.BufferedReader):
    """A file that is never read in large pieces: a header of a tar archive says itself how long it is."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As the file, in pieces of at most ``_LONGEST_HEADER`` bytes.

        Raises:
            tarfile.ReadError: more is asked for.
        """
        if size is None or not 0 <= size <= _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {size} bytes")
        return super().read(size)


def _tar(path: Path, folder: Path, budget: Budget) -> Iterator[Member]:
    with _ShortReads(io.FileIO(path)) as file, tarfile.open(fileobj=file, mode="r:") as archive:
        for info in archive:
            name = info.name.removeprefix("./")
            if info.isdir() or is_hidden(name):
                continue
            budget.one_more()
            source = archive.extractfile(info) if info.isreg() and not _leads_out(name) else None
            if source is None:
                yield Member(name, None, UnsafeMember(f"{path.name}!/{name}"))
                continue
            with source, _dated(folder, name, info.mtime) as target:
                _copy(source, target, budget)
            yield Member(name, Path(target.name))


def _gz(path: Path, folder: Path, budget: Budget) -> Iterator[Member]:
    """One compressed file, or a compressed tar archive."""
    name = path.stem + (".tar" if path.suffix.lower() == ".tgz" else "")
    with gzip.open(path, "rb") as source, _dated(folder, name, path.stat().st_mtime) as target:
        _copy(source, target, budget)
    unpacked = Path(target.name)
    if _is_tar(unpacked):
        yield from _tar(unpacked, folder, budget)
        unpacked.unlink()
        return
    budget.one_more()
    yield Member(name, unpacked)


def _is_tar(path: Path) -> bool:
    with _ShortReads(io.FileIO(path)) as file:
        return tarfile.is_tarfile(file)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/")


@contextmanager
def _dated(folder: Path, name: str, modified: float) -> Iterator[IO[bytes]]:
    """A new file for a member, in a folder of its own; it gets the member's time."""
    path = Path(tempfile.mkdtemp(dir=folder)) / (safe_name(name) or "member")
    with path.open("xb") as file:
        yield file
    if modified > 0:
        os.utime(path, (modified, modified))


def _copy(source: IO[bytes] | gzip.GzipFile, target: IO[bytes], budget: Budget) -> None:
    while chunk := source.read(_CHUNK):
        budget.spend(len(chunk))
        target.write(chunk)
