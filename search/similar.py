"""Which cases and practices are like this one, and in which part?

The recipe: whose likes (an id, a thing that the text names, else the text itself); candidates by words and by meaning among cases
and practices; then part by part (``search.likeness``): problem, measures and outcome by the meaning of what is quoted for them,
audience, field and kind by their concepts. The thing itself, and what it applies, is not among its likes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.embedding.protocol import Vectors
from graph.principal import Principal
from graph.reading import EntityView, Moved, entities, entity
from ontology.language.keys import name_key
from ontology.language.normalise import plain
from ontology.language.tokens import query_tokens
from ontology.terms import Classes, Properties
from search.asking.meant import CORE, find_meant, narrowed_to, reference
from search.asking.question import Question, read_question
from search.asking.shape import listed, listed_en, quoted
from search.context import SearchContext
from search.demand import check_sentence
from search.factors.factor import Say
from search.fusion import fuse
from search.hybrid import checked_text, vectors_ready
from search.likeness.nearness import asked_of, nearness_of, stored_vectors
from search.likeness.parts import Concepts, parts_of
from search.likeness.told import Told, told_by
from search.likeness.weights import ALIKE, CONCEPT_PARTS, ENOUGH_CONCEPTS, LOOKED_AT, WEIGHTS
from search.offers import relation
from search.proofs import Proof, proofs_of
from search.retrieval import Found, retrieve
from search.similar_answer import Part, SimilarAnswer, SimilarItem

__all__ = ["Part", "SimilarAnswer", "SimilarItem", "similar"]

MAX_LIMIT: Final = 50
ROOTS: Final = (Classes.CASE, Classes.PRACTICE)
MAX_TOLD: Final = 3
MAX_SHOWN: Final = 60
KEPT: Final = 0.6
"""Items are shown down to this part of the best one's score: within one domain everything beats everyday talk."""
_ID: Final = re.compile(r"r[0-9a-f]{24}")

APPLIED: Final = """
UNWIND $ids AS id
MATCH (:Entity {{id: id}})-[:{applies}]-(o:Entity)
RETURN id AS one, o.id AS other
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose likes: a thing (``subject``), else the question; ``vector`` of the whole."""

    text: str
    subject: EntityView | None
    vector: Vectors
    concepts: Concepts
    words: tuple[str, ...]


def similar(
    context: SearchContext, principal: Principal, what: str, limit: int = 10, *, by_id: bool = False
) -> SimilarAnswer:
    """Cases and practices like the thing of this id, the thing that the text names, or what the text tells.

    Args:
        what: the id of a thing, or up to 2,000 characters; ``by_id``: it is an id, whatever it looks like.

    Raises:
        UnknownId, GoneId: ``what`` is or looks like an id and leads nowhere.
        SearchNotValid: the text is empty, too long, or nothing in it could be looked for.
        IndexMissing: there is something to find, but no vectors of this model.
    """
    check_sentence(what)
    text = plain(checked_text(what))
    is_id = by_id or bool(_ID.fullmatch(text))
    if not vectors_ready(context) and not is_id:
        return SimilarAnswer(None, what, (), True, *_none(text))
    asked = _asked(context, principal, text, is_id=is_id)
    found = _retrieved(context, principal, asked)
    ids = [f.id for f in fuse(found.words, found.meaning)][:LOOKED_AT]
    known = entities(context.graph, principal, ids)
    views = [known[id] for id in ids if id in known]
    items = _items(context, principal, asked, views, found)
    shown = tuple(items[: max(1, min(limit, MAX_LIMIT))])
    sentence = _sentence(asked, shown)
    subject = reference(asked.subject) if asked.subject else None
    return SimilarAnswer(subject, what, shown, not shown, sentence.zh, sentence.en)


def _asked(context: SearchContext, principal: Principal, text: str, *, is_id: bool) -> _Asked:
    """The subject with its stored vector and concepts; else the question with its own."""
    question = read_question(context.graph, text)
    subject = _by_id(context, principal, text) if is_id else _named(context, principal, question)
    if subject is None:
        concepts: Concepts = {
            "audience": question.audiences,
            "theme": question.themes,
            "kind": question.kinds,
        }
        return _Asked(text, None, context.question(question.looked_for), concepts, question.words)
    stored = stored_vectors(context, [subject.id], "Entity")
    vector = stored[subject.id] if stored else context.question(subject.name)
    known = context.graph.ontology.concepts
    own = {p: [c for c in subject.values(name) if c in known] for p, name in CONCEPT_PARTS.items()}
    return _Asked(subject.name, subject, vector, own, tuple(query_tokens(subject.name)))


def _by_id(context: SearchContext, principal: Principal, id: str) -> EntityView:
    found = entity(context.graph, principal, id)
    return _by_id(context, principal, found.id) if isinstance(found, Moved) else found


def _named(context: SearchContext, principal: Principal, question: Question) -> EntityView | None:
    """The practice or case that a text names: by a quoted part of its name (“招亲会”), or by its whole name."""
    meant = find_meant(context, principal, question, ROOTS)
    sure = [v for v in meant.views if meant.score >= CORE]
    practices = [v for v in sure if context.graph.ontology.is_a(v.type, Classes.PRACTICE)]
    return next(iter([*practices, *sure]), None)


