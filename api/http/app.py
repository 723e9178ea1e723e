"""How is the HTTP service assembled? Routes, problems, safety and metrics round one open ``Service``."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from prometheus_client import Histogram

from api.http import problems, uploads
from api.http.heading import Heading
from api.http.jobs import Jobs
from api.http.routes import (
    ask,
    entities,
    export,
    health,
    matches,
    organizations,
    review,
    schemas,
    search,
    similar,
    sources,
)
from api.http.safety import LocalOnly, admin_key
from api.service import Service

TITLE = "共建 Gongjian"
DESCRIPTION = (
    "党建联盟的知识图谱与语义检索：供需匹配、伙伴推荐，每个结果都有出处。\n\n"
    "Knowledge graph and semantic search for co-building alliances: matches and partners, every result with its evidence."
)
_ROUTERS = (ask, search, matches, organizations, similar, entities, schemas, sources, review, export, health)
_SECONDS = Histogram("gongjian_http_seconds", "Seconds a request took", ["method", "route", "status"])
_log = structlog.get_logger("gongjian.http")


def create_app(service: Service) -> FastAPI:
    """The application over an open service; the caller closes the service after it."""
    app = assemble()
    app.state.service = service
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
    app.get("/", response_class=HTMLResponse, include_in_schema=False)(_front)
    problems.install(app)
    app.middleware("http")(_measure)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    home = app.state.service.settings.home
    uploads.clear(home)
    app.state.jobs = Jobs()
    yield
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


def _front() -> str:
    links = "".join(
        f'<li><a href="{path}">{path}</a> {text}</li>'
        for path, text in (
            ("/v1/search?q=免费体检", "检索 search"),
            ("/v1/status", "图中有什么 what the graph holds"),
            ("/v1/sources", "来源 sources"),
            ("/v1/review", "待修复 open repairs"),
            ("/openapi.json", "接口说明 OpenAPI"),
        )
    )
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{TITLE}</title>'
        f"<h1>{TITLE}</h1><p>党建联盟的知识图谱与语义检索</p><ul>{links}</ul></html>"
    )
