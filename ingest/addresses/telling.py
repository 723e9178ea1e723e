"""How is an address told to people? Without what follows ``?``, and without a name and a password: those may open a door."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 200
_ASKED: Final = re.compile(r"[?#].*", re.DOTALL)
_USER: Final = re.compile(r"(?<=://)[^/?#]*@")


def shown_address(address: str) -> str:
    """An address as messages, notices and reports show it.

    >>> shown_address("https://data.example.cn/lists/a.csv?key=secret")
    'https://data.example.cn/lists/a.csv?…'
    >>> shown_address("https://name:secret@data.example.cn/a.csv")
    'https://…@data.example.cn/a.csv'
    """
    return _ASKED.sub("?…", _USER.sub("…@", address))[:_LONGEST]


def told_of(cause: str, *addresses: str) -> str:
    """What a library said of an address, with the address as people are shown it."""
    for address in sorted(addresses, key=len, reverse=True):
        cause = cause.replace(address, shown_address(address))
    return cause
