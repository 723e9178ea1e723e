"""Who can meet this demand?"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.asking import MAX_TEXT
from api.http.deps import PrincipalDep, ServiceDep
from search.demand import demand_from_entity, read_demand
from search.match import MatchAnswer, match, match_many

MAX_BATCH = 200

router = APIRouter(prefix="/v1/matches", tags=["matches"])


class MatchRequest(BaseModel):
    """一句话，或图中一条需求的编号 | a sentence, or the id of a need in the graph: exactly one of them."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(
        default=None, min_length=1, max_length=MAX_TEXT, examples=["想给独居老人找免费体检"]
    )
    id: str | None = Field(default=None, min_length=1, max_length=200)
    limit: int = Field(default=10, ge=1, le=50)

    @model_validator(mode="after")
    def _one_of(self) -> MatchRequest:
        if (self.text is None) == (self.id is None):
            raise ValueError("text 与 id 须恰好给出一个 | give exactly one of text and id")
        return self


class BatchRequest(BaseModel):
    """多条需求一次匹配 | many demands at once."""

    model_config = ConfigDict(extra="forbid")

    demands: list[MatchRequest] = Field(min_length=1, max_length=MAX_BATCH)


@router.post("")
def match_one(body: MatchRequest, service: ServiceDep, principal: PrincipalDep) -> MatchAnswer:
    """匹配、差一点的匹配与理由 | matches, near misses and the reasons; says so when nothing fits."""
    context = service.search
    demand = (
        demand_from_entity(context, principal, body.id) if body.id else read_demand(context, body.text or "")
    )
    return match(context, principal, demand, body.limit)


@router.post("/batch")
def match_batch(body: BatchRequest, service: ServiceDep, principal: PrincipalDep) -> list[MatchAnswer]:
    """逐条匹配，顺序与请求一致 | one answer a demand, in the order of the request."""
    context = service.search
    demands = [
        demand_from_entity(context, principal, item.id) if item.id else read_demand(context, item.text or "")
        for item in body.demands
    ]
    return list(match_many(context, principal, demands, max(item.limit for item in body.demands)))
