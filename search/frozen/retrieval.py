"""What do words and meaning find in a snapshot? Every row is scored: no approximate index, equal scores by id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.embedding.protocol import Vectors
from graph.entities import SEVERAL
from graph.principal import Principal
from graph.snapshots.frozen import Frozen, Thing
from graph.snapshots.frozen_index import facet_list
from ontology.language.tokens import query_tokens
from search.filters import Narrowed
from search.frozen.words import scores_of
from search.options import PASSAGE
from search.retrieval import DEPTH, MAX_TOKENS, Found, content_words

DIGITS: Final = 6
"""To which scores are rounded before they rank: the order does not hang on the last bits of a sum."""
ROWS_AT_ONCE: Final = 16_384

Rows = NDArray[np.int64]


def retrieve(
    frozen: Frozen,
    principal: Principal,
    text: str,
    vector: Vectors,
    floor: float,
    narrowed: Narrowed,
    type: str | None,
) -> Found:
    """The two rankings of a search, as ``search.retrieval.retrieve`` gives those of the live graph.

    Args:
        vector: the question's; ``floor`` is the cosine below which nothing is near to it.
    """
    thing: Thing = "passages" if type == PASSAGE else "entities"
    rows, unsure = _candidates(frozen, thing, narrowed)
    tokens = query_tokens(text)[:MAX_TOKENS]
    lexical = scores_of(frozen, thing, tokens)
    words = _first(frozen, thing, rows[lexical[rows] > 0], lexical)
    meaning = _first(frozen, thing, rows, cosines(frozen.vectors(thing), vector, rows))
    misfits = _misfits(frozen, principal, {id for id, n, _ in (*words, *meaning) if n in unsure}, narrowed)
    return Found(
        [(id, score) for id, _, score in words if id not in misfits],
        [(id, score) for id, _, score in meaning if id not in misfits],
        _shared(frozen, thing, content_words(tokens), words),
        floor,
    )


def cosines(vectors: Vectors, question: Vectors, rows: Rows) -> NDArray[np.float64]:
    """The cosine of each of these rows with a question, summed in double precision; -1 for the others."""
    wanted = question.astype(np.float64)
    found = np.full(len(vectors), -1.0)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        found[part] = vectors[part].astype(np.float64) @ wanted
    return found


def _first(
    frozen: Frozen, thing: Thing, rows: Rows, scores: NDArray[np.float64]
) -> list[tuple[str, int, float]]:
    """Id, row and rounded score of the best ``DEPTH`` of these rows; rows stand in the order of ids."""
    rounded = np.round(scores[rows], DIGITS)
    best = np.lexsort((rows, -rounded))[:DEPTH]
    chosen = [(int(rows[i]), float(rounded[i])) for i in best]
    ids = frozen.ids(thing, [n for n, _ in chosen])
    return [(ids[n], n, score) for n, score in chosen]


def _candidates(frozen: Frozen, thing: Thing, narrowed: Narrowed) -> tuple[Rows, set[int]]:
    """The rows that pass the conditions on slots, ascending, and those of them that slots do not decide."""
    conditions, values = _conditions(narrowed)
    if not conditions:
        return np.arange(frozen.snapshot.manifest.counts[thing]), set()
    doubt, doubtful = _doubt(narrowed)
    where = " AND ".join(conditions)
    found = frozen.rows(f"SELECT n, {doubt} FROM entities WHERE {where} ORDER BY n", [*doubtful, *values])
    return np.array([n for n, _ in found], np.int64), {n for n, unsure in found if unsure}


def _conditions(narrowed: Narrowed) -> tuple[list[str], list[Any]]:
    """The conditions of ``search.filters.narrow`` in SQL; slot names are the code's own."""
    conditions: list[str] = []
    values: list[Any] = []
    for name, parameter in (("class", "classes"), (narrowed.slot, "places"), ("kind", "kinds")):
        if parameter in narrowed.parameters:
            allowed = narrowed.parameters[parameter]
            conditions.append(f'"{name}" IN ({", ".join("?" * len(allowed))})')
            values += allowed
    for entry in narrowed.facets:
        conditions.append("instr(facets, ?) > 0")
        values.append(facet_list([entry]))
    if "validOn" in narrowed.parameters:
        conditions.append('"validUntil" >= ?')
        values.append(narrowed.parameters["validOn"])
    return conditions, values


def _doubt(narrowed: Narrowed) -> tuple[str, list[str]]:
    """An expression that is true of a row whose slots do not decide, as ``Narrowed.unsure`` says it."""
    doubts, values = [], []
    for slot in narrowed.doubtful:
        doubts.append(f'"{slot}" = ?')
        values.append(SEVERAL)
    if narrowed.always_unsure:
        doubts.append("1")
    return " OR ".join(doubts) or "0", values


def _misfits(frozen: Frozen, principal: Principal, ids: set[str], narrowed: Narrowed) -> set[str]:
    views = frozen.entities(principal, sorted(ids))
    return {id for id in ids if id not in views or not narrowed.holds(views[id], frozen.ontology)}


def _shared(
    frozen: Frozen, thing: Thing, words: Sequence[str], found: list[tuple[str, int, float]]
) -> dict[str, tuple[str, ...]]:
    """The content words that each lexical hit holds."""
    holders = {word: set(frozen.postings(thing, word)[0].tolist()) for word in words}
    return {id: tuple(w for w in words if n in holders[w]) for id, n, _ in found}
