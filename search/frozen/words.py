"""How near is a row to some words? BM25 as Lucene computes it, so that a snapshot ranks as the live full-text index does.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, with Lucene's choices: k1 1.2,
b 0.75, no factor (k1 + 1), idf ln(1 + (N - n + 0.5) / (n + 0.5)), and lengths in one byte: exact up to 39, then four
significant bits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.snapshots.frozen import Frozen, Thing

K1: Final = 1.2
B: Final = 0.75
_EXACT: Final = 24
"""Lengths below this have a byte of their own; longer ones share it by their excess over it."""
_BITS: Final = 4

Scores = NDArray[np.float64]


def scores_of(frozen: Frozen, thing: Thing, tokens: Sequence[str]) -> Scores:
    """The lexical score of every row; 0 for those that hold none of the tokens."""
    lengths = frozen.lengths(thing)
    scores = np.zeros(len(lengths), np.float64)
    with_text = int(np.count_nonzero(lengths))
    if not with_text:
        return scores
    average = float(lengths.sum(dtype=np.int64)) / with_text
    norms = K1 * (1 - B + B * rounded_lengths(lengths) / average)
    for token in tokens:
        rows, counts = frozen.postings(thing, token)
        if len(rows):
            idf = math.log(1 + (with_text - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += idf * counts / (counts + norms[rows])
    return scores


def rounded_lengths(lengths: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Lengths as Lucene remembers them.

    >>> rounded_lengths(np.array([5, 39, 40, 41, 100, 1000], np.uint32)).tolist()
    [5.0, 39.0, 40.0, 40.0, 96.0, 984.0]
    """
    excess = np.maximum(lengths.astype(np.int64) - _EXACT, 0)
    bits = np.where(excess > 0, np.floor(np.log2(np.maximum(excess, 1))).astype(np.int64) + 1, 0)
    shift = np.maximum(bits - _BITS, 0)
    return np.where(lengths < _EXACT, lengths, _EXACT + ((excess >> shift) << shift)).astype(np.float64)
