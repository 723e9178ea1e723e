"""How does a person settle what a reader could not make sense of? Checked, counted, entered, and read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.connection import Transaction
from graph.desk.decisions import revocation
from graph.desk.effective import effective
from graph.desk.entries import LONGEST, enter_text
from graph.desk.events import Entry
from graph.desk.fixes import Fix, How, alike_in, fix_entry, row_id
from graph.desk.log import events
from graph.desk.profiles import wording_id
from graph.desk.removals import source_id
from graph.principal import PUBLIC
from graph.reading import repair as open_repair
from graph.repairs import Repair
from ingest.context import IngestContext, IngestOptions
from ingest.guidance import ANY_COLUMN
from ingest.lists.confirmed import role_named, roles_allowed
from ingest.rereading import Advance, Entered, enter, nothing
from ontology.errors import UsageProblem

_SHEETS: Final = {"role": "role-unknown", "header": "no-header"}
_PLACES: Final = frozenset({"place-ambiguous", "place-not-found"})
_PARTIES: Final = frozenset({"no-provider", "row-not-understood"})
_SEVERAL: Final = "、"

COUNT: Final = """
MATCH (r:Repair)
WHERE CASE $scope WHEN 'one' THEN r.spot = $spot WHEN 'source' THEN r.alike = $alike AND r.source = $source
      ELSE r.alike = $alike END
RETURN count(r) AS n
"""
ROW: Final = """
MATCH (p:Passage {source: $source}) WHERE p.kind = 'row' AND p.sheet = $sheet AND p.row = $row
RETURN p.text AS text LIMIT 1
"""


class NotFixable(UsageProblem):
    """A fix that does not suit the place."""

    status = 422


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a place: exactly one of these. ``row`` is the number of a header row."""

    value: str = ""
    accept: bool = False
    nothing: bool = False
    role: str = ""
    place: str = ""
    row: int = 0

    @property
    def how(self) -> How:
        """Which of them it is.

        Raises:
            NotFixable: none, or several.
        """
        given: dict[How, object] = {
            "value": self.value,
            "accept": self.accept,
            "nothing": self.nothing,
            "role": self.role,
            "place": self.place,
            "header": self.row,
        }
        told = [how for how, said in given.items() if said]
        if len(told) != 1:
            raise NotFixable(
                "请恰好给出一种修复：value、accept、nothing、role、place 或 header",
                "give exactly one of value, accept, nothing, role, place, header",
                found=told,
            )
        return told[0]


