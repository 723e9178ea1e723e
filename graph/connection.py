"""How do we talk to the store? ``open_driver`` checks the server, ``Graph`` runs queries on it.

Reading runs in read mode, which the server enforces. What a user can meet (server gone, wrong
password, full disk) comes out as an error of ``graph.engine.errors``; mistakes in a query stay
the driver's own errors.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import neo4j
from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase

from graph.engine import errors
from graph.engine.address import Address
from graph.engine.translate import clear_errors
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer

T = TypeVar("T")
Row = dict[str, Any]

OLDEST_SERVER = (2026, 2)
"""First version with vector SEARCH and filters inside the index as a supported feature."""

SCHEMES = frozenset(f"{name}{kind}" for name in ("bolt", "neo4j") for kind in ("", "+s", "+ssc"))
CONNECT_SECONDS = 5.0
RETRY_SECONDS = 8.0
"""How long a transaction is tried again after a deadlock or while the server is gone."""

# The driver's remarks on retries are for whoever sets up logging, not for the user's terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def open_driver(address: Address) -> neo4j.Driver:
    """A driver of the server at ``address``, checked: it answers, lets us in and is new enough.

    Raises:
        NotAnAddress, Unreachable, WrongPassword, ServerTooOld: see ``graph.engine.errors``.
    """
    scheme = address.uri.split("://")[0]
    if scheme not in SCHEMES:
        raise errors.NotAnAddress(address.uri, f"scheme {scheme!r}")
    with clear_errors(address.uri, address.user):
        driver = GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity="OFF",
            warn_notification_severity="OFF",
        )
    try:
        with clear_errors(address.uri, address.user):
            check_version(driver.get_server_info().agent, address.uri)
    except BaseException:
        driver.close()
        raise
    return driver


def check_version(agent: str, uri: str) -> None:
    """Refuse a server whose ``agent`` (``Neo4j/2026.08.1``) is older than ``OLDEST_SERVER``."""
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found is None or (int(found[1]), int(found[2])) < OLDEST_SERVER:
        raise errors.ServerTooOld(uri, agent, f"{OLDEST_SERVER[0]}.{OLDEST_SERVER[1]:02d}")


class Transaction:
    """Several statements that succeed or fail together; made by ``Graph.transaction``."""

    def __init__(self, inner: neo4j.ManagedTransaction) -> None:
        self._inner = inner

    def run(self, query: str, /, **parameters: Any) -> list[Row]:
        """Run one statement; its rows."""
        return [dict(record) for record in self._inner.run(query, parameters)]


class Graph:
    """The store together with the vocabulary and the places that give its content meaning.

    Safe to share between threads: each call has a session of its own.
    """

    def __init__(
        self, driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, database: str = "neo4j"
    ) -> None:
        self.driver = driver
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.database = database

    def read(self, query: str, /, **parameters: Any) -> list[Row]:
        """The rows of a reading query; the server refuses writes in it."""
        with self._session(READ_ACCESS) as session:
            return session.execute_read(lambda inner: Transaction(inner).run(query, **parameters))

    def write(self, query: str, /, **parameters: Any) -> list[Row]:
        """Run one writing statement in a transaction of its own; its rows."""
        return self.transaction(lambda transaction: transaction.run(query, **parameters))

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction. It may be called again after a deadlock, so it must
        have no effect outside the transaction."""
        with self._session(WRITE_ACCESS) as session:
            return session.execute_write(lambda inner: work(Transaction(inner)))

    def stream(self, query: str, /, **parameters: Any) -> Generator[Row, None, None]:
        """The rows of a reading query one by one, in memory that does not grow with them."""
        with self._session(READ_ACCESS) as session:
            for record in session.run(query, parameters):
                yield dict(record)

    def commit_in_batches(self, query: str, /, **parameters: Any) -> None:
        """Run a statement that commits by itself (``CALL … IN TRANSACTIONS``)."""
        with self._session(WRITE_ACCESS) as session:
            session.run(query, parameters).consume()

    def close(self) -> None:
        """Give the connections back; the server goes on."""
        self.driver.close()

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        with (
            clear_errors(database=self.database),
            self.driver.session(database=self.database, default_access_mode=access) as session,
        ):
            yield session
