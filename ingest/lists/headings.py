"""What does a heading inside a list say of the rows below it? Its kind of thing, its side, its party, its place."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.drafts import Draft
from ingest.lists.asides import NUMERAL
from ingest.lists.column import Role
from ingest.lists.lexicon import Lexicon
from ingest.lists.places import PlaceFound
from ingest.lists.readings import CellReader
from ingest.lists.role import role_in
from ingest.lists.wording import wording_key
from ontology.terms import Properties

_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the rows below it, until the next one. ``position`` is its cell in row ``row``; spans are in that cell.

    Attributes:
        role: ``offer`` or ``need`` if it says so, else ''.
        party: the organisation that it names, from ``party_start``; '' if none.
        drafts: kinds, audiences and costs.
        place: where, if it names a place; ``place_text`` its wording.
    """

    row: int
    position: int
    role: Role = ""
    party: str = ""
    party_start: int = 0
    drafts: tuple[Draft, ...] = ()
    place: PlaceFound | None = None
    place_text: str = ""


def read_heading(text: str, row: int, position: int, lexicon: Lexicon, cells: CellReader) -> Heading:
    """What a heading says."""
    numeral = NUMERAL.match(text)
    start = numeral.end() if numeral else 0
    name = text[start:].strip(" :：")
    party = name if _is_party(name, lexicon) else ""
    drafts = [
        Draft(Properties.ABOUT, h.concept, "concept", text[h.start : h.end], start=h.start, end=h.end)
        for h in ([] if party else lexicon.kinds(text))
    ]
    drafts += [] if party else cells.of_thing(text, heading=True)
    place = lexicon.places.find(text)
    return Heading(
        row,
        position,
        role_in(text, lexicon)[0],
        party,
        text.find(party) if party else 0,
        tuple(drafts),
        place,
        text[slice(*place.span)] if place else "",
    )


def _is_party(name: str, lexicon: Lexicon) -> bool:
    """Whether a heading is the name of one organisation (示例大学), not of a kind of them or of things (公办机构, 会议室)."""
    key = wording_key(name)
    return (
        len(name) >= _SHORTEST_NAME
        and bool(lexicon.kind_of(name))
        and not lexicon.wordings.is_known(key)
        and not lexicon.is_collective(name)
        and not lexicon.is_person(name)
        and not any(h.end == len(name) and h.start == 0 for h in lexicon.kinds(name))
    )
