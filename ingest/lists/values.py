"""What do a column's values say about its header? Whether they speak against a meaning, or for one without it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lists.column import Handler
from ingest.lists.handling import handler_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.rivals import by_evidence
from ingest.lists.stats import ColumnStats
from ingest.lists.wide import cell_says
from ingest.lists.wording import Candidate
from ontology.language.periods import read_periods
from ontology.terms import Classes, Properties

MOSTLY = 0.6
"""The share of a column's values from which most of them are so."""
CLEARLY = 0.8
"""The share from which hardly any is not."""
_ORGANISATIONS_IN_CONTACT = 0.6
_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
_CODE = re.compile(r"[A-Za-z]{1,4}[-_.]?\d+")
_NUMERAL = re.compile(r"\d{1,6}")
_RUNNING = re.compile(r"\d{1,7}|[一二三四五六七八九十百]{1,5}")
_LEAST_COUNTED = 4
_LOCAL = frozenset({Classes.COMMUNITY, Classes.STREET_OFFICE})
_OF_PERSONS = re.compile(r"[人员者长手师总谁委]$|姓名|名字|书记|主任|[Pp]erson|[Nn]ame$")


def best_by_values(candidates: Sequence[Candidate], stats: ColumnStats, lexicon: Lexicon) -> Candidate | None:
    """The best candidate that the values do not speak against; ``None`` if they speak against all."""
    properties = lexicon.ontology.properties
    if candidates and properties[candidates[0].property].restricted:
        return _contact_or_party(candidates, stats, lexicon)
    if _are_numbers(candidates, stats):
        return Candidate(Properties.ROW_NUMBER, candidates[0].how, candidates[0].matched)
    found = (c for c in by_evidence(candidates, stats, lexicon) if not _spoken_against(c, stats, lexicon))
    return next(found, None)


def _are_numbers(candidates: Sequence[Candidate], stats: ColumnStats) -> bool:
    """Whether values count the rows under a name of numbers or of codes (编号, 登记号)."""
    names = [c.property for c in candidates]
    if Properties.ROW_NUMBER in names and len(names) > 1:
        return _is_sequence(stats)
    return names[:1] == [Properties.IDENTIFIER] and counts_rows(stats)


def units_share(stats: ColumnStats, lexicon: Lexicon) -> float:
    """The share of values that are names of organisations."""
    return stats.share(lambda v: bool(lexicon.kind_of(v)))


def are_numbers(stats: ColumnStats) -> bool:
    """Whether hardly any value is more than a number."""
    return stats.share(lambda v: bool(_NUMBER.fullmatch(v))) >= CLEARLY


def are_phones(stats: ColumnStats, lexicon: Lexicon) -> bool:
    """Whether most values are restricted patterns, at least by half of their letters."""
    return stats.share(lambda v: _is_phone(v, lexicon)) >= MOSTLY


def name_persons(label: str, stats: ColumnStats, lexicon: Lexicon) -> bool:
    """A column of people's names under a header that is not sure: they are masked."""
    persons = stats.share(
        lambda v: lexicon.is_person(v) and not lexicon.kinds(v) and not _is_amount(v, lexicon)
    )
    return persons >= (MOSTLY if _OF_PERSONS.search(label) else CLEARLY)


def _contact_or_party(candidates: Sequence[Candidate], stats: ColumnStats, lexicon: Lexicon) -> Candidate:
    """Under a header that says contact there may be organisations."""
    if units_share(stats, lexicon) < _ORGANISATIONS_IN_CONTACT:
        return candidates[0]
    party = next((c for c in candidates if handler_of(c.property, lexicon.ontology) == "party"), None)
    return party or Candidate(Properties.PARTY, "within", candidates[0].matched)


