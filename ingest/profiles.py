"""How are the lists of a file understood, and how does a person change that? Shown, tried out, confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from graph.desk.profiles import header_id
from graph.principal import Principal
from graph.removal import NoSuchSource
from graph.sources import version_of
from ingest.context import IngestContext, IngestOptions
from ingest.files import content_hash
from ingest.lists.asides import aside_of
from ingest.lists.column import Column
from ingest.lists.confirmed import meaning_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.passages import MASK
from ingest.lists.signature import signature
from ingest.lists.stats import ColumnStats
from ingest.lists.suggest import Suggestion, suggestions
from ingest.lists.survey import SheetSurvey, Survey
from ingest.opening import AnyPrepared, open_file
from ingest.prepare_mixed import PreparedMixed
from ingest.prepare_things import PreparedThings
from ingest.profile_file import KEPT, ColumnSaid, ListSaid, unit_concept
from ingest.readers.document import Document
from ingest.replan import opened
from ingest.tools import Tools, tools_of
from ontology.errors import UsageProblem
from ontology.terms import Properties

SAMPLES = 3
LONGEST_SAMPLE = 40
BATCH = 500
LIVE = "MATCH (s:Source {key: $key, live: true}) RETURN s {.*} AS source LIMIT 1"


class NoLists(UsageProblem):
    """A file without a list in it."""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column as it is understood. ``values`` are some of its values, masked; ``suggestions`` what an unknown one may
    mean; ``unit`` is what bare numbers count."""

    wording: str
    property: str
    zh: str
    en: str
    confidence: float
    why_zh: str
    why_en: str
    unit: str
    filled: int
    values: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class ListShown:
    """One list as it is understood. ``party`` is the column of the row's party ('' if none), ``items`` those that name things,
    ``role`` what is listed ('' if it cannot be told); ``confirmed`` the number of the event that confirmed it, 0 if none."""

    sheet: str
    signature: str
    role: str
    party: str
    items: tuple[str, ...]
    confirmed: int
    columns: tuple[ColumnShown, ...]


@dataclass(frozen=True, slots=True)
class ProfileShown:
    """The lists of one file."""

    file: str
    source: str
    lists: tuple[ListShown, ...]


@contextmanager
def looked_at(
    context: IngestContext, named: str, options: IngestOptions | None = None, *, files: bool = True
) -> Iterator[tuple[AnyPrepared, Tools]]:
    """The file of that path (if ``files`` may be named), else the kept file of the source of that key, opened as it is
    understood now.

    Raises:
        NoSuchSource: neither is there. NoLists: it has none. IngestError: it cannot be read.
    """
    tools, options = tools_of(context), options or IngestOptions()
    path = Path(named)
    if files and path.is_file():
        yield _with_lists(open_file(path, content_hash(path), options, tools)), tools
        return
    rows = context.graph.read(LIVE, key=named)
    if not rows:
        raise NoSuchSource(named, file=files)
    with opened(context.raw, version_of(rows[0]["source"]), tools, replace(options, source=named)) as one:
        yield _with_lists(one), tools


def shown(one: AnyPrepared, principal: Principal, lexicon: Lexicon) -> ProfileShown:
    """The lists of an opened file."""
    del principal  # restricted values are masked for everybody; roles will choose here
    _, found = lists_of(one)
    return ProfileShown(one.name, one.version.key, tuple(_shown(sheet, lexicon) for sheet in found.sheets))


def said(one: AnyPrepared, lexicon: Lexicon) -> list[ListSaid]:
    """The lists of an opened file as a profile file says them."""
    return [_said(sheet, lexicon) for sheet in lists_of(one)[1].sheets if signature(sheet)]


def lists_of(one: AnyPrepared) -> tuple[Document, Survey]:
    """The sheets of a file, and what is in them.

    Raises:
        NoLists: it has none.
    """
    if isinstance(one, PreparedThings) or not one.survey.sheets:
        raise NoLists(
            f"“{one.name}”中没有清单：只有表格的列才有含义可看",
            f"there is no list in {one.name!r}: only lists have columns to show",
            file=one.name,
        )
    document = one.mixed.tables if isinstance(one, PreparedMixed) else one.document
    return document, one.survey


