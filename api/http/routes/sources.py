"""How do lists get in and out over HTTP? Writes need the admin key and run as jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header, UploadFile
from fastapi import Path as PathParameter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from api.http.deps import CurrentDep, JobsDep, PrincipalDep, ServiceDep, StreamsDep
from api.http.jobs import Job, JobEvent, Report
from api.http.safety import require_key
from api.http.uploads import drop, keep
from api.plain import plain
from api.removing import remove_and_tell
from api.service import Service
from graph.reading import SourceView, sources
from ingest.declared import Declared, declared_date
from ingest.pipeline import IngestOptions, ingest
from ontology.language.restricted import mask

router = APIRouter(tags=["sources"])


class JobView(BaseModel):
    """任务的状态、事件与结果 | state, events and result of a job."""

    id: str
    kind: str
    state: str
    events: list[str]
    result: dict[str, Any] | None
    problem: dict[str, Any] | None
    progress: JobEvent | None = None


def view_of_job(job: Job) -> JobView:
    """A job as it is shown."""
    return JobView(
        id=job.id,
        kind=job.kind,
        state=job.state,
        events=job.events,
        result=job.result,
        problem=job.problem,
        progress=job.progress,
    )


@router.get("/v1/sources")
def list_sources(service: ServiceDep, principal: PrincipalDep) -> list[SourceView]:
    """全部在用来源 | every live source."""
    return list(sources(service.graph, principal))


@router.post("/v1/sources", status_code=202, dependencies=[Depends(require_key)])
def add_source(
    file: UploadFile,
    service: ServiceDep,
    current: CurrentDep,
    jobs: JobsDep,
    source: Annotated[str | None, Form(max_length=500, description="来源名称 | the source's key")] = None,
    replace: Annotated[
        bool, Form(description="替换同名旧版本 | replace the version of the same name")
    ] = False,
    licence: Annotated[str, Form(max_length=500, description="使用许可 | its licence")] = "",
    terms: Annotated[str, Form(max_length=1000, description="使用条款 | terms of use")] = "",
    publisher: Annotated[str, Form(max_length=200, description="发布单位 | who published it")] = "",
    stated_on: Annotated[
        str,
        Form(max_length=40, description="来源的日期 | the day on which it was stated, ISO or 2026年3月5日"),
    ] = "",
    dry_run: Annotated[
        bool, Form(description="只看会改变什么，不写入 | tell what would change, write nothing")
    ] = False,
) -> JobView:
    """导入一个文件 | ingest one file; follow the job."""
    said = Declared("", publisher, licence, terms, declared_date(stated_on))
    path = keep(file.file, file.filename, service.settings.home)
    options = service.ingest_options(source=source, replace=replace, said=said, dry_run=dry_run)

    def work(report: Report) -> dict[str, Any]:
        try:
            return _ingest(current.service(), path, options, report)
        finally:
            drop(path)

    return view_of_job(jobs.start("ingest", work))


@router.delete("/v1/sources/{key}", status_code=202, dependencies=[Depends(require_key)])
def delete_source(
    key: Annotated[str, PathParameter(max_length=500)], current: CurrentDep, jobs: JobsDep
) -> JobView:
    """移除一个来源 | remove a source and all that rests on it alone."""

    def work(report: Report) -> dict[str, Any]:
        shown = mask(key).text
        report(f"移除 {shown} | removing {shown}")
        return dict(plain(remove_and_tell(current.service(), key)))

    return view_of_job(jobs.start("remove", work))


@router.get("/v1/jobs/{id}")
def read_job(id: Annotated[str, PathParameter(max_length=64)], jobs: JobsDep) -> JobView:
    """任务进展 | how far a job is."""
    return view_of_job(jobs.get(id))


@router.get(
    "/v1/jobs/{id}/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-Sent Events：id 为序号，event 为 message / progress / end，data 为 JobEvent 的 JSON；断线后带 "
            "Last-Event-ID 重连即可接续。一条连接最长 10 分钟，最多 64 条，只保留最近 500 个事件 | id is the number, event one of message, "
            "progress, end, data a JobEvent as JSON; go on with Last-Event-ID. A connection lasts 10 minutes at most, 64 may be "
            "open (then 503), the latest 500 events are kept",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def job_events(
    id: Annotated[str, PathParameter(max_length=64)],
    jobs: JobsDep,
    streams: StreamsDep,
    last: Annotated[
        int, Header(alias="Last-Event-ID", ge=0, description="上次收到的序号 | the last number received")
    ] = 0,
) -> StreamingResponse:
    """任务的事件流 | the job's events as they happen."""
    return StreamingResponse(
        streams.follow(jobs.get(id), last),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache"},
    )


def _ingest(service: Service, path: Path, options: IngestOptions, report: Report) -> dict[str, Any]:
    shown = mask(path.name).text
    report(f"读取 {shown} | reading {shown}")
    result = ingest(service.ingest, [path], options, report.advance)
    if not options.dry_run:
        report("建立索引 | indexing")
        service.fill_index_if_needed(report.indexing)
    return dict(plain(result))
