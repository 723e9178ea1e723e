"""What do the journey tests stand on? The real store, real places, an ingest context of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.raw import RawStore
from graph.schema import ensure_schema
from ingest.pipeline import IngestContext, IngestOptions, ingest
from tests.conftest import WIPE


@pytest.fixture
def context(graph: Graph, tmp_path: Path) -> IngestContext:
    """Ingest into the clean graph, raw files in the test's folder."""
    return IngestContext(graph, RawStore(tmp_path / "raw"))


@pytest.fixture
def export(graph: Graph) -> Callable[[], str]:
    """The canonical export of the graph as it is."""
    return lambda: "\n".join(canonical(graph, PUBLIC))


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
