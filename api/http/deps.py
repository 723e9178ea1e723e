"""What do routes receive? The open service, the principal who asks, the jobs: as typed aliases."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.http.current import Current
from api.http.jobs import Jobs
from api.http.streams import Streams
from api.service import Service
from graph.principal import PUBLIC, Principal


def _current(request: Request) -> Current:
    current: Current = request.app.state.current
    return current


def _service(request: Request) -> Service:
    return _current(request).service()


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _streams(request: Request) -> Streams:
    streams: Streams = request.app.state.streams
    return streams


def _principal() -> Principal:
    return PUBLIC


CurrentDep = Annotated[Current, Depends(_current)]
ServiceDep = Annotated[Service, Depends(_service)]
StreamsDep = Annotated[Streams, Depends(_streams)]
JobsDep = Annotated[Jobs, Depends(_jobs)]
PrincipalDep = Annotated[Principal, Depends(_principal)]
