"""Which practices are there for these people, in this field, about this? Each with the sentence that shows it.

Practices of the class asked for; those for the audience asked for (the same or a narrower group, else a wider one), in the field
or about the kind of thing asked for; without any of these, those that hold a content word or are near in meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.principal import Principal
from graph.reading import EntityView, entities
from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Classes, Properties
from search.answer import Reference
from search.ask_answer import AskAnswer, Named
from search.asking.meant import narrowed_to, reference
from search.asking.passages import about
from search.asking.question import Question
from search.asking.shape import Quotes, answer_of, listed, listed_en, quotes_of
from search.context import SearchContext
from search.factors.factor import Say
from search.filters import Narrowed, narrow
from search.offers import relation
from search.options import SearchQuery
from search.proofs import Proof, count, proofs_of
from search.retrieval import retrieve

LOOKED_AT: Final = 60
SHOWN: Final = (Properties.ELIGIBILITY, Properties.THEME, Properties.ABOUT)
TOLD: Final = (Properties.STATED_AS, Properties.MEASURE, Properties.PROBLEM, Properties.NAME)

BY_CONCEPT: Final = """
UNWIND $concepts AS id
MATCH (:Entity {{id: id}})<-[:{relations}]-(n:Entity)
WHERE {condition}
RETURN DISTINCT n.id AS id ORDER BY id LIMIT $limit
"""
OF_CLASS: Final = """
MATCH (n:Entity) WHERE {condition}
RETURN n.id AS id ORDER BY n.name, id LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a practice fits: ``tier`` 0 all that is asked for, 1 a wider group; ``held`` how many words it holds."""

    view: EntityView
    tier: int
    held: int
    rank: int


def methods(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """The practices that a question asks for."""
    classes = _classes(context.graph.ontology, question)
    narrowed = _narrowed(context, question, classes)
    found = _fitting(context, principal, question, narrowed)
    shown = [f.view for f in found][: max(limit, 1)]
    quotes = quotes_of(context, principal, shown, (*SHOWN, *TOLD))
    named = [_named(context, v, question, quotes) for v in shown]
    named = [n for n in named if n.evidence]
    what = context.graph.ontology.classes[classes[0]]
    sentence = _sentence(Say(what.zh, what.en), question, named, shown)
    return answer_of(question, "found" if named else "none", sentence, named=named)


def _classes(ontology: Ontology, question: Question) -> tuple[str, ...]:
    """The classes asked for; practices and cases where only a way of doing is."""
    practice = [
        c for c in question.classes if any(ontology.is_a(c, r) for r in (Classes.PRACTICE, Classes.CASE))
    ]
    narrow_ = [c for c in practice if c != Classes.PRACTICE]
    if narrow_ and Classes.PRACTICE not in practice:
        return tuple(narrow_)
    return (Classes.PRACTICE, Classes.CASE)


def _narrowed(context: SearchContext, question: Question, classes: Sequence[str]) -> Narrowed:
    """Class and place as conditions."""
    of_class = narrowed_to(context.graph, classes)
    if not question.place:
        return of_class
    there = narrow(context.graph, SearchQuery(question.text, filters={"place": question.place}))
    return replace(
        there,
        conditions=(*of_class.conditions, *there.conditions),
        parameters={**of_class.parameters, **there.parameters},
    )


def _fitting(
    context: SearchContext, principal: Principal, question: Question, narrowed: Narrowed
) -> list[_Fit]:
    """The practices that fit, best first."""
    wanted = _wanted(question)
    ids = _by_concept(context, narrowed, wanted) if wanted else []
    near: list[str] = []
    if question.words or not wanted:
        found = retrieve(context, principal, question.looked_for, narrowed, None, vectors=True)
        near = [f.id for f in about(found, question.words)[:LOOKED_AT]]
    if not wanted and not question.words:
        ids = _all(context, narrowed)
    ranks = {id: i for i, id in enumerate(dict.fromkeys([*near, *ids]))}
    views = entities(context.graph, principal, ranks)
    fits = [f for id, v in views.items() if (f := _fit(context, question, wanted, v, ranks[id]))]
    best = min((f.tier for f in fits), default=0)
    fits = [f for f in fits if f.tier == best]
    return sorted(fits, key=lambda f: (-f.held, _order(context.graph.ontology, f.view), f.rank, f.view.id))


def _wanted(question: Question) -> Mapping[str, tuple[str, ...]]:
    """The concepts asked for, by property."""
    asked = (question.audiences, question.themes, question.kinds)
    return {name: concepts for name, concepts in zip(SHOWN, asked, strict=True) if concepts}


def _by_concept(
    context: SearchContext, narrowed: Narrowed, wanted: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Ids of what states one of the concepts, a narrower one, or (for people) a wider one below the root."""
    ontology, graph = context.graph.ontology, context.graph
    names = {
        n
        for concepts in wanted.values()
        for c in concepts
        for n in (*_narrower(ontology, c), *_wider(ontology, c))
    }
    query = BY_CONCEPT.format(
        relations="|".join(relation(graph, name) for name in wanted),
        condition=" AND ".join(narrowed.conditions),
    )
    rows = graph.read(
        query, concepts=sorted(f"concept:{n}" for n in names), limit=LOOKED_AT, **narrowed.parameters
    )
    return [row["id"] for row in rows]


