"""What does a source say at this place, and just before and after it? Passages in full, masked as they are stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading.views import UnknownId

BY_ID: Final = """
UNWIND $ids AS id
MATCH (p:Passage {id: id})
MATCH (s:Source {key: p.source}) WHERE s.live
RETURN p {.id, .text, .kind, .sheet, .row, .source} AS passage, s {.title, .name, .stated_date} AS source
"""
AROUND: Final = """
CALL () {
  MATCH (p:Passage {source: $source}) WHERE p.sheet = $sheet AND p.row < $row
  RETURN p ORDER BY p.row DESC, p.id DESC LIMIT $margin
  UNION
  MATCH (p:Passage {source: $source}) WHERE p.sheet = $sheet AND p.row >= $row
  RETURN p ORDER BY p.row, p.id LIMIT $margin + 1
}
MATCH (s:Source {key: p.source}) WHERE s.live
RETURN p {.id, .text, .kind, .sheet, .row, .source} AS passage, s {.title, .name, .stated_date} AS source
ORDER BY p.row, p.id
"""
FIRST: Final = """
MATCH (s:Source) WHERE s.live
CALL (s) {
  MATCH (p:Passage {source: s.key})
  RETURN p.id AS id ORDER BY coalesce(p.row, 0) = 0, p.sheet, p.row, p.id LIMIT 1
}
RETURN s.key AS source, id
"""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A paragraph or row with where it stands (``row`` is 1-based, 0 if it has none) and its live source."""

    id: str
    text: str
    kind: str
    sheet: str
    row: int
    source: str
    title: str
    stated_on: str


def passages(graph: Graph, principal: Principal, ids: Iterable[str]) -> dict[str, PassageView]:
    """The passages of these ids, in one query; unknown ones and those of sources that are not live are left out."""
    del principal  # texts are masked in the store itself
    wanted = list(dict.fromkeys(ids))
    rows = graph.read(BY_ID, ids=wanted) if wanted else []
    return {row["passage"]["id"]: _view(row) for row in rows}


def surroundings(graph: Graph, principal: Principal, id: str, margin: int) -> tuple[PassageView, ...]:
    """The passage of that id with up to ``margin`` others before and after it in its file, in their order.

    Raises:
        UnknownId: there is no such passage.
    """
    found = passages(graph, principal, [id]).get(id)
    if found is None:
        raise UnknownId(id)
    rows = graph.read(AROUND, source=found.source, sheet=found.sheet, row=found.row, margin=margin)
    views = tuple(_view(row) for row in rows)
    return views if any(view.id == id for view in views) else (found,)


def first_passages(graph: Graph, principal: Principal) -> dict[str, str]:
    """For each live source's key the id of the passage that it begins with."""
    del principal  # ids only
    return {row["source"]: row["id"] for row in graph.read(FIRST)}


def _view(row: dict[str, Any]) -> PassageView:
    passage, source = row["passage"], row["source"]
    return PassageView(
        id=passage["id"],
        text=passage["text"],
        kind=passage["kind"],
        sheet=passage["sheet"] or "",
        row=passage["row"] or 0,
        source=passage["source"],
        title=source.get("title") or source.get("name") or passage["source"],
        stated_on=source.get("stated_date") or "",
    )
