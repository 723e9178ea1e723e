"""How do lists get in and out over HTTP? Writes need the admin key and run as jobs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi import Path as PathParameter
from pydantic import BaseModel

from api.http.deps import CurrentDep, JobsDep, PrincipalDep, ServiceDep
from api.http.jobs import Job, Report
from api.http.safety import require_key
from api.http.uploads import drop, keep
from api.plain import plain
from api.removing import remove_and_tell
from api.service import Service
from graph.reading import SourceView, sources
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


def view_of_job(job: Job) -> JobView:
    """A job as it is shown."""
    return JobView(**asdict(job))


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
) -> JobView:
    """导入一个文件 | ingest one file; follow the job."""
    path = keep(file.file, file.filename, service.settings.home)
    options = service.ingest_options(source=source, replace=replace)

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


def _ingest(service: Service, path: Path, options: IngestOptions, report: Report) -> dict[str, Any]:
    shown = mask(path.name).text
    report(f"读取 {shown} | reading {shown}")
    result = ingest(service.ingest, [path], options)
    report("建立索引 | indexing")
    service.fill_index_if_needed()
    return dict(plain(result))
