"""In which parts are two things alike? Text parts by the meaning of their passages, the others by their concepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.reading import Evidence
from ontology.model import Ontology
from search.factors.relations import Relation, relate
from search.likeness.nearness import Asked, Near
from search.likeness.told import Told
from search.likeness.weights import CONCEPT_PARTS, LABELS, TEXT_PARTS, WEIGHTS
from search.proofs import proof_of, proofs_of
from search.similar_answer import Part

Concepts = Mapping[str, Sequence[str]]


def parts_of(
    ontology: Ontology, asked: Asked, concepts: Concepts, candidate: Told, near: Near, words: Sequence[str]
) -> list[Part]:
    """Every part that the asked side and the candidate both have, with its score, best first."""
    found = [*_texts(asked, candidate, near, words), *_concepts(ontology, concepts, candidate)]
    return sorted(found, key=lambda p: (-p.score * WEIGHTS[p.name], p.name))


def _texts(asked: Asked, candidate: Told, near: Near, words: Sequence[str]) -> Iterator[Part]:
    for part in TEXT_PARTS:
        quotes = candidate.texts.get(part, ())
        scored = [(near[part, e.passage], e) for e in quotes if (part, e.passage) in near]
        if not asked.get(part) or not scored:
            continue
        score = max(s for s, _ in scored)
        best = [e for s, e in scored if s == score]
        yield _text_part(part, score, best, words)


def _text_part(part: str, score: float, quotes: Sequence[Evidence], words: Sequence[str]) -> Part:
    proofs = proofs_of(quotes, words)
    label = LABELS[part]
    text = proofs[0].quote if proofs else ""
    return Part(part, label.zh, label.en, round(score, 4), text, proofs)


def _concepts(ontology: Ontology, asked: Concepts, candidate: Told) -> Iterator[Part]:
    for part, name in CONCEPT_PARTS.items():
        wanted, stated = asked.get(part, ()), candidate.concepts.get(part, ())
        if not wanted or not stated:
            continue
        best = [_closest(ontology, w, stated) for w in wanted]
        shared = [r for r in best if r.rank > 0]
        if not shared:
            continue
        labels = dict.fromkeys(ontology.concepts[r.offered].zh for r in shared)
        score = sum(max(r.rank, 0.0) for r in best) / len(best)
        statements = {
            s
            for f in candidate.view.stated(name)
            for s in f.statements
            if f.value in {r.offered for r in shared}
        }
        proofs = [proof_of(e) for e in candidate.quotes[name] if e.statement in statements]
        label = LABELS[part]
        text = "、".join(labels)
        yield Part(part, label.zh, label.en, round(score, 4), text, tuple(dict.fromkeys(proofs))[:3])


def _closest(ontology: Ontology, wanted: str, stated: Sequence[str]) -> Relation:
    """The closest relation of a concept; a subject's narrower concept is as near as a wider one's narrower."""
    both = [r for s in stated for r in (relate(ontology, wanted, s), _turned(relate(ontology, s, wanted)))]
    return max(both, key=lambda r: (r.rank, r.offered))


def _turned(relation: Relation) -> Relation:
    return Relation(relation.name, relation.offered, relation.wanted, relation.conditions)
