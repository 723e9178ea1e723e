"""Is the service alive, is it ready, and how is it doing?"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.http.deps import PrincipalDep, ServiceDep
from graph.reading import Counts, counts

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """进程在运行 | the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(service: ServiceDep) -> dict[str, str]:
    """图数据库可用，否则 503 | the graph answers too; 503 with a problem if not."""
    service.graph.read("RETURN 1 AS one")
    return {"status": "ready"}


@router.get("/metrics", response_class=PlainTextResponse)
def metrics() -> PlainTextResponse:
    """计数与耗时 | counters and timings in Prometheus' text format."""
    return PlainTextResponse(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/v1/status")
def status(service: ServiceDep, principal: PrincipalDep) -> Counts:
    """图中有什么 | what the graph holds: sources, passages, records, entities by class, open repairs, version."""
    return counts(service.graph, principal)
