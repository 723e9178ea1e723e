"""Which new record may a vanished one be, on which people's decisions rest? Kept as proposals until a person answers.

A proposal depends on the log and on an older version of the source: it is a question, no part of the canonical export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from graph.changes import ROW_KINDS
from graph.desk.log import append, events
from graph.desk.successions import answered, named, parting, succession
from graph.identifiers import digest
from graph.principal import PUBLIC, Principal
from graph.records import Statement, pack, unpack
from ontology.errors import UsageProblem

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction
    from graph.sources import SourceVersion

MOST: Final = 500

NAMED: Final = """
UNWIND $ids AS id MATCH (r:Record {id: id}) WHERE r.source = $key
RETURN r.id AS id, r.role AS role, r.statements AS statements
"""
NEW: Final = """
MATCH (r:Record {source: $key}) WHERE r.came = $mark AND r.role IN $roles
RETURN r.id AS id, r.role AS role, r.statements AS statements
"""
ROW_OF: Final = """
MATCH (p:Passage) WHERE p.id IN $ids AND p.kind IN $kinds
RETURN p.id AS id, p.text AS text, p.sheet AS sheet, p.row AS row
"""
GONE: Final = "UNWIND $ids AS id WITH id WHERE NOT EXISTS { MATCH (:Record {id: id}) } RETURN id"
KEEP: Final = """
UNWIND $rows AS row MERGE (s:Succession {old: row.old}) SET s += row, s.source = $key
"""
KEPT: Final = "MATCH (s:Succession {source: $key}) RETURN s {.*} AS node ORDER BY s.old"
TRIED: Final = "MATCH (s:Succession {source: $key}) SET s.tried = $mark"
UNTRIED: Final = """
MATCH (s:Succession)
MATCH (v:Source {key: s.source, live: true, state: 'live'}) WHERE coalesce(s.tried, '') <> v.reading + '.' + toString(v.replaces)
RETURN DISTINCT v {.*} AS source
"""
PROPOSE: Final = """
UNWIND $rows AS row MATCH (s:Succession {old: row.old})
SET s.id = row.id, s.new = row.new, s.basis = row.basis, s.new_text = row.text, s.new_sheet = row.sheet, s.new_row = row.row
"""
FORGET_ONE: Final = "MATCH (s:Succession) WHERE s.old IN $olds DELETE s"
OPEN: Final = """
MATCH (s:Succession) WHERE s.id IS NOT NULL AND ($id = '' OR s.id = $id)
  AND NOT EXISTS { MATCH (:Record {id: s.old}) } AND EXISTS { MATCH (:Record {id: s.new}) }
RETURN s {.*} AS node ORDER BY s.source, s.old LIMIT $limit
"""


class UnknownSuccession(UsageProblem):
    """No open proposal of that id."""

    status = 404

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有待确认的接续“{id[:64]}”：可能已经答复，用 gongjian succession list 查看",
            f"no open succession {id[:64]!r}: it may be answered; gongjian succession list shows those there are",
            id=id[:64],
        )


@dataclass(frozen=True, slots=True)
class Account:
    """A record as it is compared: what it says, and the one row that it stands in ('' if it has none or several)."""

    id: str
    role: str
    statements: tuple[Statement, ...]
    text: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Pairing:
    """``new`` may be what ``old`` was. ``basis``: ``one-cell`` (the same row but for one cell) or ``alike``."""

    old: Account
    new: Account
    basis: str

    @property
    def id(self) -> str:
        """The id under which it is answered."""
        return digest("y", self.old.id, self.new.id)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question: is ``new`` what ``old``, on which decisions rest, was? Both rows as displayed, masked."""

    id: str
    source: str
    old: str
    new: str
    basis: str
    old_text: str
    old_sheet: str
    old_row: int
    new_text: str
    new_sheet: str
    new_row: int


def keep_named(graph: Graph, key: str) -> None:
    """Note what records of a source say on which decisions rest, before a newer version is written."""
    ids = named(events(graph, PUBLIC))
    rows = graph.read(NAMED, ids=sorted(ids), key=key) if ids else []
    if rows:
        graph.write(KEEP, key=key, rows=[_to_row(account) for account in _accounts(graph, rows)])


