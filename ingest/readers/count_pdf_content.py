"""Which operators stand in the content of a PDF page, with which operands? For the second count alone.

pdfminer's own parser asks three functions for each token, which takes most of a count's time; here it is one pattern. It
gives the same operands (a test compares the two), but drops those that belong to no operator, keeps a sign behind a
needless backslash, and steps over pictures that stand within the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pdfminer.psparser import LIT

_REGULAR: Final = rb"[^#/%\[\]()<>{}\s]"
_TOKEN: Final = re.compile(
    rb"(?:[\s\0]++|%[^\r\n]*+)*+(?:"
    rb"([-+0-9][0-9]*+(?:\.[0-9]*+)?|\.[0-9]*+)"
    rb"|([A-Za-z]" + _REGULAR + rb"*+|['\"])"
    rb"|\(((?:[^()\\]++|\\.)*+)\)"
    rb"|<((?:[0-9A-Fa-f]{2})*+)>"
    rb"|/((?:" + _REGULAR + rb"++|\#[0-9A-Fa-f]{0,2})*+)"
    rb"|(<<|>>|.)"
    rb"|\Z)",
    re.DOTALL,
)
_NUMBER, _WORD, _STRING, _HEX, _NAME, _MARK = range(1, 7)
"""The groups of a token. Strings with brackets in them and hexadecimal ones with blanks begin with a mark."""
_PAREN: Final = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES: Final = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"} | dict.fromkeys(
    (b"\r", b"\n", b"\r\n"), b""
)
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{0,2})")
_LOOSE_HEX: Final = re.compile(rb"([\s0-9A-Fa-f]*+)>?")
_PAIR: Final = re.compile(rb"[0-9A-Fa-f]{1,2}")
_OPENING: Final = {b"[": b"]", b"<<": b">>", b"{": b"}", b"BI": b"ID"}
_CLOSING: Final = frozenset(_OPENING.values())
_VALUES: Final = {b"true": True, b"false": False}
_INNER: Final = {b"BI", b"ID", *_VALUES}
"""Words that are no operators."""
_PICTURE_END: Final = re.compile(rb"(?=EI(?:[\s\0]|\Z))")
_WRITTEN_END: Final = re.compile(rb"~>")
_WRITTEN: Final = (LIT("A85"), LIT("ASCII85Decode"))
"""Filters of pictures that are written in ASCII, which have an end mark of their own."""
_OVER: Final = -1


def operations(content: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Each operator with the operands before it: numbers, strings as bytes, names as pdfminer has them, lists; ``None`` for
    a dictionary.

    >>> [*operations(b"/F1 9.5 Tf[(a\\\\051)-20<41>]TJ (b")]
    [(b'Tf', [/'F1', 9.5]), (b'TJ', [[b'a)', -20.0, b'A']])]
    """
    read, at = _Read(content), 0
    while at >= 0:
        for token in _TOKEN.finditer(content, at):
            kind = token.lastindex
            if kind == _NUMBER:
                read.number(token[_NUMBER])
            elif kind == _STRING:
                text = token[_STRING]
                read.held.append(_ESCAPE.sub(_escaped, text) if b"\\" in text else text)
            elif kind == _WORD and not read.outer and token[_WORD] not in _INNER:
                yield token[_WORD], read.held
                read.held = []
            elif kind is not None:
                place = read.other(kind, token[kind], token.end())
                if place is not None:
                    at = place
                    break
        else:
            return


class _Read:
    """What was read of a content and belongs to no operator yet."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.held: list[Any] = []
        self.outer: list[tuple[bytes, list[Any]]] = []
        """What is open, the outermost first: what closes it, and what stood before it."""

    def number(self, digits: bytes) -> None:
        """Take a number, unless it is a sign alone."""
        try:
            self.held.append(float(digits))
        except ValueError:
            return

    def other(self, kind: int, said: bytes, end: int) -> int | None:
        """Take a token that needs a closer look; where to read on if not behind it, ``_OVER`` if nowhere."""
        if kind == _HEX:
            self.held.append(bytes.fromhex(said.decode()))
        elif kind == _NAME:
            self.held.append(_name(said))
        elif said in _OPENING:
            self.outer.append((_OPENING[said], self.held))
            self.held = []
        elif said in _CLOSING:
            return self._close(said, end)
        elif said == b"(":
            return self._string(end)
        elif said == b"<":
            return self._loose_hex(end)
        elif kind == _WORD:
            self.held.append(_VALUES.get(said))
        return None

    def _close(self, said: bytes, end: int) -> int | None:
        if not self.outer or self.outer[-1][0] != said:
            return None
        made, self.held = self.held, self.outer.pop()[1]
        if said == b"ID":
            told = [part for value in made for part in (value if isinstance(value, list) else [value])]
            last = _WRITTEN_END if any(filtered in told for filtered in _WRITTEN) else _PICTURE_END
            found = last.search(self.content, end + 1)
            return found.end() if found else _OVER
        self.held.append(None if said == b">>" else made)
        return None

    def _string(self, start: int) -> int:
        """Take a string in which brackets stand."""
        depth = 1
        for found in _PAREN.finditer(self.content, start):
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if not depth:
                self.held.append(_ESCAPE.sub(_escaped, self.content[start : found.start()]))
                return found.end()
        return _OVER

    def _loose_hex(self, start: int) -> int:
        found = _LOOSE_HEX.match(self.content, start)
        assert found
        digits = b"".join(found[1].split())
        self.held.append(bytes(int(pair, 16) for pair in _PAIR.findall(digits)))
        return found.end()


def _escaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    if said[0] in b"01234567":
        return bytes((int(said, 8) & 255,))
    return _ESCAPES.get(said, said)


def _name(said: bytes) -> Any:
    if b"#" in said:
        said = _NAME_ESCAPE.sub(
            lambda found: bytes.fromhex(found[1].decode().zfill(2)) if found[1] else b"", said
        )
    try:
        return LIT(said.decode())
    except UnicodeDecodeError:
        return LIT(said)
