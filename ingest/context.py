"""With what, and how, is a run done? The rooms that it needs and the caller's choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from graph.connection import Graph
from graph.raw import RawStore
from graph.turn import Tell
from ingest.readers.limits import Limits
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class IngestContext:
    """What the ingest room works with: the graph (with ontology and gazetteer) and the raw files."""

    graph: Graph
    raw: RawStore
    tell: Tell | None = None
    """Called with a Chinese and an English message if the run has to wait for another one."""

    @property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        return self.graph.ontology

    @property
    def gazetteer(self) -> Gazetteer:
        """The official places."""
        return self.graph.gazetteer


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """The caller's choices. ``source`` declares the key (one file only); ``replace`` puts a version without a
    stated date in the place of the live one; ``batch`` is how many passages one transaction writes; ``dry_run`` tells what
    would change and writes nothing."""

    source: str | None = None
    replace: bool = False
    batch: int = 500
    dry_run: bool = False
    limits: Limits = field(default_factory=Limits)


class Progress(Protocol):
    """Called with bytes done, bytes in all, and the file at hand."""

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Take note."""
        ...


def silent(done: int, total: int, name: str = "") -> None:
    """A progress that goes nowhere."""