def vanished(graph: Graph, key: str) -> list[Account]:
    """The noted records that the source lists no more and that are still to be compared: once, and again if what was
    proposed for them is gone too. What is noted of records that are there is forgotten."""
    kept = [row["node"] for row in graph.read(KEPT, key=key)]
    asked = [id for node in kept for id in (node["old"], node.get("new")) if id]
    gone = {row["id"] for row in graph.read(GONE, ids=asked)} if asked else set()
    if there := [node["old"] for node in kept if node["old"] not in gone]:
        graph.write(FORGET_ONE, olds=there)
    waiting = (n for n in kept if n["old"] in gone and (not n.get("tried") or n.get("new") in gone))
    return [_from_row(node) for node in waiting]


def newcomers(graph: Graph, version: SourceVersion, roles: set[str]) -> Iterator[Account]:
    """The records that came with a version, of these roles, some at a time."""
    some: list[dict[str, Any]] = []
    for row in graph.stream(NEW, key=version.key, mark=version.mark, roles=sorted(roles)):
        some.append(row)
        if len(some) == MOST:
            yield from _accounts(graph, some)
            some = []
    yield from _accounts(graph, some)


def untried(graph: Graph) -> list[dict[str, Any]]:
    """The live versions (their nodes) that vanished records were not yet compared with: a run was killed in between."""
    return [row["source"] for row in graph.read(UNTRIED)]


def propose(graph: Graph, version: SourceVersion, pairings: list[Pairing]) -> None:
    """Keep what was found as questions, unless a person has parted the two."""
    parted = answered(events(graph, PUBLIC))
    rows = [
        {"old": p.old.id, "id": p.id, "new": p.new.id, "basis": p.basis}
        | {name: getattr(p.new, name) for name in ("text", "sheet", "row")}
        for p in pairings
        if (p.old.id, p.new.id) not in parted
    ]
    graph.write(PROPOSE, rows=rows)
    graph.write(TRIED, key=version.key, mark=version.mark)


def proposals(graph: Graph, principal: Principal, limit: int = MOST) -> list[Proposal]:
    """The open questions, by source."""
    del principal  # rows are masked in the store
    return [_proposal(row["node"]) for row in graph.read(OPEN, id="", limit=limit)]


def accept(graph: Graph, id: str, who: str) -> Proposal:
    """Say that the new record takes the old one's place; decisions look through it after the next ``settle``.

    Raises:
        UnknownSuccession: there is no such open question.
    """
    return _answer(graph, id, lambda tx, p: append(tx, succession(who, p.old, p.new)))


def refuse(graph: Graph, id: str, who: str) -> Proposal:
    """Say that the two are different things; it is not asked again.

    Raises:
        UnknownSuccession: there is no such open question.
    """
    return _answer(graph, id, lambda tx, p: append(tx, parting(who, p.old, p.new)))


def _answer(graph: Graph, id: str, enter: Callable[[Transaction, Proposal], object]) -> Proposal:
    rows = graph.read(OPEN, id=id, limit=1)
    if not id or not rows:
        raise UnknownSuccession(id)
    found = _proposal(rows[0]["node"])

    def work(tx: Transaction) -> None:
        enter(tx, found)
        tx.run(FORGET_ONE, olds=[found.old])

    graph.transaction(work)
    return found


def _accounts(graph: Graph, rows: list[dict[str, Any]]) -> list[Account]:
    told = [(row["id"], row["role"], unpack(row["statements"])) for row in rows]
    passages = {q.passage for _, _, statements in told for s in statements for q in s.quotes}
    texts = {row["id"]: row for row in graph.read(ROW_OF, ids=sorted(passages), kinds=list(ROW_KINDS))}
    made = []
    for id, role, statements in told:
        own = sorted({q.passage for s in statements for q in s.quotes} & texts.keys())
        account = Account(id, role, statements)
        if len(own) == 1:
            at = texts[own[0]]
            account = replace(account, text=at["text"], sheet=at["sheet"] or "", row=at["row"] or 0)
        made.append(account)
    return made


def _to_row(account: Account) -> dict[str, Any]:
    shown = {name: getattr(account, name) for name in ("role", "text", "sheet", "row")}
    return {
        "old": account.id,
        "statements": pack(account.statements),
        "id": None,
        "new": None,
        "tried": None,
        **shown,
    }


def _from_row(node: dict[str, Any]) -> Account:
    shown = {name: node[name] for name in ("role", "text", "sheet", "row")}
    return Account(id=node["old"], statements=unpack(node["statements"]), **shown)


def _proposal(node: dict[str, Any]) -> Proposal:
    plain = {"old_text": node["text"], "old_sheet": node["sheet"], "old_row": node["row"]}
    names = ("id", "source", "old", "new", "basis", "new_text", "new_sheet", "new_row")
    return Proposal(**plain, **{name: node[name] for name in names})
