"""What is watched, and what happened to the sources lately? Everything about watches needs the admin key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi import Path as PathParameter
from pydantic import BaseModel, ConfigDict, Field

from api.http.deps import CurrentDep, JobsDep, PrincipalDep, ServiceDep
from api.http.routes.sources import JobView, view_of_job
from api.http.safety import require_key
from api.http.watcher import look_in_background
from api.watching import WatchView, add_watch, view_of, watches_of
from graph.notices import MAX_PAGE, Notice, notices

router = APIRouter(tags=["sources"])


class NewWatch(BaseModel):
    """要监看的路径、通配或地址 | a path, a pattern or an address to watch."""

    model_config = ConfigDict(extra="forbid")

    target: str = Field(
        min_length=1, max_length=2000, description="路径、通配或地址 | path, pattern or address"
    )
    every: str = Field(default="1h", max_length=20, description="间隔，如 30m、1h、1d | interval")
    source: str = Field(
        default="", max_length=500, description="来源名称（一个文件时） | the key, for one file"
    )
    replace: bool = Field(default=False, description="新内容替换旧内容 | new content replaces old")
    remove_gone: bool = Field(
        default=False, description="文件没有了就移除来源 | take out the source of a file that is gone"
    )


class Notices(BaseModel):
    """最近的变动 | what happened lately; ``last`` is the number to ask on from."""

    items: list[Notice]
    last: int


@router.get("/v1/watches", dependencies=[Depends(require_key)])
def list_watches(service: ServiceDep) -> list[WatchView]:
    """全部监看 | everything that is watched."""
    return [view_of(watch) for watch in watches_of(service).all()]


@router.post("/v1/watches", status_code=201, dependencies=[Depends(require_key)])
def create_watch(wanted: NewWatch, service: ServiceDep) -> WatchView:
    """监看一处 | watch a path, a pattern or an address."""
    return add_watch(
        service,
        wanted.target,
        wanted.every,
        source=wanted.source,
        replace=wanted.replace,
        remove_gone=wanted.remove_gone,
    )


@router.delete("/v1/watches/{id}", dependencies=[Depends(require_key)])
def delete_watch(id: Annotated[str, PathParameter(max_length=64)], service: ServiceDep) -> WatchView:
    """不再监看；已读入的保留 | watch it no longer; what was read stays."""
    return view_of(watches_of(service).remove(id))


@router.post("/v1/watches/look", status_code=202, dependencies=[Depends(require_key)])
def look_now(
    current: CurrentDep,
    jobs: JobsDep,
    all: Annotated[bool, Query(description="不论是否到时 | whether due or not")] = False,
) -> JobView:
    """现在就去看 | look at what is due now."""
    return view_of_job(look_in_background(current, jobs, all=all))


@router.get("/v1/notices")
def list_notices(
    service: ServiceDep,
    principal: PrincipalDep,
    after: Annotated[
        int | None, Query(ge=0, description="只要这个序号之后的 | only those behind this number")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
) -> Notices:
    """来源的变动：新增、改动、消失的行，读不了的原因 | rows added, changed, gone; what could not be read and why."""
    found = notices(service.graph, principal, after, limit)
    return Notices(items=found, last=found[-1].sequence if found else after or 0)
