"""What is new at a watched place since the last look? Files by their content, addresses by ETag; what changed is read.

A file that is gone is noticed, and its source taken out only where the watch says so. Times of the file system say nothing.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.notices import Notice, What, note
from ingest.addresses import Allowed, Fetched, FetchLimits, fetch, is_address, shown_address
from ingest.context import IngestContext, IngestOptions, Progress, silent
from ingest.files import content_hash, expand
from ingest.manifest import NAME
from ingest.pipeline import ingest, remove_source
from ingest.report import FileReport
from ingest.schedule import next_due, seconds_of, stamp
from ingest.watches import Look, Seen, Watch, watch_id
from ontology.errors import DataProblem, GongjianError, UsageProblem
from ontology.language.restricted import mask

MAX_TARGET: Final = 2000
LIVE_CONTENT: Final = "MATCH (s:Source {key: $key, live: true}) RETURN s.content AS content"


class NothingToWatch(UsageProblem):
    """A target at which there is nothing, or that says too little."""

    status = 422


@dataclass(frozen=True, slots=True)
class Watching:
    """With what watched places are looked at."""

    context: IngestContext
    options: IngestOptions
    allowed: Allowed
    limits: FetchLimits


def new_watch(
    target: str,
    every: str,
    now: datetime,
    *,
    source: str = "",
    replace: bool = False,
    remove_gone: bool = False,
    allowed: Allowed,
) -> Watch:
    """A watch of a path, a pattern of paths, or an address; due at once.

    Raises:
        NothingToWatch: there is nothing there, or ``source`` is for more than one file. NotAnInterval: ``every`` is none.
        NotAnAddress, AddressNotAllowed: an address that may not be read.
    """
    if not 0 < len(target) <= MAX_TARGET or "\x00" in target:
        raise NothingToWatch("请给出要监看的路径或地址", "name a path or an address to watch")
    if is_address(target):
        allowed.check(target)
        place = target
    else:
        place = str(Path(target).expanduser().absolute())
        _check_path(place, source)
    return Watch(
        watch_id(place),
        place,
        "address" if is_address(target) else "path",
        seconds_of(every),
        source,
        replace,
        remove_gone,
        stamp(now),
        stamp(now),
    )


def is_due(watch: Watch, now: datetime) -> bool:
    """Whether it is time to look again."""
    return watch.due <= stamp(now)


def look(watching: Watching, watch: Watch, now: datetime, progress: Progress = silent) -> Watch:
    """Look at a watched place, read what is new there, note what happened; the watch as it is afterwards.

    Raises:
        ServiceProblem: the store is not there.
    """
    try:
        seen = (_look_at_address if watch.kind == "address" else _look_at_paths)(watching, watch, progress)
    except (DataProblem, UsageProblem) as error:
        seen = _failed(watching, watch, error)
    failed = seen.last.outcome == "failed"
    failures = watch.failures + 1 if failed else 0
    last = replace(seen.last, at=stamp(now))
    return replace(seen, failures=failures, last=last, due=next_due(now, watch.every, failures))


def _check_path(place: str, source: str) -> None:
    path = Path(place)
    if not path.exists() and not glob.has_magic(place):
        raise NothingToWatch(
            f"{path.name} 不存在：请检查路径（要监看还没有的文件，请监看它所在的文件夹）",
            f"{path.name} is not there: check the path (to watch for a file that is still to come, watch its folder)",
            file=path.name,
        )
    if source and (path.is_dir() or glob.has_magic(place)):
        raise NothingToWatch(
            f"--source 只能用于一个文件：文件夹里的文件请用 {NAME} 说明来源",
            f"--source is for one file: say in a {NAME} which source each file of a folder is",
        )


def _look_at_paths(watching: Watching, watch: Watch, progress: Progress) -> Watch:
    found = _files(watch.target)
    hashes = {str(path): content_hash(path) for path in found}
    manifests = {str(m): content_hash(m) for m in _manifests(watch.target)}
    anew = any(watch.files.get(m, Seen("")).content != h for m, h in manifests.items())
    changed = [p for p in found if anew or watch.files.get(str(p), Seen("")).content != hashes[str(p)]]
    reports = _read(watching, watch, changed, progress)
    keys = (
        {str(p): r.source for p, r in zip(changed, reports, strict=False)}
        if len(changed) == len(reports)
        else {}
    )
    files = {p: Seen(h, keys.get(p) or watch.files.get(p, Seen("")).key) for p, h in hashes.items()}
    there = set(files.values())  # a file that was moved is not gone, if it still is the same source
    lost = [
        path
        for path, seen in watch.files.items()
        if path not in files and Path(path).name != NAME and seen not in there
    ]
    for path in lost:
        _gone(watching, watch, path)
    files |= {m: Seen(h) for m, h in manifests.items()}
    return replace(watch, files=files, last=_outcome(reports, len(lost)))


def _look_at_address(watching: Watching, watch: Watch, progress: Progress) -> Watch:
    known = Fetched(watch.target, Path(), watch.etag, watch.last_modified, content=watch.content)
    with TemporaryDirectory(prefix="gongjian-") as folder:
        got = fetch(
            watch.target, watching.allowed, known if watch.content else None, Path(folder), watching.limits
        )
        reports = _read(watching, watch, [got.path], progress) if got.changed else ()
    told = replace(watch, etag=got.etag, last_modified=got.last_modified, content=got.content)
    return replace(told, last=_outcome(reports, 0))


def _read(
    watching: Watching, watch: Watch, paths: Sequence[Path], progress: Progress
) -> tuple[FileReport, ...]:
    """Read files; each that could not be read or stored is noticed."""
    if not paths:
        return ()
    options = replace(watching.options, source=watch.source or None, replace=watch.replace)
    reports = ingest(watching.context, paths, options, progress).files
    reports = tuple(_with_way_out(report, watch) for report in reports)
    for report in reports:
        if report.outcome in {"failed", "refused", "repair"}:
            what: What = "failed" if report.outcome == "failed" else "refused"
            _note(watching, Notice(what, report.source, report.file, report.problem_zh, report.problem_en))
    return reports


def _with_way_out(report: FileReport, watch: Watch) -> FileReport:
    """A refusal with what to do about it where a watch met it: it is not asked, so nobody can answer with ``--replace``."""
    if report.outcome != "refused" or watch.replace:
        return report
    zh = f"{report.problem_zh}。监看中的要一直以新内容替换：gongjian watch remove {watch.id}，再 gongjian watch add … --replace"
    en = (
        f"{report.problem_en}. To have what is watched replaced from now on: gongjian watch remove {watch.id}, then "
        "gongjian watch add … --replace"
    )
    return replace(report, problem_zh=zh, problem_en=en)


def _outcome(reports: Sequence[FileReport], gone: int) -> Look:
    outcomes = {report.outcome for report in reports}
    trouble = next((r for r in reports if r.outcome in {"failed", "refused", "repair"}), None)
    word = "changed" if "stored" in outcomes else "refused" if trouble else "gone" if gone else "unchanged"
    return Look(
        outcome=word, zh=trouble.problem_zh if trouble else "", en=trouble.problem_en if trouble else ""
    )


def _gone(watching: Watching, watch: Watch, path: str) -> None:
    """Note that a file is no longer there; take its source out if the watch says so and it still is that content."""
    context, seen, name = watching.context, watch.files[path], Path(path).name
    live = context.graph.read(LIVE_CONTENT, key=seen.key) if watch.remove_gone and seen.key else []
    if any(row["content"] == seen.content for row in live):
        remove_source(context, seen.key)
        zh, en = "文件不在了，其来源已移除", "the file is gone; its source was removed"
        _note(watching, Notice("removed", seen.key, name, zh, en))
        return
    _note(
        watching,
        Notice("gone", seen.key, name, "文件不在了；来源仍保留", "the file is gone; its source stays"),
    )


def _failed(watching: Watching, watch: Watch, error: GongjianError) -> Watch:
    """Noticed once: as long as it fails in the same way, nothing new has happened."""
    if (watch.last.outcome, watch.last.zh) != ("failed", error.zh):
        _note(watching, Notice("failed", watch.source, _shown(watch), error.zh, error.en))
    return replace(watch, last=Look("", "failed", error.zh, error.en))


def _note(watching: Watching, notice: Notice) -> None:
    shown = replace(notice, file=mask(notice.file).text)
    watching.context.graph.transaction(lambda tx: note(tx, shown))


def _shown(watch: Watch) -> str:
    return shown_address(watch.target) if watch.kind == "address" else Path(watch.target).name


def _files(target: str) -> list[Path]:
    """The files of a path or pattern that can be read, in name order."""
    if glob.has_magic(target) and not Path(target).exists():
        return expand([Path(p) for p in sorted(glob.glob(target, recursive=True))])
    path = Path(target)
    return expand([path]) if path.exists() else []


def _manifests(target: str) -> list[Path]:
    path = Path(target)
    return sorted(m for m in path.rglob(NAME) if m.is_file()) if path.is_dir() else []
