"""Where does an id lead whose record is listed no more? On while its source is there, and to nothing afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.reading.gone import where_it_went
from graph.reading.views import GoneId, UnknownId
from graph.removal import remove
from graph.settle import settle
from tests.graph.samples import UNITS, WHO, Listing, Row, read_in

pytestmark = pytest.mark.store

PLACE = "330102"
FIRST = Listing("甲", (Row(UNITS[1], "礼堂", PLACE), Row(UNITS[2], "义诊", PLACE)), stated_date="2025-01-01")
NEXT = replace(FIRST, rows=FIRST.rows[1:], stated_date="2025-02-01")
OTHER = Listing("乙", (Row(UNITS[1], "操场", PLACE),))
THIRD = Listing("丙", (Row(UNITS[1], "教室", PLACE),))


def party(listing: Listing, unit: str) -> str:
    return next(r.id for r in listing.records if r.role == "party" and unit in r.values("name"))


def former(graph: Graph) -> int:
    return int(graph.read("MATCH (f:Former) RETURN count(f) AS n")[0]["n"])


def test_it_leads_to_what_is_left_of_its_entity(graph: Graph) -> None:
    read_in(graph, [FIRST, OTHER, THIRD])
    gone, there, third = (party(x, UNITS[1]) for x in (FIRST, OTHER, THIRD))
    read_in(graph, [NEXT])
    kept = where_it_went(graph, PUBLIC, gone)
    assert kept == min(there, third)
    for listing in sorted((OTHER, THIRD), key=lambda x: party(x, UNITS[1]) != kept):
        assert where_it_went(graph, PUBLIC, gone) in (there, third)
        remove(graph, listing.key, WHO)
        settle(graph)
    with pytest.raises(GoneId):
        where_it_went(graph, PUBLIC, gone)


def test_it_shows_in_no_canonical_export_and_goes_with_its_source(graph: Graph) -> None:
    read_in(graph, [NEXT])
    alone = list(canonical(graph, PUBLIC))
    remove(graph, NEXT.key, WHO)
    read_in(graph, [FIRST])
    gone = party(FIRST, UNITS[1])
    read_in(graph, [NEXT])
    assert former(graph) == 2
    assert list(canonical(graph, PUBLIC)) == alone
    remove(graph, FIRST.key, WHO)
    settle(graph)
    assert former(graph) == 0
    with pytest.raises(UnknownId):
        where_it_went(graph, PUBLIC, gone)


def test_a_record_that_returns_is_no_former_one(graph: Graph) -> None:
    read_in(graph, [FIRST])
    read_in(graph, [NEXT])
    read_in(graph, [replace(FIRST, stated_date="2025-03-01")])
    assert former(graph) == 0
