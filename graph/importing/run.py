"""How is an import done? Check the whole file, write, settle, compare: ``import_export``.

What sources say and people entered is taken from the file; what follows from it never is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from graph.importing.comparing import compare
from graph.importing.contents import Contents, conforming, read_contents
from graph.importing.entered import log, state
from graph.importing.names import Names
from graph.importing.report import ImportReport
from graph.importing.spool import Spool, spool
from graph.importing.versions import other_versions
from graph.importing.writing import (
    begin,
    end,
    enter_state,
    placed,
    restore_runs,
    write_contents,
    write_events,
)
from graph.schema import ensure_schema
from graph.settle import settle
from graph.turn import writing_turn

if TYPE_CHECKING:
    from graph.connection import Graph

Progress = Callable[[str, int, int], None]
"""Called with the step (``check``, ``write``, ``settle``, ``compare``), lines or things done, and in all (0: not known)."""

ENTITIES = "MATCH (e:Entity) WHERE size(e.members) > 0 RETURN count(e) AS n"


def import_export(
    graph: Graph,
    lines: Iterable[str],
    *,
    name: str = "",
    who: str = "import",
    progress: Progress | None = None,
) -> ImportReport:
    """Make an empty store hold what an export says, then compare its own export with the file's lines.

    A file that is wrong anywhere leaves the store untouched. Killed anywhere, the same call completes the work.

    Args:
        lines: N-Quads lines of a canonical or a full export, in any order, with or without line breaks; read once.
        name: what messages call the file.
        who: under whom the desk state of a canonical export is entered (a full one brings its log).

    Raises:
        NotAnExport, LineNotReadable, UnknownTerm, ThingNotComplete, RestrictedValue, DoesNotConform: the file.
        OtherVersions: its form or keys are not ours. StoreNotEmpty, OtherImportUnfinished: the store.
        SpoolFailed: no room for temporary files. SomebodyWrites: another run writes.
    """
    tell = progress or (lambda _step, _done, _total: None)
    file = name or "export"
    names = Names(graph.ontology)
    spooled = spool(lines, names, file, lambda done: tell("check", done, 0))
    try:
        differing = other_versions(graph, spooled, file)
        contents = read_contents(spooled, names, file)
        try:
            return _import(graph, spooled, contents, differing, who, tell)
        finally:
            contents.close()
    finally:
        spooled.close()


def _import(
    graph: Graph,
    spooled: Spool,
    contents: Contents,
    differing: dict[str, tuple[str, str]],
    who: str,
    tell: Progress,
) -> ImportReport:
    if "ontologyVersion" in differing:
        conforming(contents, graph.ontology)
    full, file = spooled.named, contents.file
    entries = [] if full else state(spooled, file, who)
    events = sum(1 for _ in log(spooled, file)) if full else len(entries)
    total = contents.passages + contents.records

    with writing_turn(graph) as turn:

        def written(done: int) -> None:
            turn.check()
            tell("write", done, total)

        begin(graph, spooled.digest, file)
        ensure_schema(graph)
        if full:
            write_events(graph, log(spooled, file))
        else:
            placed(contents, enter_state(graph, entries))
        write_contents(graph, contents, written)
        turn.check()
        settle(graph, partial(tell, "settle"))
        if full:
            restore_runs(graph, contents, same_versions=not differing)
        found = compare(
            graph,
            spooled,
            full=full,
            versions_differ=bool(differing),
            tell=lambda done: tell("compare", done, spooled.count),
        )
        end(graph)
    return ImportReport(
        kind="full" if full else "canonical",
        lines=spooled.count,
        intact=spooled.intact,
        sources=len(contents.live),
        passages=contents.passages,
        records=contents.records,
        events=events,
        entities=int(graph.read(ENTITIES)[0]["n"]),
        restricted=contents.restricted,
        only_in_file=found.only_in_file,
        only_in_graph=found.only_in_graph,
        followed_anew=found.anew,
        differences=tuple(found.shown),
        other_versions=differing,
    )
