"""How does a store come to follow a vocabulary that concerns its records? Its sources are read again, then it is noted.

From ``begin`` to ``note`` the store says that it is on its way, and nothing shows what it holds. Every step is a
repetition of itself: killed anywhere and run again, the end is the same. It is also the way back: run under the old
vocabulary, a migration that was cut short ends there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.admitting import admit
from graph.evolution import Judgement, judge
from graph.raw import NoSuchFile
from graph.removal import NoSuchSource, remove
from graph.renaming import rename
from graph.schema import ensure_schema
from graph.settle import settle
from graph.sources import SourceVersion
from graph.turn import writing_turn
from graph.vocabulary import NOTICE_SECONDS, begin, held, note
from ingest.context import IngestContext, IngestOptions
from ingest.files import content_hash
from ingest.opening import store_file
from ingest.replan import Plan, Step, as_read_now, opened, plan_of
from ingest.tools import Tools, tools_of
from ontology.errors import DataProblem, GongjianError

Advance = Callable[[int, int, str], None]
"""Called with sources done, sources in all, and the one at hand."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What a migration did, or (``done`` false) would do: the versions, and what becomes of each source."""

    before: str
    after: str
    done: bool
    additive: int
    concerned: int
    steps: tuple[Step, ...]


class MigrationBlocked(DataProblem):
    """Some sources cannot follow the vocabulary; nothing was changed."""

    status = 409

    def __init__(self, steps: Sequence[Step]) -> None:
        zh = "\n".join(["迁移没有开始，以下来源须先处理：", *(f"{s.key}（{s.file}）：{s.zh}" for s in steps)])
        en = "\n".join(
            ["nothing was migrated; these sources come first:", *(f"{s.key}: {s.en}" for s in steps)]
        )
        sources = [
            {"source": s.key, "file": s.file, "records": s.records, "zh": s.zh, "en": s.en} for s in steps
        ]
        super().__init__(zh, en, sources=sources)


class MigrationFailed(DataProblem):
    """A source could be opened but not stored; the store stays on its way until that is mended."""

    def __init__(self, version: SourceVersion, cause: GongjianError) -> None:
        super().__init__(
            f"来源“{version.key}”读不了，迁移停在这里：{cause.zh}。"
            "请修正本体，或用 --remove 移除此来源，然后再次运行 gongjian ontology migrate",
            f"source {version.key!r} cannot be read, the migration stops here: {cause.en}. "
            "Mend the vocabulary, or --remove the source, then run gongjian ontology migrate again",
            source=version.key,
            file=version.name,
        )


def nothing(done: int, total: int, name: str) -> None:
    """A progress that goes nowhere."""


def migrate(
    context: IngestContext,
    options: IngestOptions | None = None,
    advance: Advance = nothing,
    *,
    files: Sequence[Path] = (),
    removed: Collection[str] = (),
    dry_run: bool = False,
    notice: float = NOTICE_SECONDS,
) -> Migration:
    """Bring every source of the store under the context's vocabulary.

    Args:
        files: files of sources whose raw file is missing; they are recognised by their content.
        removed: keys of sources to take out instead of reading them again.
        dry_run: say what would happen, and change nothing.
        notice: seconds that services get to notice before anything is written.

    Raises:
        MigrationBlocked: with what a person has to do; nothing was changed. MigrationFailed: a file did not balance.
        NoSuchSource: a source to remove is not there. SomebodyWrites: another run is writing and did not end in time.
    """
    options = options or IngestOptions()
    tools = tools_of(context)
    if dry_run:
        return _report(context, _planned(context, tools, options, removed), done=False)
    with writing_turn(context.graph, context.tell) as turn:
        _supply(context, files)
        plan = _planned(context, tools, options, removed)
        if plan.blocked:
            raise MigrationBlocked(plan.blocked)
        report = _report(context, plan, done=True)
        _begin(context, notice)
        for number, (step, version) in enumerate(zip(plan.steps, plan.versions, strict=True)):
            turn.check()
            advance(number, len(plan.steps), version.name)
            _take(context, step, version, plan, tools, options)
        turn.check()
        settle(context.graph)
        note(context.graph)
        advance(len(plan.steps), len(plan.steps), "")
    return report


def _planned(context: IngestContext, tools: Tools, options: IngestOptions, removed: Collection[str]) -> Plan:
    plan = plan_of(context, judge(context.graph), tools, options, removed)
    known = {step.key for step in plan.steps if step.action == "remove"}
    unknown = next((key for key in removed if key not in known), None)
    # A run that was cut short may have removed it: the same words again lead on.
    if unknown is not None and not _on_its_way(context):
        raise NoSuchSource(unknown)
    return plan


def _report(context: IngestContext, plan: Plan, *, done: bool) -> Migration:
    judgement: Judgement = plan.judgement
    additive = sum(1 for change in judgement.changes if change.additive)
    return Migration(
        judgement.version, context.ontology.version, done, additive, len(judgement.findings), plan.steps
    )


def _supply(context: IngestContext, files: Sequence[Path]) -> None:
    """Keep the given files that some source was read from."""
    wanted = {row["content"] for row in context.graph.read("MATCH (s:Source) RETURN s.content AS content")}
    for path in files:
        if content_hash(path) not in wanted:
            raise FileNotWanted(path.name)
        context.raw.put(path)


class FileNotWanted(DataProblem):
    """A file that no source of the store was read from."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有来源是从这份文件读入的：{name}（须是当时的原文件，一字不差）",
            f"no source was read from this file: {name} (it has to be the very file, byte for byte)",
            file=name,
        )


def _begin(context: IngestContext, notice: float) -> None:
    """Say that the store is on its way, and give running services the time to see it."""
    if not _on_its_way(context):
        begin(context.graph)
        time.sleep(notice * 1.5)
    ensure_schema(context.graph)


def _on_its_way(context: IngestContext) -> bool:
    """Whether a migration to this vocabulary has begun and was cut short."""
    found = held(context.graph)
    return found is not None and found.target == context.ontology.version


def _take(
    context: IngestContext,
    step: Step,
    version: SourceVersion,
    plan: Plan,
    tools: Tools,
    options: IngestOptions,
) -> None:
    """One step of the plan; a repetition of itself."""
    if step.action == "remove":
        for content in remove(context.graph, version.key, "local").contents:
            context.raw.delete(content)
    elif step.action == "rename":
        rename(context.graph, version.key, plan.renames)
    elif step.action == "read":
        _read_again(context, version, tools, options)


def _read_again(context: IngestContext, version: SourceVersion, tools: Tools, options: IngestOptions) -> None:
    try:
        with opened(context.raw, version, tools, options) as one:
            admission = admit(context.graph, as_read_now(version, one.version))
            if admission.write:
                store_file(context.graph, one, admission.version, tools, options, lambda _part: None)
    except (DataProblem, NoSuchFile) as error:
        raise MigrationFailed(version, error) from error
