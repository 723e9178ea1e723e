"""What is there about these words? The recipe: narrow, retrieve by words and by meaning, fuse, cut noise, explain.

A hit has to share a word with the question or be near in meaning; what only shares single characters and is
far is left out: no answer rather than noise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from graph.connection import Graph
from graph.principal import Principal
from search.context import SearchContext
from search.errors import IndexMissing, SearchNotValid
from search.filters import narrow
from search.fusion import Fused, fuse
from search.hits import Hit, to_hits
from search.options import MAX_LIMIT, MAX_TEXT, SearchQuery
from search.paging import State, cursor_after, rest_of, state_of
from search.retrieval import Found, retrieve

ANYTHING: Final = "MATCH (n:Searchable) RETURN n.id AS id LIMIT 1"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits, best first; ``cursor`` leads to the next page (``None``: there is none)."""

    items: tuple[Hit, ...]
    cursor: str | None
    graph_version: str


def search(context: SearchContext, principal: Principal, query: SearchQuery) -> SearchPage:
    """Search entities (or, with ``type="Passage"``, the sources' text) by words and by meaning.

    Raises:
        SearchNotValid, AmbiguousPlace: the query is wrong; the message says how it would be right.
        SearchMoved: the graph was written to since the page that gave the cursor.
        IndexMissing: there is something to find, but no vectors of this model.
    """
    query = checked(query)
    narrowed = narrow(context.graph, query)
    state = state_of(context.graph)
    vectors = vectors_ready(context, state)
    found = retrieve(context, principal, query.text, narrowed, query.type, vectors=vectors)
    page, cursor = page_of(found, query, state.version)
    return SearchPage(to_hits(context, principal, page, found, query.type), cursor, state.version)


def checked(query: SearchQuery) -> SearchQuery:
    """The query with its text made plain.

    Raises:
        SearchNotValid: text or limit are not what a search takes.
    """
    if not 1 <= query.limit <= MAX_LIMIT:
        raise SearchNotValid(
            f"limit 应在 1 到 {MAX_LIMIT} 之间", f"limit is from 1 to {MAX_LIMIT}", found=query.limit
        )
    return replace(query, text=checked_text(query.text))


def page_of(found: Found, query: SearchQuery, version: str) -> tuple[list[Fused], str | None]:
    """The page that a query asks for of what was found in a state, and the cursor of the next.

    Raises:
        SearchMoved: the cursor is of another state. SearchNotValid: it is none, or of another search.
    """
    rest = rest_of(_without_noise(fuse(found.words, found.meaning), found), query, version)
    page = rest[: query.limit]
    return page, cursor_after(page[-1], query, version) if len(rest) > len(page) else None


def checked_text(text: str) -> str:
    """The question, blanks trimmed, unpaired surrogates and control characters as blanks.

    Raises:
        SearchNotValid: it is empty, too long, holds a NUL, or nothing in it could be looked for.
    """
    if "\0" in text:
        raise SearchNotValid("检索词含有 NUL 字符：请去掉它", "the question holds a NUL character: remove it")
    if len(text) > MAX_TEXT:
        raise SearchNotValid(
            f"检索词有 {len(text)} 个字符，最多 {MAX_TEXT} 个：请缩短",
            f"the question has {len(text)} characters, {MAX_TEXT} at most: shorten it",
            found=len(text),
            allowed=MAX_TEXT,
        )
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text).strip()
    if not any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So" for c in plain):
        raise SearchNotValid(
            "没有可检索的内容：请写出要找什么，例如“医用口罩”",
            "there is nothing to look for: say what you want, for example 医用口罩",
        )
    return plain


def _without_noise(fused: Iterable[Fused], found: Found) -> list[Fused]:
    """What shares a word or is near (``search.background``). What is beyond the nearest ``DEPTH`` is no nearer than the last of them."""
    cosines = found.cosines
    beyond = min(cosines.values(), default=-1.0)
    return [f for f in fused if found.shared.get(f.id) or cosines.get(f.id, beyond) >= found.floor]


def vectors_ready(context: SearchContext, state: State | None = None) -> bool:
    """Whether there are vectors of this model; not in an empty graph.

    Raises:
        IndexMissing: there is something to find, but no vectors of this model.
    """
    state = state or state_of(context.graph)
    if state.model == context.embedder.model:
        return True
    if _is_empty(context.graph):
        return False
    raise IndexMissing(context.embedder.model)


def _is_empty(graph: Graph) -> bool:
    return not graph.read(ANYTHING)
