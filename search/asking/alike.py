"""Which cases and practices are like the one that the question names?"""

from __future__ import annotations

from graph.principal import Principal
from search.ask_answer import AskAnswer
from search.asking.question import Question
from search.asking.shape import answer_of
from search.context import SearchContext
from search.factors.factor import Say
from search.similar import similar


def alike(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """The similar cases and practices, part by part."""
    answer = similar(context, principal, question.text, limit)
    return answer_of(
        question,
        "none" if answer.abstained else "found",
        Say(answer.sentence, answer.sentence_en),
        subject=answer.subject,
        similar=answer,
    )
