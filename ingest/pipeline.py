"""How does a file become knowledge? read → extract → validate → resolve → write.

One file's trouble is that file's: it is reported and the rest of the run goes on. Whatever is cut short is
completed by ``recover``, which every run begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.admitting import admit
from graph.removal import contents_in_use, remove
from graph.settle import settle
from graph.turn import SomebodyWrites, Turn, writing_turn
from graph.vocabulary import check_vocabulary
from ingest.changes import with_changes
from ingest.context import IngestContext, IngestOptions, Progress, silent
from ingest.files import gather
from ingest.foreseeing import foreseen
from ingest.looking import Run, look
from ingest.manifest import Manifests
from ingest.opening import AnyPrepared, passage_ids_of, store_file
from ingest.recovery import complete_unfinished
from ingest.report import FileReport, Note, Report, failure, outdated, refusal
from ingest.storing import Step
from ingest.tools import tools_of
from ontology.errors import DataProblem, UsageProblem

__all__ = ["IngestContext", "IngestOptions", "ingest", "recover", "remove_source"]


class OneSourceOneFile(UsageProblem):
    """A source's key was declared for several files."""


def ingest(
    context: IngestContext,
    paths: Sequence[Path],
    options: IngestOptions | None = None,
    progress: Progress = silent,
) -> Report:
    """Read files and folders into the graph and settle what follows from them.

    Args:
        progress: called with bytes done, bytes in all and the file at hand.

    Raises:
        OneSourceOneFile: ``options.source`` with more than one file. ServiceProblem: the store is not there, or
            another run is writing and did not end in time (``SomebodyWrites``).
        What is wrong with a single file is in the report.
    """
    options = options or IngestOptions()
    with gather(paths, options.limits) as gathered:
        return gathered.told(_ingest(context, paths, gathered.files, options, progress))


def _ingest(
    context: IngestContext,
    paths: Sequence[Path],
    files: Sequence[Path],
    options: IngestOptions,
    progress: Progress,
) -> Report:
    """The run over the files that were found at the paths."""
    if options.source and len(files) != 1:
        raise OneSourceOneFile(
            f"--source 只能用于一个文件，这里有 {len(files)} 个：请逐个导入",
            f"--source names one file's source, here are {len(files)}: ingest them one by one",
            found=len(files),
        )
    manifests = Manifests(paths)
    if options.dry_run:
        check_vocabulary(context.graph)
        return _foresee(Run(context, options, progress, tools_of(context), manifests), files)
    with writing_turn(context.graph, context.tell) as turn:
        check_vocabulary(context.graph)
        return _run(Run(context, options, progress, tools_of(context), manifests), files, turn)


def _run(run: Run, files: Sequence[Path], turn: Turn) -> Report:
    """The run itself, in its turn."""
    went_on = complete_unfinished(run.context, run.tools, run.options, progress=run.progress)
    prepared, reports = look(run, files)
    reports = {path: _gone_on_with(report, went_on) for path, report in reports.items()}
    total, done = sum(p.size for p in prepared), 0
    for one in prepared:
        turn.check()
        run.progress(done, total, one.name, step="read")
        step = partial(_step, run.progress, done, total, one)
        reports[one.path] = _store(run, one, step)
        done += one.size
    turn.check()
    run.progress(total, total, step="read")
    settle(run.context.graph, partial(_settling, run.progress))
    return Report(tuple(reports[path] for path in files))


def _foresee(run: Run, files: Sequence[Path]) -> Report:
    """What a run would do; nothing is written."""
    prepared, reports = look(run, files)
    total, done = sum(p.size for p in prepared), 0
    for one in prepared:
        run.progress(done, total, one.name, step="read")
        try:
            reports[one.path] = foreseen(run.context, one, run.tools, run.options)
        except DataProblem as error:
            reports[one.path] = failure(one.version.name, error)
        done += one.size
    return Report(tuple(reports[path] for path in files))


def recover(context: IngestContext) -> Report:
    """Complete what an earlier run could not finish: files that were being read, entities to be made.

    Nothing if another run is writing: it has begun with this.
    """
    try:
        with writing_turn(context.graph, wait=0):
            check_vocabulary(context.graph)
            reports = complete_unfinished(context, tools_of(context), IngestOptions())
            settle(context.graph)
            return Report(tuple(reports))
    except SomebodyWrites:
        return Report(())


def remove_source(context: IngestContext, key: str) -> dict[str, object]:
    """Take a source out, with all that rests on it alone and the raw files that no other source uses.

    Raises:
        NoSuchSource: nothing was read under this key. SomebodyWrites: another run did not end in time.
    """
    with writing_turn(context.graph, context.tell):
        check_vocabulary(context.graph)
        removal = remove(context.graph, key, "local")
        for content in removal.contents:
            context.raw.delete(content)
        settle(context.graph)
    return {
        "key": removal.key,
        "records": removal.records,
        "passages": removal.passages,
        "files": len(removal.contents),
    }


def _gone_on_with(report: FileReport, went_on: Sequence[FileReport]) -> FileReport:
    """A file that is unchanged only because this run has just read the rest of it is told as read."""
    done = [r for r in went_on if (r.outcome, r.source, r.file) == ("stored", report.source, report.file)]
    if report.outcome != "unchanged" or not done:
        return report
    note = Note("上次读到一半中断，这次读完了", "it was cut short last time and is now read to its end")
    return replace(done[0], path=report.path, notes=(*report.notes, note))


def _step(progress: Progress, done: int, total: int, one: AnyPrepared, part: int) -> None:
    rows = one.units * part // max(one.size, 1)
    progress(done + part, total, one.name, rows=rows, step="read")


def _settling(progress: Progress, done: int, total: int) -> None:
    progress(done, total, step="settle")


def _store(run: Run, one: AnyPrepared, progress: Step) -> FileReport:
    """Admit a file's version and write it."""
    context, options, tools = run.context, run.options, run.tools
    try:
        context.raw.put(one.path)
        admission = admit(context.graph, one.version, replace=options.replace)
        if admission.outcome == "refused":
            ids = passage_ids_of(one, tools, options)
            admission = admit(context.graph, one.version, passage_ids=ids)
            if one.version.content not in contents_in_use(context.graph):
                context.raw.delete(one.version.content)
            return refusal(one.version, one.units, admission.shared_rows, admission.live)
        if admission.outcome == "superseded":
            return outdated(admission.version, admission.live)
        if not admission.write:
            version = admission.version
            return FileReport(version.name, "unchanged", version.key, version.basis, version.stated_date)
        return with_changes(
            context.graph,
            admission.version,
            lambda: store_file(context.graph, one, admission.version, tools, options, progress),
        )
    except DataProblem as error:
        return failure(one.version.name, error)
