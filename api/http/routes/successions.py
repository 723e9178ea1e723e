"""Which vanished records may be listed under another spelling? Questions, and their answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Path as PathParameter
from pydantic import BaseModel, ConfigDict, Field

from api.http.deps import PrincipalDep, ServiceDep
from api.http.safety import require_key
from api.succeeding import answer
from graph.succession import Proposal, proposals

router = APIRouter(prefix="/v1/review/successions", tags=["review"])


class Answer(BaseModel):
    """新记录是否就是原来的记录 | whether the new record is what the old one was."""

    model_config = ConfigDict(extra="forbid")

    accept: bool = Field(description="true 接续，false 不是同一个 | true: it is; false: it is another thing")


@router.get("")
def list_successions(service: ServiceDep, principal: PrincipalDep) -> list[Proposal]:
    """疑似改名的记录 | records that may be listed under another spelling."""
    return proposals(service.graph, principal)


@router.post("/{id}", dependencies=[Depends(require_key)])
def answer_succession(
    id: Annotated[str, PathParameter(max_length=64)], given: Answer, service: ServiceDep
) -> Proposal:
    """答复：是否接续 | answer whether one takes the other's place; remembered either way."""
    return answer(service, id, yes=given.accept)
