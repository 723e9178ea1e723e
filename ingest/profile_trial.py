"""What would become of a file under another profile? Read as a whole twice, in memory, and compared column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.desk.profiles import profile_of
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.lists.survey import Survey, survey
from ingest.opening import AnyPrepared
from ingest.profile_confirming import confirmations
from ingest.profile_file import ListSaid
from ingest.profiles import lists_of, meaning
from ingest.readers.document import Document
from ingest.report import Balance

BATCH = 500


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the cells of a column."""

    interpreted: int = 0
    kept: int = 0
    structure: int = 0
    repair: int = 0


@dataclass(frozen=True, slots=True)
class ColumnTried:
    """A column before and after."""

    sheet: str
    wording: str
    property_before: str
    property_after: str
    before: Fates
    after: Fates


@dataclass(frozen=True, slots=True)
class Tried:
    """A whole file read as it is understood now and as the profile says; ``records`` by role, ``repairs`` are places."""

    file: str
    columns: tuple[ColumnTried, ...]
    before: Balance
    after: Balance
    records_before: dict[str, int]
    records_after: dict[str, int]
    repairs_before: int
    repairs_after: int


def tried(one: AnyPrepared, profile: Sequence[ListSaid], lexicon: Lexicon) -> Tried:
    """The whole file read as it is understood now, and as the profile says.

    Raises:
        OtherLists: the profile speaks of none of its lists.
    """
    document, now = lists_of(one)
    entries = confirmations(one, profile, lexicon)
    told = {p.header: p for p in (profile_of(e.data) for e in entries)}
    guidance = replace(lexicon.guidance, profiles={**lexicon.guidance.profiles, **told})
    other = lexicon.under(guidance)
    first, before = _read(document, now, one.version.key, lexicon)
    then = survey(document, other, one.version.key)
    second, after = _read(document, then, one.version.key, other)
    pairs = zip(now.sheets, then.sheets, strict=True)
    columns = [
        ColumnTried(
            a.sheet.name,
            c.wording,
            meaning(c, lexicon),
            meaning(d, lexicon),
            before[a.sheet.name, c.index],
            after[a.sheet.name, d.index],
        )
        for a, b in pairs
        for c, d in zip(a.profile.columns, b.profile.columns, strict=True)
    ]
    return Tried(
        one.name,
        tuple(columns),
        _balance(first),
        _balance(second),
        dict(sorted(first.roles.items())),
        dict(sorted(second.roles.items())),
        len(first.repairs),
        len(second.repairs),
    )


def _read(
    document: Document, found: Survey, source: str, lexicon: Lexicon
) -> tuple[Extraction, Mapping[tuple[str, int], Fates]]:
    extraction = Extraction(document, found, source, lexicon)
    extraction.tally = Counter()
    for _ in extraction.batches(BATCH):
        pass
    counted: dict[tuple[str, int], dict[str, int]] = {}
    for (sheet, index, fate), number in extraction.tally.items():
        counted.setdefault((sheet, index), {})[fate] = number
    places = {(s.sheet.name, c.index) for s in found.sheets for c in s.profile.columns}
    return extraction, {place: Fates(**counted.get(place, {})) for place in places}


def _balance(extraction: Extraction) -> Balance:
    return extraction.ledger.balance(sum(extraction.ledger.fates.values()))
