"""How near are the passages of one thing to a question, or to those of another? Cosines of stored vectors, computed in the store.

Nothing long is embedded here: a question is short, and what an article says has its vector already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from graph.cypher import quote_name
from graph.embedding.protocol import Vectors
from search.background import MARGIN
from search.context import SearchContext
from search.likeness.told import Told
from search.likeness.weights import TEXT_PARTS

Asked = Mapping[str, Sequence[Vectors]]
"""The vectors that each text part is compared with."""

STORED: Final = """
UNWIND $ids AS id
MATCH (p:{label} {{id: id}}) WHERE p.{vector} IS NOT NULL
RETURN id, p.{vector} AS vector
"""
COSINES: Final = """
UNWIND $asked AS a
UNWIND $passages[a.part] AS id
MATCH (p:Passage {{id: id}}) WHERE p.{vector} IS NOT NULL
WITH a.part AS part, id, 2 * vector.similarity.cosine(p.{vector}, a.vector) - 1 AS cosine, a.base AS base
RETURN part, id, max((cosine - base) / (1 - base)) AS nearness
"""

Near = dict[tuple[str, str], float]
"""How near a passage is, by (part, passage): 0 at the level of everyday talk, 1 for the same text."""


def stored_vectors(context: SearchContext, ids: Sequence[str], label: str = "Passage") -> dict[str, Vectors]:
    """The stored vectors of these passages (or, with another label, entities); what has none is left out."""
    query = STORED.format(label=quote_name(label), vector=quote_name(context.vectors.vector))
    rows = context.graph.read(query, ids=list(ids)) if ids else []
    return {row["id"]: np.asarray(row["vector"], dtype=np.float32) for row in rows}


def asked_of(context: SearchContext, subject: Told | None, question: Vectors) -> Asked:
    """What the parts are compared with: the subject's own passages, else the question for every part."""
    if subject is None:
        return {part: [question] for part in TEXT_PARTS}
    wanted = {part: subject.passages(part) for part in subject.texts}
    vectors = stored_vectors(context, sorted({id for ids in wanted.values() for id in ids}))
    return {part: [vectors[id] for id in ids if id in vectors] for part, ids in wanted.items()}


def nearness_of(
    context: SearchContext, subject: Told | None, asked: Asked, candidates: Sequence[Told]
) -> Near:
    """How near each passage of a part is to what is asked of that part. A passage that tells of both is left out: it is the
    same as itself, which says nothing of what it tells."""
    own = {id for part in subject.texts for id in subject.passages(part)} if subject else set()
    passages = {part: sorted({id for c in candidates for id in c.passages(part)} - own) for part in asked}
    rows = [
        {"part": part, "vector": vector.tolist(), "base": context.floor(vector) - MARGIN}
        for part, vectors in asked.items()
        for vector in vectors
    ]
    if not rows or not any(passages.values()):
        return {}
    query = COSINES.format(vector=quote_name(context.vectors.vector))
    found = context.graph.read(query, asked=rows, passages=passages)
    return {(r["part"], r["id"]): max(0.0, min(1.0, r["nearness"])) for r in found}
