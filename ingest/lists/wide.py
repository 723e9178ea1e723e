"""Is each thing a column of its own? 医院 | 医用口罩（只） | 防护服（套）: the header names the thing, the cell how much of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from ingest.lists.cellamounts import odd_amounts
from ingest.lists.column import Column, Role
from ingest.lists.lexicon import Lexicon
from ingest.lists.oddunits import unit_in
from ingest.lists.role import says_custom
from ingest.lists.stats import ColumnStats
from ingest.lists.titleunits import SCALES
from ingest.lists.wording import split_header
from ontology.terms import Properties

LEAST_COLUMNS = 2
_SCALES = "".join(SCALES)
"""What a unit may be counted in (万套)."""
_MOSTLY = 0.6
_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
_YES = frozenset(
    "√ ✓ ✔ ☑ ✅ ● ○ + ＋ v 对 有 是 可 可以 能 yes y true 提供 可提供 需要 需 急需 紧缺 缺 "  # noqa: SIM905
    "已配 具备 已具备 配备 有需求 需求".split()
)
_NO = frozenset(
    "× x ✗ ✘ ☒ ❌ 否 不 无 没有 不可 no n false 不需要 不需 无需 无需求 0 充足 不缺 不具备 未配".split()  # noqa: SIM905
)
_CLEARLY = 0.75
_LEAST_MARKED = 3
_FEW_MARKS, _LONGEST_MARK = 2, 4
_NO_NAME = re.compile(r"^(?:是否|有无|能否|可否|列\d)|[数量率号码否比分次值年月日]$")

Says = Literal["yes", "no", "amount", "text"]


def cell_says(text: str, lexicon: Lexicon) -> Says:
    """What a cell under the name of a thing says: it is there (or wanted), it is not, how much, or something else."""
    word = text.strip().lower()
    if word in _YES:
        return "yes"
    if word in _NO or lexicon.says_nothing(text):
        return "no"
    if _NUMBER.fullmatch(word) or lexicon.quantities(text) or odd_amounts(text, lexicon):
        return "amount"
    return "text"


def thing_of(label: str, lexicon: Lexicon) -> str:
    """The name of the thing in a header, without the unit in brackets; '' if it names no special kind."""
    broader = lexicon.ontology.concepts
    known = any(broader[h.concept].broader for h in lexicon.kinds(split_header(label).outer))
    return name_of_thing(label, lexicon) if known else ""


def name_of_thing(label: str, lexicon: Lexicon) -> str:
    """The name in a header of a thing, known or not, without unit and words for how much.

    ``防护服需求量（套）`` is 防护服.
    """
    parts = split_header(label)
    outer = parts.outer.strip()
    if parts.inner and not any(
        unit_in(p.strip().lstrip(_SCALES), lexicon) for p in re.split(r"[、/]", parts.inner)
    ):
        return (
            _without_amount(label, lexicon) if parts.inner not in lexicon.wordings.amount_endings else outer
        )
    return _without_amount(outer if outer in label else label, lexicon)


def _without_amount(text: str, lexicon: Lexicon) -> str:
    """A header less the words for how much at its end: 防护服需求量 is 防护服."""
    ends = lexicon.wordings.amount_endings
    end = next((e for e in ends if text.endswith(e) and len(text) > len(e) + 1), "")
    return text[: len(text) - len(end)].rstrip(" -_·的")


def wide_columns(
    columns: Sequence[Column], stats: Sequence[ColumnStats], role: Role, lexicon: Lexicon
) -> tuple[int, ...]:
    """The columns that are a thing each, by index; none unless there are two, and none beside a column of items."""
    found = [c.index for c in columns if _is_thing(c, stats[c.index], lexicon)]
    if role == "need":
        found = [i for i in found if not says_custom(columns[i].full, lexicon)]
    beside = _with_units(columns, stats, role, lexicon)
    found = sorted({*found, *beside}) if found or len(beside) > LEAST_COLUMNS else found
    found += _between(columns, stats, found, lexicon)
    named = any(
        c.property == Properties.ITEM and c.index not in found and c.confidence >= 0.85 for c in columns
    )
    found = [i for i in found if not lexicon.asides.is_total(columns[i].label)]
    if named:
        return ()
    if role or found:
        found += _marked(columns, stats, found, lexicon)
    return tuple(sorted(found)) if len(found) >= LEAST_COLUMNS else ()


def _marked(
    columns: Sequence[Column], stats: Sequence[ColumnStats], found: Sequence[int], lexicon: Lexicon
) -> list[int]:
    """Columns of a list that names its things nowhere else, whose names say nothing and whose cells are amounts and marks
    throughout: things that no list of kinds knows. A mark may be any word that several columns repeat (具备)."""
    free = [c for c in columns if c.property == Properties.KEPT and c.index not in found and _names_some(c)]
    free = [c for c in free if not lexicon.asides.is_total(c.label)]
    few = [set(stats[c.index].sample) for c in free if 0 < len(stats[c.index].sample) <= _FEW_MARKS]
    repeated = Counter(word for some in few for word in some if len(word) <= _LONGEST_MARK)
    marks = {word for word, times in repeated.items() if times >= _LEAST_MARKED}

    def says(value: str) -> bool:
        return value in marks or cell_says(value, lexicon) != "text"

    told = [c.index for c in free if stats[c.index].filled and stats[c.index].share(says) >= _CLEARLY]
    return told if found or len(told) >= _LEAST_MARKED else []


def _names_some(column: Column) -> bool:
    """Whether an unknown name could be that of a thing: two letters or more, no question (是否…), no amount of it."""
    name = split_header(column.label).outer.strip()
    letters = sum(c.isalpha() for c in name)
    return not column.group and letters > 1 and not _NO_NAME.search(name)


def _with_units(
    columns: Sequence[Column], stats: Sequence[ColumnStats], role: Role, lexicon: Lexicon
) -> list[int]:
    """Unknown columns beside things, with a unit in the header and amounts below: things that no list of kinds knows."""
    return [
        c.index
        for c in columns
        if c.property == Properties.KEPT
        and any(unit_in(part, lexicon) for part in split_header(c.full).inner.split("、"))
        and not (role == "need" and says_custom(c.full, lexicon))
        and stats[c.index].share(lambda v: cell_says(v, lexicon) != "text") >= _MOSTLY
    ]


def _between(
    columns: Sequence[Column], stats: Sequence[ColumnStats], found: Sequence[int], lexicon: Lexicon
) -> list[int]:
    """Unknown columns that stand between things and hold what they hold."""
    if len(found) < LEAST_COLUMNS:
        return []
    inside = (
        c for c in columns[found[0] : found[-1]] if c.property == Properties.KEPT and c.index not in found
    )
    return [
        c.index for c in inside if stats[c.index].share(lambda v: cell_says(v, lexicon) != "text") >= _MOSTLY
    ]


def _is_thing(column: Column, stats: ColumnStats, lexicon: Lexicon) -> bool:
    known = column.property not in {Properties.KEPT, Properties.ITEM} and column.confidence >= 0.9
    if (
        column.group
        or known
        or column.handler in {"restricted", "party"}
        or not thing_of(column.full, lexicon)
    ):
        return False
    return stats.share(lambda v: cell_says(v, lexicon) != "text") >= _MOSTLY
