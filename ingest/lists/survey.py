"""What is in a file, before anything is stored? The first pass: headers, value statistics, roles, profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.desk.profiles import header_id
from ingest.errors import NoHeader
from ingest.lists.asides import aside_of
from ingest.lists.carry import carried
from ingest.lists.column import Profile
from ingest.lists.confirmed import role_named
from ingest.lists.forms import Form, find_form
from ingest.lists.header import HeaderFound, find_header
from ingest.lists.levels import column_names
from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import named
from ingest.lists.paths import Wordings, split_path
from ingest.lists.profile import Profiler
from ingest.lists.role import RoleFound, find_role, telling
from ingest.lists.sections import sections
from ingest.lists.signature import signature_of
from ingest.lists.stats import ColumnStats
from ingest.lists.titleunits import money_in
from ingest.lists.told import told_header, told_role
from ingest.readers.document import NONE, Document, Row, Sheet


@dataclass(frozen=True, slots=True)
class SheetSurvey:
    """A sheet whose columns are understood. ``headers`` are the rows of column names, () where the format names the
    columns; ``titles`` are the rows above them; ``carried`` are the columns whose blanks mean "as above"; ``has_same``
    whether a cell says 同上; ``form`` is where the cells of a form stand, ``sheet`` then holds its filled forms as rows."""

    sheet: Sheet
    wordings: tuple[str, ...]
    headers: tuple[Row, ...]
    titles: tuple[Row, ...]
    profile: Profile
    role: RoleFound
    carried: frozenset[int] = NONE
    has_same: bool = False
    form: Form | None = None

    @property
    def header(self) -> Row | None:
        """The lowest row of column names."""
        return self.headers[-1] if self.headers else None

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


def survey(document: Document, lexicon: Lexicon, source: str = "") -> Survey:
    """Understand every sheet of a file; with its source's key, as a person said of its sheets.

    Raises:
        NoHeader: no sheet has a header row.
    """
    found: list[SheetSurvey] = []
    headless: list[Sheet] = []
    for sheet in (section for whole in document.sheets for section in sections(whole, lexicon)):
        if next(iter(sheet.rows), None) is None:
            continue
        if form := find_form(sheet, lexicon):
            found.append(_survey_sheet(document, form.sheet, None, lexicon, source, form))
            continue
        header = None if sheet.columns else find_header(sheet.rows, lexicon)
        header = header or (told_header(sheet.rows, source, sheet.name, lexicon) if source else None)
        if header is None and not sheet.columns:
            headless.append(sheet)
        else:
            found.append(_survey_sheet(document, sheet, header, lexicon, source))
    if headless and not found:
        name = lexicon.mask(document.name).text
        raise NoHeader(name, lexicon.mask(headless[0].name).text or name)
    return Survey(tuple(found), tuple(headless))


def _survey_sheet(
    document: Document,
    sheet: Sheet,
    header: HeaderFound | None,
    lexicon: Lexicon,
    source: str,
    form: Form | None = None,
) -> SheetSurvey:
    rows, titles = (header.rows, header.titles) if header else ((), form.titles if form else ())
    width = max((len(row.cells) for row in rows), default=len(sheet.columns))
    first = rows[-1].number if rows else 0
    stats, has_same = _statistics(sheet, rows, width, lexicon)
    split = _wordings(sheet, rows, len(stats), lexicon)
    role = _role(document, sheet, titles, split, lexicon)
    told = lexicon.guidance.profiles.get(header_id(signature_of(w.whole for w in split)))
    role = (role_named(told.role, lexicon.ontology) if told and told.role else None) or role
    money = next(filter(None, (money_in(c, lexicon) for row in titles for c in row.cells if c)), None)
    profile = Profiler(split, stats, role, lexicon, told, money).profile()
    if source and not role.role and (said := told_role(source, sheet.name, profile, lexicon)):
        role = said
        profile = Profiler(split, stats, role, lexicon, told, money).profile()
    below = (row for row in sheet.rows if row.number > first)
    carries = carried(profile, below, lexicon) if _has_blanks(profile, stats) and not sheet.columns else NONE
    names = tuple(w.whole for w in split)
    return SheetSurvey(sheet, names, rows, titles, profile, role, carries, has_same, form)


def _has_blanks(profile: Profile, stats: Sequence[ColumnStats]) -> bool:
    """Whether any column that rows may be grouped by has blank cells."""
    most = max((s.filled for s in stats), default=0)
    return any(
        0 < stats[c.index].filled < most
        for c in profile.columns
        if c.index == profile.party or c.handler in {"place", "concept"}
    )


def _wordings(sheet: Sheet, rows: Sequence[Row], width: int, lexicon: Lexicon) -> list[Wordings]:
    """The names of all columns, bare where they are to be understood; columns without one have ''."""
    if sheet.columns:
        found = [split_path(w, json=True) for w in sheet.columns]
    else:
        found = [Wordings(n.whole, n.own, "", n.group) for n in column_names(rows, width)]
    bare = lexicon.bare_name
    return [replace(w, label=bare(w.label), above=bare(w.above) if w.above else "") for w in found]


def _role(
    document: Document, sheet: Sheet, titles: Sequence[Row], columns: Sequence[Wordings], lexicon: Lexicon
) -> RoleFound:
    candidates = [named(w, lexicon) for w in columns]
    texts = tuple(dict.fromkeys(cell for row in titles for cell in row.cells if cell))
    texts = (*texts, *telling(texts, sheet.captions, lexicon))
    return find_role([w.whole for w in columns], candidates, texts, sheet.name, document.name, lexicon)


def _statistics(
    sheet: Sheet, headers: Sequence[Row], width: int, lexicon: Lexicon
) -> tuple[list[ColumnStats], bool]:
    """Statistics of every column below the header, as wide as the widest row, and whether a cell says 同上; totals, notes,
    headings and headers that come again do not count."""
    header = headers[-1].number if headers else 0
    names = {row.cells for row in headers}
    stats = [ColumnStats() for _ in range(width)]
    has_same = False
    same = lexicon.same_words
    for row in sheet.rows:
        if row.number <= header:
            continue
        if row.columns:
            for column, cell in zip(row.columns, row.cells, strict=True):
                stats[column].add(cell)
            continue
        if row.cells in names or aside_of(row, width, lexicon.asides):
            continue
        has_same = has_same or not same.isdisjoint(row.cells)
        while len(stats) < len(row.cells):
            stats.append(ColumnStats())
        for column, cell in enumerate(row.cells):
            if cell:
                stats[column].add(cell)
    return stats, has_same
