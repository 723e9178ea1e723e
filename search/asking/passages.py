"""Which sentences of the sources are about a question, whatever was made of them?"""

from __future__ import annotations

from typing import Final

from graph.principal import Principal
from search.asking.question import Question
from search.context import SearchContext
from search.filters import Narrowed
from search.fusion import Fused, fuse
from search.hits import Hit, passage_hits
from search.options import PASSAGE
from search.retrieval import Found, retrieve

MAX_PASSAGES: Final = 3
SLACK: Final = 0.03
"""How much less near than the nearest something may be that shares no word: within one domain all texts beat everyday talk."""


def passages_about(
    context: SearchContext,
    principal: Principal,
    question: Question,
    limit: int = MAX_PASSAGES,
    *,
    holding: bool = False,
) -> tuple[Hit, ...]:
    """The passages that share a content word with the question or are near to it, best first; only those ``holding`` one where
    a name is asked for that nothing bears."""
    found = retrieve(context, principal, question.looked_for, Narrowed(), PASSAGE, vectors=True)
    near = about(found, question.words)
    if holding:
        near = [f for f in near if set(found.shared.get(f.id, ())) & set(question.words)]
    return passage_hits(context, principal, near[:limit], found)


def about(found: Found, words: tuple[str, ...]) -> list[Fused]:
    """What is about a question, best first: it holds a content word, or is nearer to it than everyday talk and hardly farther
    than the nearest."""
    nearest = max(found.cosines.values(), default=1.0)
    return [f for f in fuse(found.words, found.meaning) if _is_about(f, found, words, nearest)]


def _is_about(fused: Fused, found: Found, words: tuple[str, ...], nearest: float) -> bool:
    shared = set(found.shared.get(fused.id, ()))
    return bool(shared & set(words)) or found.cosines.get(fused.id, -1.0) >= max(found.floor, nearest - SLACK)
