"""What comes of a list that is read? Its batches, and the balance of its cells with what waits for a person."""

from __future__ import annotations

from graph.repairs import Repair
from ingest.balance import check
from ingest.context import IngestOptions
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.lists.survey import Survey
from ingest.prepare import Prepared, row_of
from ingest.report import ColumnReport
from ingest.storing import Accounted, OneExtraction


class ListReading(OneExtraction[Extraction]):
    """The reading of one list; see ``ingest.storing.Reading``."""

    def __init__(self, one: Prepared, source: str, lexicon: Lexicon, options: IngestOptions) -> None:
        super().__init__(Extraction(one.document, one.survey, source, lexicon, options.limits))
        self.one = one

    @property
    def share(self) -> float:
        """How much of the file is read, 0 to 1."""
        return self._extraction.rows / max(self.one.units, 1)

    def account(self) -> Accounted:
        """What came of it.

        Raises:
            Unbalanced: a cell was lost or booked twice.
        """
        read = self._extraction
        repairs = (*read.repairs, *valueless_repairs(self.one, read))
        check(self.one.name, self.one.counted, read.ledger.rows)
        return Accounted(
            read.rows,
            repairs,
            read.ledger.balance(self.one.counted.cells),
            placeholders=read.placeholders,
            columns=columns_of(self.one.survey),
        )


def columns_of(survey: Survey) -> tuple[ColumnReport, ...]:
    """How every column was understood."""
    return tuple(
        ColumnReport(s.sheet.name, c.wording, c.property, c.confidence, c.zh, c.en)
        for s in survey.sheets
        for c in s.profile.columns
    )


def valueless_repairs(one: Prepared, extraction: Extraction) -> list[Repair]:
    """Cells that show an error, or hold a formula whose result was not stored: booked, and a repair each."""
    repairs = []
    for sheet, name in one.counted.valueless:
        shown = extraction.lexicon.mask(sheet).text
        found = Repair(
            extraction.source,
            "no-value",
            shown,
            row_of(name),
            "".join(c for c in name if c.isalpha()),
            zh="这一格是公式错误，或公式没有保存结果：请在表格软件中重新计算并保存",
            en="a formula error, or a formula without a stored result: recalculate and save the workbook",
            cell=name,
        ).bound(shown)
        settled = extraction.lexicon.guidance.settles(found)
        extraction.ledger.book(sheet, row_of(name), ["structure" if settled else "repair"])
        repairs += [] if settled else [found]
    return repairs
