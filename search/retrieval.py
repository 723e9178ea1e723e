"""What do the words find, and what does the meaning find? One full-text query, one vector query.

Both look at the first ``DEPTH`` of their ranking, whatever the page: an order that does not depend on how it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.connection import Row
from graph.cypher import escape_lucene, quote_name
from graph.embedding.protocol import Vectors
from graph.principal import Principal
from graph.reading import entities
from ontology.language.tokens import query_tokens
from search.context import SearchContext
from search.filters import Narrowed
from search.options import PASSAGE

DEPTH: Final = 200
MAX_TOKENS: Final = 64
"""Distinct tokens of a query that the full text looks for, from its start."""

WORDS: Final = """
CALL db.index.fulltext.queryNodes($index, $query{limit}) YIELD node AS n, score
{where}
WITH n, score LIMIT $depth
WITH n, score, ' ' + n.tokens + ' ' AS tokens
RETURN n.id AS id, score, [w IN $words WHERE tokens CONTAINS ' ' + w + ' '] AS matched, {unsure} AS unsure
"""
MEANING: Final = """
CYPHER 25
MATCH (n:{label})
SEARCH n IN (VECTOR INDEX {index} FOR $vector {where} LIMIT {depth}) SCORE AS score
RETURN n.id AS id, 2 * score - 1 AS score, {unsure} AS unsure
"""


# What a list property decides no vector index can: the nodes that fit are compared one by one.
MEANING_ONE_BY_ONE: Final = """
MATCH (n:{label}) {where} AND n.{vector} IS NOT NULL
WITH n, vector.similarity.cosine(n.{vector}, $vector) AS score ORDER BY score DESC, n.id LIMIT {depth}
RETURN n.id AS id, 2 * score - 1 AS score, {unsure} AS unsure
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Two rankings as (id, score); the words that each lexical hit shares with the question, the cosine of each near one,
    and the ``floor`` of cosines below which nothing is near to the question."""

    words: list[tuple[str, float]]
    meaning: list[tuple[str, float]]
    shared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    floor: float = 1.0

    @property
    def cosines(self) -> dict[str, float]:
        """Cosine with the question, by id."""
        return dict(self.meaning)


def content_words(tokens: Sequence[str]) -> list[str]:
    """The tokens that can show what is meant: those of more than one character; all, if there is no such one.

    >>> content_words(["医用", "口罩", "医", "用", "口", "罩"])
    ['医用', '口罩']
    """
    words = [t for t in tokens if len(t) > 1]
    return words or list(tokens)


def retrieve(
    context: SearchContext,
    principal: Principal,
    text: str,
    narrowed: Narrowed,
    type: str | None,
    *,
    vectors: bool,
    vector: Vectors | None = None,
) -> Found:
    """What words and, if there are ``vectors``, meaning find under these conditions; the meaning of the text, or that of a
    stored ``vector``."""
    tokens = query_tokens(text)[:MAX_TOKENS]
    words = _by_words(context, tokens, narrowed, type) if tokens else []
    question = (context.question(text) if vector is None else vector) if vectors else None
    meaning = _by_meaning(context, question, narrowed, type) if question is not None else []
    fitting = _fitting(context, principal, [*words, *meaning], narrowed)
    return Found(
        [(r["id"], r["score"]) for r in words if r["id"] in fitting],
        [(r["id"], r["score"]) for r in meaning if r["id"] in fitting],
        {r["id"]: tuple(r["matched"]) for r in words},
        1.0 if question is None else context.floor(question),
    )


def _by_words(context: SearchContext, tokens: list[str], narrowed: Narrowed, type: str | None) -> list[Row]:
    conditions = " AND ".join(narrowed.conditions)
    # Under conditions the index streams its hits until enough of them fit.
    query = WORDS.format(
        limit="" if conditions else ", {limit: $depth}",
        where=f"WHERE {conditions}" if conditions else "",
        unsure=narrowed.unsure,
    )
    return context.graph.read(
        query,
        index="passage_words" if type == PASSAGE else "entity_words",
        query=" ".join(escape_lucene(token) for token in tokens),
        words=content_words(tokens),
        depth=DEPTH,
        **narrowed.parameters,
    )


def _by_meaning(context: SearchContext, question: Vectors, narrowed: Narrowed, type: str | None) -> list[Row]:
    index = context.vectors.passages if type == PASSAGE else context.vectors.entities
    recipe = MEANING_ONE_BY_ONE if narrowed.facets else MEANING
    query = recipe.format(
        label="Passage" if type == PASSAGE else "Searchable",
        index=quote_name(index),
        vector=quote_name(context.vectors.vector),
        where=f"WHERE {' AND '.join(narrowed.conditions)}" if narrowed.conditions else "",
        depth=DEPTH,
        unsure=narrowed.unsure,
    )
    return context.graph.read(query, vector=question.tolist(), **narrowed.parameters)


def _fitting(context: SearchContext, principal: Principal, rows: list[Row], narrowed: Narrowed) -> set[str]:
    unsure = sorted({row["id"] for row in rows if row["unsure"]})
    accounts = entities(context.graph, principal, unsure) if unsure else {}
    ontology = context.graph.ontology
    misfits = {id for id in unsure if id not in accounts or not narrowed.holds(accounts[id], ontology)}
    return {row["id"] for row in rows} - misfits
