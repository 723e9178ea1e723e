"""How does the file at an address get here? Checked against the allow list, then by the protocol's own way."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.addresses.allowed import WEB, Allowed, take_apart
from ingest.addresses.fetched import Fetched, FetchLimits
from ingest.addresses.other import fetch_other
from ingest.addresses.web import fetch_web

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")


def is_address(text: str) -> bool:
    """Whether what the caller names is an address and no path.

    >>> is_address("https://data.example.cn/a.csv"), is_address("清单/a.csv"), is_address("C:\\\\a.csv")
    (True, False, False)
    """
    return _ADDRESS.match(text) is not None


def fetch(
    address: str,
    allowed: Allowed,
    known: Fetched | None,
    folder: Path,
    limits: FetchLimits | None = None,
) -> Fetched:
    """Bring the file at an address into a folder, unless it is the one that is known.

    Args:
        address: the whole address, ``https://…``, or another protocol of fsspec.
        allowed: the allow list (``Allowed.read(settings.sources)``).
        known: what an earlier call gave for this address, None the first time. The server is asked for the file only if
            its ETag or date is another one (304 costs no content).
        folder: where the file is written, under the name that the server gives it or that ends the address; it must
            exist and should be empty: a file of that name in it is never overwritten (FileExistsError).
        limits: bounds of bytes, time and redirects.

    Returns:
        The file with its version. ``changed`` is False if the server says that nothing changed (``path`` is then the
        known one and nothing was written), and also if it sent the same content again (``path`` is then the new copy).

    Raises:
        NotAnAddress, AddressNotAllowed: the call is wrong; nothing was asked. AddressFailed: it cannot be had now;
            ``transient`` says whether a later try can help.

    Blocks until done, at most about ``limits.seconds``; not to be called on the thread of a running event loop.
    """
    bounds = limits or FetchLimits()
    way = fetch_web if take_apart(address).scheme in WEB else fetch_other
    return way(address, allowed, known, folder, bounds)
