"""Does the export of the sample graph load elsewhere, whole, and conform to the model's own SHACL under pySHACL?"""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph
import pyshacl
import pytest
import rdflib

from graph.export.canonical import canonical
from graph.export.serialise import serialise
from graph.importing import import_export
from graph.principal import PUBLIC
from ingest.pipeline import IngestContext
from ontology.shacl.graph import shapes_turtle
from samples import build

pytestmark = pytest.mark.store

GJ = rdflib.Namespace("urn:gongjian:ontology:")
FORMATS = (
    ("nquads", "nquads", pyoxigraph.RdfFormat.N_QUADS),
    ("turtle", "turtle", pyoxigraph.RdfFormat.TURTLE),
    ("jsonld", "json-ld", pyoxigraph.RdfFormat.JSON_LD),
)


def conforms(data: rdflib.Graph, shapes: rdflib.Graph) -> tuple[bool, str]:
    """pySHACL's verdict; warnings do not refuse."""
    verdict, _, report = pyshacl.validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    return bool(verdict), str(report)


def test_the_samples_export_loads_conforms_and_comes_back(
    context: IngestContext, read: Callable[..., None], wipe: Callable[[], None]
) -> None:
    ontology = context.graph.ontology
    read(build.FOLDER)
    lines = list(canonical(context.graph, PUBLIC))
    data = rdflib.Graph()
    for name, for_rdflib, format in FORMATS:
        written = b"".join(serialise(lines, name, ontology=ontology))
        store = rdflib.Dataset()
        store.parse(data=written.decode(), format=for_rdflib)
        assert sum(1 for _ in store.quads((None, None, None, None))) == len(lines), name
        assert len(set(pyoxigraph.parse(written, format=format))) == len(lines), name
        data = store.default_graph
    shapes = rdflib.Graph().parse(data=shapes_turtle(ontology, of="entity"), format="turtle")
    verdict, report = conforms(data, shapes)
    assert verdict, report[:3000]
    _spoil(data)
    verdict, report = conforms(data, shapes)
    assert not verdict
    wipe()
    assert import_export(context.graph, lines).same
    assert list(canonical(context.graph, PUBLIC)) == lines


def _spoil(data: rdflib.Graph) -> None:
    """An entity's provider becomes a word: the shapes must see it."""
    offer = next(s for s, p, o in data.triples((None, GJ.providedBy, None)) if isinstance(o, rdflib.URIRef))
    data.set((offer, GJ.providedBy, rdflib.Literal("某单位", lang="zh")))
