"""How is the HTTP service assembled? Routes, pages, problems, safety and metrics round one open ``Service``."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute
from prometheus_client import Histogram

from api.http import problems, uploads
from api.http.current import Current
from api.http.heading import Heading
from api.http.jobs import Jobs
from api.http.routes import (
    ask,
    entities,
    export,
    health,
    matches,
    ontology,
    organizations,
    profiles,
    review,
    schemas,
    search,
    similar,
    snapshots,
    sources,
    sparql,
    successions,
    watches,
)
from api.http.safety import LocalOnly, admin_key
from api.http.streams import Streams
from api.http.watcher import Watcher
from api.service import Service
from api.web import routes as pages
from api.web import snapshot_routes
from api.web.home_page import Numbers
from api.web.site import Site

TITLE = "共建 Gongjian"
DESCRIPTION = (
    "党建联盟的知识图谱与语义检索：供需匹配、伙伴推荐，每个结果都有出处。\n\n"
    "Knowledge graph and semantic search for co-building alliances: matches and partners, every result with its evidence."
)
_ROUTERS = (
    ask,
    search,
    matches,
    organizations,
    similar,
    entities,
    schemas,
    ontology,
    sources,
    watches,
    successions,
    review,
    profiles,
    export,
    health,
    snapshots,
    sparql,
)
_SECONDS = Histogram("gongjian_http_seconds", "Seconds a request took", ["method", "route", "status"])
_log = structlog.get_logger("gongjian.http")


def create_app(service: Service) -> FastAPI:
    """The application over an open service; the caller closes the service after it."""
    app = assemble()
    app.state.current = Current(service)
    app.state.site = Site(service.settings.cache)
    app.state.numbers = Numbers()
    app.state.admin_key = admin_key(service.settings.home)
    app.add_middleware(LocalOnly, upload_limit=service.settings.max_file_mb << 20)
    app.add_middleware(Heading)
    return app


def assemble() -> FastAPI:
    """The routes, without anything behind them: enough for the contract."""
    app = FastAPI(
        title=TITLE,
        description=DESCRIPTION,
        version=version("gongjian"),
        lifespan=_lifespan,
        generate_unique_id_function=_operation_id,
        responses=problems.PROBLEM_RESPONSES,
        docs_url=None,
        redoc_url=None,
    )
    for module in _ROUTERS:
        for route in module.router.routes:
            if isinstance(route, APIRoute):
                route.summary = (route.endpoint.__doc__ or "").split("\n")[0]
        app.include_router(module.router)
    app.include_router(pages.router)
    app.include_router(snapshot_routes.router)
    problems.install(app)
    app.middleware("http")(_measure)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    home = app.state.current.unchecked.settings.home
    uploads.clear(home)
    app.state.jobs, app.state.streams = Jobs(), Streams()
    watcher = Watcher(app.state.current, app.state.jobs)
    watcher.start()
    yield
    watcher.close()
    app.state.jobs.close()
    uploads.clear(home)


def _operation_id(route: APIRoute) -> str:
    return route.name


async def _measure(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    started = time.perf_counter()
    response = await go_on(request)
    seconds = time.perf_counter() - started
    route = getattr(request.scope.get("route"), "path", "unknown")
    _SECONDS.labels(request.method, route, str(response.status_code)).observe(seconds)
    _log.info(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    return response