def _with_lists(one: AnyPrepared) -> AnyPrepared:
    lists_of(one)
    return one


def stats_of(sheet: SheetSurvey, lexicon: Lexicon) -> list[ColumnStats]:
    """What the columns of a sheet hold; totals, notes and who signed it are no values."""
    stats = [ColumnStats() for _ in sheet.profile.columns]
    for row in sheet.rows():
        if not row.columns and aside_of(row, len(stats), lexicon.asides):
            continue
        for i, cell in enumerate(row.cells):
            index = row.columns[i] if row.columns else i
            if cell and index < len(stats):
                stats[index].add(cell)
    return stats


def _shown(sheet: SheetSurvey, lexicon: Lexicon) -> ListShown:
    columns, mark = sheet.profile.columns, signature(sheet)
    confirmed = lexicon.guidance.profiles.get(header_id(mark))
    return ListShown(
        lexicon.mask(sheet.sheet.name).text,
        mark,
        sheet.role.role,
        columns[sheet.profile.party].wording if sheet.profile.party >= 0 else "",
        tuple(columns[i].wording for i in sheet.profile.items),
        confirmed.sequence if confirmed else 0,
        tuple(_column(c, s, lexicon) for c, s in zip(columns, stats_of(sheet, lexicon), strict=True)),
    )


def _column(column: Column, stats: ColumnStats, lexicon: Lexicon) -> ColumnShown:
    known = lexicon.ontology.properties[column.property]
    unknown = column.handler == "kept"
    return ColumnShown(
        column.wording,
        meaning(column, lexicon),
        known.zh,
        known.en,
        column.confidence,
        column.zh,
        column.en,
        column.unit,
        stats.filled,
        tuple(_sample(column, stats, lexicon)),
        suggestions(column.label, stats, lexicon) if unknown and stats.filled else (),
    )


def meaning(column: Column, lexicon: Lexicon) -> str:
    """What a column means, as a profile file says it."""
    found = meaning_of(column, lexicon.ontology)
    return KEPT if found == Properties.KEPT else found


def _sample(column: Column, stats: ColumnStats, lexicon: Lexicon) -> Iterator[str]:
    for value in sorted(stats.sample, key=lambda v: (-stats.sample[v], v))[:SAMPLES]:
        hidden = column.handler == "restricted" or (column.suspect and lexicon.is_person(value))
        text = MASK * len(value) if hidden else lexicon.mask(value).text
        yield text[:LONGEST_SAMPLE]


def _said(sheet: SheetSurvey, lexicon: Lexicon) -> ListSaid:
    columns = tuple(
        ColumnSaid(
            c.wording,
            meaning(c, lexicon),
            c.unit if unit_concept(c.unit, lexicon) and c.scale == 1 else "",
            _note(c, s, lexicon),
        )
        for c, s in zip(sheet.profile.columns, stats_of(sheet, lexicon), strict=True)
    )
    name = lexicon.mask(sheet.sheet.name).text
    return ListSaid(signature(sheet), name, columns, "", f"现为 now: {sheet.role.role or '看不出 not said'}")


def _note(column: Column, stats: ColumnStats, lexicon: Lexicon) -> str:
    """The reason, or what an unknown column may mean, with some values."""
    values = " | ".join(_sample(column, stats, lexicon))
    if column.handler == "kept" and stats.filled:
        likely = "、".join(
            f"{s.property} {s.zh} ({s.score})" for s in suggestions(column.label, stats, lexicon)
        )
        return f"像是 like: {likely or '—'}；如 e.g. {values}"
    known = lexicon.ontology.properties[column.property]
    return f"{known.zh} ({column.confidence})：{column.zh}；如 e.g. {values}"