def _all(context: SearchContext, narrowed: Narrowed) -> list[str]:
    query = OF_CLASS.format(condition=" AND ".join(narrowed.conditions))
    return [r["id"] for r in context.graph.read(query, limit=LOOKED_AT, **narrowed.parameters)]


def _fit(
    context: SearchContext,
    question: Question,
    wanted: Mapping[str, tuple[str, ...]],
    view: EntityView,
    rank: int,
) -> _Fit | None:
    """How a practice fits what is wanted, ``None`` if it does not: whom it is for must be stated, and one of field and kind, or
    the words themselves must stand in it."""
    ontology = context.graph.ontology
    if question.place and not any(p.startswith(question.place) for p in view.values(Properties.PLACE)):
        return None
    text = fold(view.text)
    held = count(text, question.words)
    topics = [name for name in wanted if name != Properties.ELIGIBILITY]
    tiers = []
    if Properties.ELIGIBILITY in wanted:
        tiers.append(_relation(ontology, wanted[Properties.ELIGIBILITY], view.values(Properties.ELIGIBILITY)))
    if topics:
        stated = min(_relation(ontology, wanted[n], view.values(n)) for n in topics)
        tiers.append(min(stated, 0 if held else 2) if stated > 1 or not held else 0)
    if not tiers:
        return _Fit(view, 0, held, rank)
    tier = max(tiers)
    return _Fit(view, tier, held, rank) if tier < 2 else None


def _relation(ontology: Ontology, wanted: Sequence[str], stated: Sequence[str]) -> int:
    """0: the same or narrower; 1: wider, below the root; 2: neither."""
    known = [c for c in stated if c in ontology.concepts]
    if any(ontology.concept_is_a(c, w) for c in known for w in wanted):
        return 0
    return 1 if any(c in _wider(ontology, w) for c in known for w in wanted) else 2


def _narrower(ontology: Ontology, name: str) -> list[str]:
    scheme = ontology.in_scheme(ontology.concepts[name].scheme)
    return [c.name for c in scheme if ontology.concept_is_a(c.name, name)]


def _wider(ontology: Ontology, name: str) -> list[str]:
    """The concepts above, without the root: what is for everybody is for nobody in particular."""
    return [a for a in ontology.concepts[name].ancestors if ontology.concepts[a].broader]


def _order(ontology: Ontology, view: EntityView) -> int:
    """Methods before other practices, these before cases."""
    if view.type in ontology.classes and ontology.is_a(view.type, Classes.METHOD):
        return 0
    return 1 if view.type in ontology.classes and ontology.is_a(view.type, Classes.PRACTICE) else 2


def _named(context: SearchContext, view: EntityView, question: Question, quotes: Quotes) -> Named:
    declared = context.graph.ontology.classes[view.type]
    return Named(
        reference(view), declared.zh, declared.en, _proofs(context.graph.ontology, view, question, quotes)
    )


def _proofs(ontology: Ontology, view: EntityView, question: Question, quotes: Quotes) -> tuple[Proof, ...]:
    """The sentences that show audience, field or kind, then those that tell what it is."""
    shown = []
    for name, concepts in _wanted(question).items():
        for fact in view.stated(name):
            if fact.value in ontology.concepts and _relation(ontology, concepts, [fact.value]) < 2:
                own = set(fact.statements)
                shown += [e for e in quotes[(view.id, name)] if e.statement in own]
    told = [e for name in TOLD for e in quotes[(view.id, name)] if e.status == "asserted"]
    words = question.words
    first = proofs_of(shown, words)
    rest = [p for p in proofs_of(told, words) if p.quote not in {q.quote for q in first}]
    return (*first, *rest)[:3]


def _sentence(what: Say, question: Question, named: Sequence[Named], views: Sequence[EntityView]) -> Say:
    if not named:
        asked, where = listed(question.words), question.place_wording if question.place else ""
        on = f"与“{asked}”有关的" if asked else ""
        of = f"{where}的" if where and not asked else where
        return Say(
            f"没有找到{of}{on}{what.zh}。",
            " ".join(
                filter(
                    None, ["No", what.en, asked and f"about {asked}", where and f"in {where}", "was found."]
                )
            ),
        )
    by_id = {v.id: v for v in views}
    names = [_with_who(n.reference, by_id) for n in named]
    return Say(
        f"找到{len(named)}个：{listed(names)}。",
        f"{len(named)} found: {listed_en(n.reference.name for n in named)}.",
    )


def _with_who(found: Reference, views: Mapping[str, EntityView]) -> str:
    who = [f.original for f in views[found.id].stated(Properties.PRACTISED_BY) if f.original]
    return f"{found.name}（{who[0]}）" if who else found.name
