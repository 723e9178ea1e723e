"""What does a search work with? The graph and the embedder of its vectors. Who asks comes with each call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.connection import Graph
from graph.embedding.protocol import Embedder
from graph.schema import VectorIndex


@dataclass(frozen=True)
class SearchContext:
    """What every function of this room gets first. Safe to share between threads."""

    graph: Graph
    embedder: Embedder

    @cached_property
    def vectors(self) -> VectorIndex:
        """Where the vectors of this embedder's model stand in the graph."""
        return VectorIndex(self.embedder.model, self.embedder.dimensions)
