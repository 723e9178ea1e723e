"""When are two wordings the same text? Width, traditional characters and case folded, offsets kept.

``fold`` is the comparison form that tokens, concept matching and the gazetteer share. It works cluster by
cluster (a character with its combining marks), so that every folded character knows where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import opencc

_CLUSTER = re.compile(
    r".[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*", re.DOTALL
)
_LAST_OF_PLANE_0 = 0x10000
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origin[i]`` is the offset of its character ``i`` in the original, ``origin[-1]`` its length."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original that folded to ``text[start:end]``."""
        if start >= end:
            return self.origin[start], self.origin[start]
        last = end
        while last < len(self.origin) - 1 and self.origin[last] == self.origin[end - 1]:
            last += 1
        return self.origin[start], self.origin[last]


def fold(text: str) -> str:
    """NFKC, traditional → simplified (OpenCC, character by character), lower case.

    Characters that the simplified script has too (乾, 著, 瞭) stay: 乾县 is a place.

    >>> fold("Ｎ９５ 醫用口罩")
    'n95 医用口罩'
    """
    if text.isascii():
        return text.lower()
    return _fold_fast(text) or align(text).text


def align(text: str) -> Folded:
    """``fold`` with the way back: ``align(text).text == fold(text)``."""
    quick = text.lower() if text.isascii() else _fold_fast(text)
    if quick is not None:
        return Folded(quick, range(len(text) + 1))
    parts: list[str] = []
    origin: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = _fold_cluster(match.group())
        parts.append(part)
        origin.extend([match.start()] * len(part))
    origin.append(len(text))
    return Folded("".join(parts), origin)


def simplify(text: str) -> str:
    """Simplified characters, half-width letters and digits: one character for one, so that offsets hold.

    >>> simplify("黨建聯盟有２０家")
    '党建联盟有20家'
    """
    return text if text.isascii() else text.translate(_one_for_one())


def plain(text: str) -> str:
    """Text as a reader sees it: control and invisible characters gone, runs of blanks one blank, ends trimmed.

    Line breaks stay, as ``\\n``.

    >>> plain(" 梅园\\u200b社区 \\t\\r\\n 南京 ")
    '梅园社区\\n南京'
    """
    lines = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text))
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cn"})
    return "\n".join(_SPACES.sub(" ", line).strip() for line in kept.split("\n")).strip()


def is_ideograph(character: str) -> bool:
    """Whether one character is a CJK ideograph (planes 0, 2 and 3)."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x3FFFF or code == 0x3007
    )


def _fold_fast(text: str) -> str | None:
    """The fold if every character folds to exactly one character, else ``None``."""
    folded = text.translate(_table())
    return (
        folded if unicodedata.is_normalized("NFKC", folded) and len(folded.lower()) == len(folded) else None
    )


def _fold_cluster(cluster: str) -> str:
    for _ in range(3):
        folded = unicodedata.normalize("NFKC", cluster).translate(_table()).lower()
        if folded == cluster:
            break
        cluster = folded
    return cluster


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Every character of plane 0 whose fold is one other character."""
    table = _simplified()
    for code in range(0x80, _LAST_OF_PLANE_0):
        if 0xD800 <= code < 0xE000:
            continue
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        folded = table.get(ord(folded), folded) if len(folded) == 1 else chr(code)
        if folded != chr(code):
            table[code] = folded
    table.update({code: chr(code).lower() for code in range(0x41, 0x5B)})
    return table


@lru_cache(maxsize=1)
def _one_for_one() -> dict[int, str]:
    wide = {
        0xFF00 + code: chr(0x20 + code)
        for code in (0x05, *range(0x10, 0x1A), *range(0x21, 0x3B), *range(0x41, 0x5B))
    }
    return {**_simplified(), **wide}


def _simplified() -> dict[int, str]:
    """Traditional → simplified for the characters that simplified text (GB 2312) does not use itself."""
    codes = [code for block in _IDEOGRAPHS for code in block]
    converted = opencc.OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    pairs = zip(codes, converted, strict=True)
    return {
        code: simple
        for code, simple in pairs
        if chr(code) != simple and len(simple) == 1 and not _in_gb2312(code)
    }


def _in_gb2312(code: int) -> bool:
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
