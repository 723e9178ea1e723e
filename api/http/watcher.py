"""Who looks at what is watched while the service runs? A thread that starts a job whenever something is due."""

from __future__ import annotations

import threading
from typing import Any

import structlog

from api.http.current import Current
from api.http.jobs import Job, Jobs, Report
from api.plain import plain
from api.watching import due, look_at_watched
from ontology.errors import GongjianError

LOOK_SECONDS = 10.0
_log = structlog.get_logger("gongjian.watcher")


class Watcher:
    """Starts watch jobs until it is closed."""

    def __init__(self, current: Current, jobs: Jobs, seconds: float = LOOK_SECONDS) -> None:
        self._current, self._jobs, self._seconds = current, jobs, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Look no more; a job that runs goes on."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        job: Job | None = None
        while not self._over.wait(self._seconds):
            if job is not None and job.state in {"waiting", "running"}:
                continue
            try:
                if due(self._current.unchecked):
                    job = look_in_background(self._current, self._jobs)
            except GongjianError as error:
                _log.warning("watches not looked at", problem=error.slug, why=error.en)


def look_in_background(current: Current, jobs: Jobs, *, all: bool = False) -> Job:
    """A job that looks at what is due (``all``: at everything that is watched)."""

    def work(report: Report) -> dict[str, Any]:
        looked = look_at_watched(current.service(), all=all, tell=report, progress=report.advance)
        return {"watches": plain(looked)}

    return jobs.start("watch", work)
