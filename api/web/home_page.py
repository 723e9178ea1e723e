"""What does the graph hold, in the few numbers that a visitor wants? Counted again only when the graph has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading import Counts, counts, graph_version
from ontology.terms import Classes

EXAMPLES: Final = (
    ("想给独居老人找免费体检", "a free health check for older people living alone"),
    ("周六借一个能坐100人的会议室，在玄武区", "a meeting room for 100 on a Saturday, in Xuanwu"),
    ("“银杏里街坊”党建联盟有哪些成员单位？", "who belongs to an alliance"),
    ("为老人服务的工作法有哪些？", "ways of working for older people"),
    ("武侯区需要3000只医用防护口罩", "3,000 medical respirators for Wuhou"),
)
"""Questions that the samples answer, with what they mean."""

KINDS: Final = (
    ("组织", "organisations", (Classes.PARTY,)),
    ("资源", "offers", (Classes.OFFER,)),
    ("需求", "needs", (Classes.NEED,)),
    ("案例与做法", "cases and practices", (Classes.CASE, Classes.PRACTICE)),
)


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of what."""

    zh: str
    en: str
    count: int


@dataclass(slots=True)
class Numbers:
    """The numbers of the graph, kept for as long as its version is the same."""

    known: dict[int, tuple[Number, ...]] = field(default_factory=dict)

    def of(self, graph: Graph, principal: Principal) -> tuple[Number, ...]:
        """The numbers now."""
        version = graph_version(graph)
        if version not in self.known:
            self.known = {version: _numbers(graph, counts(graph, principal))}
        return self.known[version]


def _numbers(graph: Graph, found: Counts) -> tuple[Number, ...]:
    ontology = graph.ontology
    numbers = [Number("来源", "sources", found.sources)]
    for zh, en, kinds in KINDS:
        count = sum(
            n
            for name, n in found.entities.items()
            if name in ontology.classes and any(ontology.is_a(name, kind) for kind in kinds)
        )
        numbers.append(Number(zh, en, count))
    return tuple(numbers)
