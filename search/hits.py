"""How does a found id become a hit that a reader can check? Name, text, why, and the quotes it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.principal import Principal
from graph.reading import EntityView, Evidence, entities, evidence_for
from search.context import SearchContext
from search.fusion import Fused, best_possible
from search.options import PASSAGE
from search.proofs import Proof, best_part, proofs_of
from search.retrieval import Found

__all__ = ["Hit", "Proof", "best_part", "passage_hits", "to_hits", "why"]

MAX_TEXT: Final = 1000

PASSAGES: Final = """
UNWIND $ids AS id
MATCH (p:Passage {id: id})
OPTIONAL MATCH (s:Source {key: p.source}) WHERE s.live
RETURN id, p {.text, .source, .kind, .sheet, .row} AS passage, s {.title, .name, .stated_date} AS source
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``score`` is 1.0 for what is first by words and by meaning. ``words`` are the words of the question
    that it holds, ``nearness`` the cosine with the question (``None``: not among the nearest)."""

    id: str
    type: str
    name: str
    text: str
    score: float
    why: str
    why_en: str
    words: tuple[str, ...]
    nearness: float | None
    evidence: tuple[Proof, ...]
    stated_on: str = ""
    valid_until: str = ""
    valid_from: str = ""
    confirmed_on: str = ""


def to_hits(
    context: SearchContext, principal: Principal, page: Sequence[Fused], found: Found, type: str | None
) -> tuple[Hit, ...]:
    """The hits of a page, in its order, in a fixed number of queries."""
    if type == PASSAGE:
        return passage_hits(context, principal, page, found)
    views = entities(context.graph, principal, [f.id for f in page])
    quotes = evidence_for(context.graph, principal, shown(views.values()))
    return entity_hits(page, found, views, quotes)


def entity_hits(
    page: Sequence[Fused],
    found: Found,
    views: Mapping[str, EntityView],
    quotes: Mapping[tuple[str, str], Sequence[Evidence]],
) -> tuple[Hit, ...]:
    """The hits of a page, in its order, from the things found and the quotes behind what is ``shown`` of them."""
    cosines = found.cosines
    hits = []
    for fused in page:
        view = views.get(fused.id)
        if view is not None:
            words = _longest(found.shared.get(fused.id, ()))
            own = [e for (id, _), several in quotes.items() if id == fused.id for e in several]
            hits.append(_entity_hit(fused, view, words, cosines.get(fused.id), own))
    return tuple(hits)


def why(words: Sequence[str], fused: Fused, cosine: float | None) -> tuple[str, str]:
    """Why this was found, in Chinese and in English."""
    zh, en = [], []
    if fused.words is not None:
        shown = "、".join(words)
        zh.append(f"字词：{f'含“{shown}”' if words else '仅个别单字相同'}（按字词第 {fused.words}）")
        en.append(f"words: {', '.join(words) if words else 'single characters only'} (rank {fused.words})")
    if fused.meaning is not None and cosine is not None:
        zh.append(f"含义：相近度 {cosine:.2f}（按含义第 {fused.meaning}）")
        en.append(f"meaning: cosine {cosine:.2f} (rank {fused.meaning})")
    return "；".join(zh), "; ".join(en)


def shown(views: Iterable[EntityView]) -> list[tuple[str, str]]:
    """(id, property) of everything asserted of these things that may be shown."""
    return [
        (view.id, name)
        for view in views
        for name in sorted({f.property for f in view.facts if f.status == "asserted" and not f.restricted})
    ]


def _entity_hit(
    fused: Fused, view: EntityView, words: tuple[str, ...], cosine: float | None, quotes: Sequence[Evidence]
) -> Hit:
    zh, en = why(words, fused, cosine)
    return Hit(
        id=view.id,
        type=view.type,
        name=view.name,
        text=view.text[:MAX_TEXT],
        score=_score(fused),
        why=zh,
        why_en=en,
        words=words,
        nearness=_rounded(cosine),
        evidence=proofs_of(quotes, words),
        stated_on=view.stated_on,
        valid_until=view.valid_until,
        valid_from=view.valid_from,
        confirmed_on=view.confirmed_on,
    )


def passage_hits(
    context: SearchContext, principal: Principal, page: Sequence[Fused], found: Found
) -> tuple[Hit, ...]:
    """The passages of a page as hits, in its order, each with its best sentence."""
    del principal  # passages are masked in the store itself
    rows = {row["id"]: row for row in context.graph.read(PASSAGES, ids=[f.id for f in page])}
    return text_hits(page, found, rows)


def text_hits(page: Sequence[Fused], found: Found, rows: Mapping[str, Mapping[str, Any]]) -> tuple[Hit, ...]:
    """The hits of a page of passages: ``rows`` hold ``passage`` and its ``source`` by id."""
    cosines = found.cosines
    return tuple(
        _passage_hit(f, rows[f.id], _longest(found.shared.get(f.id, ())), cosines.get(f.id))
        for f in page
        if f.id in rows
    )


def _passage_hit(fused: Fused, row: Mapping[str, Any], words: tuple[str, ...], cosine: float | None) -> Hit:
    passage, source = row["passage"], row["source"] or {}
    zh, en = why(words, fused, cosine)
    title = source.get("title") or source.get("name") or passage["source"]
    sheet, number = passage.get("sheet") or "", passage.get("row") or 0
    quote = best_part(passage["text"], words)
    return Hit(
        id=fused.id,
        type=PASSAGE,
        name=" ".join(part for part in (title, sheet, f"第 {number} 行" if number else "") if part),
        text=passage["text"][:MAX_TEXT],
        score=_score(fused),
        why=zh,
        why_en=en,
        words=words,
        nearness=_rounded(cosine),
        evidence=(Proof(passage["source"], fused.id, quote, title, sheet, number),),
        stated_on=source.get("stated_date") or "",
    )


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    """Words that are not part of another one of them, in their order."""
    several = list(words)
    return tuple(w for w in several if not any(w != other and w in other for other in several))


def _score(fused: Fused) -> float:
    return round(fused.score / best_possible(), 6)


def _rounded(cosine: float | None) -> float | None:
    return None if cosine is None else round(cosine, 4)
