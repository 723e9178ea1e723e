"""What states of the graph can be cited, what do they hold, and how is an answer kept in one?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.asking import MAX_TEXT
from api.citing import Asked, Kind, cite
from api.http.deps import CurrentDep, JobsDep, PrincipalDep, ServiceDep
from api.http.jobs import Report
from api.http.routes.sources import JobView, view_of_job
from api.http.safety import require_key
from api.reference_text import reference
from api.snapshots import SnapshotList, SnapshotView, listed, make_snapshot, view_of
from graph.snapshots.citations import find
from graph.snapshots.create import EXPORT
from graph.snapshots.files import chunks
from graph.snapshots.live import live_state
from search.hybrid import SearchPage
from search.options import SearchQuery

LIVE = "live"

router = APIRouter(tags=["snapshots"])
Id = Annotated[
    str, Path(max_length=64, description="快照编号（可只写开头几位） | id of a snapshot, or its beginning")
]
CitationId = Annotated[str, Path(max_length=64, description="引用编号 | id of a citation")]


class NewSnapshot(BaseModel):
    """新快照的备注（只存在本机） | a note for a new snapshot, kept here only."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(default="", max_length=1000)


class NewCitation(BaseModel):
    """要提问并存为引用的问题 | a question to ask and to keep the answer of."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    query: str = Field(min_length=1, max_length=MAX_TEXT, examples=["示例网格学院是谁办的？"])
    limit: int = Field(default=10, ge=1, le=50)
    type: str | None = Field(default=None, max_length=100)
    place: str | None = Field(default=None, max_length=100)
    resource_kind: str | None = Field(default=None, max_length=100)
    create: bool = Field(
        default=False,
        description="现状没有快照时先建立（仅用于 live） | make the snapshot if there is none (live only)",
    )


class CitationView(BaseModel):
    """存下的引用 | a citation that is kept, and where it is served for ever."""

    id: str
    snapshot: str
    url: str
    page: str


@router.get("/v1/snapshots")
def list_snapshots(service: ServiceDep, principal: PrincipalDep) -> SnapshotList:
    """全部快照 | every snapshot, and those that were erased with their successors."""
    return listed(service.shelf, principal, live_state(service.graph))


@router.post("/v1/snapshots", status_code=202, dependencies=[Depends(require_key)])
def create_snapshot(
    current: CurrentDep, principal: PrincipalDep, jobs: JobsDep, body: NewSnapshot | None = None
) -> JobView:
    """为图谱的现状建立快照 | make a snapshot of the graph as it is; follow the job."""
    note = body.note if body else ""

    def work(report: Report) -> dict[str, Any]:
        report("建立快照 | making a snapshot")
        made = make_snapshot(current.service(), principal, note)
        return {"id": made.snapshot.id, "new": made.new}

    return view_of_job(jobs.start("snapshot", work))


@router.get("/v1/snapshots/{id}")
def read_snapshot(id: Id, service: ServiceDep) -> SnapshotView:
    """一个快照的清单 | what a snapshot holds: versions, counts, files with their hashes, citations."""
    return view_of(service.shelf.store.get(id), live_state(service.graph))


@router.get(
    "/v1/snapshots/{id}/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/n-quads": {"schema": {"type": "string"}}}}},
)
def read_snapshot_export(id: Id, service: ServiceDep) -> StreamingResponse:
    """快照的标准导出（N-Quads） | the canonical export of a snapshot."""
    snapshot = service.shelf.store.get(id)
    pieces: Iterator[bytes] = chunks(snapshot.folder, snapshot.manifest.entry(EXPORT), snapshot.id)
    return StreamingResponse(chain([next(pieces, b"")], pieces), media_type="application/n-quads")


@router.get("/v1/snapshots/{id}/search")
def search_snapshot(
    id: Id,
    service: ServiceDep,
    principal: PrincipalDep,
    q: Annotated[str, Query(min_length=1, max_length=MAX_TEXT, description="要找什么 | what to look for")],
    type: Annotated[str | None, Query(max_length=100)] = None,
    place: Annotated[str | None, Query(max_length=100)] = None,
    kind: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> SearchPage:
    """在快照的文件上精确检索 | search a snapshot exactly on its files; the same question gives the same answer."""
    filters = {name: value for name, value in (("place", place), ("kind", kind)) if value}
    query = SearchQuery(q, type=type, filters=filters, limit=limit, cursor=cursor)
    return service.shelf.search(principal, id, query)


@router.post("/v1/snapshots/{id}/citations", status_code=201, dependencies=[Depends(require_key)])
def create_citation(id: Id, body: NewCitation, service: ServiceDep, principal: PrincipalDep) -> CitationView:
    """提问并把回答存为引用（live 表示图谱的现状） | ask and keep the answer; live means the graph as it is."""
    asked = Asked(body.kind, body.query, body.limit, body.type, body.place, body.resource_kind)
    kept = cite(service, principal, asked, None if id == LIVE else id, create=body.create)
    return CitationView(
        id=kept.id, snapshot=kept.snapshot, url=f"/v1/citations/{kept.id}", page=f"/cite/{kept.id}"
    )


@router.get(
    "/v1/citations/{cid}",
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
def read_citation(cid: CitationId, service: ServiceDep) -> Response:
    """引用的回答，逐字节不变 | the cited answer, the very bytes that were kept."""
    kept = find(service.shelf.store, cid)
    return Response(kept.content, media_type="application/json", headers={"ETag": f'"{kept.id}"'})


@router.get("/v1/citations/{cid}/reference")
def read_reference(
    cid: CitationId,
    service: ServiceDep,
    style: Annotated[str, Query(max_length=20, description="text、bibtex 或 csl")] = "text",
    date: Annotated[str, Query(max_length=20, description="访问日期 | ISO date of access")] = "",
) -> dict[str, str]:
    """怎样引用 | how to cite it: a line of text, BibTeX or CSL-JSON."""
    return {"style": style, "reference": reference(find(service.shelf.store, cid), style, date)}
