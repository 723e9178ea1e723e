"""What does a reader get to see? Entities, their neighbours, evidence; and what may go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.entities import Fact, stated
from ontology.errors import UsageProblem


class UnknownId(UsageProblem):
    """No entity and no record ever had this id."""

    status = 404

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有编号为“{id[:100]}”的条目；用 search 查找",
            f"there is nothing with the id {id[:100]!r}; look for it with search",
            id=id[:100],
        )


class GoneId(UsageProblem):
    """The record of this id is no longer listed and nothing took its place."""

    status = 410

    def __init__(self, id: str) -> None:
        super().__init__(
            f"编号“{id[:100]}”的来源记录已不再列出，也没有后继；用 search 重新查找",
            f"the record {id[:100]!r} is no longer listed and has no successor; search again",
            id=id[:100],
        )


class NotACursor(UsageProblem):
    """A cursor that no page gave."""

    status = 422

    def __init__(self, cursor: str) -> None:
        super().__init__(
            f"“{cursor[:60]}”不是上一页给出的 cursor；请原样使用，或从第一页开始",
            f"{cursor[:60]!r} is not the cursor of a page before: use it as it was given, or begin at the first page",
            cursor=cursor[:60],
        )


class PageMoved(UsageProblem):
    """The graph was written to since the page that gave a cursor: going on would skip or repeat items."""

    status = 410

    def __init__(self, cursor_version: str, graph_version: str) -> None:
        super().__init__(
            "上一页之后图谱有了更新，不能接着翻页：请去掉 cursor 从第一页开始",
            "the graph was written to since the page before, so paging cannot go on: begin again without the cursor",
            cursor_version=cursor_version,
            graph_version=graph_version,
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """The id belongs to a member; the entity's canonical id is ``id`` (HTTP 308)."""

    id: str


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Which source says it, as far as a reader wants to know. ``stated_date`` is ISO or ''; ``stated_basis`` says what it
    rests on (``graph.sources.StatedBasis``); ``licence`` and ``terms`` are what it states of its use, '' if nothing."""

    key: str
    title: str
    name: str
    publisher: str
    stated_date: str
    stated_basis: str = ""
    licence: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quote of one statement: code points ``start`` to ``end`` of ``text`` are ``quote``.

    ``text`` is the whole passage (masked). ``sheet`` and ``row`` (1-based, 0 if none) say where in
    the file it stands. ``record`` and ``statement`` are the ids of what rests on the quote.
    """

    property: str
    value: str
    original: str
    status: str
    record: str
    statement: str
    source: SourceRef
    passage: str
    kind: str
    sheet: str
    row: int
    text: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """One thing as a principal sees it: the folded account and its freshness.

    ``type`` is the most specific class; ``facts`` hold every value with status and records (see
    ``graph.entities.Fact``); ``slots`` are the filter slots. ``stated_on`` is the latest date that a
    source states ('' if none), ``valid_from`` and ``valid_until`` the beginning and the end of validity ('' if not
    stated) and ``confirmed_on`` the latest day on which it was confirmed: a source says so, or several sources say the
    same and this is the date of the latest.
    """

    id: str
    type: str
    name: str
    text: str
    labels: tuple[str, ...]
    members: tuple[str, ...]
    facts: tuple[Fact, ...]
    slots: Mapping[str, str]
    stated_on: str
    valid_until: str
    valid_from: str = ""
    confirmed_on: str = ""

    def values(self, property_name: str) -> list[str]:
        """The asserted values of a property that were not passed over for another."""
        return [f.value for f in self.stated(property_name)]

    def first(self, property_name: str) -> str | None:
        """The first of ``values``, or ``None``."""
        return next(iter(self.values(property_name)), None)

    def stated(self, property_name: str) -> list[Fact]:
        """The facts behind ``values``."""
        return stated(self.facts, property_name)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing at the other end of a relation. ``property`` is the ontology's name of the relation;
    ``outgoing`` says whether it leads from the entity asked about. ``records`` say so."""

    property: str
    outgoing: bool
    id: str
    type: str
    name: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One live version of one source, with what it holds. ``stated_basis`` says what its date rests on
    (``graph.sources.StatedBasis``); ``licence`` and ``terms`` are '' if it states none."""

    id: str
    key: str
    basis: str
    name: str
    title: str
    publisher: str
    place: str
    stated_date: str
    number: int
    state: str
    passages: int
    records: int
    stated_basis: str = ""
    licence: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class RepairView:
    """One open repair: what and where (see ``graph.repairs.Repair``), under the ``id`` by which it is settled."""

    id: str
    source: str
    reason: str
    sheet: str
    row: int
    column: str
    cell: str
    text: str
    zh: str
    en: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class RepairPage:
    """Some open repairs; ``cursor`` leads to the next ones, '' at the end; ``total`` counts all."""

    items: tuple[RepairView, ...]
    cursor: str
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store holds now. ``entities`` counts by most specific class what records describe;
    ``pending`` are records that still have to be settled, ``version`` is the graph version."""

    sources: int
    passages: int
    records: int
    pending: int
    entities: Mapping[str, int]
    repairs: int
    events: int
    version: int
