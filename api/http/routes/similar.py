"""Which cases and practices are like this one?"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.asking import MAX_TEXT
from api.http.deps import PrincipalDep, ServiceDep
from search.similar import SimilarAnswer, similar

router = APIRouter(prefix="/v1/cases", tags=["similar"])


class SimilarRequest(BaseModel):
    """一段话，或图中一个案例、做法的编号 | a text, or the id of a case or practice: exactly one of them."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(
        default=None, min_length=1, max_length=MAX_TEXT, examples=["独居老人白天没人照看"]
    )
    id: str | None = Field(default=None, min_length=1, max_length=200)
    limit: int = Field(default=10, ge=1, le=50)

    @model_validator(mode="after")
    def _one_of(self) -> SimilarRequest:
        if (self.text is None) == (self.id is None):
            raise ValueError("text 与 id 须恰好给出一个 | give exactly one of text and id")
        return self


@router.post("/similar")
def similar_cases(body: SimilarRequest, service: ServiceDep, principal: PrincipalDep) -> SimilarAnswer:
    """相近的案例与做法，逐项说明哪里相近 | similar cases and practices, part by part; says so when nothing is near."""
    return similar(service.search, principal, body.id or body.text or "", body.limit, by_id=bool(body.id))