def _retrieved(context: SearchContext, principal: Principal, asked: _Asked) -> Found:
    narrowed = narrowed_to(context.graph, ROOTS)
    text = asked.subject.text if asked.subject else asked.text
    return retrieve(context, principal, text, narrowed, None, vectors=True, vector=asked.vector)


def _items(
    context: SearchContext, principal: Principal, asked: _Asked, views: Sequence[EntityView], found: Found
) -> list[SimilarItem]:
    """The candidates that are near, best first, each thing once."""
    told = told_by(context, principal, [asked.subject, *views] if asked.subject else list(views))
    subject = told[0] if asked.subject else None
    same = _same_things(context, [v.id for v in views] + ([asked.subject.id] if asked.subject else []))
    others = [t for t in told[1 if subject else 0 :] if not (subject and _is_same(subject, t, same))]
    sides = asked_of(context, subject, asked.vector)
    near = nearness_of(context, subject, sides, others)
    scored = [
        (t, parts_of(context.graph.ontology, sides, asked.concepts, t, near, asked.words)) for t in others
    ]
    items = [_item(asked, t, parts, found) for t, parts in scored if _is_near(t, parts, found, asked)]
    items.sort(key=lambda i: (-i.score, i.reference.id))
    best = items[0].score if items else 0.0
    return _each_once([i for i in items if i.score >= KEPT * best], same)


def _same_things(context: SearchContext, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs of a case and the practice that it applies, both ways."""
    query = APPLIED.format(applies=relation(context.graph, Properties.APPLIES_PRACTICE))
    rows = context.graph.read(query, ids=list(ids))
    return {pair for r in rows for pair in ((r["one"], r["other"]), (r["other"], r["one"]))}


def _is_same(subject: Told, other: Told, same: set[tuple[str, str]]) -> bool:
    """Whether it is the subject, what it applies, or what bears its name in the same passage."""
    a, b = subject.view, other.view
    if a.id == b.id or (a.id, b.id) in same:
        return True
    one, two = name_key(a.name), name_key(b.name)
    return bool(subject.named_in & other.named_in) and bool(one and two) and (one in two or two in one)


def _is_near(told: Told, parts: Sequence[Part], found: Found, asked: _Asked) -> bool:
    """Nearer than everyday talk, or the same audience, field and kind; for a text also a content word that it holds."""
    if found.cosines.get(told.view.id, -1.0) >= found.floor:
        return True
    if sum(p.name in CONCEPT_PARTS and p.score >= ALIKE for p in parts) >= ENOUGH_CONCEPTS:
        return True
    return asked.subject is None and bool(set(asked.words) & set(found.shared.get(told.view.id, ())))


def _item(asked: _Asked, told: Told, parts: Sequence[Part], found: Found) -> SimilarItem:
    whole = found.cosines.get(told.view.id, found.floor)
    near = max(0.0, min(1.0, (whole - found.floor) / (1 - found.floor))) if found.floor < 1 else 0.0
    expected = {p for p, c in asked.concepts.items() if c} | {p.name for p in parts}
    total = WEIGHTS["whole"] + sum(WEIGHTS[p] for p in expected)
    score = (WEIGHTS["whole"] * near + sum(WEIGHTS[p.name] * p.score for p in parts)) / total
    alike = tuple(p for p in parts if p.score >= ALIKE)
    proofs = [*(p for part in alike for p in part.evidence[:1]), *_naming(told)]
    why = _why(alike)
    return SimilarItem(
        reference(told.view),
        round(0.01 + 0.99 * min(score, 1.0), 6),
        alike,
        why.zh,
        why.en,
        tuple(dict.fromkeys(proofs))[:4],
    )


def _naming(told: Told) -> list[Proof]:
    """The sentence that names it."""
    return list(proofs_of(told.quotes[Properties.NAME])[:1])


def _why(parts: Sequence[Part]) -> Say:
    """Which parts are alike and what they say; parts that rest on the same words together."""
    said: dict[str, list[Part]] = {}
    for part in parts[:MAX_TOLD]:
        said.setdefault(part.text, []).append(part)
    zh = [f"{'、'.join(p.zh for p in several)}相近：{text.rstrip('。')}" for text, several in said.items()]
    en = [f"{p.en} alike ({p.score:.2f})" for p in parts[:MAX_TOLD]]
    return Say("；".join(zh) or "整体意思相近", "; ".join(en) or "alike in meaning as a whole")


def _each_once(items: Sequence[SimilarItem], same: set[tuple[str, str]]) -> list[SimilarItem]:
    """A case and the practice it applies are one thing: the better of both."""
    kept: list[SimilarItem] = []
    for item in items:
        if not any((item.reference.id, other.reference.id) in same for other in kept):
            kept.append(item)
    return kept


def _sentence(asked: _Asked, items: Sequence[SimilarItem]) -> Say:
    name = quoted((asked.subject.name if asked.subject else asked.text)[:MAX_SHOWN])
    if not items:
        return Say(*_none(asked.subject.name if asked.subject else asked.text))
    names = [i.reference.name for i in items]
    return Say(
        f"与{name}相近的有{len(items)}个：{listed(names)}。",
        f"{len(items)} are like {name}: {listed_en(names)}.",
    )


def _none(text: str) -> tuple[str, str]:
    name = quoted(text[:MAX_SHOWN])
    return f"没有找到与{name}相近的案例或做法。", f"No case or practice comes near {name}."
