"""How is a file decoded whose lines are in two encodings? Line by line, each in the one it is in if that can be told.

Lists that were put together of several files hold UTF-8 and GB18030 lines. A line that could be either, or is neither,
is decoded as damage (U+FFFD), so that its cells go to repair. ``register()`` makes it a codec named ``MIXED``.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from typing_extensions import Buffer

MIXED: Final = "utf-8+gb18030"
Found = Literal["ascii", "utf-8", "gb18030", "unclear"]
_MARKS: Final = frozenset("，。、；：？！“”‘’（）《》【】—…·　％～")
_EVERYDAY: Final = 0.6
_DAMAGED: Final = "\ufffd"


def line_encoding(line: bytes) -> Found:
    """In which encoding one line is.

    >>> [line_encoding(b) for b in ("口罩".encode(), "口罩".encode("gb18030"), b"N95", b"\\xff\\xfe")]
    ['utf-8', 'gb18030', 'ascii', 'unclear']
    """
    if line.isascii():
        return "ascii"
    wide, narrow = _decoded(line, "utf-8"), _decoded(line, "gb18030")
    if wide is None:
        return "gb18030" if narrow is not None and _share(narrow) > _EVERYDAY else "unclear"
    if narrow is None or _share(narrow) <= _EVERYDAY:
        return "utf-8"
    return "gb18030" if _share(wide) <= _EVERYDAY else "unclear"


def has_both(lines: Iterable[bytes]) -> bool:
    """Whether lines of both encodings are among these, and hardly any that is neither."""
    counts = {"ascii": 0, "utf-8": 0, "gb18030": 0, "unclear": 0}
    for line in lines:
        counts[line_encoding(line)] += 1
    told = counts["utf-8"] + counts["gb18030"]
    return min(counts["utf-8"], counts["gb18030"]) > 0 and counts["unclear"] <= max(1, told // 10)


def register() -> None:
    """Make the codec known to ``open`` and ``decode``; doing it again changes nothing."""
    codecs.register(_search)


def decode_lines(data: bytes, errors: str = "strict") -> str:
    """The text of lines in either encoding.

    Raises:
        UnicodeDecodeError: a line is in neither and ``errors`` is ``strict``.
    """
    start, parts = 0, []
    for line in _lines(data):
        parts.append(_line(line, errors, start))
        start += len(line)
    return "".join(parts)


def _lines(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines


def _line(line: bytes, errors: str, start: int) -> str:
    found = line_encoding(line)
    if found != "unclear":
        return line.decode("utf-8" if found == "ascii" else found)
    if errors == "strict":
        raise UnicodeDecodeError(MIXED, line, 0, len(line), f"line at byte {start} is in neither encoding")
    return "".join(chr(b) if b < 128 else _DAMAGED for b in line)


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(text: str) -> float:
    """The share of the characters beyond ASCII that are everyday Chinese ones."""
    wide = [c for c in text if ord(c) > 127]
    return sum(c in _MARKS or _is_everyday(c) for c in wide) / len(wide) if wide else 0.0


def _is_everyday(character: str) -> bool:
    try:
        first = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= first <= 0xD7 or 0xA1 <= first <= 0xA3


class _Incremental(codecs.BufferedIncrementalDecoder):
    """Holds the bytes after the last line end back until the line is whole."""

    def _buffer_decode(self, input: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        end = len(input) if final else input.rfind(b"\n") + 1
        return decode_lines(input[:end], errors), end


def _decode(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    octets = bytes(data)
    return decode_lines(octets, errors), len(octets)


def _encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    return text.encode("utf-8", errors), len(text)


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("-", "_").replace("+", "_") != MIXED.replace("-", "_").replace("+", "_"):
        return None
    return codecs.CodecInfo(_encode, _decode, incrementaldecoder=_Incremental, name=MIXED)
