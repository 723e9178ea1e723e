"""In which encoding is a text file written? UTF-8 and UTF-16 by mark, else by what decodes and reads well.

A wrong guess turns names into other names without any error, so what cannot be told is refused.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.errors import WrongContent, WrongEncoding
from ingest.readers.two_encodings import MIXED, has_both, register

register()

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_MARKS = ",，。、：；？！“”（）《》\r\n"
_CANDIDATES = ["gb18030", "big5"]
_BIG5 = ("big5", "cp950", "big5hkscs")
_SAMPLE = 200_000
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1a\x1b")
_MANY_NULS, _MANY_CONTROLS = 0.05, 0.05
_EVERYDAY = 0.6
_MANY_BROKEN_LINES = 0.1
_CHUNK = 1 << 20


def find_encoding(path: Path) -> str:
    """The codec's name: ``utf-8`` (some lines may be damaged), ``utf-8-sig``, ``utf-16…``, ``gb18030``, ``big5`` with its
    extensions, ``utf-8+gb18030`` (line by line, see ``two_encodings``).

    Raises:
        WrongContent: a binary file. WrongEncoding: text that none of them reads well.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head.count(0) > max(1, _MANY_NULS * len(head)):
        return _wide(path, head)
    if chinese := _wide_chinese(head):
        return chinese
    if _is_binary(head):
        raise WrongContent(path.name, "binary")
    bad = _first_bad_line(path, "utf-8")
    if not bad:
        return "utf-8"
    if _has_both(path):
        return MIXED
    return _legacy(path, head) or _mostly_utf8(path, bad)


def decode_head(head: bytes) -> str:
    """The first bytes of a file as text, well enough to see what it is; '' if they are no text."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head.decode(name, errors="ignore")
    wide = _wide_name(head) if head.count(0) > max(1, _MANY_NULS * len(head)) else _wide_chinese(head)
    if wide:
        return head[: len(head) // 2 * 2].decode(wide, errors="replace")
    if head.count(0) > max(1, _MANY_NULS * len(head)) or _is_binary(head):
        return ""
    try:
        return head.decode()
    except UnicodeDecodeError as error:
        cut = len(head) - error.start <= 3
        return head[: error.start].decode() if cut else head.decode("gb18030", errors="replace")


def _is_binary(head: bytes) -> bool:
    """Whether there are more control characters than a text has."""
    return len(head) - len(head.translate(None, _CONTROLS)) > max(2, _MANY_CONTROLS * len(head))


def _wide(path: Path, head: bytes) -> str:
    """UTF-16 without a mark, in a file with many zero bytes.

    Raises:
        WrongContent: it is something else.
    """
    if name := _wide_name(head):
        return name
    raise WrongContent(path.name, "binary")


def _wide_name(head: bytes) -> str:
    """UTF-16 without a mark: one half of the bytes of plain characters is zero; '' if it is not that."""
    for name in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(name, errors="replace")
        plain = sum((c.isprintable() and c != "\ufffd") or c in "\r\n\t" for c in text)
        if text and plain / len(text) > 0.98 and any(c in text for c in _WIDE_MARKS):
            return name
    return ""


def _wide_chinese(head: bytes) -> str:
    """UTF-16 without a mark whose text is Chinese throughout, so that few bytes are zero; '' for other text.

    The full-width marks tell it from ASCII, whose pairs of bytes look like ideographs, but never like these.
    """
    for name in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(name, errors="replace")
        wide = sum("\u4e00" <= c <= "\u9fff" or c in _WIDE_MARKS or " " <= c <= "~" for c in text)
        if text and wide / len(text) > 0.9 and any(c in text for c in "，。、"):
            return name
    return ""


def _first_bad_line(path: Path, encoding: str) -> int:
    """The 1-based line of the first undecodable byte; 0 if the whole file decodes."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return 0


def _legacy(path: Path, head: bytes) -> str:
    """The Chinese encoding in which most characters are everyday ones; for texts of rare characters what
    charset-normalizer finds. '' if the file does not decode in it."""
    whole = head[: head.rfind(b"\n") + 1] or head
    best = max(_CANDIDATES, key=lambda name: _likely(whole, name))
    if _likely(whole, best) <= _EVERYDAY:
        guess = from_bytes(whole, cp_isolation=_CANDIDATES).best()
        best = guess.encoding if guess else ""
    forms = _BIG5 if best == "big5" else (best,) if best else ()
    return next((name for name in forms if not _first_bad_line(path, name)), "")


def _has_both(path: Path) -> bool:
    """Whether the lines are in UTF-8 and GB18030 by turns."""
    with path.open("rb") as file:
        return has_both(file)


def _likely(head: bytes, name: str) -> float:
    """The share of the non-ASCII characters that are everyday Chinese in that encoding."""
    text = head.decode(name, errors="replace")
    wide = [c for c in text if ord(c) > 127]
    return sum(_everyday(c, name) for c in wide) / len(wide) if wide else 0.0


def _everyday(character: str, name: str) -> bool:
    if character in "，。、；：？！“”‘’（）《》【】—…·　％～":
        return True
    try:
        code = character.encode("gb2312" if name == "gb18030" else "big5")
    except UnicodeEncodeError:
        return False
    first = code[0]
    return 0xB0 <= first <= 0xD7 or 0xA1 <= first <= 0xA3 if name == "gb18030" else 0xA4 <= first <= 0xC6


def _mostly_utf8(path: Path, bad: int) -> str:
    """UTF-8 with a few broken lines: read on, the broken cells go to repair."""
    lines = broken = 0
    with path.open("rb") as file:
        for line in file:
            lines += 1
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                broken += 1
    wide = _likely_utf8(path)
    if wide and broken / max(lines, 1) <= _MANY_BROKEN_LINES:
        return "utf-8"
    raise WrongEncoding(path.name, bad)


def _likely_utf8(path: Path) -> bool:
    """Whether most of the non-ASCII text does decode as UTF-8."""
    with path.open("rb") as file:
        text = file.read(_SAMPLE).decode("utf-8", errors="replace")
    wide = sum(ord(c) > 127 for c in text)
    return wide > 0 and text.count("\ufffd") / wide < 0.2
