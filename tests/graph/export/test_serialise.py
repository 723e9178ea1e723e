"""Do all formats hold the same triples?"""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib

from graph.export import nquads as nq
from graph.export.serialise import FormatNotPossible, serialise
from graph.export.terms import Terms

TRIPLES = [
    nq.line(nq.data("p1"), Terms.VALUE, nq.text('第一"行\n第二行\t😀', "zh")),
    nq.line(nq.data("p1"), Terms.ROW, nq.integer(3)),
    nq.line("<urn:gongjian:id:p1#char=0,4>", Terms.PART_OF, nq.data("p1")),
    nq.line(nq.record("r1"), Terms.SUBJECT, nq.data("place:330102")),
]
GRAPHS = [*TRIPLES, nq.line(nq.data("e1"), Terms.KIND, nq.text("decision"), f"<{nq.GRAPH}log>")]
FORMATS = {
    "nquads": ("nquads", pyoxigraph.RdfFormat.N_QUADS),
    "turtle": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
}


@pytest.mark.parametrize("name", FORMATS)
def test_both_parsers_find_every_triple(name: str) -> None:
    written = b"".join(serialise(TRIPLES, name))
    for_rdflib, for_oxigraph = FORMATS[name]
    store = rdflib.Dataset()
    store.parse(data=written.decode(), format=for_rdflib)
    assert len(set(pyoxigraph.parse(written, format=for_oxigraph))) == len(TRIPLES)
    assert len(list(store.quads((None, None, None, None)))) == len(TRIPLES)


def test_turtle_uses_prefixes() -> None:
    assert b"@prefix record: <urn:gongjian:record:>" in b"".join(serialise(TRIPLES, "turtle"))


def test_json_ld_keeps_named_graphs() -> None:
    written = b"".join(serialise(GRAPHS, "jsonld", full=True))
    found = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.JSON_LD)
    assert {str(quad.graph_name) for quad in found} == {"DEFAULT", "<urn:gongjian:graph:log>"}


def test_n_quads_are_the_lines_in_chunks() -> None:
    many = [nq.line(nq.data(f"p{n:06}"), Terms.ROW, nq.integer(n)) for n in range(9000)]
    chunks = list(serialise(many, "nquads"))
    assert len(chunks) > 1
    assert b"".join(chunks).decode() == "".join(f"{line}\n" for line in many)


def test_nothing_is_a_valid_export_in_every_format() -> None:
    for name, (_, format) in FORMATS.items():
        assert list(pyoxigraph.parse(b"".join(serialise([], name)), format=format)) == []


@pytest.mark.parametrize(("name", "full"), [("turtle", True), ("rdfxml", False), ("", False)])
def test_a_format_that_cannot_hold_it_is_a_usage_error(name: str, full: bool) -> None:
    with pytest.raises(FormatNotPossible, match="nquads") as raised:
        serialise(TRIPLES, name, full=full)
    assert raised.value.exit_code == 2
