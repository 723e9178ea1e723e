"""What does a search work with? The graph and the embedder of its vectors. Who asks comes with each call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from graph.connection import Graph
from graph.embedding.protocol import Embedder, Vectors
from graph.schema import VectorIndex
from search.background import MARGIN, SENTENCES

REMEMBERED: Final = 32


@dataclass(frozen=True)
class Questions:
    """How the model reads what people ask. Safe to share between threads."""

    embedder: Embedder

    @cached_property
    def vector(self) -> Callable[[str], Vectors]:
        """The vector of a question, remembered for the last few: a match asks for it twice. Not to be written to."""
        return lru_cache(maxsize=REMEMBERED)(self.embedder.query)

    @cached_property
    def background(self) -> Vectors:
        """Vectors of everyday talk, float32, shape (sentences, dimensions): what an answer has to beat."""
        return self.embedder.passages(SENTENCES)

    def floor(self, question: Vectors) -> float:
        """The cosine with a question (its vector) below which nothing is near to it."""
        return float((self.background @ question).max()) + MARGIN


@dataclass(frozen=True)
class SearchContext:
    """What every function of this room gets first. Safe to share between threads."""

    graph: Graph
    embedder: Embedder

    @cached_property
    def vectors(self) -> VectorIndex:
        """Where the vectors of this embedder's model stand in the graph."""
        return VectorIndex(self.embedder.model, self.embedder.dimensions)

    @cached_property
    def questions(self) -> Questions:
        """How the model reads questions."""
        return Questions(self.embedder)

    @property
    def question(self) -> Callable[[str], Vectors]:
        """See ``Questions.vector``."""
        return self.questions.vector

    def floor(self, question: Vectors) -> float:
        """See ``Questions.floor``."""
        return self.questions.floor(question)
