"""How are a job's events sent as they happen? As Server-Sent Events, to so many at a time."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import asdict

from api.http.jobs import Job
from ontology.errors import GongjianError

MOST_STREAMS = 64
"""How many may follow jobs at a time: each looks four times a second, and a browser opens six to a host at most."""
STREAM_SECONDS = 600.0
LOOK_SECONDS = 0.25
QUIET_LOOKS = 60


class TooManyFollow(GongjianError):
    """As many as may follow jobs do so already."""

    status = 503

    def __init__(self, most: int) -> None:
        super().__init__(
            f"已有 {most} 条连接在看任务的事件，不能再多：请关掉几条，或改为隔几秒读一次 GET /v1/jobs/{{id}}",
            f"{most} connections follow jobs already: close some, or ask GET /v1/jobs/{{id}} every few seconds instead",
            allowed=most,
        )


class Streams:
    """The connections that follow jobs; used by the event loop's thread alone."""

    def __init__(self, most: int = MOST_STREAMS) -> None:
        self._most, self._open = most, 0

    def follow(self, job: Job, last: int) -> AsyncIterator[str]:
        """The events of a job behind a number, as they happen.

        Raises:
            TooManyFollow: one must end first.
        """
        if self._open >= self._most:
            raise TooManyFollow(self._most)
        return self._counted(job, last)

    async def _counted(self, job: Job, last: int) -> AsyncIterator[str]:
        self._open += 1
        try:
            async for text in _events(job, last):
                yield text
        finally:
            self._open -= 1


async def _events(job: Job, last: int) -> AsyncIterator[str]:
    """The events behind a number until the job has ended; a line now and then so that nobody hangs up."""
    end, quiet = time.monotonic() + STREAM_SECONDS, 0
    while time.monotonic() < end:
        over = job.state in {"done", "failed"}
        for event in job.after(last):
            last, quiet = event.number, 0
            data = json.dumps(asdict(event), ensure_ascii=False)
            yield f"id: {event.number}\nevent: {event.what}\ndata: {data}\n\n"
        if over:
            return
        quiet += 1
        if quiet % QUIET_LOOKS == 0:
            yield ": …\n\n"
        await asyncio.sleep(LOOK_SECONDS)
