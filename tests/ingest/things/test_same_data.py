"""Is the same data the same, however it is written? Order, labels, prefixes and serialisation change nothing."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.raw import RawStore
from ingest.pipeline import IngestContext, IngestOptions, ingest, remove_source
from ingest.readers.count_rdf import count_rdf
from ingest.readers.limits import Limits
from ingest.readers.rdf import read_rdf
from ingest.readers.rdf_source import FORMATS
from ingest.tools import Tools
from tests.ingest.things.reading import PREFIXES, read_things

DATA = """
:u a org:Organization ; skos:prefLabel "示例大学"@zh ; ex:motto "诚朴" ;
  schema:address [ schema:addressLocality "南京市" ; schema:streetAddress "玄武区四牌楼2号" ] ;
  schema:makesOffer [ a schema:Offer ; schema:name "会议室" ; ex:open ( "周一" "周二" ) ] ,
     [ a schema:Offer ; schema:name "会议室" ; ex:floor 3 ] .
:c a org:Organization ; skos:prefLabel "梅园新村社区" ; schema:seeks [ a schema:Demand ; schema:name "志愿者" ] ; org:memberOf :al .
:al a org:OrganizationalCollaboration ; skos:prefLabel "东湖党建联盟" .
:band a ex:MusicGroup ; schema:name "乐队" .
"""
_TRIPLES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD)
_ENDING = {format: ending for ending, format in FORMATS.items()}


def written(folder: Path, seed: int, format: ox.RdfFormat) -> Path:
    """The data with its triples shuffled and its nameless nodes labelled anew, in a format."""
    quads = list(ox.parse((PREFIXES + DATA).encode(), format=ox.RdfFormat.TURTLE))
    rng = random.Random(seed)
    rng.shuffle(quads)
    labels: dict[str, ox.BlankNode] = {}

    def anew(term: object) -> object:
        if not isinstance(term, ox.BlankNode):
            return term
        return labels.setdefault(term.value, ox.BlankNode(f"n{rng.randrange(10**9)}"))

    triples = [ox.Triple(anew(q.subject), q.predicate, anew(q.object)) for q in quads]
    path = folder / f"data{seed}{_ENDING[format]}"
    ox.serialize(triples, str(path), format=format)
    return path


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("format", [*_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG], ids=str)
def test_records_passages_and_repairs_are_the_same(
    tmp_path: Path, tools: Tools, seed: int, format: ox.RdfFormat
) -> None:
    one = read_things(_source(tmp_path), tools)
    other_path = written(tmp_path, seed, format).rename(tmp_path / f"源{_ENDING[format]}")
    other = read_things(other_path, tools)
    swap = {p.id: p.text for p in one.passages} | {p.id: p.text for p in other.passages}

    def told(read: object) -> object:
        return sorted(
            (
                r.role,
                r.type,
                [
                    (
                        s.property,
                        s.kind if s.kind != "record" else "",
                        "" if s.kind == "record" else s.value,
                        [swap[q.passage][q.start : q.end] for q in s.quotes],
                    )
                    for s in r.statements
                ],
            )
            for r in read.records  # type: ignore[attr-defined]
        )

    assert told(one) == told(other)
    assert sorted(p.text for p in one.passages) == sorted(p.text for p in other.passages)
    assert one.balance == other.balance


def _source(folder: Path) -> Path:
    path = folder / "源.ttl"
    path.write_text(PREFIXES + DATA, encoding="utf-8")
    return path


@pytest.mark.store
def test_the_canonical_export_differs_in_the_file_alone(tmp_path: Path, graph: Graph) -> None:
    context = IngestContext(graph, RawStore(tmp_path / "raw"))
    exports = []
    for format in (ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD):
        (file,) = ingest(context, [written(tmp_path, 7, format)], IngestOptions(source="开放数据")).files
        assert file.outcome == "stored", file
        lines = list(canonical(graph, PUBLIC))
        version = next(line.split()[0] for line in lines if "store:content" in line)
        own = [n for n in lines if not n.startswith(version) and not _OF_A_READING.search(n)]
        own = [line.replace(version, "<source>") for line in own]
        exports.append(sorted(own))
        remove_source(context, "开放数据")
    assert exports[0] == exports[1]
    assert any("会议室" in line for line in exports[0])


_OF_A_READING = re.compile(r"urn:gongjian:id:[ag][0-9a-f]{24}|urn:gongjian:store:export>")
"""What names the reading of this very file, or seals all of it: its hash tells it from the others."""
_NODES = [ox.NamedNode(f"http://example.org/{n}") for n in "abc"]
_BLANKS = [ox.BlankNode(f"b{n}") for n in range(3)]
_TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=12
)
_LITERALS = st.one_of(
    _TEXTS.map(ox.Literal),
    st.builds(lambda t: ox.Literal(t, language="zh-CN"), _TEXTS),
    st.integers(-99, 99).map(ox.Literal),
    st.sampled_from(["01", "2026-01-01", "x"]).map(
        lambda t: ox.Literal(t, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    ),
)
_PREDICATES = [ox.NamedNode(f"http://example.org/ns#{n}") for n in ("p", "q")]
_GRAPHS = st.lists(
    st.builds(
        ox.Triple,
        st.sampled_from([*_NODES, *_BLANKS]),
        st.sampled_from(_PREDICATES),
        st.one_of(st.sampled_from([*_NODES, *_BLANKS]), _LITERALS),
    ),
    min_size=1,
    max_size=12,
)


@given(_GRAPHS)
@settings(max_examples=80, deadline=None)
def test_both_counts_agree_and_nodes_are_named_alike(triples: list[ox.Triple]) -> None:
    """Different triples of random graphs, circles of nameless nodes included."""
    different = list(dict.fromkeys(triples))
    nodes = []
    for format in (*_TRIPLES, ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS):
        data = ox.serialize(different, format=format)
        assert data is not None
        foreign = read_rdf("x", data, format, Limits())
        assert foreign.seen == count_rdf(data, format) == len(different), format
        nodes.append(dict(foreign.nodes))
    assert all(n == nodes[0] for n in nodes)