def _spoken_against(candidate: Candidate, stats: ColumnStats, lexicon: Lexicon) -> bool:
    handler = handler_of(candidate.property, lexicon.ontology)
    if handler in {"unit", "party"}:
        units = stats.share(lambda v: bool(lexicon.unit(v)))
        if units < MOSTLY if handler == "unit" else units >= CLEARLY:
            return True
    if handler == "number" and not _is_running(stats):
        return True
    if handler == "item" and stats.share(lambda v: bool(_NUMBER.fullmatch(v))) >= CLEARLY:
        return True
    if handler in {"item", "party"} and stats.share(lambda v: _is_amount(v, lexicon)) >= CLEARLY:
        return True
    if handler == "quantity" and _numeric(stats, lexicon) < 1 - CLEARLY:
        return True
    partly = candidate.how in {"told", "bare", "ending", "class", "inner", "head", "within"}
    return partly and not _plausible(handler, stats, lexicon)


def _is_amount(value: str, lexicon: Lexicon) -> bool:
    """Whether a whole value is an amount with its unit."""
    found = lexicon.quantities(value)
    return bool(found) and bool(found[0].unit) and found[0].end - found[0].start == len(value)


def _numeric(stats: ColumnStats, lexicon: Lexicon) -> float:
    """The share of values with a number in them that is no part of a code (A4)."""
    return stats.share(
        lambda v: (any(c.isnumeric() for c in v) and not _CODE.fullmatch(v)) or bool(lexicon.quantities(v))
    )


def _plausible(handler: Handler, stats: ColumnStats, lexicon: Lexicon) -> bool:
    """Whether the values of a column whose header is only partly known could be of that kind."""
    if handler == "quantity":
        return _numeric(stats, lexicon) >= MOSTLY
    if handler == "date":
        return stats.share(lambda v: bool(lexicon.dates(v) or read_periods(v))) >= MOSTLY
    if handler == "place":
        return stats.share(lambda v: lexicon.places.is_place(v) or lexicon.kind_of(v) in _LOCAL) >= MOSTLY
    if handler == "boolean":
        return len(stats.sample) <= 4
    if handler == "text":
        return stats.share(lambda v: cell_says(v, lexicon) in {"yes", "no"}) < CLEARLY
    if handler == "item" and len(stats.sample) < 3 and stats.filled > 2 * len(stats.sample):
        return (
            stats.share(lambda v: any(lexicon.ontology.concepts[h.concept].broader for h in lexicon.kinds(v)))
            == 1
        )
    if handler == "unit":
        return stats.share(lambda v: bool(lexicon.unit(v))) >= MOSTLY
    if handler in {"party", "item"}:
        return stats.share(lambda v: bool(_NUMBER.fullmatch(v)) or bool(lexicon.dates(v))) < MOSTLY
    return True


def _is_running(stats: ColumnStats) -> bool:
    """A running number: whole numbers, hardly one twice (a sampled column has too many values to be told)."""
    return stats.share(lambda v: bool(_RUNNING.fullmatch(v.rstrip(".、")))) >= CLEARLY


def _is_sequence(stats: ColumnStats) -> bool:
    """Whether the values count the rows: whole numbers, each once, none far above their number. Others may be codes."""
    values = [v for v in stats.sample if _NUMERAL.fullmatch(v)]
    each = all(stats.sample[v] == 1 for v in values)
    return (
        len(values) >= CLEARLY * len(stats.sample)
        and each
        and all(int(v) <= 2 * stats.filled + 10 for v in values)
    )


def counts_rows(stats: ColumnStats) -> bool:
    """Whether the values are 1, 2, 3 … each once: a running number, whatever its name."""
    numbers = sorted(int(v) for v in stats.sample if _NUMERAL.fullmatch(v))
    counted = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) == len(stats.sample) == stats.filled >= _LEAST_COUNTED and counted


def are_spans(stats: ColumnStats, lexicon: Lexicon) -> bool:
    """Whether most values are two dates: from when until when, whatever the column calls it."""
    return stats.share(lambda v: len(lexicon.dates(v)) > 1) >= MOSTLY


def _is_phone(value: str, lexicon: Lexicon) -> bool:
    return 2 * sum(end - start for start, end in lexicon.mask(value).spans) > len(value)
