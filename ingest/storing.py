"""How is a prepared file stored? Read and written in step, balanced, then made live: one frame for all that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Generic, Protocol, TypeVar

from graph.connection import Graph
from graph.loading import finish
from graph.repairs import Repair
from graph.sources import SourceVersion
from ingest.batch import Batch
from ingest.context import IngestOptions
from ingest.guidance import NO_GUIDANCE, Guidance
from ingest.report import Balance, ColumnReport, FileReport, SentenceBalance
from ingest.writing import Writer

Step = Callable[[int], None]
"""Called with the bytes of the file that are done."""


@dataclass(frozen=True, slots=True)
class Accounted:
    """What came of a reading, its balances held against the independent count.

    Attributes:
        rows: rows of lists, blocks of prose, things.
        cells: what became of the cells (statements, leaves: ``unit``); ``None`` if the file has none.
        sentences: what became of the sentences; ``None`` if the file has no text.
    """

    rows: int
    repairs: tuple[Repair, ...] = ()
    cells: Balance | None = None
    sentences: SentenceBalance | None = None
    placeholders: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[ColumnReport, ...] = ()
    unit: str = "cell"

    @property
    def balance(self) -> dict[str, int]:
        """Both balances as one, as the store keeps them."""
        cells = asdict(self.cells) if self.cells else {}
        sentences = asdict(self.sentences) if self.sentences else {}
        if not cells or not sentences:
            return cells or sentences
        return cells | {f"sentences_{name}": number for name, number in sentences.items()}


class Extracting(Protocol):
    """What hands on passages and records, batch by batch."""

    @property
    def passages(self) -> int:
        """How many passages were handed on."""
        ...

    @property
    def roles(self) -> Counter[str]:
        """How many records were handed on, by role."""
        ...

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages and records, in batches of about ``size``; to be iterated once."""
        ...


class Reading(Extracting, Protocol):
    """The reading of one prepared file under one source key."""

    @property
    def share(self) -> float:
        """How much of the file is read, 0 to 1."""
        ...

    def account(self) -> Accounted:
        """What came of it, after the last batch.

        Raises:
            Unbalanced, UnbalancedText: something was lost or booked twice.
        """
        ...


E = TypeVar("E", bound=Extracting)


class OneExtraction(Generic[E]):
    """The reading of a file through which one extraction goes; ``share`` and ``account`` are its kind's own."""

    def __init__(self, extraction: E) -> None:
        self._extraction = extraction

    @property
    def passages(self) -> int:
        """How many passages were handed on."""
        return self._extraction.passages

    @property
    def roles(self) -> Counter[str]:
        """How many records were handed on, by role."""
        return self._extraction.roles

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages and records; to be iterated once."""
        return self._extraction.batches(size)


def store(
    graph: Graph,
    reading: Reading,
    size: int,
    version: SourceVersion,
    options: IngestOptions,
    progress: Step,
    guidance: Guidance = NO_GUIDANCE,
) -> FileReport:
    """Write an admitted version of a file of ``size`` bytes and make it live.

    Raises:
        Unbalanced, UnbalancedText: something was lost or booked twice; the version is not made live.
    """
    with Writer(graph, version) as writer:
        for batch in reading.batches(options.batch):
            writer.put(batch)
            progress(min(size, int(size * reading.share)))
    found = reading.account()
    repairs = [r for r in (*found.repairs, *writer.repairs) if not guidance.settles(r)]
    finish(graph, version, repairs, found.balance)
    return FileReport(
        version.name,
        "stored",
        version.key,
        version.basis,
        version.stated_date,
        found.rows,
        reading.passages,
        dict(sorted(reading.roles.items())),
        found.cells or Balance(),
        len(repairs),
        dict(sorted(found.placeholders.items())),
        found.columns,
        sentences=found.sentences or SentenceBalance(),
        unit=found.unit,
    )
