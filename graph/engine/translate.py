"""What does a driver's exception mean to the user? Known situations become clear errors.

Mistakes in a query (syntax, constraint, type) stay the driver's own errors: they are for developers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)
from neo4j.exceptions import ConnectionPoolError as PoolError

from graph.engine import errors
from ontology.errors import GongjianError

_READ_ONLY = {
    "Neo.ClientError.Cluster.NotALeader",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
}
_REFUSED = {
    "Neo.ClientError.Security.AuthenticationRateLimit",
    "Neo.ClientError.Security.CredentialsExpired",
    "Neo.ClientError.Security.Unauthorized",
}
_NO_DATABASE = {
    "Neo.ClientError.Database.DatabaseNotFound",
    "Neo.TransientError.Database.DatabaseUnavailable",
    "Neo.TransientError.General.DatabaseUnavailable",
}
_OUT_OF_MEMORY = {
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.General.TransactionOutOfMemoryError",
}
_STOPPED = {
    "Neo.DatabaseError.Transaction.TransactionCommitFailed",
    "Neo.DatabaseError.Transaction.TransactionLogError",
    "Neo.DatabaseError.Transaction.TransactionStartFailed",
}
_FULL = re.compile(r"no space left|disk (?:is )?full|not enough space|disk quota", re.IGNORECASE)
_ADDRESS = re.compile(r"\(\(?'(?P<host>[^']+)', (?P<port>\d+)|(?P<plain>[\w.\-\[\]]+:\d{1,5})\b")


@contextmanager
def clear_errors(uri: str = "", user: str = "", database: str = "neo4j") -> Iterator[None]:
    """Within this context, what a user can meet is raised as an error of ``graph.engine.errors``.

    Only while connecting (``uri`` given) an ``OSError`` or ``ValueError`` is about the store; later it is
    the caller's own and passes.
    """
    connecting = (OSError, ValueError) if uri else ()
    try:
        yield
    except (Neo4jError, DriverError, *connecting) as problem:
        clear = translate(problem, uri, user, database)
        if clear is None:
            raise
        raise clear from problem


def translate(problem: Exception, uri: str, user: str, database: str) -> GongjianError | None:
    """The clear error of an exception of the driver; ``None`` if it is a developer's matter."""
    if _FULL.search(_whole_text(problem)):
        return errors.DiskFull(uri or "Neo4j")
    if isinstance(problem, Neo4jError):
        return _of_server(problem, uri, user, database)
    if isinstance(problem, UnsupportedServerProduct):
        return errors.ServerTooOld(uri, str(problem), "2026.02")
    if isinstance(problem, ConfigurationError | ValueError):
        return errors.NotAnAddress(uri, str(problem))
    if isinstance(problem, ServiceUnavailable | SessionExpired | PoolError | OSError):
        return errors.Unreachable(uri or _address_in(problem), str(problem))
    return None


def _of_server(problem: Neo4jError, uri: str, user: str, database: str) -> GongjianError | None:
    code = problem.code or ""
    if code in _REFUSED:
        return errors.WrongPassword(uri or "bolt", user or "neo4j")
    if code in _READ_ONLY:
        return errors.StoreReadOnly(problem.message or "")
    if code in _NO_DATABASE:
        return errors.DatabaseMissing(database)
    if code in _STOPPED:
        return errors.StoreStopped(problem.message or "")
    if code in _OUT_OF_MEMORY:
        return errors.StoreOutOfMemory(problem.message or "")
    return None


def _whole_text(problem: BaseException | None) -> str:
    texts = []
    while problem is not None:
        texts.append(str(problem))
        problem = problem.__cause__
    return "\n".join(texts)


def _address_in(problem: Exception) -> str:
    found = _ADDRESS.search(_whole_text(problem))
    if found is None:
        return "bolt"
    return found["plain"] or f"{found['host']}:{found['port']}"
