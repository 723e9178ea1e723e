"""How does a reader get the next page of the same search? A cursor: graph version, the search, the last sort key."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Final

from graph.connection import Graph
from graph.identifiers import digest
from search.errors import SearchMoved, SearchNotValid
from search.fusion import Fused
from search.options import SearchQuery

STATE: Final = """
OPTIONAL MATCH (g:Run {id: 'graph'})
OPTIONAL MATCH (i:Run {id: 'index'})
RETURN coalesce(g.version, 0) AS graph, coalesce(i.version, 0) AS vectors, i.model AS model
"""


@dataclass(frozen=True, slots=True)
class State:
    """What the order of hits depends on: ``version`` changes with entities and with vectors; ``model`` is the active one."""

    version: str
    model: str | None


def state_of(graph: Graph) -> State:
    """The present state."""
    row = graph.read(STATE)[0]
    return State(f"{row['graph']}.{row['vectors']}", row["model"])


def rest_of(fused: list[Fused], query: SearchQuery, version: str) -> list[Fused]:
    """What comes after the cursor of a query; all of it without one.

    Raises:
        SearchMoved: the graph was written to since.
        SearchNotValid: it is no cursor, or that of another search.
    """
    if query.cursor is None:
        return fused
    then, asked, score, last = _unpack(query.cursor)
    if asked != _asked(query):
        raise _no_cursor("它属于另一次检索", "it belongs to another search")
    if then != version:
        raise SearchMoved(then, version)
    return [f for f in fused if (-f.score, f.id) > (-score, last)]


def cursor_after(last: Fused, query: SearchQuery, version: str) -> str:
    """The cursor of the page that ends with ``last``."""
    packed = json.dumps([version, _asked(query), last.score, last.id], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _asked(query: SearchQuery) -> str:
    filters = [f"{name}={value}" for name, value in sorted(query.filters.items())]
    return digest("", query.text, query.type or "", *filters)


def _unpack(cursor: str) -> tuple[str, str, float, str]:
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        version, asked, score, last = json.loads(packed)
    except (ValueError, TypeError) as error:
        raise _no_cursor("格式不对", "it is damaged") from error
    if not (isinstance(version, str) and isinstance(asked, str) and isinstance(last, str)):
        raise _no_cursor("格式不对", "it is damaged")
    if isinstance(score, bool) or not isinstance(score, int | float):
        raise _no_cursor("格式不对", "it is damaged")
    return version, asked, float(score), last


def _no_cursor(zh: str, en: str) -> SearchNotValid:
    return SearchNotValid(
        f"cursor 不能用：{zh}。请用上一页返回的 cursor，或去掉它从头检索",
        f"this cursor cannot be used: {en}. Use the one that the page before gave, or search from the start",
    )
