"""What does a document of text and tables say that a test has read? And do both of its balances hold?"""

from __future__ import annotations

from ingest.balance import check, seen_by_reader
from ingest.readers.mixed import Mixed, MixedCount
from ingest.readers.prose_balance import check_prose


def balanced(mixed: Mixed, counted: MixedCount) -> Mixed:
    """The document; both balances must hold."""
    check(mixed.tables.name, counted.cells, seen_by_reader(mixed.tables))
    check_prose(mixed.prose, counted.text)
    return mixed


def blocks(mixed: Mixed) -> list[tuple[str, str]]:
    """Kind and text of all blocks."""
    return [(b.kind, b.text) for article in mixed.prose.articles for b in article.blocks]


def rows(mixed: Mixed, number: int = 0) -> list[tuple[str, ...]]:
    """The rows of a table."""
    return [row.cells for row in mixed.tables.sheets[number].rows]


def reasons(mixed: Mixed) -> list[tuple[str, str]]:
    """Place and reason of all that waits for a person."""
    return [(problem.sheet, problem.reason) for problem in mixed.tables.problems]
