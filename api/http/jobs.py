"""What is the service working on? Jobs that a request started, one at a time, with their events.

Jobs live in memory: what a job changes is journalled in the graph itself, so a service that dies in
the middle loses the list of jobs, never the work.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import structlog

from api.problem import describe, problem_of
from ontology.errors import GongjianError

KEPT_JOBS = 200
KEPT_EVENTS = 500
_log = structlog.get_logger("gongjian.jobs")

Report = Callable[[str], None]


class UnknownJob(GongjianError):
    """No job of that id (the newest 200 are kept while the service runs)."""

    status = 404


@dataclass
class Job:
    """One piece of work: ``state``, the events so far, and its result or problem."""

    id: str
    kind: str
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    events: list[str] = field(default_factory=list)
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None


class Jobs:
    """Runs jobs one after another in a thread of its own."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")

    def start(self, kind: str, work: Callable[[Report], dict[str, Any]]) -> Job:
        """Queue ``work``; it receives a function to report events with and returns its result."""
        job = Job(uuid4().hex, kind)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT_JOBS:
                self._jobs.popitem(last=False)
        self._pool.submit(self._run, job, work)
        return job

    def get(self, job_id: str) -> Job:
        """The job of that id.

        Raises:
            UnknownJob: there is none.
        """
        try:
            return self._jobs[job_id]
        except KeyError:
            raise UnknownJob(
                f"没有编号为 {job_id[:64]} 的任务（服务重启后任务列表会清空，数据不会丢）",
                f"no job {job_id[:64]} (the list is emptied when the service restarts; data is not lost)",
                id=job_id[:64],
            ) from None

    def close(self) -> None:
        """Finish the running job and stop."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, work: Callable[[Report], dict[str, Any]]) -> None:
        def report(event: str) -> None:
            if len(job.events) < KEPT_EVENTS:
                job.events.append(event)

        job.state = "running"
        try:
            job.result = work(report)
            job.state = "done"
        except GongjianError as error:
            job.problem = problem_of(error)
            job.state = "failed"
        except Exception as error:
            _log.error("job failed", job=job.id, kind=job.kind, exc_info=error)
            job.problem = describe(
                500, "internal-error", "任务内部出错，已记入日志", "the job failed inside; see the log"
            )
            job.state = "failed"
