"""Do all formats hold the same triples?"""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib

from graph.export import nquads as nq
from graph.export.serialise import FormatNotPossible, serialise
from graph.export.terms import Terms
from ontology.model import Ontology

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
HARD = [
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:quantity>", nq.value("12.50", "decimal")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:quantity>", nq.value("约三十", "decimal", "zh")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:quantity>", nq.value("about 30", "decimal")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:name>", nq.text("清溪大学", "zh")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:name>", nq.text("record:r1", "en")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:name>", nq.text("@id")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:providedBy>", nq.record("r0")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:providedBy>", nq.text("某校", "zh")),
    nq.line(nq.data("r1"), "<urn:gongjian:ontology:notDeclared>", nq.typed("007", f"{nq.XSD}integer")),
    nq.line(nq.data("r1"), Terms.TYPE, "<urn:gongjian:ontology:Organization>"),
    nq.line(nq.data("r1"), Terms.TYPE, Terms.PLACE),
    nq.line(nq.data("r1"), Terms.TYPE, nq.text("a type in words")),
    nq.line(nq.data("r1"), Terms.ISSUED, nq.value("2024-05-31", "date")),
    nq.line(nq.data("r1"), Terms.ISSUED, nq.value("2024 年", "date")),
    nq.line(nq.data("r1"), Terms.ROW, nq.integer(-3)),
    nq.line(nq.data("place:33.01."), Terms.ROW, nq.typed("003", f"{nq.XSD}integer")),
    nq.line("<http://example.org/a%20b?c=d#e>", "<http://example.org/p>", "<https://example.org/x:y>"),
    nq.line(nq.data("x"), Terms.TEXT_HASH, nq.text("\x00".replace("\x00", "\x01\x7f\b\f\r\n\u2028\\\"'"))),
    nq.line(nq.data("x"), Terms.SAYS, nq.typed("{}", "urn:gongjian:store:json")),
    nq.line("<urn:gongjian:ontology:>", Terms.TYPE, Terms.OWL_ONTOLOGY),
]


def quads(lines: list[str]) -> set[pyoxigraph.Quad]:
    return set(pyoxigraph.parse("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_exactly_the_same_quads_for_both_parsers(
    name: str, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    lines = sorted([*TRIPLES, *HARD, *([] if name == "turtle" else GRAPHS[-1:])])
    written = b"".join(serialise(lines, name, ontology=ontology, full=name != "turtle"))
    for_rdflib, for_oxigraph = FORMATS[name]
    assert set(pyoxigraph.parse(written, format=for_oxigraph)) == quads(lines)
    store = rdflib.Dataset()
    store.parse(data=written.decode(), format=for_rdflib)
    again = store.serialize(format="nquads").split("\n")
    assert quads([line for line in again if line.strip()]) == quads(lines)


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
