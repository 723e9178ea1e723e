"""What does the page of an answer show beside the answer? A card for each thing in it, and the passages it quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.web.cards import Card, cards
from api.web.page import Page
from api.web.quoting import Quoted, proven
from graph.connection import Graph
from graph.principal import Principal
from graph.reading.passages import PassageView, passages
from search.ask_answer import AskAnswer
from search.context import SearchContext
from search.demand import demand_from_entity
from search.hits import Proof
from search.match import match
from search.options import PASSAGE


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer with what its page needs besides."""

    answer: AskAnswer
    cards: Mapping[str, Card]
    texts: Mapping[str, PassageView]

    def quotes(self, proofs: Iterable[Proof], words: Sequence[str] = ()) -> tuple[Quoted, ...]:
        """The passages of proofs, with what matters marked."""
        return proven(proofs, self.texts, words)

    def is_passage(self, type: str) -> bool:
        """Whether a hit is a piece of text rather than a thing."""
        return type == PASSAGE


def answer_to_need(context: SearchContext, principal: Principal, id: str) -> AskAnswer:
    """The answer to a need that is in the graph, as to a question in its words.

    Raises:
        UnknownId, GoneId: there is no such need.
    """
    demand = demand_from_entity(context, principal, id)
    found = match(context, principal, demand)
    return AskAnswer(
        text=demand.text,
        intent="demand",
        verdict="none" if found.abstained else "found",
        sentence=found.sentence,
        sentence_en=found.sentence_en,
        subject=None,
        named=(),
        counted=(),
        hits=(),
        match=found,
        similar=None,
    )


def answer_page(
    graph: Graph, principal: Principal, answer: AskAnswer, groups: Mapping[str, int], page: Page
) -> AnswerPage:
    """The page of an answer; a fixed number of queries whatever it holds."""
    return AnswerPage(
        answer,
        cards(graph, principal, _things(answer), groups, page),
        passages(graph, principal, (proof.passage for proof in _proofs(answer))),
    )


def _things(answer: AskAnswer) -> Iterable[str]:
    if answer.subject:
        yield answer.subject.id
    yield from (named.reference.id for named in answer.named)
    yield from (hit.id for hit in answer.hits if hit.type != PASSAGE)
    if answer.similar:
        yield from (item.reference.id for item in answer.similar.items)
    if answer.match:
        groups = (answer.match.matches, answer.match.near_misses, answer.match.nearest)
        yield from (item.resource.id for group in groups for item in group)


def _proofs(answer: AskAnswer) -> Iterable[Proof]:
    holders: tuple[Sequence[object], ...] = (answer.named, answer.counted, answer.hits)
    for several in holders:
        for holder in several:
            yield from getattr(holder, "evidence", ())
    if answer.similar:
        for item in answer.similar.items:
            yield from item.evidence
            for part in item.parts:
                yield from part.evidence
