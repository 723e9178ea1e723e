"""What users can meet on the way to the store is said clearly; reading cannot write."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace

import neo4j
import pytest
from neo4j.exceptions import ClientError, CypherSyntaxError, DatabaseError, Neo4jError

from graph.connection import Graph, Transaction, check_version, open_driver
from graph.engine import errors
from graph.engine.address import Address
from graph.engine.translate import translate


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_nothing_listens_there() -> None:
    uri = f"bolt://127.0.0.1:{closed_port()}"
    with pytest.raises(errors.Unreachable, match=uri) as caught:
        open_driver(Address(uri, "neo4j", "x"))
    assert caught.value.exit_code == 3 and caught.value.transient


def test_something_else_listens_there() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        def answer() -> None:
            connection, _ = other.accept()
            with connection:
                connection.recv(64)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises((errors.Unreachable, errors.ServerTooOld)):
            open_driver(Address(f"bolt://127.0.0.1:{other.getsockname()[1]}", "neo4j", "x"))
        thread.join()


def test_a_server_that_speaks_no_version_of_ours() -> None:
    """A server of many years ago agrees on no version of the protocol: it answers four zero bytes."""
    with socket.socket() as old:
        old.bind(("127.0.0.1", 0))
        old.listen()

        def answer() -> None:
            connection, _ = old.accept()
            with connection:
                connection.recv(64)
                connection.sendall(b"\x00\x00\x00\x00")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(errors.ServerTooOld, match="Cypher 25"):
            open_driver(Address(f"bolt://127.0.0.1:{old.getsockname()[1]}", "neo4j", "x"))
        thread.join()


@pytest.mark.parametrize(
    "agent", ["Neo4j/5.26.0", "Neo4j/4.4.1", "Neo4j/2025.12.1", "Neo4j/2026.01.0", "Other/9", ""]
)
def test_old_and_foreign_servers_are_refused(agent: str) -> None:
    with pytest.raises(errors.ServerTooOld, match=r"2026\.02"):
        check_version(agent, "bolt://db")


@pytest.mark.parametrize("agent", ["Neo4j/2026.02.1", "Neo4j/2026.08.1", "Neo4j/2027.01.0"])
def test_new_servers_are_welcome(agent: str) -> None:
    check_version(agent, "bolt://db")


@pytest.mark.parametrize(
    "uri", ["", "127.0.0.1:7687", "http://127.0.0.1:7474", "bolt://127.0.0.1:port", "bolt://"]
)
def test_what_is_no_address(uri: str) -> None:
    with pytest.raises((errors.NotAnAddress, errors.Unreachable)) as caught:
        open_driver(Address(uri, "neo4j", "x"))
    assert "bolt://" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Neo.ClientError.Security.Unauthorized", errors.WrongPassword),
        ("Neo.ClientError.Security.AuthenticationRateLimit", errors.WrongPassword),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", errors.StoreReadOnly),
        ("Neo.ClientError.Cluster.NotALeader", errors.StoreReadOnly),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", errors.StoreStopped),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", errors.StoreOutOfMemory),
        ("Neo.ClientError.Database.DatabaseNotFound", errors.DatabaseMissing),
    ],
)
def test_codes_of_the_server(code: str, expected: type[Exception]) -> None:
    problem = Neo4jError._hydrate_neo4j(code=code, message="m")
    assert type(translate(problem, "bolt://db", "neo4j", "neo4j")) is expected


def test_a_full_disk_by_its_text() -> None:
    problem = DatabaseError("java.io.IOException: No space left on device")
    assert type(translate(problem, "", "", "neo4j")) is errors.DiskFull


@pytest.mark.store
@pytest.mark.parametrize("own", [FileNotFoundError("own.csv"), ValueError("own")])
def test_errors_of_the_work_itself_pass(graph: Graph, own: Exception) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run("CREATE (:Half)")
        raise own

    with pytest.raises(type(own), match="own"):
        graph.transaction(work)
    assert graph.read("MATCH (n:Half) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.store
def test_wrong_password(engine: Address) -> None:
    with pytest.raises(errors.WrongPassword, match="NEO4J_PASSWORD") as caught:
        open_driver(replace(engine, password="not-the-password"))
    assert "not-the-password" not in str(caught.value)


@pytest.mark.store
def test_reading_cannot_write(graph: Graph) -> None:
    with pytest.raises(ClientError, match="read access mode"):
        graph.read("CREATE (:Forbidden)")
    with pytest.raises(ClientError, match="read access mode"):
        list(graph.stream("CREATE (:Forbidden)"))
    assert graph.read("MATCH (n:Forbidden) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.store
def test_parameters_of_any_name_are_values(graph: Graph) -> None:
    text = "'); MATCH (n) DETACH DELETE n //"
    assert graph.write("RETURN $query AS a, $self AS b", **{"query": text, "self": 1}) == [
        {"a": text, "b": 1}
    ]


@pytest.mark.store
def test_a_transaction_is_all_or_nothing(graph: Graph) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run("CREATE (:Half)")
        transaction.run("RETURN nonsense syntax")

    with pytest.raises(CypherSyntaxError):
        graph.transaction(work)
    assert graph.read("MATCH (n:Half) RETURN count(n) AS n") == [{"n": 0}]

    def counted(transaction: Transaction) -> int:
        transaction.run("CREATE (:Whole)")
        return len(transaction.run("MATCH (n:Whole) RETURN n"))

    assert graph.transaction(counted) == 1


@pytest.mark.store
def test_streaming_gives_all_rows_in_order_and_may_stop(graph: Graph) -> None:
    query = "UNWIND range(1, $n) AS x RETURN x ORDER BY x"
    assert [row["x"] for row in graph.stream(query, n=5000)] == list(range(1, 5001))
    rows = graph.stream(query, n=5000)
    assert next(rows) == {"x": 1}
    rows.close()
    assert graph.read("RETURN 1 AS one") == [{"one": 1}]


@pytest.mark.store
def test_a_database_that_is_not_there(driver: neo4j.Driver, graph: Graph) -> None:
    with pytest.raises(errors.DatabaseMissing, match="nowhere"):
        Graph(driver, graph.ontology, graph.gazetteer, "nowhere").read("RETURN 1")
