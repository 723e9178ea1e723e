"""How are lists' columns understood, and what did people confirm? Writes need the admin key and run as jobs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Path as PathParameter
from pydantic import BaseModel, Field

from api.http.deps import CurrentDep, JobsDep, PrincipalDep, ServiceDep
from api.http.jobs import Report
from api.http.routes.review import undoing
from api.http.routes.sources import JobView, view_of_job
from api.http.safety import require_key
from api.profiles import PROFILE_KINDS, ConfirmedView, confirm, confirmed
from graph.removal import NoSuchSource
from ingest.fixing import must_count
from ingest.profile_file import read_profile
from ingest.profiles import LIVE, ProfileShown, looked_at, shown
from ingest.tools import tools_of
from ingest.unknown import UnknownColumn, unknown_columns
from ontology.language.restricted import mask

router = APIRouter(tags=["profiles"])

SourceKey = Annotated[str, PathParameter(max_length=500)]


class ConfirmRequest(BaseModel):
    """确认某来源各列的含义 | confirm how the lists of a source are understood."""

    source: Annotated[str, Field(min_length=1, max_length=500, description="来源名称 | a source's key")]
    profile: Annotated[
        str, Field(max_length=1_000_000, description="TOML；空则确认自动的 | '' confirms the automatic one")
    ] = ""
    everywhere: Annotated[
        bool, Field(description="新列名登记为同义词 | make new names synonyms in all lists")
    ] = False


@router.get("/v1/profiles")
def list_profiles(service: ServiceDep, principal: PrincipalDep) -> list[ConfirmedView]:
    """已确认的含义与同义词 | what was confirmed: profiles and synonyms."""
    return confirmed(service, principal)


@router.get("/v1/profiles/unknown")
def list_unknown_columns(
    service: ServiceDep, principal: PrincipalDep, limit: Annotated[int, Query(ge=1, le=500)] = 50
) -> list[UnknownColumn]:
    """读不懂的列名，及其可能的含义 | unknown columns of all lists, and what they may mean."""
    return unknown_columns(service.graph, principal, tools_of(service.ingest).lists, limit)


@router.get("/v1/profiles/source/{key}")
def read_profile_of(key: SourceKey, service: ServiceDep, principal: PrincipalDep) -> ProfileShown:
    """某来源各列的含义、把握和理由 | how the lists of a source are understood, how sure, and why."""
    _must_be_source(service, key)
    with looked_at(service.ingest, key, service.ingest_options(), files=False) as (one, tools):
        return shown(one, principal, tools.lists)


@router.post("/v1/profiles", status_code=202, dependencies=[Depends(require_key)])
def confirm_profile(body: ConfirmRequest, service: ServiceDep, current: CurrentDep, jobs: JobsDep) -> JobView:
    """确认，用于所有同样表头的清单 | confirm it for all lists with the same header; follow the job."""
    _must_be_source(service, body.source)
    if body.profile:
        read_profile(body.profile, tools_of(service.ingest).lists)

    def work(report: Report) -> dict[str, Any]:
        service = current.service()
        report(f"确认 {mask(body.source).text}，重新读取 | confirming, reading again")
        done = confirm(
            service, body.source, body.profile, report.rereading, everywhere=body.everywhere, files=False
        )
        service.fill_index_if_needed(report.indexing)
        return done

    return view_of_job(jobs.start("profile", work))


@router.delete("/v1/profiles/{number}", status_code=202, dependencies=[Depends(require_key)])
def revoke_profile(
    number: Annotated[int, PathParameter(ge=1, le=2**62)],
    service: ServiceDep,
    current: CurrentDep,
    jobs: JobsDep,
) -> JobView:
    """收回一项确认 | take a confirmation back and read again what it was for."""
    must_count(service.ingest, number, PROFILE_KINDS)
    return view_of_job(jobs.start("undo", undoing(current, number, PROFILE_KINDS)))


def _must_be_source(service: ServiceDep, key: str) -> None:
    if not service.graph.read(LIVE, key=key):
        raise NoSuchSource(key)
