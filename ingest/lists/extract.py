"""How do rows become passages, records and repairs? The second pass, with what became of every cell.

``Extraction`` streams batches of passages with the records that quote them; party records, which any
row may add to, come last. After the last batch its ledger, repairs and counts are complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from graph.collecting import seldom
from graph.records import Record
from graph.repairs import Repair
from graph.sources import Passage
from ingest.batch import Batch
from ingest.lists.context import ContextReader, SheetContext
from ingest.lists.fixes import Patches, patches_of
from ingest.lists.flow import Flow, Step
from ingest.lists.guides import guides_of_sheets
from ingest.lists.ledger import Fate, Ledger
from ingest.lists.lexicon import Lexicon
from ingest.lists.ordinals import Ordinals
from ingest.lists.parties import PartyBook
from ingest.lists.passages import PassageMaker
from ingest.lists.places import PlaceReader
from ingest.lists.readings import CellReader
from ingest.lists.rows import RowWriter
from ingest.lists.subjects import RowReader, RowView
from ingest.lists.survey import SheetSurvey, Survey
from ingest.lists.twice import MOST_KEPT, Twice
from ingest.readers.document import Document, Sheet
from ingest.readers.limits import Limits

_AT_ONCE = 500


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
        patches: Patches | None = None,
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
        self._patches = patches
        self.tally: Counter[tuple[str, int, Fate]] | None = None
        """What became of the cells by sheet and column; counted only if a counter is put here before the first batch."""

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages and records, in batches of about ``size`` rows; to be iterated once."""
        if self._patches is None and self.lexicon.guidance.may_fix(self.guides):
            self._patches = patches_of(self._troubles, self.lexicon.guidance, self.lexicon)
        with seldom():
            yield from self._batches(size)

    @property
    def guides(self) -> tuple[str, ...]:
        """By what the file says which fixes are for it."""
        return guides_of_sheets(self.source, self.survey)

    @property
    def patches(self) -> Patches:
        """The cells that a person put right."""
        if self._patches is None:
            self._patches = Patches()
        return self._patches

    def _troubles(self, patches: Patches) -> list[Repair]:
        """What could not be made sense of, were these cells put right."""
        trial = Extraction(
            self.document, self.survey, self.source, self.lexicon, self.limits, patches=patches
        )
        for _ in trial.batches(_AT_ONCE):
            pass
        return trial.repairs

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
        if self.patches:
            records = [self.patches.rest(r) for r in records]
        return Batch(tuple(passages), tuple(records))

    def _pieces(self) -> Iterator[tuple[list[Passage], list[Record]]]:
        file, new = self._maker.once(self.document.name, "file")
        reader = ContextReader(file, self._maker, self._cells, self.lexicon.places)
        contexts = [reader.read(survey) for survey in self.survey.sheets]
        looks, ordinals, names = self._count_keys(contexts)
        places = PlaceReader(self.lexicon.gazetteer, names)
        yield [file.passage] if new else [], []
        for survey, context, rows in zip(self.survey.sheets, contexts, looks, strict=True):
            yield list(context.passages), []
            yield from self._sheet(survey, context, rows, ordinals, places)
        for sheet in self.survey.headless:
            yield from self._headless(sheet)
        self._problems()

    def _count_keys(self, contexts: list[SheetContext]) -> tuple[list[Twice], Ordinals, set[str]]:
        """The pass that sees which keys stand in the file more than once, and all place names in it."""
        looks: list[Twice] = []
        ordinals = Ordinals()
        names: set[str] = set()
        for survey, context in zip(self.survey.sheets, contexts, strict=True):
            reader = RowReader(survey, context, self.source, self.lexicon, self.limits)
            rows = Twice(partial(self._steps, survey), reader, MOST_KEPT - sum(r.kept for r in looks))
            looks.append(rows)
            for _, sight in rows:
                names.update(sight.view.texts[i] for i in sight.places)
                for subject in sight.subjects:
                    ordinals.note(subject.key, subject.rest)
        return looks, ordinals, names

    def _steps(self, survey: SheetSurvey) -> Iterator[Step]:
        steps = Flow(survey, self.lexicon, self._cells).steps()
        if not self.patches:
            return steps
        sheet = self.lexicon.mask(survey.sheet.name).text
        return (self.patches.step(sheet, step, survey.profile) for step in steps)

    def _sheet(
        self,
        survey: SheetSurvey,
        context: SheetContext,
        rows: Twice,
        ordinals: Ordinals,
        places: PlaceReader,
    ) -> Iterator[tuple[list[Passage], list[Record]]]:
        self._book_header(survey)
        writer = RowWriter(
            survey,
            context,
            rows.reader,
            ordinals,
            self._parties,
            self._cells,
            places,
            self._maker,
            self.source,
            self.patches,
        )
        for step, sight in rows:
            self.rows += 1
            laid, records, fates, repairs = writer.write(step, sight)
            self._book(survey, step, fates)
            if self.tally is not None:
                self._count(survey.sheet.name, sight.view, fates)
            self.repairs += repairs
            yield [laid], records
        self.placeholders.update(writer.placeholders)
        if writer.undecided:
            self._undecided(survey, context)

    def _count(self, sheet: str, view: RowView, fates: Iterable[Fate]) -> None:
        positions = [*view.main, *(p for some in view.elements.values() for p in some)]
        own = (p for p in positions if p not in view.row.repeated)
        assert self.tally is not None
        self.tally.update((sheet, view.columns[p].index, f) for p, f in zip(own, fates, strict=False))

    def _book(self, survey: SheetSurvey, step: Step, fates: list[Fate]) -> None:
        """Book the cells of a row where they stand: those of a form, in its lines."""
        if survey.form is None:
            self.ledger.book(survey.sheet.name, step.row.number, fates)
            return
        for number, fate in zip(survey.form.places_of(step.written), fates, strict=True):
            self.ledger.book(survey.sheet.name, number, [fate])

    def _book_header(self, survey: SheetSurvey) -> None:
        for number, names in survey.form.names if survey.form else ():
            self.ledger.book(survey.sheet.name, number, ["structure"] * names)
        for row in (*survey.titles, *survey.headers):
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
            ).bound(self.lexicon.mask(survey.sheet.name).text)
        )

    def _headless(self, sheet: Sheet) -> Iterator[tuple[list[Passage], list[Record]]]:
        """A sheet without a header: its rows are kept as passages, its cells wait for a person."""
        name = self.lexicon.mask(sheet.name).text
        found = Repair(
            self.source,
            "no-header",
            name,
            zh="这张工作表没有表头行，内容只存为原文：请在数据上方加一行列名",
            en="no header row in this sheet; it is kept as text only: put a row of column names above the data",
        ).bound(name)
        fate: Fate = "structure" if self.lexicon.guidance.settles(found) else "repair"
        for row in sheet.rows:
            laid = self._maker.lay(row.cells, "row", sheet.name, row.number, signed=True)
            own = [i for i, c in enumerate(row.cells) if c and i not in row.repeated]
            self.ledger.book(sheet.name, row.number, [fate] * len(own))
            yield [laid.passage], []
        if fate == "repair":
            self.repairs.append(found)

    def _problems(self) -> None:
        """What only stands around the lists, and what the reader could not hand on."""
        for row in self.document.structure:
            self.ledger.book("", row.number, ["structure"] * sum(map(bool, row.cells)))
        for problem in self.document.problems:
            self.ledger.book(problem.sheet, problem.row, ["repair"] * problem.cells)
            sheet, text, zh, en = (
                self.lexicon.mask(said).text for said in (problem.sheet, problem.text, problem.zh, problem.en)
            )
            self.repairs.append(
                Repair(self.source, problem.reason, sheet, problem.row, problem.column, text, zh=zh, en=en)
            )
