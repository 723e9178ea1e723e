"""Does anything wait for its vector? Asked of the store alone: opening the model is not needed to know."""

from __future__ import annotations

from graph.connection import Graph
from graph.cypher import quote_name
from graph.index import COUNT_MISSING
from graph.schema import active_index


def nothing_waits(graph: Graph) -> bool:
    """Whether everything searchable has its vector in the index that searches use. If the settings name
    another model than that index has, ``gongjian index`` is what changes over."""
    index = active_index(graph)
    if index is None:
        return False
    stamp = quote_name(index.stamp)
    return not any(
        graph.read(COUNT_MISSING.format(label=quote_name(label), stamp=stamp))[0]["n"]
        for label in ("Searchable", "Passage")
    )
