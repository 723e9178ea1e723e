"""What does the process do that answers one SPARQL query? Opens the index read-only, answers to standard output, ends.

    python sparql_worker.py build FOLDER < EXPORT
    python sparql_worker.py query FOLDER SOLUTIONS TRIPLES MEGABYTES < QUERY

Nothing of this project is imported, and no more memory than said can be had; time is kept by the parent, which kills
this process. Exit codes: 0 answered, 3 the query is wrong (standard error says how), 4 the index cannot be opened, anything
else it was refused memory.
"""

from __future__ import annotations

import resource
import sys

import pyoxigraph as ox

WRONG = 3
NO_INDEX = 4
SOLUTIONS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}


def build(folder: str) -> None:
    """Index the N-Quads of standard input."""
    store = ox.Store(folder)
    store.bulk_load(input=sys.stdin.buffer, format=ox.RdfFormat.N_QUADS)
    store.flush()


def query(folder: str, solutions: str, triples: str, megabytes: int) -> int:
    """Answer the query of standard input: solutions or a boolean in one format, triples in another."""
    _no_more_than(megabytes)
    text = sys.stdin.buffer.read().decode()
    try:
        store = ox.Store.read_only(folder)
    except (OSError, RuntimeError, ValueError):
        return NO_INDEX
    try:
        _answer(store, text, solutions, triples)
    except MemoryError:
        raise
    except (
        Exception
    ) as error:  # a wrong query is SyntaxError, RuntimeError, OSError or ValueError, as it happens
        sys.stderr.write(str(error))
        return WRONG
    return 0


def _answer(store: ox.Store, text: str, solutions: str, triples: str) -> None:
    answer = store.query(text)
    # The first line says what is coming: the parent chooses the media type by it.
    if isinstance(answer, ox.QueryTriples):
        sys.stdout.buffer.write(b"triples\n")
        ox.serialize(answer, sys.stdout.buffer, format=TRIPLES[triples])
    else:
        sys.stdout.buffer.write(b"solutions\n")
        answer.serialize(sys.stdout.buffer, format=SOLUTIONS[solutions])
    sys.stdout.buffer.flush()


def _no_more_than(megabytes: int) -> None:
    limit = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(sys.argv[2])
    else:
        sys.exit(query(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])))
