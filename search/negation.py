"""Which words of a sentence name what is not wanted? Those right after 不要, or between 除 and 以外."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ontology.language.normalise import fold
from search.factors.readers import Readers

Span = tuple[int, int]
_ELLIPSIS: Final = "..."
"""As folding writes the sign."""
_BETWEEN: Final = "的在是任何给为对 "
_LINKS: Final = frozenset({"、", "和", "及", "与", "或", "或者", "以及", "and", "or"})
_NO: Final = "不"
_STOPS: Final = frozenset("，。；！？,;!?")


def negated(readers: Readers, text: str, spans: Iterable[Span]) -> list[Span]:
    """Those of the spans that the sentence asks to leave out, with what is listed after them (除了甲和乙以外).

    A question whether something is wanted (要不要) leaves nothing out, and “except” does not where the sentence goes on
    with what is wanted besides (除了口罩还要手套).
    """
    found: list[Span] = []
    for span in sorted(set(spans)):
        before, after = text[: span[0]], text[span[1] :]
        linked = bool(found) and text[found[-1][1] : span[0]].strip() in _LINKS
        if linked or _denied(readers.negation, before) or _excepted(readers, before, after):
            found.append(span)
    return found


def _denied(words: Iterable[str], before: str) -> bool:
    """Whether one of the words stands right before."""
    folded = fold(before).rstrip(_BETWEEN)
    return any(_ends(folded, word) for word in words)


def _ends(before: str, word: str) -> bool:
    if not before.endswith(word):
        return False
    rest = before[: -len(word)]
    asks = word.startswith(_NO) and len(word) > 1 and rest.endswith(word[1])
    within = word.isascii() and rest[-1:].isascii() and rest[-1:].isalpha()
    return not asks and not within


def _excepted(readers: Readers, before: str, after: str) -> bool:
    folded, rest = fold(before).rstrip(_BETWEEN), fold(after)
    if any(word in rest for word in readers.addition):
        return False
    around = [word.split(_ELLIPSIS) for word in readers.exception if _ELLIPSIS in word]
    opening = [word for word in readers.exception if _ELLIPSIS not in word]
    return any(_ends(folded, word) for word in opening) or any(
        _ends(folded, first) and _closes(rest, last) for first, last in around
    )


def _closes(after: str, word: str) -> bool:
    """Whether the closing word follows in the same clause: at once, or after what is listed (除甲、乙以外)."""
    clause = after[: min((i for i, c in enumerate(after) if c in _STOPS), default=len(after))].lstrip()
    return clause.startswith(word) or (clause[:1] in _LINKS and word in clause)
