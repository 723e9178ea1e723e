"""How is an answer put together? Its empty fields filled, its quotes looked up, its names joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.entities import Fact
from graph.principal import Principal
from graph.reading import EntityView, Evidence, evidence_for
from search.answer import MatchAnswer, Reference
from search.ask_answer import AskAnswer, AskVerdict, Counted, Intent, Named
from search.asking.question import Question
from search.context import SearchContext
from search.factors.factor import Say
from search.hits import Hit
from search.proofs import Proof, proofs_of
from search.similar_answer import SimilarAnswer

MAX_LISTED: Final = 6
STATUS: Final[Mapping[str, Say]] = {
    "planned": Say("计划", "planned"),
    "attributed": Say("据称", "said by others"),
    "negated": Say("否认", "denied"),
}
"""How what is not asserted is told."""

Quotes = dict[tuple[str, str], list[Evidence]]
"""The quotes behind (entity id, property)."""


def answer_of(
    question: Question,
    verdict: AskVerdict,
    sentence: Say,
    *,
    intent: Intent | None = None,
    subject: Reference | None = None,
    named: Iterable[Named] = (),
    counted: Iterable[Counted] = (),
    hits: Iterable[Hit] = (),
    match: MatchAnswer | None = None,
    similar: SimilarAnswer | None = None,
) -> AskAnswer:
    """An answer with what is not given left empty."""
    return AskAnswer(
        text=question.text,
        intent=intent or question.intent,
        verdict=verdict,
        sentence=sentence.zh,
        sentence_en=sentence.en,
        subject=subject,
        named=tuple(named),
        counted=tuple(counted),
        hits=tuple(hits),
        match=match,
        similar=similar,
    )


def quotes_of(
    context: SearchContext, principal: Principal, views: Iterable[EntityView], properties: Sequence[str]
) -> Quotes:
    """The quotes of these properties (sub-properties count), in one look-up for all things."""
    return evidence_for(context.graph, principal, [(v.id, p) for v in views for p in properties])


def proofs_for(fact: Fact, quotes: Iterable[Evidence], words: Sequence[str] = ()) -> tuple[Proof, ...]:
    """The sentences that state a fact."""
    own = set(fact.statements)
    return proofs_of((e for e in quotes if e.statement in own), words)


def hit_of(view: EntityView, why: Say, evidence: Iterable[Proof], score: float = 1.0) -> Hit:
    """A thing that was reached by its name or a relation, as a hit."""
    return Hit(
        id=view.id,
        type=view.type,
        name=view.name,
        text=view.text[:400],
        score=score,
        why=why.zh,
        why_en=why.en,
        words=(),
        nearness=None,
        evidence=tuple(evidence),
        stated_on=view.stated_on,
        valid_until=view.valid_until,
        valid_from=view.valid_from,
        confirmed_on=view.confirmed_on,
    )


def listed(names: Iterable[str]) -> str:
    """Names joined as Chinese does, the first six of many."""
    several = list(dict.fromkeys(names))
    rest = "等" if len(several) > MAX_LISTED else ""
    return "、".join(several[:MAX_LISTED]) + rest


def listed_en(names: Iterable[str]) -> str:
    """Names joined as English does, the first six of many."""
    several = list(dict.fromkeys(names))
    rest = f" and {len(several) - MAX_LISTED} more" if len(several) > MAX_LISTED else ""
    return ", ".join(several[:MAX_LISTED]) + rest


def quoted(name: str) -> str:
    """A name in quotes; one that holds quotes as it is."""
    return name if any(sign in name for sign in "“《「") else f"“{name}”"
