"""What has to happen to each source for the store to follow another vocabulary? A plan that changes nothing.

A source whose file is kept is read again. Where it is not, records that no change concerns stay as they are, renamed
terms give way to their successor, and anything else is for a person: supply the file, or have the source removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from graph.desk.entries import is_entry
from graph.evolution import Finding, Judgement
from graph.raw import NoSuchFile, RawStore
from graph.renaming import Renames, would_break
from graph.sources import SourceVersion
from ingest.context import IngestContext, IngestOptions
from ingest.declared import declare, declared_of
from ingest.guidance import guided_name
from ingest.identify import readers_now
from ingest.opening import AnyPrepared, open_file
from ingest.tools import Tools
from ontology.errors import DataProblem

Action = Literal["read", "rename", "keep", "remove", "blocked"]

STANDING: Final = """
MATCH (s:Source) WHERE s.state IN ['live', 'loading'] RETURN s {.*} AS source, s.state AS state ORDER BY s.key
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one source version, and how many of its records the changes concern."""

    key: str
    file: str
    action: Action
    records: int
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a migration would do. ``versions`` stand beside their ``steps``; ``renames`` are for those that it names."""

    judgement: Judgement
    steps: tuple[Step, ...]
    versions: tuple[SourceVersion, ...]
    renames: Renames

    @property
    def blocked(self) -> tuple[Step, ...]:
        """What a person has to decide first."""
        return tuple(s for s in self.steps if s.action == "blocked")


def plan_of(
    context: IngestContext,
    judgement: Judgement,
    tools: Tools,
    options: IngestOptions,
    removed: Collection[str],
) -> Plan:
    """The plan; opens each file that would be read again, so that what cannot be read is known before."""
    renames = renames_of(judgement)
    versions, steps = [], []
    for version, loading in _standing(context):
        if version.key in removed:
            step = Step(version.key, version.name, "remove", 0, "移除", "removed")
        elif is_entry(version.key) or (
            not loading and guided_name(version.reader, "") in readers_now(tools.lists)
        ):
            continue
        else:
            step = _step(context, version, judgement, renames, tools, options)
        versions.append(version)
        steps.append(step)
    return Plan(judgement, tuple(steps), tuple(versions), renames)


def renames_of(judgement: Judgement) -> Renames:
    """The renamed terms that concern records."""
    of: dict[str, dict[str, str]] = {"class": {}, "property": {}, "concept": {}}
    for finding in judgement.findings:
        if finding.change.kind == "renamed":
            of[finding.change.of][finding.change.term] = finding.change.successor
    return Renames(of["class"], of["property"], of["concept"])


@contextmanager
def opened(
    raw: RawStore, version: SourceVersion, tools: Tools, options: IngestOptions
) -> Iterator[AnyPrepared]:
    """The kept file of a version, opened anew under its key.

    Raises:
        NoSuchFile: it is not kept. DataProblem: it cannot be read.
    """
    declared = replace(options, source=version.key if version.basis == "declared" else None)
    with TemporaryDirectory(prefix="gongjian-") as folder:
        path = Path(folder) / version.name
        with raw.open(version.content) as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        yield open_file(path, version.content, declared, tools)


def as_read_now(version: SourceVersion, found: SourceVersion) -> SourceVersion:
    """The version as the present reader understands its file, under the key, name and rank by decision that it has, and
    with what was declared of it."""
    same = replace(
        found,
        key=version.key,
        basis=version.basis,
        name=version.name,
        replaces=version.replaces,
        licence=version.licence,
    )
    if not same.stated_date and version.file_date:
        same = replace(same, file_date=version.file_date, stated_basis=version.stated_basis)
    return declare(same, declared_of(version))


def _standing(context: IngestContext) -> list[tuple[SourceVersion, bool]]:
    rows = context.graph.read(STANDING)
    fields = SourceVersion.__dataclass_fields__
    found = [
        (
            SourceVersion(**{n: row["source"][n] for n in fields if n in row["source"]}),
            row["state"] == "loading",
        )
        for row in rows
    ]
    return sorted(found, key=lambda pair: (pair[0].key, pair[0].rank))


def _step(
    context: IngestContext,
    version: SourceVersion,
    judgement: Judgement,
    renames: Renames,
    tools: Tools,
    options: IngestOptions,
) -> Step:
    mine = [f for f in judgement.findings if version.key in f.sources]
    records = max((f.sources[version.key] for f in mine), default=0)
    try:
        with opened(context.raw, version, tools, options) as one:
            if one.version.key != version.key:
                zh = f"重新读取；名称仍用“{version.key}”（按新本体会是“{one.version.key}”）"
                en = f"read again; its key stays (the new vocabulary would give {one.version.key!r})"
                return Step(version.key, version.name, "read", records, zh, en)
        return Step(version.key, version.name, "read", records, "重新读取", "read again")
    except NoSuchFile:
        zh, en = "原始文件不在", "its file is not kept"
    except DataProblem as error:
        zh, en = error.zh, error.en
    if not mine:
        return Step(
            version.key, version.name, "keep", 0, f"{zh}，记录照旧", f"{en}; its records stay as they are"
        )
    return _without_file(context, version, mine, records, renames, (zh, en))


def _without_file(
    context: IngestContext,
    version: SourceVersion,
    mine: Sequence[Finding],
    records: int,
    renames: Renames,
    why: tuple[str, str],
) -> Step:
    if all(f.change.kind == "renamed" for f in mine):
        broken = would_break(context.graph, version.key, renames, context.ontology)
        if broken is None:
            zh, en = f"{why[0]}，术语改用后继者", f"{why[1]}; successors take the place of old terms"
            return Step(version.key, version.name, "rename", records, zh, en)
        why = (
            f"{why[0]}，记录 {broken.id} 换用后继术语后不合本体",
            f"{why[1]}; record {broken.id} renamed breaks a rule",
        )
    zh = f"{why[0]}：请把文件交给 gongjian ontology migrate，或用 --remove 移除此来源"
    en = f"{why[1]}: give the file to gongjian ontology migrate, or remove the source with --remove"
    return Step(version.key, version.name, "blocked", records, zh, en)
