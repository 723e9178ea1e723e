"""What is the answer to this plain question? One box: what it asks for is told by its words, then one recipe answers.

``search.asking.question`` reads the question, one file of ``search.asking`` answers each intent. Only what sources assert is an
answer; what they plan, attribute or deny is said as such; and where they count without naming, no name is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from graph.principal import Principal
from ontology.language.normalise import plain
from search.ask_answer import AskAnswer, Counted, Intent, Named
from search.asking.alike import alike
from search.asking.figures import figures
from search.asking.finding import finding
from search.asking.founder import founder
from search.asking.helping import helping
from search.asking.members import members
from search.asking.methods import methods
from search.asking.question import Question, read_question
from search.asking.shape import answer_of
from search.context import SearchContext
from search.demand import check_sentence
from search.factors.factor import Say
from search.hybrid import checked_text, vectors_ready

__all__ = ["AskAnswer", "Counted", "Named", "ask"]

MAX_LIMIT: Final = 50

_Recipe = Callable[[SearchContext, Principal, Question, int], AskAnswer]
_RECIPES: Final[Mapping[Intent, _Recipe]] = {
    "members": members,
    "founder": founder,
    "methods": methods,
    "similar": alike,
    "demand": helping,
    "figures": figures,
    "search": finding,
}


def ask(context: SearchContext, principal: Principal, text: str, limit: int = 10) -> AskAnswer:
    """The answer to a plain question, with its evidence.

    Args:
        text: up to 2,000 characters.
        limit: at most so many named things or hits (1 to 50).

    Raises:
        SearchNotValid: the text is empty, too long, holds a NUL, or nothing in it could be looked for.
        IndexMissing: there is something to find, but no vectors of this model.
    """
    check_sentence(text)
    question = read_question(context.graph, plain(checked_text(text)))
    if not vectors_ready(context):
        empty = Say(
            "图谱里还没有内容，请先导入清单或文章。", "The graph is empty: read lists or articles in first."
        )
        return answer_of(question, "none", empty)
    return _RECIPES[question.intent](context, principal, question, max(1, min(limit, MAX_LIMIT)))
