"""Which properties may a column mean by its own name and by what stands over it? 联系方式 over 姓名, 需求 over 数量."""

from __future__ import annotations

from ingest.lists.handling import handler_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.paths import Wordings
from ingest.lists.wording import CONFIDENCE, Candidate
from ontology.terms import Properties

_SURE = CONFIDENCE["part"]
_REMEMBERED = 1 << 14
_EDGES = frozenset({Properties.VALID_FROM, Properties.VALID_UNTIL})
"""What a bracket may say of a name that is known without it (活动时间（止）)."""


def named(wording: Wordings, lexicon: Lexicon) -> list[Candidate]:
    """The candidates of a column, surest first; what stands over it helps where it says more (需求 + 数量, 联系 + 电话)."""
    own = own_candidates(wording.label, lexicon)
    if not wording.above or wording.group:
        return own
    together = lexicon.wordings.candidates(wording.above + wording.label)
    sure = [c for c in together if c.how in {"exact", "outer"}]
    return [*sure, *_inside(wording, own, lexicon)] or together


def own_candidates(label: str, lexicon: Lexicon) -> list[Candidate]:
    """What the wordings and the parts of a name say, asked once for each name: the search for headers asks again and again."""
    known = lexicon.known_names.get(label)
    if known is None:
        if len(lexicon.known_names) >= _REMEMBERED:
            lexicon.known_names.clear()
        known = lexicon.known_names[label] = _own_candidates(label, lexicon)
    return [*known]


def _own_candidates(label: str, lexicon: Lexicon) -> list[Candidate]:
    """What the wordings say of a name; beside them, and before a word that only stands inside it, what its parts say."""
    label = lexicon.bare_name(label)
    known = lexicon.wordings.candidates(label)
    if known and known[0].how == "exact":
        return known
    found = [*known, *lexicon.wordings.composed(label)]
    if known and known[0].how == "outer":
        return [*(c for c in found if c.how == "told" and c.property in _EDGES), *known]
    return sorted(found, key=lambda c: -c.confidence)


def _inside(wording: Wordings, own: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """The column's own candidates, unless the group is of one property whose parts its columns are: contacts, places."""
    if [c.property for c in own] == [Properties.NAME] and _is_thing(wording.above, lexicon):
        return [Candidate(Properties.ITEM, "part", own[0].matched), *own]
    over = next(iter(lexicon.wordings.candidates(wording.above)), None)
    if over is None or over.confidence < _SURE:
        return own
    ontology = lexicon.ontology
    first = own[0].property if own else ""
    if ontology.properties[over.property].restricted:
        known = bool(first) and ontology.properties[first].restricted
        return own if known else [Candidate(over.property, "part", over.matched), *own]
    place = lexicon.is_location(over.property) or ontology.property_is_a(over.property, Properties.ADDRESS)
    if place and first and handler_of(first, ontology) == "party":
        return [Candidate(Properties.PLACE, "part", own[0].matched), *own]
    return own


def _is_thing(group: str, lexicon: Lexicon) -> bool:
    """Whether a group is one of things: their name is no party's (共享场地 over 名称)."""
    return any(c.property == Properties.ITEM for c in own_candidates(group, lexicon)[:1])
