"""How does a file become knowledge? read → extract → validate → resolve → write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.context import IngestContext, IngestOptions, Progress, silent
from ingest.report import Report

__all__ = ["IngestContext", "IngestOptions", "ingest", "recover", "remove_source"]


def ingest(
    context: IngestContext,
    paths: Sequence[Path],
    options: IngestOptions | None = None,
    progress: Progress = silent,
) -> Report: ...


def recover(context: IngestContext) -> Report: ...


def remove_source(context: IngestContext, key: str) -> dict[str, object]: ...
