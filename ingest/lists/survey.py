"""What is in a file, before anything is stored? The first pass: headers, value statistics, roles, profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import NoHeader
from ingest.lists.asides import is_aside
from ingest.lists.column import Profile
from ingest.lists.header import HeaderFound, find_header
from ingest.lists.lexicon import Lexicon
from ingest.lists.paths import Wordings, split_path
from ingest.lists.profile import Profiler
from ingest.lists.role import RoleFound, find_role, telling
from ingest.lists.stats import ColumnStats
from ingest.readers.document import Document, Row, Sheet


@dataclass(frozen=True, slots=True)
class SheetSurvey:
    """A sheet whose columns are understood. ``header`` is ``None`` where the format names the columns; ``titles``
    are the rows above the header."""

    sheet: Sheet
    wordings: tuple[str, ...]
    header: Row | None
    titles: tuple[Row, ...]
    profile: Profile
    role: RoleFound

    def rows(self) -> Iterator[Row]:
        """The rows under the header."""
        first = self.header.number if self.header else 0
        return (row for row in self.sheet.rows if row.number > first)


@dataclass(frozen=True, slots=True)
class Survey:
    """All sheets of a file: those that are lists, and those in which no header was found."""

    sheets: tuple[SheetSurvey, ...]
    headless: tuple[Sheet, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts above the headers, in order, each once."""
        return tuple(dict.fromkeys(t for s in self.sheets for row in s.titles for t in row.cells if t))


def survey(document: Document, lexicon: Lexicon) -> Survey:
    """Understand every sheet of a file.

    Raises:
        NoHeader: no sheet has a header row.
    """
    found: list[SheetSurvey] = []
    headless: list[Sheet] = []
    for sheet in document.sheets:
        if next(iter(sheet.rows), None) is None:
            continue
        header = None if sheet.columns else find_header(sheet.rows, lexicon)
        if header is None and not sheet.columns:
            headless.append(sheet)
        else:
            found.append(_survey_sheet(document, sheet, header, lexicon))
    if headless and not found:
        name = lexicon.mask(document.name).text
        raise NoHeader(name, lexicon.mask(headless[0].name).text or name)
    return Survey(tuple(found), tuple(headless))


def _survey_sheet(
    document: Document, sheet: Sheet, header: HeaderFound | None, lexicon: Lexicon
) -> SheetSurvey:
    named = header.row.cells if header else sheet.columns
    row, titles = (header.row, header.titles) if header else (None, ())
    named = with_groups(named, titles[-1]) if titles else named
    stats = _statistics(sheet, row.number if row else 0, len(named))
    wordings = (*named, *[""] * (len(stats) - len(named)))
    split = [split_path(w, json=bool(sheet.columns)) for w in wordings]
    role = _role(document, sheet, titles, split, lexicon)
    profile = Profiler(split, stats, role, lexicon).profile()
    return SheetSurvey(sheet, wordings, row, titles, profile, role)


def with_groups(names: Sequence[str], above: Row) -> tuple[str, ...]:
    """Column names that stand twice, each behind what the merged cell above says (防护服 over 需求, 库存)."""
    twice = {n for n in names if n and list(names).count(n) > 1}
    upper = (*above.cells, *[""] * len(names))
    if len({u for n, u in zip(names, upper, strict=False) if n in twice}) < 2:
        return tuple(names)
    return tuple(f"{u}{n}" if n in twice and u != n else n for n, u in zip(names, upper, strict=False))


def _role(
    document: Document, sheet: Sheet, titles: Sequence[Row], columns: Sequence[Wordings], lexicon: Lexicon
) -> RoleFound:
    candidates = [lexicon.wordings.candidates(w.label) for w in columns]
    texts = tuple(dict.fromkeys(cell for row in titles for cell in row.cells if cell))
    texts = (*texts, *telling(texts, sheet.captions, lexicon))
    return find_role([w.whole for w in columns], candidates, texts, sheet.name, document.name, lexicon)


def _statistics(sheet: Sheet, header: int, width: int) -> list[ColumnStats]:
    """Statistics of every column below the header, as wide as the widest row; totals, notes and headings do not count."""
    stats = [ColumnStats() for _ in range(width)]
    for row in sheet.rows:
        if row.number <= header:
            continue
        if not row.columns and is_aside(row, width):
            continue
        if row.columns:
            for column, cell in zip(row.columns, row.cells, strict=True):
                stats[column].add(cell)
            continue
        while len(stats) < len(row.cells):
            stats.append(ColumnStats())
        for column, cell in enumerate(row.cells):
            if cell:
                stats[column].add(cell)
    return stats
