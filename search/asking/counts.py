"""How many members do the sources count without naming them? Numbers and groups, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from graph.entities import Fact
from graph.principal import Principal
from graph.reading import EntityView
from ontology.language.normalise import fold
from ontology.terms import Classes, Properties
from search.ask_answer import Counted
from search.asking.meant import reference
from search.asking.shape import Quotes, proofs_for, quotes_of
from search.asking.words import question_words
from search.context import SearchContext
from search.factors.facts import written
from search.factors.readers import readers_of

_STATED = (Properties.MEMBER_COUNT, Properties.MEMBER_GROUP)


def counts_of(
    context: SearchContext, principal: Principal, views: Sequence[EntityView]
) -> dict[str, list[Counted]]:
    """What is counted of each of these alliances, by its id: a group with its number once, then other numbers."""
    quotes = quotes_of(context, principal, views, _STATED)
    return {v.id: _counts(context, v, quotes) for v in views}


def count_said(context: SearchContext, counted: Counted, choice: str) -> bool:
    """Whether a count is one of this class: its words name the class or one below (18所高校党委 for universities)."""
    ontology = context.graph.ontology
    named = question_words(ontology).classes(fold(f"{counted.original}{counted.what}"))
    return any(ontology.is_a(s.implies, choice) for s in named)


def _counts(context: SearchContext, view: EntityView, quotes: Quotes) -> list[Counted]:
    groups, numbers = view.stated(Properties.MEMBER_GROUP), view.stated(Properties.MEMBER_COUNT)
    found = [_of_group(context, view, g, quotes) for g in groups]
    said = {c.value for c in found if c.value}
    label = context.graph.ontology.properties[Properties.MEMBER].zh
    for number in numbers:
        if plain_number(number.value) not in said:
            proofs = proofs_for(number, quotes[(view.id, Properties.MEMBER_COUNT)])
            wording = number.original or f"{plain_number(number.value)}{number.unit}{label}"
            found.append(
                Counted(
                    plain_number(number.value),
                    number.unit,
                    label,
                    wording,
                    number.precision,
                    reference(view),
                    proofs,
                )
            )
    return [c for c in found if c.evidence]


def _of_group(context: SearchContext, view: EntityView, group: Fact, quotes: Quotes) -> Counted:
    wording = written(group)
    amount = next(iter(readers_of(context.graph.ontology).quantities(wording)), None)
    proofs = proofs_for(group, quotes[(view.id, Properties.MEMBER_GROUP)])
    what = (wording[: amount.start] + wording[amount.end :]).strip() if amount else wording
    label = context.graph.ontology.classes[Classes.PARTY].zh
    return Counted(
        value=plain_number(str(amount.value)) if amount else "",
        unit=amount.unit if amount else "",
        what=what or label,
        original=wording,
        precision=amount.precision if amount else "some",
        of=reference(view),
        evidence=proofs,
    )


def plain_number(text: str) -> str:
    """A decimal without trailing zeros or exponent; what is none as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return f"{value.normalize():f}" if value.is_finite() else text
