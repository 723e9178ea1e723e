"""What comes of a file of things that is read? Its batches, and the balance of its statements."""

from __future__ import annotations

from ingest.balance import check
from ingest.prepare_things import PreparedThings, terms_of
from ingest.readers.counted import Count
from ingest.storing import Accounted, OneExtraction
from ingest.things.extract import ThingExtraction
from ingest.tools import Tools


class ThingReading(OneExtraction[ThingExtraction]):
    """The reading of one file of things; see ``ingest.storing.Reading``."""

    def __init__(self, one: PreparedThings, source: str, tools: Tools) -> None:
        super().__init__(ThingExtraction(one.foreign, source, terms_of(one.foreign, tools), tools.lists))
        self.one = one

    @property
    def share(self) -> float:
        """How much of the file is read, 0 to 1."""
        return self._extraction.things / max(self.one.units, 1)

    def account(self) -> Accounted:
        """What came of it.

        Raises:
            Unbalanced: a statement was lost or booked twice.
        """
        read, counted = self._extraction, self.one.counted
        check(self.one.name, Count(counted, {("", 0): counted}), read.ledger.rows)
        return Accounted(
            self.one.units,
            tuple(read.repairs),
            read.ledger.balance(counted),
            columns=read.columns,
            unit=self.one.foreign.unit,
        )