@dataclass(frozen=True, slots=True)
class Planned:
    """A fix that could be entered: what it is for, and how many open repairs it is about."""

    repair: str
    how: str
    scope: str
    places: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of a fix: its number, how many repairs it was about, and how many of them are open still."""

    planned: Planned
    open: int
    entered: Entered


def plan(
    context: IngestContext, id: str, said: Said, *, all_like: bool = False, everywhere: bool = False
) -> Planned:
    """What a fix would be about; nothing is entered.

    Raises:
        UnknownRepair: there is no such open repair. NotFixable: with what suits it.
    """
    repair = open_repair(context.graph, PUBLIC, id)
    _fix(context, repair, said, _scope(all_like, everywhere))
    return _planned(context, repair, said, _scope(all_like, everywhere))


def fix(
    context: IngestContext,
    id: str,
    said: Said,
    *,
    all_like: bool = False,
    everywhere: bool = False,
    who: str = "local",
    options: IngestOptions | None = None,
    advance: Advance = nothing,
) -> Fixed:
    """Enter a fix for one place, for all like it in its source, or everywhere; read again what it concerns.

    Raises:
        UnknownRepair, NotFixable: as ``plan``. SomebodyWrites: another run did not end in time.
    """
    scope = _scope(all_like, everywhere)
    repair = open_repair(context.graph, PUBLIC, id)
    found = _fix(context, repair, said, scope)
    planned = _planned(context, repair, said, scope)

    def say(tx: Transaction) -> Sequence[Entry]:
        typed = enter_text(tx, said.value.strip()) if found.how == "value" else ""
        return [fix_entry(who, replace(found, passage=typed))]

    entered = enter(context, say, options, advance)
    return Fixed(planned, _count(context, repair, scope), entered)


def take_back(
    context: IngestContext,
    number: int,
    kinds: Collection[str],
    who: str = "local",
    options: IngestOptions | None = None,
    advance: Advance = nothing,
) -> Entered:
    """Take back an event of one of these kinds, and read again what it concerned.

    Raises:
        NoSuchEntry: there is none of that number that counts.
    """
    must_count(context, number, kinds)
    return enter(context, lambda _tx: [revocation(who, number)], options, advance)


def must_count(context: IngestContext, number: int, kinds: Collection[str]) -> None:
    """See that an event of one of these kinds and of that number counts.

    Raises:
        NoSuchEntry: there is none.
    """
    counted = effective(events(context.graph, PUBLIC))
    if not any(e.sequence == number and e.kind in kinds for e in counted):
        raise NoSuchEntry(number)


class NoSuchEntry(UsageProblem):
    """No entry of that number that could be taken back."""

    status = 404

    def __init__(self, number: int) -> None:
        super().__init__(
            f"没有编号为 {number} 的有效登记：请用 gongjian repair fixes 或 gongjian profile list 查看",
            f"no entry {number} that counts: see gongjian repair fixes or gongjian profile list",
            sequence=number,
        )


def _scope(all_like: bool, everywhere: bool) -> str:
    return "everywhere" if everywhere else "source" if all_like else "one"


def _fix(context: IngestContext, repair: Repair, said: Said, scope: str) -> Fix:
    """The fix, without the passage of what was typed."""
    how = said.how
    if not repair.spot:
        raise _refused(
            repair,
            "这一处不能在这里修：请改正原文件再读入（导入的库须先重新读入原文件）",
            "it cannot be fixed here: correct the file and read it again (an imported store: read the file again first)",
        )
    _check(context, repair, said, how)
    source = source_id(repair.source)
    where = {
        "one": repair.spot,
        "source": alike_in(source, repair.alike),
        "everywhere": repair.alike,
    }[scope]
    bound = repair.position >= 0 or repair.reason == _SHEETS["role"]
    return Fix(
        0,
        where,
        how,
        wording_id(repair.column) if bound else ANY_COLUMN,
        "" if scope == "everywhere" else source,
        place=said.place,
        role=said.role,
        row=_header_row(context, repair, said.row) if how == "header" else "",
    )


def _check(context: IngestContext, repair: Repair, said: Said, how: How) -> None:
    wanted = _SHEETS.get(how)
    if wanted and repair.reason != wanted:
        raise _refused(repair, f"{how} 只用于“{wanted}”", f"{how} is for {wanted} only")
    if how == "nothing" and repair.reason == _SHEETS["role"]:
        raise _refused(repair, "请用 --role 说明这是什么清单", "say with --role what the list is of")
    if how == "role" and role_named(said.role, context.ontology) is None:
        allowed = roles_allowed(context.ontology)
        raise _refused(repair, f"role 可用：{'、'.join(allowed)}", f"role is one of {', '.join(allowed)}")
    if how == "place" and (repair.reason not in _PLACES or not context.gazetteer.path_name(said.place)):
        raise _refused(
            repair,
            f"没有行政区划代码 {said.place[:12]}，或这一处不是地名",
            f"{said.place[:12]} is no official code, or this is no place",
        )
    if how == "accept" and (not repair.suggestion or _SEVERAL in repair.suggestion):
        raise _refused(repair, "没有唯一的建议可以采用", "there is no single suggestion to accept")
    if how == "value":
        _check_value(repair, said.value)


def _check_value(repair: Repair, value: str) -> None:
    if repair.position < 0 and repair.reason not in _PARTIES:
        raise _refused(
            repair, "这一处不对应单元格，只能用 --nothing", "no cell belongs to this; only --nothing suits"
        )
    text = value.strip()
    if not 0 < len(text) <= LONGEST or any(not c.isprintable() for c in text):
        raise _refused(
            repair,
            f"内容须为 1–{LONGEST} 个可见字符，不换行",
            f"the value is 1 to {LONGEST} printable characters",
        )


def _header_row(context: IngestContext, repair: Repair, number: int) -> str:
    rows = context.graph.read(ROW, source=repair.source, sheet=repair.sheet, row=number)
    if not rows:
        raise _refused(repair, f"这张工作表没有第 {number} 行", f"the sheet has no row {number}")
    return row_id(rows[0]["text"])


def _planned(context: IngestContext, repair: Repair, said: Said, scope: str) -> Planned:
    return Planned(repair.id, said.how, scope, _count(context, repair, scope))


def _count(context: IngestContext, repair: Repair, scope: str) -> int:
    wanted = {"scope": scope, "spot": repair.spot, "alike": repair.alike, "source": repair.source}
    return int(context.graph.read(COUNT, **wanted)[0]["n"])


def _refused(repair: Repair, zh: str, en: str) -> NotFixable:
    where = " ".join(
        filter(None, (repair.sheet, repair.cell or (f"{repair.row}" if repair.row else ""), repair.column))
    )
    return NotFixable(
        f"{repair.reason}（{where}）：{zh}",
        f"{repair.reason} ({where}): {en}",
        id=repair.id,
        reason=repair.reason,
    )
