"""What was cut short, and how is it completed? Versions still loading are read again from their raw files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.admitting import admit
from graph.loading import unfinished
from graph.raw import NoSuchFile
from graph.sources import SourceVersion
from ingest.changes import with_changes
from ingest.context import IngestContext, IngestOptions, Progress, silent
from ingest.opening import open_file, store_file
from ingest.report import FileReport
from ingest.succession import complete_proposals
from ingest.tools import Tools
from ontology.errors import DataProblem

Part = Callable[[int, int], None]
"""Called with bytes read of a file, and all of its bytes."""


def untold(part: int, size: int) -> None:
    """Nobody is told how far a file is."""


def complete_unfinished(
    context: IngestContext,
    tools: Tools,
    options: IngestOptions,
    *,
    reread: bool = True,
    progress: Progress = silent,
) -> list[FileReport]:
    """Read and write again every version whose loading was cut short, and (``reread``) those that do not follow what
    people entered since; every write is a repetition or new."""
    from ingest.rereading import reread_stale

    complete_proposals(context.graph)
    reports = []
    for version in unfinished(context.graph):
        if context.tell:
            context.tell(
                f"接着读上次中断的 {version.name}", f"going on with {version.name}, which was cut short"
            )
        part = partial(_reading, progress, version.name)
        reports.append(complete(context, version, tools, options, part))
    return reports + (reread_stale(context, tools, options) if reread else [])


def _reading(progress: Progress, name: str, part: int, size: int) -> None:
    progress(part, size, name, step="read")


def complete(
    context: IngestContext,
    version: SourceVersion,
    tools: Tools,
    options: IngestOptions,
    progress: Part = untold,
) -> FileReport:
    """Complete one version under the key and rank that it was admitted with, as the present reader reads it."""
    with TemporaryDirectory(prefix="gongjian-") as folder:
        path = Path(folder) / version.name
        try:
            with context.raw.open(version.content) as raw, path.open("wb") as copy:
                shutil.copyfileobj(raw, copy)
            one = open_file(path, version.content, replace(options, source=version.key), tools)
            admission = admit(context.graph, replace(version, reader=one.version.reader))
            if not admission.write:
                return FileReport(version.name, "superseded", version.key, version.basis, version.stated_date)
            return with_changes(
                context.graph,
                admission.version,
                lambda: store_file(
                    context.graph,
                    one,
                    admission.version,
                    tools,
                    options,
                    lambda part: progress(part, one.size),
                ),
            )
        except (DataProblem, NoSuchFile) as error:
            return FileReport(
                version.name,
                "failed",
                version.key,
                version.basis,
                problem=error.slug,
                problem_zh=error.zh,
                problem_en=error.en,
            )
