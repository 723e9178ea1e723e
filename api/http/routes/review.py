"""What is waiting for a person, and how is it settled? Fixes need the admin key and run as jobs: they read again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Path as PathParameter
from pydantic import BaseModel, Field

from api.http.deps import CurrentDep, JobsDep, PrincipalDep, ServiceDep
from api.http.jobs import Report
from api.http.routes.sources import JobView, view_of_job
from api.http.safety import require_key
from api.plain import plain
from api.profiles import FIX_KINDS, revoke
from graph.reading import FixView, RepairGroup, RepairPage, fixes, repair_groups, repairs
from ingest import fixing

router = APIRouter(tags=["review"])

SourceQuery = Annotated[str, Query(max_length=500, description="来源名称 | a source's key")]
ReasonQuery = Annotated[str, Query(max_length=64, description="原因 | a reason")]
RepairId = Annotated[str, PathParameter(max_length=64)]


class FixRequest(BaseModel):
    """怎样修复：恰好给出一种 | how: exactly one of ``value``, ``accept``, ``nothing``, ``role``, ``place``, ``header``."""

    value: Annotated[str, Field(max_length=2000, description="这一格应写什么 | what the cell should say")] = (
        ""
    )
    accept: Annotated[bool, Field(description="采用建议 | take the suggestion")] = False
    nothing: Annotated[bool, Field(description="这里不说明什么 | it says nothing")] = False
    role: Annotated[str, Field(max_length=64, description="offer、need 等 | what the list is of")] = ""
    place: Annotated[str, Field(max_length=12, description="行政区划代码 | an official code")] = ""
    header: Annotated[int, Field(ge=0, le=1_048_576, description="表头所在行 | the row of column names")] = 0
    all_like: Annotated[bool, Field(description="同一来源中同样的 | all like it in the source")] = False
    everywhere: Annotated[bool, Field(description="所有来源中同样的 | all like it in all sources")] = False

    def said(self) -> fixing.Said:
        """What the ingest room takes."""
        return fixing.Said(self.value, self.accept, self.nothing, self.role, self.place, self.header)


@router.get("/v1/review")
def read_review(
    service: ServiceDep,
    principal: PrincipalDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: Annotated[str, Query(max_length=500)] = "",
    source: SourceQuery = "",
    reason: ReasonQuery = "",
) -> RepairPage:
    """待修复的地方，及原因与办法 | what could not be read: where, why and what to do."""
    return repairs(service.graph, principal, limit, cursor, source, reason)


@router.get("/v1/review/groups")
def read_review_groups(
    service: ServiceDep,
    principal: PrincipalDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    source: SourceQuery = "",
    reason: ReasonQuery = "",
) -> list[RepairGroup]:
    """同样的待修复处合在一起，多的在前 | repairs of equal reason, column and text together, most first."""
    return repair_groups(service.graph, principal, limit, source, reason)


@router.post("/v1/review/{id}/plan")
def plan_fix(id: RepairId, body: FixRequest, service: ServiceDep) -> fixing.Planned:
    """这样修会涉及几处，不登记 | how many places a fix would be about; nothing is entered."""
    return fixing.plan(service.ingest, id, body.said(), all_like=body.all_like, everywhere=body.everywhere)


@router.post("/v1/review/{id}/fix", status_code=202, dependencies=[Depends(require_key)])
def fix_repair(
    id: RepairId, body: FixRequest, service: ServiceDep, current: CurrentDep, jobs: JobsDep
) -> JobView:
    """登记一项修复，重新读取相关来源 | enter a fix and read again what it concerns; follow the job."""
    fixing.plan(service.ingest, id, body.said(), all_like=body.all_like, everywhere=body.everywhere)

    def work(report: Report) -> dict[str, Any]:
        service = current.service()
        report("登记修复，重新读取 | entering a fix, reading again")
        done = fixing.fix(
            service.ingest,
            id,
            body.said(),
            all_like=body.all_like,
            everywhere=body.everywhere,
            options=service.ingest_options(),
            advance=report.rereading,
        )
        service.fill_index_if_needed(report.indexing)
        return dict(plain(done))

    return view_of_job(jobs.start("fix", work))


@router.get("/v1/fixes")
def list_fixes(service: ServiceDep, principal: PrincipalDep) -> list[FixView]:
    """已登记且有效的修复 | the fixes that count."""
    return fixes(service.graph, principal)


@router.delete("/v1/fixes/{number}", status_code=202, dependencies=[Depends(require_key)])
def undo_fix(
    number: Annotated[int, PathParameter(ge=1, le=2**62)],
    service: ServiceDep,
    current: CurrentDep,
    jobs: JobsDep,
) -> JobView:
    """收回一项修复 | take a fix back and read again what it was for."""
    fixing.must_count(service.ingest, number, FIX_KINDS)
    return view_of_job(jobs.start("undo", undoing(current, number, FIX_KINDS)))


def undoing(current: CurrentDep, number: int, kinds: tuple[str, ...]) -> Any:
    """The work of a job that takes an entry back."""

    def work(report: Report) -> dict[str, Any]:
        service = current.service()
        report(f"收回第 {number} 项，重新读取 | taking back {number}, reading again")
        done = revoke(service, number, kinds, report.rereading)
        service.fill_index_if_needed(report.indexing)
        return done

    return work
