"""How is outside data read for a check? Only where ``DATA`` names a folder that holds it; else *not measured*."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from api.service import Service
from api.settings import Settings
from graph.connection import Graph
from graph.schema import ensure_schema
from ingest.pipeline import IngestOptions, ingest
from ingest.report import Report
from tests.api.conftest import Quiet
from tests.conftest import WIPE

FOLDER = Path(os.environ.get("DATA") or "/nonexistent")


def need(sets: Iterable[str]) -> None:
    """Skip the check, and say that it was not measured, where one of the sets is missing."""
    missing = [name for name in sets if not (FOLDER / name).exists()]
    if missing:
        print(f"not measured: DATA names no folder with {', '.join(missing)}")  # noqa: T201 - the figure of this run
        pytest.skip("not measured")


def read(graph: Graph, home: Path, paths: list[Path]) -> tuple[Service, Report]:
    """A service over an emptied store with these files read; its index is not filled yet."""
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    opened = Service(Settings(home=home), graph, Quiet())
    return opened, ingest(opened.ingest, paths, IngestOptions())
