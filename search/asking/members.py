"""Who belongs to this alliance? Those that a membership record names; else how many the sources count.

Nobody else is ever shown as a member: not a founder, not who is mentioned beside it, not what a search finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.principal import Principal
from graph.reading import EntityView
from ontology.language.keys import name_key
from ontology.terms import Classes, Properties
from search.answer import Reference
from search.ask_answer import AskAnswer, Counted, Named
from search.asking.counts import count_said, counts_of
from search.asking.meant import MAX_MEANT, Meant, find_meant, holds_words, reference
from search.asking.memberships import Joined, memberships_of, other_status
from search.asking.passages import passages_about
from search.asking.question import Question
from search.asking.shape import answer_of, listed, listed_en, quoted
from search.asking.words import question_words
from search.context import SearchContext
from search.factors.factor import Say


@dataclass(frozen=True, slots=True)
class _Found:
    """What the sources say of one alliance: who joined, how many, and what is only planned, attributed or denied."""

    alliance: EntityView
    named: tuple[Named, ...]
    counted: tuple[Counted, ...]
    aside: Say


def members(context: SearchContext, principal: Principal, question: Question, limit: int) -> AskAnswer:
    """The members of the alliances that a question names, or how many the sources count."""
    meant = find_meant(
        context, principal, question, (Classes.PARTY,), lambda view: _can_have_members(context, view)
    )
    alliances = list(meant.views) or _by_content(context, question, meant)
    if not alliances:
        return _unknown(context, principal, question)
    joined = memberships_of(context, principal, alliances)
    counts = counts_of(context, principal, alliances)
    choice = _choice(context, question)
    found = [_found(context, v, joined[v.id], counts[v.id], choice) for v in alliances]
    return _answer(context, question, found, choice, limit)


def _can_have_members(context: SearchContext, view: EntityView) -> bool:
    stated = {f.property for f in view.facts}
    return context.graph.ontology.is_a(view.type, Classes.ALLIANCE) or bool(
        stated & {Properties.MEMBER_COUNT, Properties.MEMBER_GROUP}
    )


def _by_content(context: SearchContext, question: Question, meant: Meant) -> list[EntityView]:
    """Where no name is meant: alliances of whom all content words are told (who founded it), or in the place asked for,
    if there are no such words. A name that is unknown is not guessed."""
    near = [v for v in meant.near if context.graph.ontology.is_a(v.type, Classes.ALLIANCE)]
    if question.quoted or not (question.words or question.place):
        return []
    words = question_words(context.graph.ontology)
    told = [v for v in near if not question.words or holds_words(question, name_key(v.text), words)]
    there = [
        v
        for v in told
        if not question.place or any(p.startswith(question.place) for p in v.values(Properties.PLACE))
    ]
    return there[:MAX_MEANT]


def _choice(context: SearchContext, question: Question) -> str:
    """The class of which members are asked for, '' for any; an alliance is what they are members of."""
    ontology = context.graph.ontology
    is_party = question.choice and ontology.is_a(question.choice, Classes.ORGANIZATION)
    return question.choice if is_party and question.choice != Classes.ORGANIZATION else ""


def _found(
    context: SearchContext,
    alliance: EntityView,
    joined: Sequence[Joined],
    counts: Sequence[Counted],
    choice: str,
) -> _Found:
    fitting = [j for j in joined if not choice or j.is_a(context.graph.ontology, choice)]
    named = [j.named for j in fitting if j.status == "asserted" and j.named.evidence]
    fits = [c for c in counts if not choice or count_said(context, c, choice)]
    return _Found(alliance, tuple(named), tuple(fits), other_status(fitting))


def _answer(
    context: SearchContext, question: Question, found: Sequence[_Found], choice: str, limit: int
) -> AskAnswer:
    told = [f for f in found if f.named or f.counted or f.aside] or list(found)
    named = [n for f in told for n in f.named]
    counted = [c for f in told for c in f.counted]
    label = context.graph.ontology.classes[choice] if choice else None
    what = Say(label.zh, label.en) if label else Say("成员", "member")
    parts = [_sentence(f, what) for f in told]
    lead = _several(told)
    subject: Reference | None = reference(told[0].alliance) if len(told) == 1 else None
    return answer_of(
        question,
        "named" if named else "counted" if counted else "none",
        Say(lead.zh + "".join(p.zh for p in parts), " ".join([lead.en, *(p.en for p in parts)]).strip()),
        subject=subject,
        named=named[: max(limit, 1)],
        counted=counted,
    )


def _several(found: Sequence[_Found]) -> Say:
    if len(found) < 2:
        return Say()
    names = [quoted(f.alliance.name) for f in found]
    return Say(
        f"名称符合的有{len(found)}个：{listed(names)}。",
        f"{len(found)} have such a name: {listed_en(names)}.",
    )


def _sentence(found: _Found, what: Say) -> Say:
    name = quoted(found.alliance.name)
    count = listed(c.original for c in found.counted)
    if found.named:
        names = [n.reference.name for n in found.named]
        zh = f"{name}列出名称的{what.zh}有{len(names)}个：{listed(names)}。"
        en = f"{len(names)} {what.en}(s) of {name} are named: {listed_en(names)}."
        if count:
            zh += f"原文另说有{count}，没有全部列名。"
            en += f" The source also counts “{count}” without naming all."
    elif count:
        zh = f"{name}：原文只说有{count}，没有列出名称。"
        en = f"{name}: the source only says “{count}” and names none of them."
    else:
        zh = f"{name}：来源没有说有哪些{what.zh}。"
        en = f"{name}: the sources do not say which {what.en}s it has."
    return Say(zh + found.aside.zh, f"{en} {found.aside.en}".strip())


def _unknown(context: SearchContext, principal: Principal, question: Question) -> AskAnswer:
    """Nothing of that name: said plainly; the passages that are near are shown to be read, and no party beside them."""
    asked = listed(question.quoted or question.words)
    named = f"没有找到名称含“{asked}”的联盟" if asked else "没有看出问的是哪个联盟，请写出它的名称"
    named_en = f"no alliance is called {asked}" if asked else "say which alliance is meant"
    return answer_of(
        question,
        "none",
        Say(
            f"{named}；来源没有说有哪些成员。", f"{named_en[:1].upper()}{named_en[1:]}; no members are known."
        ),
        hits=passages_about(context, principal, question, holding=True),
    )
