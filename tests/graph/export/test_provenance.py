"""Are the words of provenance PROV-O's own, and does every source say under which terms it may be used?"""

from __future__ import annotations

import pytest
from rdflib import URIRef
from rdflib.namespace import PROV as PROV_O

from graph.desk.events import Event
from graph.export import nquads as nq
from graph.export.provenance import agent, licence_triples, reading_triples, settling
from graph.export.ranks import ranks
from graph.export.seal import sealed
from graph.export.taken_apart import take_apart
from graph.export.terms import ME, Terms, store
from graph.importing.groups import Group
from graph.importing.names import agent_of
from graph.importing.things import _licence

ME_SOURCE = nq.data("s1")


def test_every_word_of_prov_that_we_use_exists() -> None:
    words = [v[1:-1] for v in vars(Terms).values() if isinstance(v, str) and v.startswith(f"<{nq.PROV}")]
    assert len(words) > 10
    for word in words:
        assert URIRef(word) in dir(PROV_O), word


@pytest.mark.parametrize(
    "licence",
    [
        "",
        "https://creativecommons.org/licenses/by/4.0/",
        "http://example.org",
        "政府信息公开，可自由使用",
        "https://example.org/a/../b",
        "https://例子.中国/许可",
        "http://example.org/a b",
        "CC BY 4.0",
    ],
)
def test_a_licence_comes_back_as_it_was_and_none_is_said(licence: str) -> None:
    group = Group(ME_SOURCE, "f")
    for line in licence_triples(ME_SOURCE, licence):
        terms = take_apart(line)
        assert terms is not None
        group.add(terms.predicate, terms.object)
    assert group.predicates
    assert _licence(group) == licence


def test_a_reading_names_its_source_and_its_reader() -> None:
    lines = list(reading_triples({"id": "s1", "reading": "g1", "reader": "lists-3 本体-1"}))
    assert nq.line(nq.data("g1"), Terms.USED, ME_SOURCE) in lines
    assert agent_of(agent("lists-3 本体-1")) == "lists-3 本体-1"


def test_a_settling_is_named_by_its_versions_in_any_order() -> None:
    assert settling({"a": "1", "b": "2"}) == settling({"b": "2", "a": "1"}) != settling({"a": "2", "b": "1"})


def event(sequence: int, kind: str, *records: str, judgement: str = "") -> Event:
    return Event(
        sequence, str(sequence), kind, "w", "", records, {"judgement": judgement} if judgement else {}
    )


def test_order_shows_only_where_it_decides() -> None:
    apart = [
        event(3, "decision", "a", "b", judgement="same"),
        event(5, "decision", "c", "d", judgement="same"),
    ]
    assert ranks(apart, {}) == {}
    torn = [
        event(2, "decision", "a", "c", judgement="different"),
        event(3, "decision", "b", "c", judgement="same"),
        event(7, "decision", "a", "b", judgement="same"),
        event(8, "decision", "x", "y", judgement="same"),
        event(9, "pin", "p"),
        event(12, "pin", "q"),
        event(13, "pin", "z"),
    ]
    assert ranks(torn, {"p": "e", "q": "e", "z": "other"}) == {3: 1, 7: 2, 9: 1, 12: 2}


def test_the_seal_is_last_and_changes_with_any_line() -> None:
    lines = [nq.line(nq.record("r1"), Terms.ROW, nq.integer(n)) for n in range(3)] + [
        nq.line(ME, store("parametersVersion"), nq.text("1"))
    ]
    whole = list(sealed(lines))
    assert whole == sorted(whole) and len(whole) == len(lines) + 1
    assert list(sealed(lines[1:]))[-1] != whole[-1]
    named = nq.line(nq.record("r1"), Terms.ROW, nq.integer(9), f"<{nq.GRAPH}log>")
    everything = list(sealed(sorted([*lines, named])))
    assert everything[-2] == whole[-1], "the canonical seal stands in the full export too"
    assert everything[-1].startswith(f"{ME} {Terms.SHA256_OF_ALL} ")
