"""Which words does the full-text index see? Search cut and single characters, the same for texts and queries."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from ontology.language.normalise import fold, is_ideograph

_LONGEST_TOKEN = 64
_CACHED_LENGTH = 200
_Tokens = tuple[str, str]
_WORD = re.compile(r"\w")
_SEPARATORS = re.compile(r"[\s\x00-\x1f\x7f]+")


def index_tokens(text: str) -> str:
    """The tokens of a text, blank-joined, in order, for an index under the ``whitespace`` analyzer.

    Words by jieba's search cut (long words and the words within), then each ideograph by itself; folded.
    Tokens over 64 characters are cut into pieces.

    >>> index_tokens("医用口罩 N95")
    '医用 口罩 n95 医 用 口 罩'
    """
    pieces = [_of_piece(p) if len(p) <= _CACHED_LENGTH else _tokens(p) for p in text.split()]
    words, characters = zip(*pieces, strict=True) if pieces else ((), ())
    return " ".join(filter(None, (*words, *characters)))


def query_tokens(text: str) -> list[str]:
    """The distinct tokens of a query, in order of first appearance; the analysis of ``index_tokens``."""
    return list(dict.fromkeys(index_tokens(text).split()))


@lru_cache(maxsize=65536)
def _of_piece(text: str) -> _Tokens:
    """What stands between blanks is cut by itself: the pieces of a list's rows are the same again and again."""
    return _tokens(text)


def _tokens(text: str) -> _Tokens:
    """The words of a text and its ideographs, both blank-joined."""
    folded = _SEPARATORS.sub(" ", fold(text))
    words = [piece for word in rjieba.cut_for_search(folded, True) for piece in _pieces(word)]
    return " ".join(words), " ".join(filter(is_ideograph, folded))


def _pieces(word: str) -> list[str]:
    """A word as index terms: none for punctuation and for a single ideograph, which is indexed anyway."""
    if (len(word) == 1 and is_ideograph(word)) or not _WORD.search(word):
        return []
    parts = word.split()
    if len(word) <= _LONGEST_TOKEN:
        return parts
    return [p[i : i + _LONGEST_TOKEN] for p in parts for i in range(0, len(p), _LONGEST_TOKEN)]
