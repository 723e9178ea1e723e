"""Is a query answered read-only, and does one that takes too much end without harm?"""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.principal import PUBLIC
from graph.snapshots import sparql as module
from graph.snapshots.sparql import (
    IndexNotBuilt,
    Limits,
    QueryNotValid,
    QueryTooCostly,
    TooManyQueries,
    calls_service,
    sparql,
)
from graph.snapshots.store import Snapshot

pytestmark = pytest.mark.store
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ALL = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
HIDDEN = (
    "SELECT * WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <%s> { ?s ?p ?o } }",
    "SELECT * WHERE { ?a ?b ?c FILTER(?c<'b>') SERVICE <%s> {?s ?p ?o} FILTER('') }",
    "SELECT * WHERE { ?a ?b 1SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * WHERE { ?a ?b ?c.SERVICE<%s>{ ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE # <x>\n <%s> { ?s ?p ?o } }",
    "PREFIX x: <%s> SELECT * WHERE { SERVICE x: { ?s ?p ?o } }",
    "PREFIX x: <%s> SELECT * WHERE { SERVICEx: { ?s ?p ?o } }",
    "PREFIX : <%s> SELECT * WHERE { SERVICE : { ?s ?p ?o } }",
    "SELECT * WHERE { BIND(<%s> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <%s> { ?s ?p ?o } }",
)


@pytest.fixture(scope="module")
def ask(made: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., module.SparqlAnswer]:
    """Asks the snapshot."""
    folder = tmp_path_factory.mktemp("indexes")
    return lambda query, **more: sparql(made, PUBLIC, folder, query, **more)


def test_each_kind_of_query_is_answered(ask: Callable[..., module.SparqlAnswer], made: Snapshot) -> None:
    counted = json.loads(ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").content)
    assert int(counted["results"]["bindings"][0]["n"]["value"]) == made.manifest.counts["triples"]
    assert json.loads(ask("ASK { ?s ?p '会议室' }").content)["boolean"] is True
    names = ask(
        "SELECT DISTINCT ?o WHERE { ?s <http://purl.org/dc/terms/title> ?o }", solutions="csv"
    ).content.decode()
    assert "示例医院" in names
    built = ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", triples="ntriples")
    assert built.kind == "triples" and built.content.count(b" .\n") == 3


@pytest.mark.parametrize(
    "query", ["SELECT", "DELETE WHERE { ?s ?p ?o }", "LOAD <file:///etc/passwd>", " ", "x" * 200_000]
)
def test_what_is_no_query_is_refused(ask: Callable[..., module.SparqlAnswer], query: str) -> None:
    with pytest.raises(QueryNotValid):
        ask(query)


def test_a_query_reaches_no_other_server(ask: Callable[..., module.SparqlAnswer]) -> None:
    reached = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)
            self.send_error(404)

        do_POST = do_GET

        def log_message(self, *words: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x"
        for query in HIDDEN:
            with pytest.raises(QueryNotValid):
                ask(query % address)
        ask(f"SELECT * FROM <{address}> WHERE {{ ?s ?p ?o }}")
        server.shutdown()
    assert reached == []


@given(st.sampled_from(HIDDEN), st.text("?$:.'\"<>#\\ \n{}()abS", max_size=12))
def test_no_quoting_hides_a_call(query: str, before: str) -> None:
    call = query.replace("%s", "http://x").replace("\\u0053", "S")
    place = call.upper().rindex("SERVICE") if "x:" not in call else call.upper().index("SERVICE")
    moved = call[:place] + before + " " + call[place:]
    assert calls_service(moved)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX gj: <http://x/service?y=1> SELECT ?service ?emergencyService WHERE { ?service gj:service ?emergencyService }",
        'SELECT * WHERE { ?s ?p "service" FILTER(CONTAINS(?o, "service hours")) }',
        "SELECT * WHERE { ?s a gj:ServiceResource ; gj:serviceArea <http://x/#service> }",
    ],
)
def test_names_that_hold_the_word_are_no_calls(query: str) -> None:
    assert not calls_service(query)


@pytest.mark.parametrize(
    ("query", "limits", "said"),
    [
        (ENDLESS, Limits(seconds=1), "1 seconds"),
        (ALL, Limits(answer_bytes=1 << 20), "1 MiB"),
        (SORTED, Limits(megabytes=300), "300 MiB"),
    ],
)
def test_a_query_that_takes_too_much_ends_in_time_and_says_so(
    ask: Callable[..., module.SparqlAnswer], query: str, limits: Limits, said: str
) -> None:
    ask("ASK {}")
    started = time.monotonic()
    with pytest.raises(QueryTooCostly, match=said):
        ask(query, limits=limits)
    assert time.monotonic() - started < limits.seconds + 1
    assert json.loads(ask("ASK {}").content)["boolean"] is True


def test_only_so_many_run_at_once(
    ask: Callable[..., module.SparqlAnswer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.1)
    ask("ASK {}")

    def endless() -> None:
        with pytest.raises(QueryTooCostly):
            ask(ENDLESS, limits=Limits(seconds=2))

    busy = [threading.Thread(target=endless) for _ in range(module.AT_ONCE)]
    for thread in busy:
        thread.start()
    time.sleep(0.5)
    with pytest.raises(TooManyQueries):
        ask("ASK {}")
    for thread in busy:
        thread.join()
    ask("ASK {}")


def test_an_index_that_cannot_be_opened_is_built_anew(made: Snapshot, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c }"
    counted = sparql(made, PUBLIC, tmp_path, query, solutions="csv").content
    for current in tmp_path.rglob("CURRENT"):
        current.write_text("no such manifest")
    with pytest.raises(IndexNotBuilt):
        sparql(made, PUBLIC, tmp_path, query)
    assert sparql(made, PUBLIC, tmp_path, query, solutions="csv").content == counted
