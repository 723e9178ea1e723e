"""What is read again after a person said something? Every live source whose reading does not follow what is said now.

``enter`` appends events and reads again in one turn. Killed in between, the next run finds the same sources stale by the
name of their reader, and goes on: every run begins with ``complete_unfinished``, which ends with ``reread_stale``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from graph.connection import Transaction
from graph.desk.entries import PREFIX
from graph.desk.events import Entry, Event
from graph.desk.log import append
from graph.settle import settle
from graph.sources import SourceVersion, version_of
from graph.turn import writing_turn
from graph.vocabulary import check_vocabulary
from ingest.context import IngestContext, IngestOptions
from ingest.guidance import NO_GUIDANCE
from ingest.guided import guides_for, note_guides
from ingest.recovery import complete, complete_unfinished
from ingest.replan import opened
from ingest.report import FileReport
from ingest.tools import Tools, tools_of
from ontology.errors import DataProblem

Advance = Callable[[int, int, str], None]
"""Called with hundredths of sources done, hundred times the sources in all, and the one at hand."""
Say = Callable[[Transaction], Sequence[Entry]]
"""What to enter; may write in the same transaction what the entries rest on."""

LIVE: Final = """
MATCH (s:Source {live: true, state: 'live'}) WHERE NOT s.key STARTS WITH $prefix
RETURN s {.*} AS source ORDER BY s.key, s.id
"""
BEGIN: Final = "MERGE (g:Run {id: 'graph'}) SET g.rereading = true"
END: Final = "MATCH (g:Run {id: 'graph'}) WHERE g.rereading IS NOT NULL REMOVE g.rereading"


@dataclass(frozen=True, slots=True)
class Entered:
    """The numbers of the events, what became of each source that was read again, and the keys of those whose file is not
    kept: they stay as they are until it is."""

    events: tuple[int, ...]
    files: tuple[FileReport, ...]
    absent: tuple[str, ...] = ()


def nothing(done: int, total: int, name: str) -> None:
    """A progress that goes nowhere."""


def enter(
    context: IngestContext, say: Say, options: IngestOptions | None = None, advance: Advance = nothing
) -> Entered:
    """Enter what a person says about columns, wordings or places, and read again what it concerns.

    Raises:
        EventNotValid: nothing was entered. SomebodyWrites: another run is writing and did not end in time.
    """
    options = options or IngestOptions()
    with writing_turn(context.graph, context.tell):
        check_vocabulary(context.graph)
        entered = context.graph.transaction(lambda tx: _append(tx, say))
        tools = tools_of(context)
        complete_unfinished(context, tools, options, reread=False)
        files = reread_stale(context, tools, options, advance)
        settle(context.graph)
        absent = tuple(v.key for v in stale(context, tools))
    return Entered(tuple(e.sequence for e in entered), tuple(files), absent)


def reread_stale(
    context: IngestContext, tools: Tools, options: IngestOptions, advance: Advance = nothing
) -> list[FileReport]:
    """Read again every live source whose reading does not follow what is said now, if its file is kept."""
    found = [version for version in stale(context, tools) if context.raw.has(version.content)]
    reports = []
    for number, version in enumerate(found):
        advance(number * 100, len(found) * 100, version.name)
        part = partial(_told, advance, number, len(found), version.name)
        reports.append(complete(context, version, tools, options, part))
    context.graph.write(END)
    advance(len(found) * 100, len(found) * 100, "")
    return reports


def _told(advance: Advance, number: int, sources: int, name: str, part: int, size: int) -> None:
    """How far the reading is within one of the sources."""
    advance(number * 100 + part * 100 // max(size, 1), sources * 100, name)


def stale(context: IngestContext, tools: Tools) -> list[SourceVersion]:
    """The live sources whose reader's name is not what it would be now."""
    return [
        version_of(node)
        for node in _live(context)
        if tools.guidance.name(node["reader"], _guides(context, tools, node)) != node["reader"]
    ]


def _live(context: IngestContext) -> list[dict[str, Any]]:
    rows = context.graph.read(LIVE, prefix=PREFIX)
    return [row["source"] for row in rows if row["source"].get("reader")]


def _guides(context: IngestContext, tools: Tools, node: dict[str, Any]) -> Sequence[str]:
    """By what a source says which words are for it; found in its file, once, where the store does not know (an older
    store, an import). Without anything said it does not matter."""
    known: Sequence[str] | None = node.get("guides")
    if known is not None or tools.guidance == NO_GUIDANCE or not context.raw.has(node["content"]):
        return known or ()
    version = version_of(node)
    try:
        with opened(context.raw, version, tools, IngestOptions()) as one:
            note_guides(context.graph, one, version)
            return guides_for(one, version.key)
    except DataProblem:
        return ()


def _append(tx: Transaction, say: Say) -> list[Event]:
    entered = [append(tx, entry) for entry in say(tx)]
    tx.run(BEGIN)
    return entered
