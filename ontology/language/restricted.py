"""Which parts of a text must nobody see? Phone, ID-card, e-mail and account patterns, masked at equal length.

Runs on every cell, so a cheap check comes first. Patterns are matched on a copy of the text in which digits and
signs have one width; every replacement is one character for one, so spans hold for the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.language.keys import valid_uscc
from ontology.language.restricted_patterns import (
    ACCOUNT_AFTER_WORD,
    ALWAYS,
    EMAIL,
    GLUED_MOBILE,
    HANDLE_AFTER_WORD,
    LOCAL_IN_PHRASE,
    LONG_NUMBER,
    PHONE_AFTER_WORD,
    QUICK,
    SPOKEN_RUN,
    looks_like_time,
)

MASK = "*"
_SAME_WIDTH = {0xFF01 + i: chr(0x21 + i) for i in range(0x5E)}
_SAME_WIDTH |= {ord(c): "-" for c in "‐‑‒–—―−─－﹣"} | {
    ord(c): " " for c in "\u00a0\u2002\u2003\u2009\u202f\u3000"
}
_SAME_WIDTH |= {ord("﹫"): "@", ord("﹢"): "+"}
_SPOKEN = str.maketrans("〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖", "0001112233445566778899")


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text, as long as the original, and the spans (start, end) in code points, sorted, apart."""

    text: str
    spans: tuple[tuple[int, int], ...]


def mask(text: str) -> Masked:
    """Replace every character of a restricted pattern by ``*``; everything else stays as it is.

    Masked: mobile and landline numbers, 400 and 800 numbers, e-mail addresses, ID-card numbers, bank accounts of
    16–19 digits, WeChat and QQ accounts after the word, numbers written in Chinese digits. Kept: valid credit codes
    (USCC), amounts, dates, standards, coordinates, place codes.

    >>> mask("张老师 138 0013 8000，口罩20000只").text
    '张老师 *************，口罩20000只'
    """
    if not QUICK.search(text):
        return Masked(text, ())
    spans = _joined(sorted(_found(text)))
    if not spans:
        return Masked(text, ())
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], MASK * (end - start)]
        last = end
    return Masked("".join([*parts, text[last:]]), tuple(spans))


def _found(text: str) -> Iterator[tuple[int, int]]:
    even = text.translate(_SAME_WIDTH) if not text.isascii() else text
    yield from _numbers(even)
    yield from (m.span() for m in GLUED_MOBILE.finditer(even) if not _is_code(even, m))
    if SPOKEN_RUN.search(even):
        yield from _numbers(even.translate(_SPOKEN), spoken=even)
    if "@" in even or "at" in even.lower():
        yield from (m.span() for m in EMAIL.finditer(even))
    yield from (m.span(1) for m in HANDLE_AFTER_WORD.finditer(even))


def _numbers(even: str, spoken: str = "") -> Iterator[tuple[int, int]]:
    for pattern in ALWAYS:
        yield from (m.span() for m in pattern.finditer(even) if _counts(m, spoken))
    for match in LONG_NUMBER.finditer(even):
        if _counts(match, spoken) and not _is_code(even, match):
            yield match.span()
    for match in LOCAL_IN_PHRASE.finditer(even):
        if _counts(match, spoken) and not _is_code(even, match, match.lastindex or 0):
            yield match.span(match.lastindex or 0)
    for pattern in (PHONE_AFTER_WORD, ACCOUNT_AFTER_WORD):
        for match in pattern.finditer(even):
            if _counts(match, spoken) and not _is_code(even, match, 1):
                yield match.span(1)


def _counts(match: re.Match[str], spoken: str) -> bool:
    """In the reading of Chinese digits, only what has at least one of them is news."""
    return not spoken or spoken[match.start() : match.end()] != match.group()


def _is_code(even: str, match: re.Match[str], group: int = 0) -> bool:
    """A valid credit code (the digits may go on in letters), or a time stamp."""
    start, end = match.span(group)
    while end < len(even) and even[end].isalnum() and even[end].isascii():
        end += 1
    return valid_uscc(even[start:end]) or looks_like_time(match.group(group))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
