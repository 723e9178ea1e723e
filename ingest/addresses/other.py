"""How is a file fetched from a store that is no web server (``s3://``, ``oss://``, ``sftp://`` …)? Through fsspec,
asked first which version it has, bounded in bytes and time."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

import fsspec

from ingest.addresses.allowed import Allowed, take_apart
from ingest.addresses.errors import AddressFailed, NotAnAddress
from ingest.addresses.fetched import Fetched, FetchLimits
from ingest.addresses.naming import name_of
from ingest.addresses.telling import told_of
from ingest.addresses.web import too_big

_CHUNK: Final = 1 << 20
_VERSION: Final = ("ETag", "etag", "md5", "checksum")
_MODIFIED: Final = ("LastModified", "last_modified", "mtime", "modified", "created")


def fetch_other(
    address: str, allowed: Allowed, known: Fetched | None, folder: Path, limits: FetchLimits
) -> Fetched:
    """As ``fetch``, for the protocols that fsspec knows."""
    allowed.check(address)
    files, path = _opened(address)
    try:
        told = cast(dict[str, Any], files.info(path))
        if told.get("type") == "directory":
            raise AddressFailed(address, "这是目录，请给出文件地址", "it is a folder; give a file's address")
        etag, modified = _first(told, _VERSION), _first(told, _MODIFIED)
        if known and (etag or modified) and (etag, modified) == (known.etag, known.last_modified):
            return replace(known, changed=False)
        too_big(address, int(told.get("size") or 0), limits)
        target = folder / name_of(address)
        content, size = _copied(files, path, address, target, limits)
    except AddressFailed:
        raise
    except Exception as error:  # each of fsspec's stores raises what its own library does
        cause = told_of(str(error), address, path) or type(error).__name__
        raise AddressFailed(
            address,
            f"读不到（{cause}），请检查地址、权限和网络",
            f"{cause}; check address, permission and network",
            transient=not isinstance(error, FileNotFoundError | PermissionError),
        ) from error
    return Fetched(address, target, etag, modified, known is None or known.content != content, content, size)


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        return cast(tuple[Any, str], fsspec.core.url_to_fs(address))
    except ImportError as error:
        raise AddressFailed(
            address,
            f"读这种地址需要另装一个包（{error}）",
            f"this kind of address needs another package ({error})",
        ) from error
    except ValueError as error:
        scheme = take_apart(address).scheme
        raise NotAnAddress(address, f"不认识协议 {scheme}", f"unknown protocol {scheme}") from error


def _first(told: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(told[name]) for name in names if told.get(name)), "")


def _copied(files: Any, path: str, address: str, target: Path, limits: FetchLimits) -> tuple[str, int]:
    """Hash and size of the content, which is in ``target`` then; nothing stays there if it cannot be had whole."""
    hashed, size, end = hashlib.sha256(), 0, time.monotonic() + limits.seconds
    try:
        with files.open(path, "rb") as source, target.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                too_big(address, size, limits)
                if time.monotonic() > end:
                    raise AddressFailed(
                        address,
                        f"{limits.seconds:g} 秒内没有读完，请稍后重试",
                        f"it was not read within {limits.seconds:g} seconds; try again later",
                        transient=True,
                    )
                hashed.update(chunk)
                copy.write(chunk)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return hashed.hexdigest(), size
