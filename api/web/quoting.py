"""How does a reader check a statement? The sentence or row of the source, with the words it rests on marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.web.marking import Part, Span, excerpt, word_spans
from graph.reading import Evidence
from graph.reading.passages import PassageView
from search.hits import Proof


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage (cut to what matters), its source, and where in the source it stands."""

    passage: str
    title: str
    sheet: str
    row: int
    kind: str
    stated_on: str
    parts: tuple[Part, ...]
    stated_basis: str = ""


def quoted(evidence: Iterable[Evidence]) -> tuple[Quoted, ...]:
    """Each passage once, all quotes in it marked, in the order in which they come."""
    spans: dict[str, list[Span]] = {}
    first: dict[str, Evidence] = {}
    for e in evidence:
        first.setdefault(e.passage, e)
        spans.setdefault(e.passage, []).append((e.start, e.end))
    return tuple(
        Quoted(
            passage=id,
            title=e.source.title or e.source.name,
            sheet=e.sheet,
            row=e.row,
            kind=e.kind,
            stated_on=e.source.stated_date,
            parts=excerpt(e.text, spans[id]),
            stated_basis=e.source.stated_basis,
        )
        for id, e in first.items()
    )


def proven(
    proofs: Iterable[Proof], texts: Mapping[str, PassageView], words: Sequence[str] = ()
) -> tuple[Quoted, ...]:
    """The same for proofs, which carry the quote alone; where a passage holds any of ``words``, those are marked instead."""
    several: dict[str, list[Proof]] = {}
    for proof in proofs:
        several.setdefault(proof.passage, []).append(proof)
    return tuple(_proven(group, texts.get(id), words) for id, group in several.items())


def _proven(proofs: Sequence[Proof], view: PassageView | None, words: Sequence[str]) -> Quoted:
    first = proofs[0]
    text = view.text if view else first.quote
    spans = word_spans(text, words) or [span for proof in proofs for span in _span(text, proof.quote)]
    return Quoted(
        passage=first.passage,
        title=first.title or first.source,
        sheet=first.sheet,
        row=first.row,
        kind=view.kind if view else "",
        stated_on=view.stated_on if view else "",
        parts=excerpt(text, spans),
    )


def _span(text: str, quote: str) -> list[Span]:
    start = text.find(quote)
    return [(start, start + len(quote))] if start >= 0 else []
