"""With what, and how, is a run done? The rooms that it needs and the caller's choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from graph.connection import Graph
from graph.raw import RawStore
from graph.turn import Tell
from ingest.declared import Declared
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
    stated date in the place of the live one; ``said`` is what else is declared of every file of the run; ``batch`` is how
    many passages one transaction writes; ``dry_run`` tells what would change and writes nothing."""

    source: str | None = None
    replace: bool = False
    said: Declared = field(default_factory=Declared)
    batch: int = 500
    dry_run: bool = False
    limits: Limits = field(default_factory=Limits)


StepName = Literal["read", "settle"]
"""What a run is at: reading files, or making entities of what was read."""


class Progress(Protocol):
    """Called with what is done and what there is in all (bytes while reading, records while settling), the file at hand,
    how many of its rows are read, and the step."""

    def __call__(
        self, done: int, total: int, name: str = "", *, rows: int = 0, step: StepName = "read"
    ) -> None:
        """Take note."""
        ...


def silent(done: int, total: int, name: str = "", *, rows: int = 0, step: StepName = "read") -> None:
    """A progress that goes nowhere."""
