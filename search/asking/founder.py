"""Who founded this, who leads it, on whom does it rest? Each with its own role and its own sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.entities import Fact
from graph.places import PREFIX
from graph.principal import Principal
from graph.reading import EntityView, entities
from ontology.terms import Classes, Properties
from search.answer import Reference
from search.ask_answer import AskAnswer, Named
from search.asking.meant import find_meant, reference
from search.asking.passages import passages_about
from search.asking.question import Question
from search.asking.shape import (
    STATUS,
    Quotes,
    answer_of,
    hit_of,
    listed,
    listed_en,
    proofs_for,
    quoted,
    quotes_of,
)
from search.context import SearchContext
from search.factors.factor import Say
from search.hits import Hit

ROLES: Final[Mapping[str, tuple[Say, str]]] = {
    Properties.FOUNDED_BY: (Say("由{}成立", "founded by {}"), "founder"),
    Properties.FOUNDED_BY_AREA: (Say("由{}成立", "founded by {}"), "founder"),
    Properties.LEADS: (Say("由{}牵头", "led by {}"), "leader"),
    Properties.RELIES_ON: (Say("依托{}", "relying on {}"), "base"),
    Properties.PRACTISED_BY: (Say("由{}开展", "practised by {}"), "practised"),
}
"""How each property is said, and what is said together: a founder that is a party and one that is an area are one phrase."""


def founder(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """Who founded, leads or carries the things that a question names."""
    meant = find_meant(context, principal, question, (Classes.PARTY, Classes.PRACTICE))
    if not meant.views:
        return _unknown(context, principal, question)
    stated = [(v, _facts(v)) for v in meant.views]
    told = [(v, facts) for v, facts in stated if facts] or stated
    quotes = quotes_of(context, principal, [v for v, _ in told], tuple(ROLES))
    ids = [f.value for _, facts in told for f in facts if f.kind == "record"]
    parties = entities(context.graph, principal, ids) if ids else {}
    named = [n for v, facts in told for n in _named(context, v, facts, quotes, parties)]
    sentences = [_sentence(context, v, facts, parties) for v, facts in told]
    asides = [hit for v, facts in told for hit in _aside(v, facts, quotes)]
    return answer_of(
        question,
        "named" if named else "none",
        Say("".join(s.zh for s in sentences), " ".join(s.en for s in sentences)),
        subject=reference(told[0][0]) if len(told) == 1 else None,
        named=named[: max(limit, 1)],
        hits=asides,
    )


def _facts(view: EntityView) -> list[Fact]:
    """What is stated of any role, in the order in which it is told."""
    return [f for name in ROLES for f in view.facts if f.property == name and not f.alternative]


def _named(
    context: SearchContext,
    view: EntityView,
    facts: Sequence[Fact],
    quotes: Quotes,
    parties: Mapping[str, EntityView],
) -> list[Named]:
    found = []
    for fact in facts:
        proofs = proofs_for(fact, quotes[(view.id, fact.property)])
        if fact.status == "asserted" and proofs:
            role = context.graph.ontology.properties[fact.property]
            found.append(Named(_reference(context, fact, parties), role.zh, role.en, proofs))
    return found


def _reference(context: SearchContext, fact: Fact, parties: Mapping[str, EntityView]) -> Reference:
    if fact.kind == "place":
        place = context.graph.gazetteer.get(fact.value)
        return Reference(f"{PREFIX}{fact.value}", Classes.PLACE, place.name if place else fact.original)
    party = parties.get(fact.value)
    return reference(party) if party else Reference("", "", fact.original)


def _sentence(
    context: SearchContext, view: EntityView, facts: Sequence[Fact], parties: Mapping[str, EntityView]
) -> Say:
    """What is asserted, put together; then what is only planned, attributed or denied."""
    name = quoted(view.name)
    parts = _phrases(context, [f for f in facts if f.status == "asserted"], parties)
    asides = [
        (label, phrase)
        for status, label in STATUS.items()
        for phrase in _phrases(context, [f for f in facts if f.status == status], parties)
    ]
    zh = f"{name}{'，'.join(p.zh for p in parts)}。" if parts else f"来源没有说{name}由谁成立。"
    en = (
        f"{name}: {', '.join(p.en for p in parts)}."
        if parts
        else f"The sources do not say who founded {name}."
    )
    if asides:
        zh += f"来源只说：{'；'.join(f'{label.zh}{phrase.zh}' for label, phrase in asides)}。"
        en += f" Only {'; '.join(f'{label.en}: {phrase.en}' for label, phrase in asides)}."
    return Say(zh, en)


def _phrases(context: SearchContext, facts: Sequence[Fact], parties: Mapping[str, EntityView]) -> list[Say]:
    """One phrase for each role that is stated."""
    said: dict[str, tuple[Say, list[str]]] = {}
    for fact in facts:
        pattern, group = ROLES[fact.property]
        said.setdefault(group, (pattern, []))[1].append(_reference(context, fact, parties).name)
    return [
        Say(pattern.zh.format(listed(names)), pattern.en.format(listed_en(names)))
        for pattern, names in said.values()
    ]


def _aside(view: EntityView, facts: Sequence[Fact], quotes: Quotes) -> list[Hit]:
    """The thing itself with the sentences that only plan, attribute or deny."""
    open_ = [f for f in facts if f.status != "asserted"]
    proofs = [p for f in open_ for p in proofs_for(f, quotes[(view.id, f.property)])]
    why = Say("来源只作计划、转述或否认。", "The source only plans, attributes or denies it.")
    return [hit_of(view, why, proofs)] if proofs else []


def _unknown(context: SearchContext, principal: Principal, question: Question) -> AskAnswer:
    asked = listed(question.quoted or question.words)
    return answer_of(
        question,
        "none",
        Say(
            f"没有找到“{asked}”，来源没有说由谁成立。" if asked else "没有看出问的是什么，请写出它的名称。",
            f"{asked} was not found." if asked else "What is meant was not understood: give its name.",
        ),
        hits=passages_about(context, principal, question, holding=True),
    )
