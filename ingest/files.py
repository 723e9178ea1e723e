"""Which files does a run read? Paths and globs as given, all of a folder that a reader knows, the members of archives.

What a folder or an archive holds and nobody reads is told with the reason; hidden files and the locks of office
programs are only counted.
"""

from __future__ import annotations

import glob
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.archives import Budget, is_hidden, unpack
from ingest.errors import EmptyFile, IngestError, UnsupportedFormat, WrongContent
from ingest.manifest import NAME as MANIFEST
from ingest.readers.limits import Limits
from ingest.readers.open import ENDINGS, read_as
from ingest.readers.sniff import ARCHIVES
from ingest.report import FileReport, Note, Outcome, Report, failure
from ontology.language.restricted import mask

_CHUNK = 1 << 20
_GLOB = frozenset("*?[")
_ARCHIVES = frozenset(ARCHIVES.values())
_INSIDE = "!/"


class NoSuchPath(IngestError):
    """A path at which there is nothing that can be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"读不到 {path.name}（{cause}）：请检查路径和读取权限",
            f"cannot read {path.name} ({cause}): check the path and the permission to read it",
            file=path.name,
        )


@dataclass(slots=True)
class Gathered:
    """The files of a run.

    Attributes:
        files: what is read, each once, in order.
        inside: of a member of an archive, where it stands: ``包.zip!/目录/清单.xlsx``.
        passed: what is not read, with the reason: nobody reads it (``skipped``), or an archive that cannot be opened.
        hidden: how many hidden files and locks were passed over.
    """

    files: list[Path] = field(default_factory=list)
    inside: dict[Path, str] = field(default_factory=dict)
    passed: list[FileReport] = field(default_factory=list)
    hidden: int = 0

    def told(self, report: Report) -> Report:
        """A run's report with what was passed over, where members stand, and as what a file was read."""
        told = (
            replace(one, path=mask(self.inside.get(path, "")).text, notes=(*_notes(path), *one.notes))
            for path, one in zip(self.files, report.files, strict=True)
        )
        return Report((*told, *self.passed), hidden=self.hidden)


@contextmanager
def gather(paths: Sequence[Path], limits: Limits) -> Iterator[Gathered]:
    """The files of a run; the members of archives are there until the context ends."""
    with tempfile.TemporaryDirectory(prefix="gongjian-unpacked-", ignore_cleanup_errors=True) as room:
        gathered = Gathered()
        for path, told in _all(paths, gathered):
            if told and _is_archive(path):
                budget = Budget(path.name, path.stat().st_size, limits)
                _open(path, path.name, Path(room), budget, gathered)
            elif told:
                gathered.files.append(path)
        yield gathered


def expand(paths: Sequence[Path]) -> list[Path]:
    """The files of paths, globs and folders, each once; archives are files here."""
    return [path for path, told in _all(paths, Gathered()) if told]


def _all(paths: Sequence[Path], gathered: Gathered) -> Iterator[tuple[Path, bool]]:
    """All files, each once, and whether somebody reads it; the others are noted."""
    seen: set[Path] = set()
    for given in paths:
        for path in _globbed(given):
            found = _in_folder(path, gathered) if path.is_dir() else [path]
            for file in found:
                if file.resolve() not in seen:
                    seen.add(file.resolve())
                    yield file, not path.is_dir() or _is_read(file, str(file.relative_to(path)), gathered)


def _globbed(path: Path) -> list[Path]:
    """What a pattern stands for, where no file has its name."""
    if not _GLOB & set(str(path)) or path.exists():
        return [path]
    found = sorted(glob.glob(str(path), recursive=True))
    return [Path(name) for name in found] or [path]


def _in_folder(folder: Path, gathered: Gathered) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == MANIFEST:
            continue
        if is_hidden(path.relative_to(folder).as_posix()):
            gathered.hidden += 1
        else:
            yield path


def _is_read(path: Path, shown: str, gathered: Gathered) -> bool:
    """Whether a file that nobody named is read: its ending has a reader, or its content surely has; else it is noted."""
    if path.suffix.lower() in ENDINGS:
        return True
    try:
        found = read_as(path)
    except (UnsupportedFormat, WrongContent, EmptyFile) as error:
        gathered.passed.append(_not_read(path.name, shown, error, "skipped"))
        return False
    except (IngestError, OSError):
        return True
    if not found.sure:
        unread = UnsupportedFormat(path.name, ENDINGS)
        gathered.passed.append(_not_read(path.name, shown, unread, "skipped"))
    return found.sure


def _is_archive(path: Path) -> bool:
    try:
        return read_as(path).ending in _ARCHIVES
    except (IngestError, OSError):
        return False


def _open(path: Path, shown: str, room: Path, budget: Budget, gathered: Gathered, depth: int = 1) -> None:
    """Take the members of an archive in, and those of archives in it, one level deep."""
    try:
        members = unpack(path, read_as(path).ending, room, budget)
    except IngestError as error:
        gathered.passed.append(_not_read(path.name, shown if depth == 0 else "", error))
        return
    for member in members:
        inside = f"{shown}{_INSIDE}{member.name}"
        if member.path is None:
            assert member.problem, "a member that was not unpacked says why"
            gathered.passed.append(_not_read(Path(member.name).name, inside, member.problem))
        elif not _is_read(member.path, inside, gathered):
            continue
        elif _is_archive(member.path) and depth:
            _open(member.path, inside, room, budget, gathered, depth - 1)
        else:
            gathered.files.append(member.path)
            gathered.inside[member.path] = inside


def _not_read(name: str, shown: str, error: IngestError, outcome: Outcome = "failed") -> FileReport:
    return replace(failure(mask(name).text, error, outcome), path=mask(shown).text)


def _notes(path: Path) -> tuple[Note, ...]:
    """As what a file was read, where its ending says something else."""
    try:
        found = read_as(path)
    except (IngestError, OSError):
        return ()
    return (Note(found.zh, found.en),) if found.zh else ()


def content_hash(path: Path) -> str:
    """SHA-256 of a file, in hex, as ``graph.raw`` has it.

    Raises:
        NoSuchPath: it is not there or may not be read.
    """
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                hashed.update(chunk)
    except OSError as error:
        raise NoSuchPath(path, error.strerror or type(error).__name__) from error
    return hashed.hexdigest()
