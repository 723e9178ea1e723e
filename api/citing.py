"""How is an answer cited, whatever the door? Asked of the live graph in the state of a snapshot, or of an older one's files; then kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from api.asking import bounded, demand_of
from api.plain import plain
from api.snapshots import make_snapshot
from graph.principal import Principal
from graph.snapshots.citations import Citation, compose, keep
from graph.snapshots.held import HeldFrozen, HeldLive
from graph.snapshots.live import live_state
from graph.snapshots.store import Snapshot
from ontology.errors import UsageProblem
from ontology.language.restricted import mask

if TYPE_CHECKING:
    from api.service import Service
    from search.options import SearchQuery

Kind = Literal["search", "match", "partners", "similar", "ask"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class NoSuchQuestion(UsageProblem):
    """A kind of question that there is not."""

    status = 422


def kind_of(text: str) -> Kind:
    """The kind of question of that name.

    Raises:
        NoSuchQuestion: there is none.
    """
    found = next((kind for kind in KINDS if kind == text), None)
    if found is None:
        raise NoSuchQuestion(
            f"没有“{text[:20]}”这种提问：可用 {'、'.join(KINDS)}",
            f"there is no question {text[:20]!r}: use {', '.join(KINDS)}",
            found=text[:20],
            allowed=list(KINDS),
        )
    return found


class NoLiveSnapshot(UsageProblem):
    """No snapshot was made of the graph as it is now."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "图谱的现状还没有快照，无法引用：请先运行 gongjian snapshot create，或让引用时一并建立（--create，HTTP 为 create: true）",
            "no snapshot holds the graph as it is now, so nothing can be cited: run gongjian snapshot create first, or have it "
            "made with the citation (--create; create: true over HTTP)",
        )


class OnlySearch(UsageProblem):
    """An older snapshot answers a search; other questions need a store."""

    status = 409

    def __init__(self, kind: str, snapshot: str) -> None:
        super().__init__(
            f"快照 {snapshot} 不是图谱的现状，在它上面只能检索（search），不能 {kind}：这类问题要在图数据库里算。"
            f"请用 gongjian snapshot open {snapshot} --home 另一目录 打开它，再在那里引用",
            f"snapshot {snapshot} is not the present state of the graph: on its files only search is answered, {kind} needs a "
            f"store. Open it with gongjian snapshot open {snapshot} --home FOLDER and cite there",
            found=kind,
            allowed=["search"],
            id=snapshot,
        )


class GraphMoved(UsageProblem):
    """The graph changed while the answer was made."""

    status = 409
    transient = True

    def __init__(self) -> None:
        super().__init__(
            "作答期间图谱有了更新，回答与快照可能不一致：请等导入结束后重新引用",
            "the graph changed while the answer was made, so it may not be the snapshot's: cite again when the ingest has ended",
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its kind, its words (or an id), and its options; type, place and resource kind are for searches."""

    kind: Kind
    query: str
    limit: int = 10
    type: str | None = None
    place: str | None = None
    resource_kind: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        """The options that were given."""
        given = {"limit": self.limit, "type": self.type, "place": self.place, "kind": self.resource_kind}
        return {name: value for name, value in given.items() if value is not None}


def cite(
    service: Service, principal: Principal, asked: Asked, snapshot: str | None = None, *, create: bool = False
) -> Citation:
    """Answer a question and keep the answer. A citation is for everybody: telephone numbers and the like in the question are
    masked before it is asked.

    Args:
        snapshot: an id, or ``None`` for the one that equals the live graph.
        create: make that one if there is none.

    Raises:
        NoLiveSnapshot, OnlySearch, GraphMoved: with what to do. NoSuchSnapshot, SnapshotErased, SnapshotDamaged.
        What the question itself raises.
    """
    asked = replace(asked, query=mask(asked.query).text)
    store, now = service.shelf.store, live_state(service.graph)
    if snapshot is None:
        found = store.equal_to(now)
        if found is None and not create:
            raise NoLiveSnapshot
        chosen = found or make_snapshot(service, principal).snapshot
        now = live_state(service.graph)
    else:
        chosen = store.get(snapshot)
    service.shelf.proved(chosen)
    if chosen.local.live == now:
        return _cite_live(service, principal, asked, chosen)
    return _cite_frozen(service, principal, asked, chosen)


def _cite_live(service: Service, principal: Principal, asked: Asked, snapshot: Snapshot) -> Citation:
    results = plain(_ANSWERS[asked.kind](service, principal, asked))
    if asked.kind == "search":
        # What counts the states of this store means nothing elsewhere: the snapshot's id says it.
        results |= {"graph_version": snapshot.id, "cursor": None}
    content = compose(
        snapshot, asked.kind, asked.query, asked.options, results, HeldLive(service.graph, principal)
    )
    if snapshot.local.live != live_state(service.graph):
        raise GraphMoved
    return keep(snapshot, content)


def _cite_frozen(service: Service, principal: Principal, asked: Asked, snapshot: Snapshot) -> Citation:
    if asked.kind != "search":
        raise OnlySearch(asked.kind, snapshot.id)
    page = replace(service.shelf.search(principal, snapshot.id, _search_query(asked)), cursor=None)
    with service.shelf.frozen(snapshot.id) as frozen:
        content = compose(
            snapshot, "search", asked.query, asked.options, plain(page), HeldFrozen(frozen, principal)
        )
    return keep(snapshot, content)


def _search_query(asked: Asked) -> SearchQuery:
    from search.options import SearchQuery

    filters = {n: v for n, v in (("place", asked.place), ("kind", asked.resource_kind)) if v}
    return SearchQuery(asked.query, type=asked.type, filters=filters, limit=asked.limit)


def _search(service: Service, principal: Principal, asked: Asked) -> object:
    from search.hybrid import search

    return search(service.search, principal, _search_query(asked))


def _match(service: Service, principal: Principal, asked: Asked) -> object:
    from search.match import match

    demand = demand_of(service.search, principal, asked.query)
    return match(service.search, principal, demand, asked.limit)


def _partners(service: Service, principal: Principal, asked: Asked) -> object:
    from search.partners import partners

    return partners(service.search, principal, asked.query, asked.limit)


def _similar(service: Service, principal: Principal, asked: Asked) -> object:
    from search.similar import similar

    return similar(service.search, principal, bounded(asked.query), asked.limit)


def _ask(service: Service, principal: Principal, asked: Asked) -> object:
    from search.ask import ask

    return ask(service.search, principal, bounded(asked.query), asked.limit)


_ANSWERS: Final[dict[Kind, Callable[[Service, Principal, Asked], object]]] = {
    "search": _search,
    "match": _match,
    "partners": _partners,
    "similar": _similar,
    "ask": _ask,
}
