"""Who can help? A plain sentence that asks for something is matched with the offers of the graph."""

from __future__ import annotations

from graph.principal import Principal
from search.ask_answer import AskAnswer
from search.asking.question import Question
from search.asking.shape import answer_of
from search.context import SearchContext
from search.demand import read_demand
from search.factors.factor import Say
from search.match import match


def helping(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """The matches of the demand that the sentence is."""
    answer = match(context, principal, read_demand(context, question.text), limit)
    return answer_of(
        question,
        "none" if answer.abstained else "found",
        Say(answer.sentence, answer.sentence_en),
        match=answer,
    )
