"""What does the wording of an offer or a need say? Its kinds, standards, audience and cost."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.drafts import Draft
from ingest.lists.readings import REMEMBERED, CellReader
from ontology.terms import Properties

_CLOSING = ' )）】]。.，,等类"”'


def of_item(text: str, cells: CellReader) -> tuple[Draft, ...]:
    """Drafts with spans in the text. A general kind counts at the end only: 便民服务 is a service, 服务员 is none."""
    known = cells.known_items.get(text)
    if known is None:
        if len(cells.known_items) >= REMEMBERED:
            cells.known_items.clear()
        known = cells.known_items[text] = tuple(_read(text, cells))
    return known


def _read(text: str, cells: CellReader) -> Iterator[Draft]:
    lexicon = cells.lexicon
    for hit in lexicon.kinds(text):
        if lexicon.ontology.concepts[hit.concept].broader or not text[hit.end :].strip(_CLOSING):
            yield Draft(
                Properties.ABOUT,
                hit.concept,
                "concept",
                text[hit.start : hit.end],
                start=hit.start,
                end=hit.end,
            )
    yield from (d for d in cells.standards(text) if d.property != Properties.ABOUT)
    yield from cells.of_thing(text)
