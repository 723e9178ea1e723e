"""How does an exported file become the graph of this home? Read, checked, written, compared; then what is still absent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from api.service import Advance, Service
from graph.importing import ImportReport, import_export
from graph.importing.absent import AbsentFile, absent_files
from graph.importing.files import export_lines
from ontology.errors import UsageProblem

STEPS: Final = {
    "check": "检查 checking",
    "write": "写入 writing",
    "settle": "推导 settling",
    "compare": "比对 comparing",
}


class FileNotReadable(UsageProblem):
    """The file to import does not exist or may not be read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and the raw files that are not here."""

    report: ImportReport
    same: bool
    absent: tuple[AbsentFile, ...]


def import_file(service: Service, path: Path, advance: Advance) -> Imported:
    """Import a file into the empty graph of this service.

    Raises:
        FileNotReadable: it cannot be opened. Others: as ``graph.importing.import_export``.
    """
    report = import_export(service.graph, _lines(path), name=path.name, progress=_Rate(advance))
    return Imported(report, report.same, tuple(absent_files(service.graph, service.raw)))


def _lines(path: Path) -> Iterator[str]:
    """The lines; the first is asked for at once, so that a file that is not there is said as that."""
    try:
        lines = export_lines(path)
        return chain([next(lines, "")], lines)
    except OSError as error:
        raise FileNotReadable(
            f"无法读取 {path}（{error.strerror}）：请检查路径和权限",
            f"{path} cannot be read ({error.strerror}): check the path and its permissions",
            file=str(path),
        ) from error


class _Rate:
    """Tells how far each step is, and how many things a second it does."""

    def __init__(self, advance: Advance) -> None:
        self._advance, self._step, self._since = advance, "", 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._step, self._since = step, time.monotonic()
        seconds = max(time.monotonic() - self._since, 0.001)
        self._advance(done, total, f"{STEPS.get(step, step)} {done / seconds:,.0f}/s")
