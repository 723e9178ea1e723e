"""Which organisations could work with this one?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.http.deps import PrincipalDep, ServiceDep
from search.partners import PartnerAnswer, partners

router = APIRouter(prefix="/v1/organizations", tags=["partners"])


@router.get("/{id}/partners")
def read_partners(
    id: Annotated[
        str,
        Path(
            max_length=200,
            description="组织编号、名称、地名或代码 | id or name of an organisation, or a place",
        ),
    ],
    service: ServiceDep,
    principal: PrincipalDep,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> PartnerAnswer:
    """按全部需求给出伙伴，双向互补 | partners ranked over all its needs, and what it can give them."""
    return partners(service.search, principal, id, limit)
