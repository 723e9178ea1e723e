"""What is read when somebody names paths and addresses? Paths as they are, addresses fetched for the time of the run.

An address that may not be read stops the call before anything is read; one that cannot be had is that file's trouble.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.service import Service
    from ingest.report import FileReport, Report


@dataclass(slots=True)
class Brought:
    """What can be read now: ``paths``; ``failed`` are the addresses that could not be had."""

    paths: list[Path] = field(default_factory=list)
    failed: list[FileReport] = field(default_factory=list)

    def told(self, report: Report) -> Report:
        """A run's report with the addresses that could not be had."""
        return replace(report, files=(*report.files, *self.failed))


@contextmanager
def brought(service: Service, targets: Sequence[str]) -> Iterator[Brought]:
    """The files of paths and addresses; what was fetched is there until the context ends.

    Raises:
        NotAnAddress, AddressNotAllowed: the setting ``GONGJIAN_SOURCES`` does not allow an address; nothing was asked.
    """
    from ingest.addresses import AddressFailed, Allowed, FetchLimits, fetch, is_address, shown_address
    from ingest.report import failure

    allowed = Allowed.read(service.settings.sources)
    for target in filter(is_address, targets):
        allowed.check(target)
    limits = FetchLimits(bytes=service.settings.max_file_mb * 1_000_000)
    with tempfile.TemporaryDirectory(prefix="gongjian-fetched-") as room:
        found = Brought()
        for target in targets:
            if not is_address(target):
                found.paths.append(Path(target))
                continue
            try:
                folder = Path(tempfile.mkdtemp(dir=room))
                found.paths.append(fetch(target, allowed, None, folder, limits).path)
            except AddressFailed as error:
                found.failed.append(failure(shown_address(target), error))
        yield found
