"""What is waiting for a person?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.http.deps import PrincipalDep, ServiceDep
from graph.reading import RepairPage, repairs

router = APIRouter(prefix="/v1/review", tags=["review"])


@router.get("")
def read_review(
    service: ServiceDep,
    principal: PrincipalDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: Annotated[str, Query(max_length=500)] = "",
) -> RepairPage:
    """待修复的地方，及原因与办法 | what could not be read: where, why and what to do."""
    return repairs(service.graph, principal, limit, cursor)
