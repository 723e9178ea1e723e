"""What is the service working on? Jobs that a request started, one at a time, with their events.

Jobs live in memory: what a job changes is journalled in the graph itself, so a service that dies in
the middle loses the list of jobs, never the work.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import structlog

from api.pace import Moment, Pace
from api.problem import describe, problem_of
from graph.desk.log import now
from ontology.errors import GongjianError
from ontology.language.restricted import mask

KEPT_JOBS = 200
KEPT_EVENTS = 500
EVERY_SECONDS = 0.5
"""How often progress within a step is told at most."""

_log = structlog.get_logger("gongjian.jobs")


class UnknownJob(GongjianError):
    """No job of that id (the newest 200 are kept while the service runs)."""

    status = 404


State = Literal["waiting", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class JobEvent:
    """任务的一个事件 | one event of a job.

    ``number`` 依次递增 counts up; ``at`` 时间 UTC; ``what``: ``message`` (``text``), ``progress`` (``step`` read | settle |
    index | reread, ``file``, ``done`` / ``total`` — bytes while reading, hundredths of sources while reading again —,
    ``counted`` ``unit``, ``rate`` a second, ``remaining`` seconds or null), ``end`` (``state``; result or problem is with
    the job).
    """

    number: int
    at: str
    what: Literal["message", "progress", "end"]
    text: str = ""
    step: str = ""
    file: str = ""
    done: int = 0
    total: int = 0
    counted: int = 0
    unit: str = ""
    rate: float = 0.0
    remaining: float | None = None
    state: str = ""


@dataclass
class Job:
    """One piece of work: ``state``, what it said so far, its latest events, and its result or problem."""

    id: str
    kind: str
    state: State = "waiting"
    events: list[str] = field(default_factory=list)
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None
    told: deque[JobEvent] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))
    numbers: int = 0

    @property
    def progress(self) -> JobEvent | None:
        """The latest event of progress."""
        return next((e for e in reversed(list(self.told)) if e.what == "progress"), None)

    def after(self, number: int) -> list[JobEvent]:
        """The events behind a number that are still kept."""
        return [event for event in list(self.told) if event.number > number]

    def tell(self, what: Literal["message", "progress", "end"], **said: Any) -> None:
        """Add an event."""
        self.numbers += 1
        self.told.append(JobEvent(self.numbers, now(), what, **said))


class Report:
    """How a job's work tells what it does: ``report("text")``, and ``report.advance`` as progress."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._pace = Pace()
        self._last, self._step = 0.0, ""

    def __call__(self, text: str) -> None:
        """Say a line."""
        if len(self._job.events) < KEPT_EVENTS:
            self._job.events.append(text)
        self._job.tell("message", text=text)

    def advance(self, done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> None:
        """Take note of progress; told at most twice a second, at once when a step begins or ends."""
        moment = self._pace.take(done, total, mask(name).text, rows=rows, step=step)
        instant = time.monotonic()
        if step == self._step and done < total and instant - self._last < EVERY_SECONDS:
            return
        self._last, self._step = instant, step
        self._job.tell("progress", **_fields(moment))

    def indexing(self, done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> None:
        """As ``advance``, of making the index."""
        self.advance(done, total, name, rows=rows, step=step or "index")

    def rereading(self, done: int, total: int, name: str = "") -> None:
        """As ``advance``, of sources that are read again."""
        self.advance(done, total, name, step="reread")


def _fields(moment: Moment) -> dict[str, Any]:
    return {name: getattr(moment, name) for name in Moment.__dataclass_fields__}


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
        job.state = "running"
        try:
            job.result = work(Report(job))
            state: State = "done"
        except GongjianError as error:
            job.problem = problem_of(error)
            state = "failed"
        except Exception as error:
            _log.error("job failed", job=job.id, kind=job.kind, exc_info=error)
            job.problem = describe(
                500, "internal-error", "任务内部出错，已记入日志", "the job failed inside; see the log"
            )
            state = "failed"
        job.tell("end", state=state)
        job.state = state
