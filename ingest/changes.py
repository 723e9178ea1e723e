"""What did a stored version change, and what has to be asked about it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.changes import has_earlier
from graph.connection import Graph
from graph.notices import changes_of, last_notice
from graph.sources import SourceVersion
from graph.succession import keep_named
from ingest.report import FileReport
from ingest.succession import propose_successions


def with_changes(graph: Graph, version: SourceVersion, store: Callable[[], FileReport]) -> FileReport:
    """The report of ``store``, which writes ``version``, with what that says differently from the version before it.

    Where decisions rest on a record that is gone, it is asked whether a new one takes its place.
    """
    before = last_notice(graph)
    supersedes = has_earlier(graph, version.key)
    if supersedes:
        keep_named(graph, version.key)
    report = store()
    asked = propose_successions(graph, version) if supersedes else 0
    return replace(report, changes=changes_of(graph, version.mark, before), successions=asked)
