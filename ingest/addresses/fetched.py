"""What came from an address, and how much may come? Plain data, kept by the caller between two fetches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched.

    Attributes:
        address: as it was asked for.
        path: where its content is; of an unchanged one where it was. Only ``etag``, ``last_modified`` and ``content``
            are looked at when it is handed in again, so the file itself may be gone by then.
        etag: what the server calls this content, '' if it does not say; sent back as ``If-None-Match``.
        last_modified: when the server says that it changed, as it writes it, '' if it does not say; sent back as
            ``If-Modified-Since``.
        changed: whether the content is another one than the known one (True the first time).
        content: SHA-256 of the content, hex; it tells the change where the server names no version.
        size: bytes.
    """

    address: str
    path: Path
    etag: str = ""
    last_modified: str = ""
    changed: bool = True
    content: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Upper bounds of one fetch: ``bytes`` of content (unpacked), ``seconds`` in all, ``waiting`` seconds without a
    byte, ``redirects`` followed."""

    bytes: int = 100_000_000
    seconds: float = 120
    waiting: float = 20
    redirects: int = 5
