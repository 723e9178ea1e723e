"""What is there about these words? Things and passages, best first: the answer to whatever asks for nothing else."""

from __future__ import annotations

from typing import Final

from graph.principal import Principal
from search.answer import Reference
from search.ask_answer import AskAnswer
from search.asking.passages import about, passages_about
from search.asking.question import Question
from search.asking.shape import answer_of
from search.context import SearchContext
from search.factors.factor import Say
from search.filters import Narrowed, narrow
from search.hits import Hit, to_hits
from search.options import SearchQuery
from search.retrieval import retrieve

MAX_PASSAGES: Final = 3


def finding(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """Things of the graph, then passages that none of them quotes; in the place asked for, if the question names one."""
    hits = _things(context, principal, question, limit)
    quoted = {p.passage for hit in hits for p in hit.evidence}
    passages = [
        hit
        for hit in passages_about(context, principal, question, MAX_PASSAGES + len(quoted))
        if hit.id not in quoted
    ]
    shown = (*hits, *passages[:MAX_PASSAGES])
    subject = _subject(question, hits)
    return answer_of(
        question,
        "found" if shown else "none",
        _sentence(question, hits, len(shown) - len(hits)),
        intent="search",
        subject=subject,
        hits=shown,
    )


def _things(context: SearchContext, principal: Principal, question: Question, limit: int) -> tuple[Hit, ...]:
    filters = {"place": question.place} if question.bounded else {}
    narrowed = narrow(context.graph, SearchQuery(question.text, filters=filters)) if filters else Narrowed()
    found = retrieve(context, principal, question.looked_for, narrowed, None, vectors=True)
    return to_hits(context, principal, about(found, question.words)[: max(limit, 1)], found, None)


def _subject(question: Question, hits: tuple[Hit, ...]) -> Reference | None:
    """The thing that the question names whole, if a hit is it."""
    named = [h for h in hits if h.name and h.name in question.text]
    return Reference(named[0].id, named[0].type, named[0].name) if named else None


def _sentence(question: Question, hits: tuple[Hit, ...], passages: int) -> Say:
    where, where_en = (
        (question.place_wording, f" in {question.place_wording}") if question.bounded else ("", "")
    )
    if not hits and not passages:
        return Say(f"没有找到{where}相关的内容。", f"Nothing was found{where_en}.")
    return Say(
        f"找到{where}相关条目{len(hits)}个，原文{passages}段。",
        f"{len(hits)} things and {passages} passages were found{where_en}.",
    )
