"""How do rows become passages, records and repairs? The second pass, with what became of every cell.

``Extraction`` streams batches of passages with the records that quote them; party records, which any
row may add to, come last. After the last batch its ledger, repairs and counts are complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.records import Record
from graph.repairs import Repair
from graph.sources import Passage
from ingest.batch import Batch
from ingest.lists.collecting import seldom
from ingest.lists.context import ContextReader, SheetContext
from ingest.lists.ledger import Fate, Ledger
from ingest.lists.lexicon import Lexicon
from ingest.lists.ordinals import Ordinals
from ingest.lists.parties import PartyBook
from ingest.lists.passages import PassageMaker
from ingest.lists.places import PlaceReader
from ingest.lists.readings import CellReader
from ingest.lists.rows import RowWriter
from ingest.lists.subjects import RowReader
from ingest.lists.survey import SheetSurvey, Survey
from ingest.readers.document import Document, Sheet
from ingest.readers.limits import Limits


class Extraction:
    """The reading of one file under one source key."""

    def __init__(
        self,
        document: Document,
        survey: Survey,
        source: str,
        lexicon: Lexicon,
        limits: Limits | None = None,
        maker: PassageMaker | None = None,
    ) -> None:
        """``maker`` is given where the file has text beside its lists: it knows the passages of the text."""
        self.document = document
        self.survey = survey
        self.source = source
        self.lexicon = lexicon
        self.limits = limits or Limits()
        self.ledger = Ledger()
        self.repairs: list[Repair] = []
        self.placeholders: Counter[str] = Counter()
        self.roles: Counter[str] = Counter()
        self.rows = 0
        self.passages = 0
        self._parties = PartyBook(source, lexicon)
        self._cells = CellReader(lexicon)
        self._maker = maker or PassageMaker(source, lexicon)

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages and records, in batches of about ``size`` rows; to be iterated once."""
        with seldom():
            yield from self._batches(size)

    def _batches(self, size: int) -> Iterator[Batch]:
        passages: list[Passage] = []
        records: list[Record] = []
        for more_passages, more_records in self._pieces():
            passages += more_passages
            records += more_records
            if len(passages) >= size:
                yield self._batch(passages, records)
                passages, records = [], []
        yield self._batch(passages, records)
        parties = list(self._parties.records())
        for start in range(0, len(parties), size):
            yield self._batch([], parties[start : start + size])

    def _batch(self, passages: list[Passage], records: list[Record]) -> Batch:
        self.passages += len(passages)
        self.roles.update(r.role for r in records)
        return Batch(tuple(passages), tuple(records))

    def _pieces(self) -> Iterator[tuple[list[Passage], list[Record]]]:
        file, new = self._maker.once(self.document.name, "file")
        reader = ContextReader(file, self._maker, self._cells, self.lexicon.places)
        contexts = [reader.read(survey) for survey in self.survey.sheets]
        ordinals, names = self._count_keys(contexts)
        places = PlaceReader(self.lexicon.gazetteer, names)
        yield [file.passage] if new else [], []
        for survey, context in zip(self.survey.sheets, contexts, strict=True):
            yield list(context.passages), []
            yield from self._sheet(survey, context, ordinals, places)
        for sheet in self.survey.headless:
            yield from self._headless(sheet)
        self._problems()

    def _count_keys(self, contexts: list[SheetContext]) -> tuple[Ordinals, set[str]]:
        """The pass that sees which keys stand in the file more than once, and all place names in it."""
        ordinals = Ordinals()
        names: set[str] = set()
        for survey, context in zip(self.survey.sheets, contexts, strict=True):
            reader = self._row_reader(survey, context)
            for row in survey.rows():
                view = reader.view(row)
                if reader.is_structure(view) or reader.is_note(view):
                    continue
                names.update(view.texts[i] for i in reader.places(view))
                party, place = reader.party(view)[0], reader.place_text(view)
                for subject in reader.subjects(view, party, place):
                    ordinals.note(subject.key, subject.rest)
        return ordinals, names

    def _row_reader(self, survey: SheetSurvey, context: SheetContext) -> RowReader:
        return RowReader(survey, context, self.source, self.lexicon, self.limits)

    def _sheet(
        self, survey: SheetSurvey, context: SheetContext, ordinals: Ordinals, places: PlaceReader
    ) -> Iterator[tuple[list[Passage], list[Record]]]:
        self._book_header(survey)
        reader = self._row_reader(survey, context)
        writer = RowWriter(
            survey, context, reader, ordinals, self._parties, self._cells, places, self._maker, self.source
        )
        for row in survey.rows():
            self.rows += 1
            laid, records, fates, repairs = writer.write(row)
            self.ledger.book(survey.sheet.name, row.number, fates)
            self.repairs += repairs
            yield [laid], records
        self.placeholders.update(writer.placeholders)
        self._undecided(survey, context)

    def _book_header(self, survey: SheetSurvey) -> None:
        for row in (*survey.titles, *([survey.header] if survey.header else [])):
            fates: list[Fate] = ["structure" for i, c in enumerate(row.cells) if c and i not in row.repeated]
            self.ledger.book(survey.sheet.name, row.number, fates)

    def _undecided(self, survey: SheetSurvey, context: SheetContext) -> None:
        """Ask for the side of a list that has items but does not say whether they are offered or needed."""
        columns = survey.profile.columns
        if context.role or not any(not columns[i].role for i in survey.profile.items):
            return
        names = "、".join(columns[i].wording for i in survey.profile.items)
        self.repairs.append(
            Repair(
                self.source,
                "role-unknown",
                self.lexicon.mask(survey.sheet.name).text,
                survey.header.number if survey.header else 0,
                names,
                zh=f"看不出“{names}”是提供的资源还是提出的需求：请在标题、表名或文件名中写明“资源”或“需求”",
                en=f"cannot tell whether “{names}” is offered or needed: say 资源 or 需求 in title, sheet or file name",
            )
        )

    def _headless(self, sheet: Sheet) -> Iterator[tuple[list[Passage], list[Record]]]:
        """A sheet without a header: its rows are kept as passages, its cells wait for a person."""
        for row in sheet.rows:
            laid = self._maker.lay(row.cells, "row", sheet.name, row.number)
            own = [i for i, c in enumerate(row.cells) if c and i not in row.repeated]
            self.ledger.book(sheet.name, row.number, ["repair"] * len(own))
            yield [laid.passage], []
        self.repairs.append(
            Repair(
                self.source,
                "no-header",
                self.lexicon.mask(sheet.name).text,
                zh="这张工作表没有表头行，内容只存为原文：请在数据上方加一行列名",
                en="no header row in this sheet; it is kept as text only: put a row of column names above the data",
            )
        )

    def _problems(self) -> None:
        """What the reader could not hand on."""
        for problem in self.document.problems:
            self.ledger.book(problem.sheet, problem.row, ["repair"] * problem.cells)
            sheet, text, zh, en = (
                self.lexicon.mask(said).text for said in (problem.sheet, problem.text, problem.zh, problem.en)
            )
            self.repairs.append(
                Repair(self.source, problem.reason, sheet, problem.row, problem.column, text, zh=zh, en=en)
            )
