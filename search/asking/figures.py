"""Which numbers do the sources state about this? Figures whose words or meaning are the question's, in the source's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.entities import Fact
from graph.principal import Principal
from graph.reading import EntityView, entities
from ontology.language.normalise import fold
from ontology.terms import Classes, Properties
from search.answer import Reference
from search.ask_answer import AskAnswer, Counted
from search.asking.counts import plain_number
from search.asking.finding import finding
from search.asking.meant import narrowed_to, reference
from search.asking.question import Question
from search.asking.shape import STATUS, Quotes, answer_of, hit_of, listed, proofs_for, quotes_of
from search.context import SearchContext
from search.factors.factor import Say
from search.fusion import fuse
from search.proofs import count
from search.retrieval import Found, retrieve

LOOKED_AT: Final = 40
SHARED: Final = 0.5
"""The part of the question's content words that a figure has to hold, unless it is near in meaning."""
SLACK: Final = 0.5
"""Of several figures those are shown whose score is at least this part of the best one's."""
MAX_SAID: Final = 3
SAID: Final = (Properties.MEASURED_VALUE, Properties.STATED_AS, Properties.MEASURED)
OF: Final = (Properties.FIGURE_OF_PRACTICE, Properties.FIGURE_OF)


@dataclass(frozen=True, slots=True)
class _Scored:
    view: EntityView
    score: float


def figures(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """The figures that a question asks for; where there is none, that no number is stated, and what is found otherwise."""
    found = _ranked(context, principal, question)[: max(limit, 1)]
    quotes = quotes_of(context, principal, [s.view for s in found], SAID)
    told = [(s, c) for s in found if (c := _counted(context, s.view, quotes))]
    if not told:
        return _none(question, finding(context, principal, question, limit))
    counted = [c for _, several in told for c in several]
    why = Say("来源写出的数字。", "A number that a source states.")
    hits = [
        hit_of(s.view, why, dict.fromkeys(p for c in several for p in c.evidence), round(s.score, 4))
        for s, several in told
    ]
    return answer_of(question, "found", _sentence(found, counted), counted=counted, hits=hits)


def _ranked(context: SearchContext, principal: Principal, question: Question) -> list[_Scored]:
    narrowed = narrowed_to(context.graph, (Classes.FIGURE,))
    found = retrieve(context, principal, question.looked_for, narrowed, None, vectors=True)
    ids = [f.id for f in fuse(found.words, found.meaning)][:LOOKED_AT]
    views = entities(context.graph, principal, ids)
    scored = [_Scored(views[id], _score(question, views[id], found)) for id in ids if id in views]
    if question.bounded:
        scored = [s for s in scored if _there(s.view, question.place)]
    best = max((s.score for s in scored), default=0.0)
    kept = [s for s in scored if s.score > 0 and s.score >= SLACK * best]
    return sorted(kept, key=lambda s: (-s.score, s.view.id))


def _score(question: Question, view: EntityView, found: Found) -> float:
    """The share of content words that it holds (in what is measured, half as much elsewhere), and how near it is; 0 for neither."""
    said = fold(" ".join([*view.values(Properties.MEASURED), *view.values(Properties.OUTCOME_OF), view.name]))
    words = question.words
    shared = count(said, words) / len(words) if words else 0.0
    elsewhere = count(fold(view.text), words) / len(words) if words else 0.0
    cosine = found.cosines.get(view.id, -1.0)
    near = max(0.0, cosine - found.floor) / (1 - found.floor) if found.floor < 1 else 0.0
    share = max(shared, (shared + elsewhere) / 2)
    if share < SHARED and (cosine < found.floor or (words and not elsewhere)):
        return 0.0
    return 0.7 * share + 0.3 * near


def _there(view: EntityView, place: str) -> bool:
    codes = view.values(Properties.PLACE)
    return not codes or any(code.startswith(place) for code in codes)


def _counted(context: SearchContext, view: EntityView, quotes: Quotes) -> list[Counted]:
    """The asserted numbers of a figure."""
    what = next(iter([*view.values(Properties.MEASURED), *view.values(Properties.OUTCOME_OF)]), view.name)
    found = []
    for fact in _numbers(context, view):
        proofs = proofs_for(fact, [e for name in SAID for e in quotes[(view.id, name)]])
        said = next(iter(view.values(Properties.STATED_AS)), fact.original or f"{fact.value}{fact.unit}")
        if fact.status == "asserted" and proofs:
            value = plain_number(fact.value)
            found.append(Counted(value, fact.unit, what, said, fact.precision, _of(view), proofs))
    return found


def _numbers(context: SearchContext, view: EntityView) -> list[Fact]:
    ontology = context.graph.ontology
    return [
        f
        for f in view.facts
        if f.property in ontology.properties and ontology.property_is_a(f.property, Properties.MEASURED_VALUE)
    ]


def _of(view: EntityView) -> Reference:
    """Whose number it is, by the name that the source gives; the figure itself where none is named."""
    for name in OF:
        for fact in view.stated(name):
            return Reference(fact.value, "", fact.original)
    return reference(view)


def _sentence(found: Sequence[_Scored], counted: Sequence[Counted]) -> Say:
    """The first numbers in the source's words, and how many more are only planned or attributed."""
    said = list(dict.fromkeys(c.original.rstrip("，。；") for c in counted))[:MAX_SAID]
    open_ = [STATUS[f.status] for s in found for f in s.view.facts if _is_open(f)]
    more = f"另有{len(open_)}个数字只是{open_[0].zh}。" if open_ else ""
    more_en = f" {len(open_)} more are only {open_[0].en}." if open_ else ""
    return Say(f"来源写道：{'；'.join(said)}。{more}", f"The sources say: {'; '.join(said)}.{more_en}")


def _is_open(fact: Fact) -> bool:
    return fact.status in STATUS and fact.property in {Properties.MEASURED_VALUE, Properties.OUTCOME_VALUE}


def _none(question: Question, found: AskAnswer) -> AskAnswer:
    """No number: what is there otherwise is shown, and is not the answer."""
    about = listed(question.words)
    return replace(
        found,
        intent=question.intent,
        verdict="none",
        sentence=f"没有找到说明“{about}”的数字。{found.sentence}",
        sentence_en=f"No number about {about} is stated. {found.sentence_en}",
    )
