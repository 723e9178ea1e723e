"""What waits for a person? Open repairs by place, or in groups of equal reason, column and text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graph.connection import Graph
from graph.desk.entries import texts
from graph.desk.fixes import fixes as effective_fixes
from graph.desk.log import events
from graph.desk.removals import source_id
from graph.principal import Principal
from graph.reading.overview import graph_version
from graph.reading.views import NotACursor, PageMoved, RepairPage, RepairView
from graph.repairs import Repair, from_node
from ontology.errors import UsageProblem

MAX_PAGE: Final = 1000
MAX_GROUPS: Final = 500
CURSOR: Final = re.compile(r"(\d{1,18})\.(f[0-9a-f]{24})")
"""Graph version, and the id after which the next page begins."""

_WANTED: Final = "($source = '' OR r.source = $source) AND ($reason = '' OR r.reason = $reason)"
REPAIRS: Final = f"""
MATCH (r:Repair) WHERE r.id > $after AND {_WANTED}
RETURN r {{.*}} AS repair ORDER BY r.id LIMIT $limit
"""
COUNT_REPAIRS: Final = f"MATCH (r:Repair) WHERE {_WANTED} RETURN count(r) AS n"
GROUPS: Final = f"""
MATCH (r:Repair) WHERE {_WANTED}
WITH r.reason AS reason, r.column AS column, r.text AS text, coalesce(r.alike, '') AS alike, count(*) AS places,
     count(DISTINCT r.source) AS sources, min(r.id) AS first
MATCH (x:Repair {{id: first}})
RETURN reason, column, text, places, sources, first AS id, x.zh AS zh, x.en AS en, x.suggestion AS suggestion
ORDER BY places DESC, reason, column, text, id LIMIT $limit
"""
ONE: Final = "MATCH (r:Repair {id: $id}) RETURN r {.*} AS repair"
KEYS: Final = "MATCH (s:Source) WHERE s.live RETURN DISTINCT s.key AS key"


class UnknownRepair(UsageProblem):
    """No open repair of that id."""

    status = 404

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有待修复的地方 {id[:64]}：可能已经修好，请用 gongjian review 查看",
            f"no open repair {id[:64]}: it may be settled; gongjian review lists what there is",
            id=id[:64],
        )


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """Repairs of equal reason, column and text: in how many places of how many sources; ``id`` is one of them."""

    reason: str
    column: str
    text: str
    places: int
    sources: int
    id: str
    zh: str
    en: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class FixView:
    """An effective fix: by whom and when, what it says, and for what: ``one`` place, all alike in a ``source``, or
    ``everywhere``. ``source`` is '' where it is for all, or for a source that is not live (the fix then sleeps)."""

    number: int
    who: str
    at: str
    how: str
    says: str
    scope: str
    source: str


def repairs(
    graph: Graph,
    principal: Principal,
    limit: int = 100,
    cursor: str = "",
    source: str = "",
    reason: str = "",
) -> RepairPage:
    """Open repairs (of a source, of a reason) in the order of their ids, after the page that gave ``cursor``.

    Raises:
        NotACursor: no page gave ``cursor``. PageMoved: the graph was written to since.
    """
    del principal  # their texts are masked in the store
    version, after = str(graph_version(graph)), ""
    if cursor:
        given = CURSOR.fullmatch(cursor)
        if given is None:
            raise NotACursor(cursor)
        if given[1] != version:
            raise PageMoved(given[1], version)
        after = given[2]
    size = max(1, min(limit, MAX_PAGE))
    wanted = {"source": source, "reason": reason}
    rows = graph.read(REPAIRS, after=after, limit=size + 1, **wanted)
    items = tuple(_view(from_node(row["repair"])) for row in rows[:size])
    total = int(graph.read(COUNT_REPAIRS, **wanted)[0]["n"])
    return RepairPage(items, f"{version}.{items[-1].id}" if len(rows) > size else "", total)


def _view(repair: Repair) -> RepairView:
    return RepairView(*(getattr(repair, name) for name in RepairView.__dataclass_fields__))


def repair_groups(
    graph: Graph, principal: Principal, limit: int = 100, source: str = "", reason: str = ""
) -> list[RepairGroup]:
    """Open repairs in groups of alike, the biggest first."""
    del principal
    rows = graph.read(GROUPS, limit=max(1, min(limit, MAX_GROUPS)), source=source, reason=reason)
    return [RepairGroup(**row) for row in rows]


def repair(graph: Graph, principal: Principal, id: str) -> Repair:
    """The open repair of that id.

    Raises:
        UnknownRepair: there is none.
    """
    del principal
    rows = graph.read(ONE, id=id)
    if not rows:
        raise UnknownRepair(id)
    return from_node(rows[0]["repair"])


def fixes(graph: Graph, principal: Principal) -> list[FixView]:
    """The fixes that count, by number."""
    log = list(events(graph, principal))
    found = sorted(effective_fixes(log).values(), key=lambda f: f.sequence)
    if not found:
        return []
    entered = {e.sequence: e for e in log}
    keys = {source_id(row["key"]): str(row["key"]) for row in graph.read(KEYS)}
    typed = texts(graph)
    views = []
    for fix in found:
        place = graph.gazetteer.path_name(fix.place) if fix.place else ""
        says = typed.get(fix.passage, "") if fix.passage else place or fix.role or fix.row
        scope = {"u": "one", "y": "source"}.get(fix.where[0], "everywhere")
        event = entered[fix.sequence]
        views.append(
            FixView(fix.sequence, event.who, event.at, fix.how, says, scope, keys.get(fix.source, ""))
        )
    return views
