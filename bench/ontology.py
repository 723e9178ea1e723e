"""How fast is the vocabulary loaded, compiled into validators, and how many records are judged a second?

    python -m bench.ontology [RECORDS]

One core, CPU time. The same records are judged by pySHACL in the same run (a sample of them: it is slow). Asserts nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time

from pyshacl import validate
from rdflib import RDF, Graph, Literal, URIRef

from graph.records import Statement
from ontology.load import TURTLE, load
from ontology.model import Ontology
from ontology.shacl.graph import shapes_turtle
from ontology.shacl.said import PLACE, RECORD
from ontology.terms import NAMESPACE
from ontology.validate import violations

CLASS = "GoodsResource"
SAMPLE = 200
COLD = "import time; s = time.process_time(); from ontology.load import load; load(); print(time.process_time() - s)"


def record(number: int) -> tuple[Statement, ...]:
    """A sound offer of eight properties; numbers, names and dates differ from one to the next."""
    return (
        Statement("item", f"医用外科口罩{number}"),
        Statement("providedBy", f"r{number % 997}", "record"),
        Statement("about", "surgicalMask", "concept"),
        Statement("quantity", str(number % 5000), unit="只"),
        Statement("inPlace", f"33010{number % 9 + 1}", "place"),
        Statement("validFrom", f"2025-{number % 12 + 1:02}-01"),
        Statement("validUntil", f"2030-{number % 12 + 1:02}-{number % 28 + 1:02}"),
        Statement("remark", f"可送到社区，第{number}批"),
    )


def compile_all(ontology: Ontology) -> float:
    """Milliseconds until every class has judged its first record."""
    start = time.process_time()
    for name in ontology.classes:
        violations(name, (), ontology)
    return (time.process_time() - start) * 1000


def judged(records: list[tuple[Statement, ...]], ontology: Ontology) -> float:
    """Records a second, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        broken = sum(bool(violations(CLASS, one, ontology)) for one in records)
        best = max(best, len(records) / (time.process_time() - start))
        if broken:
            raise SystemExit(f"{broken} records of the bench are not sound")
    return best


def by_pyshacl(records: list[tuple[Statement, ...]], ontology: Ontology) -> float:
    """Records a second by pySHACL, with graph and shapes already in memory."""
    shapes = Graph().parse(data=shapes_turtle(ontology), format="turtle")
    graph = Graph()
    for provider in {said.value for one in records for said in one if said.kind == "record"}:
        for label in ontology.labels("Community"):
            graph.add((URIRef(RECORD + provider), RDF.type, URIRef(NAMESPACE + label)))
        graph.add((URIRef(RECORD + provider), URIRef(NAMESPACE + "name"), Literal("某社区", lang="zh")))
    for number, statements in enumerate(records):
        me = URIRef(f"{RECORD}g{number}")
        for label in ontology.labels(CLASS):
            graph.add((me, RDF.type, URIRef(NAMESPACE + label)))
        for said in statements:
            graph.add((me, URIRef(NAMESPACE + said.property), _node(said, ontology)))
    start = time.process_time()
    conforms, _, text = validate(graph, shacl_graph=shapes)
    seconds = time.process_time() - start
    if not conforms:
        raise SystemExit(text)
    return len(records) / seconds


def _node(said: Statement, ontology: Ontology) -> URIRef | Literal:
    space = {"concept": NAMESPACE, "place": PLACE, "record": RECORD}.get(said.kind)
    if space is not None:
        return URIRef(space + said.value)
    range_ = ontology.properties[said.property].range
    if range_ in {"string", "text"}:
        return Literal(said.value, lang=said.language)
    return Literal(said.value, datatype=URIRef(f"http://www.w3.org/2001/XMLSchema#{range_}"))


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    cold = float(
        subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True, text=True).stdout
    )
    start = time.process_time()
    ontology = load(TURTLE)
    warm = time.process_time() - start
    compiled = compile_all(ontology)
    records = [record(number) for number in range(size)]
    ours, theirs = judged(records, ontology), by_pyshacl(records[:SAMPLE], ontology)
    rows = (
        ("load, cold process, ms", f"{cold * 1000:.0f}"),
        ("load, warm, ms", f"{warm * 1000:.0f}"),
        (f"compile all {len(ontology.classes)} classes, ms", f"{compiled:.0f}"),
        ("records of eight properties judged a second", f"{ours:,.0f}"),
        (f"the same by pySHACL ({SAMPLE} records)", f"{theirs:,.0f}"),
        ("ratio", f"{ours / theirs:,.0f}"),
    )
    sys.stdout.write("| what | figure |\n| --- | ---: |\n")
    sys.stdout.writelines(f"| {what} | {figure} |\n" for what, figure in rows)


if __name__ == "__main__":
    main()
