"""Which records are one thing? A pure, deterministic function of signatures and human decisions.

Human decisions come first: negatives win over positives, then log order. Then automatic links by
falling score, each left out if it would join what a person parted or what cannot be one. What was
left out, and what a person should look at, is in the result. The present graph plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from graph.desk.decisions import Decision
from graph.identity.parameters import Parameters
from graph.identity.score import Score, score
from graph.identity.signature import Signature
from graph.identity.unions import Unions
from ontology.model import Ontology

Rule = Literal["decision", "signature", "score"]
CONTRADICTED: Final = "parted-by-decision"
TOO_COMMON: Final = "name-too-common"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two records (``a`` < ``b``) that were joined, by which rule, with which score and reasons."""

    a: str
    b: str
    rule: Rule
    value: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """What a person is asked: records that may be one. ``reason`` says why nothing was decided:
    ``review`` (the score is between the thresholds), a conflict's slug, ``parted-by-decision`` or
    ``name-too-common`` (then ``records`` are the first ones of that name)."""

    records: tuple[str, ...]
    reason: str
    value: float = 0.0
    reasons: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Clustering:
    """The answer. ``clusters`` are sorted record ids, by their entity id; each record is in one."""

    clusters: Mapping[str, tuple[str, ...]]
    links: tuple[Link, ...] = ()
    questions: tuple[Question, ...] = ()


MAX_NAMED: Final = 20


def cluster(
    signatures: Mapping[str, Signature],
    decisions: Sequence[Decision],
    parameters: Parameters,
    ontology: Ontology,
    pins: Sequence[str] = (),
) -> Clustering:
    """Cluster records.

    Args:
        signatures: record id → signature, of all records that share a name, a code or a decision.
        decisions: the effective ones, in log order; those on other records are passed over.
        pins: records whose ids entities keep, in log order.
    """
    known = [d for d in decisions if d.a in signatures and d.b in signatures]
    negatives = [(d.a, d.b) for d in known if d.judgement == "different"]
    unions = Unions(signatures, negatives, ontology)
    links, questions = _join_decided(known, unions)
    nodes = _nodes(signatures, {r for d in known for r in (d.a, d.b)}, parameters, ontology)
    links += _join_equal(nodes, signatures, unions, parameters, ontology)
    pairs, common = _pairs(nodes, signatures, parameters, ontology)
    left = _join_scored(pairs, unions, parameters, links)
    decided = {(d.a, d.b) for d in known}
    questions += [*common, *_open(left, decided, unions)]
    members = {_entity_id(m, pins): m for m in unions.groups()}
    return Clustering(
        {i: members[i] for i in sorted(members)}, tuple(sorted(links)), tuple(sorted(set(questions)))
    )


def _join_decided(decisions: Sequence[Decision], unions: Unions) -> tuple[list[Link], list[Question]]:
    links: list[Link] = []
    questions: list[Question] = []
    for d in decisions:
        if d.judgement != "same":
            continue
        if unions.parted(d.a, d.b):
            questions.append(Question((d.a, d.b), CONTRADICTED, 1.0, ("decision",)))
        else:
            unions.join(d.a, d.b)
            links.append(Link(d.a, d.b, "decision", 1.0, ("decision",)))
    return links, questions


def _nodes(
    signatures: Mapping[str, Signature], decided: set[str], parameters: Parameters, ontology: Ontology
) -> list[tuple[str, ...]]:
    """What is compared: records of one signature together if such are one, else each by itself.

    A record that a decision names stands by itself, so that parting it parts no other.
    """
    alike: dict[Signature, list[str]] = defaultdict(list)
    for record in sorted(signatures):
        alike[signatures[record]].append(record)
    nodes: list[tuple[str, ...]] = []
    for signature, records in alike.items():
        one = score(signature, signature, parameters, ontology).value >= parameters.automatic
        together = [r for r in records if one and r not in decided]
        nodes += [(r,) for r in records if not one or r in decided]
        nodes += [tuple(together)] if together else []
    return sorted(nodes)


def _join_equal(
    nodes: Iterable[tuple[str, ...]],
    signatures: Mapping[str, Signature],
    unions: Unions,
    parameters: Parameters,
    ontology: Ontology,
) -> list[Link]:
    links = []
    for first, *others in nodes:
        signature = signatures[first]
        found = score(signature, signature, parameters, ontology) if others else Score(0.0, ())
        for other in others:
            unions.join(first, other)
            links.append(Link(first, other, "signature", found.value, found.reasons))
    return links


def _pairs(
    nodes: Sequence[tuple[str, ...]],
    signatures: Mapping[str, Signature],
    parameters: Parameters,
    ontology: Ontology,
) -> tuple[dict[tuple[str, str], Score], list[Question]]:
    """Pairs of nodes (by first record) at or above the review threshold, and keys too common for pairs.

    Without a known place and code a name makes no pair, so such records are not even scored.
    """
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in nodes:
        signature = signatures[node[0]]
        if signature.name_key and (signature.places or signature.uscc):
            blocks["name", signature.name_key].append(node[0])
        if signature.uscc:
            blocks["code", signature.uscc].append(node[0])
    common: list[Question] = []
    found: dict[tuple[str, str], Score] = {}
    for (_, key), records in sorted(blocks.items()):
        if len(records) > parameters.signatures_of_one_name:
            common.append(Question(tuple(records[:MAX_NAMED]), TOO_COMMON, key=key))
            continue
        for a, b in combinations(records, 2):
            value = score(signatures[a], signatures[b], parameters, ontology)
            if value.value >= parameters.review:
                found[a, b] = value
    return found, common


def _join_scored(
    pairs: Mapping[tuple[str, str], Score], unions: Unions, parameters: Parameters, links: list[Link]
) -> list[tuple[str, str, str, Score]]:
    """Join by falling score, then ids; what stays open with the reason."""
    left: list[tuple[str, str, str, Score]] = []
    for (a, b), found in sorted(pairs.items(), key=lambda p: (-p[1].value, p[0])):
        if unions.together(a, b):
            continue
        reason = unions.obstacle(a, b) if found.value >= parameters.automatic else "review"
        if reason:
            left.append((a, b, reason, found))
        else:
            unions.join(a, b)
            links.append(Link(a, b, "score", found.value, found.reasons))
    return left


def _open(
    left: Iterable[tuple[str, str, str, Score]], decided: set[tuple[str, str]], unions: Unions
) -> Iterator[Question]:
    """The questions that no decision between the two clusters has answered."""
    answered = {frozenset((unions.root(a), unions.root(b))) for a, b in decided}
    for a, b, reason, found in left:
        if not unions.together(a, b) and frozenset((unions.root(a), unions.root(b))) not in answered:
            yield Question((a, b), reason, found.value, found.reasons)


def _entity_id(members: Sequence[str], pins: Sequence[str]) -> str:
    """The pinned member's id (the later pin wins), else the smallest."""
    pinned = [p for p in pins if p in members]
    return pinned[-1] if pinned else members[0]
