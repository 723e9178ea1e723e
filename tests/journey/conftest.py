"""What do the journey tests stand on? The real store, a way to read files that must be read, and to empty it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.schema import ensure_schema
from ingest.pipeline import IngestContext, IngestOptions, ingest
from tests.conftest import WIPE


@pytest.fixture
def read(context: IngestContext) -> Callable[..., None]:
    """Ingest files; every one must be read without failure."""

    def run(*paths: Path, **options: object) -> None:
        report = ingest(context, list(paths), IngestOptions(**options))  # type: ignore[arg-type]
        assert not report.failed, report

    return run


@pytest.fixture
def wipe(graph: Graph) -> Callable[[], None]:
    """Empty the graph and lay its schema again."""

    def run() -> None:
        graph.commit_in_batches(WIPE)
        ensure_schema(graph)

    return run
