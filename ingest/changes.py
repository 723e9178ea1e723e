"""What did a file change, and what would it? The report of a stored version, and a dry run that writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.connection import Graph
from graph.notices import changes_of, last_notice
from graph.sources import SourceVersion
from ingest.report import FileReport


def with_changes(graph: Graph, version: SourceVersion, store: Callable[[], FileReport]) -> FileReport:
    """The report of ``store``, which writes ``version``, with what that says differently from the version before it."""
    before = last_notice(graph)
    report = store()
    return replace(report, changes=changes_of(graph, version.mark, before))
