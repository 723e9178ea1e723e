"""Which words of a source show it best? A quote becomes the sentence it stands in; a long one its most telling part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.reading import Evidence
from ontology.language.normalise import fold

LONG_QUOTE: Final = 160
MAX_PROOFS: Final = 3
PROSE: Final = frozenset({"paragraph", "title"})
"""Kinds of passages that are read in sentences; rows and headers are read in cells."""
_PARTS: Final = re.compile(r"[^\t\n。！？；!?;]+[。！？；!?;]?")
_SENTENCE: Final = re.compile(r"[^\n。！？；!?]*[。！？；!?]?[”’」』》）)]*")
_CLAUSE: Final = re.compile(r"[^，、；,;]+[，、；,;]?")


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote: ``source`` is the key of the source and ``title`` its name; ``sheet`` and ``row`` (1-based, 0 if none) say
    where in the file it stands; ``property`` is what it is quoted for ('' for a passage)."""

    source: str
    passage: str
    quote: str
    title: str = ""
    sheet: str = ""
    row: int = 0
    property: str = ""


def best_part(text: str, words: Iterable[str]) -> str:
    """The sentence or cell of a text that holds most of these (folded) words; of equals the first.

    >>> best_part("免费住宿。可接送。", ["接送"])
    '可接送。'
    """
    wanted = list(words)
    parts = [part.strip() for part in _PARTS.findall(text) if part.strip()]
    return max(parts, key=lambda part: count(part, wanted), default=text.strip())[:LONG_QUOTE]


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of a text in which these code points stand; of a long one the clauses around them, at most
    ``LONG_QUOTE`` characters.

    >>> sentence_around("先说一句。甲社区办了集市，很热闹。", 6, 8)
    '甲社区办了集市，很热闹。'
    """
    first, last = _spans(_SENTENCE, text, start, end)
    if last - first > LONG_QUOTE:
        within = text[first:last]
        a, b = _spans(_CLAUSE, within, start - first, end - first)
        first, last = first + a, first + b
    return text[first:last].strip()[:LONG_QUOTE]


def proof_of(evidence: Evidence, words: Sequence[str] = ()) -> Proof:
    """A quote as it is shown: in prose the sentence it stands in, in a row the cell."""
    e = evidence
    if len(e.quote) > LONG_QUOTE:
        quote = best_part(e.quote, words)
    elif e.kind in PROSE:
        quote = sentence_around(e.text, e.start, e.end)
    else:
        quote = e.quote
    title = e.source.title or e.source.name
    return Proof(e.source.key, e.passage, quote, title, e.sheet, e.row, e.property)


def proofs_of(
    quotes: Iterable[Evidence], words: Sequence[str] = (), limit: int = MAX_PROOFS
) -> tuple[Proof, ...]:
    """The quotes that hold most of the words, each sentence once."""
    chosen: dict[tuple[str, str], Proof] = {}
    for proof in (proof_of(e, words) for e in quotes):
        chosen.setdefault((proof.passage, proof.quote), proof)
    ranked = sorted(chosen.values(), key=lambda p: -count(p.quote, words))
    return tuple(ranked[:limit])


def count(text: str, words: Iterable[str]) -> int:
    """How many of these (folded) words a text holds."""
    folded = fold(text)
    return sum(word in folded for word in words)


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the first to the end of the last match that shares a character with the span."""
    found = [m.span() for m in pattern.finditer(text) if m.start() < max(end, start + 1) and start < m.end()]
    return (found[0][0], found[-1][1]) if found else (start, end)
