"""What is known about one thing, what is it related to, and who says so?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse

from api.http.deps import PrincipalDep, ServiceDep
from graph.reading import EntityView, Evidence, Moved, Neighbour, entity, evidence, neighbours

router = APIRouter(prefix="/v1/entities/{id}", tags=["entities"])
Id = Annotated[
    str,
    Path(max_length=200, description="实体或其任一成员的编号 | id of the entity or of any of its members"),
]


@router.get(
    "",
    response_model=EntityView,
    responses={308: {"description": "the id of a member: Location has the entity"}},
)
def read_entity(
    id: Id, request: Request, service: ServiceDep, principal: PrincipalDep
) -> EntityView | RedirectResponse:
    """一个实体的全部事实 | one entity with its facts; any member's id leads to it by 308."""
    found = entity(service.graph, principal, id)
    if isinstance(found, Moved):
        return RedirectResponse(str(request.url_for("read_entity", id=found.id).path), status_code=308)
    return found


@router.get("/neighbours")
def read_neighbours(
    id: Id, service: ServiceDep, principal: PrincipalDep, limit: Annotated[int, Query(ge=1, le=500)] = 50
) -> list[Neighbour]:
    """与它相连的实体 | what it is related to, both ways."""
    return list(neighbours(service.graph, principal, id, limit))


@router.get("/evidence")
def read_evidence(id: Id, service: ServiceDep, principal: PrincipalDep) -> list[Evidence]:
    """每个事实的出处原文 | for each statement the source, the passage and the words that say so."""
    return list(evidence(service.graph, principal, id))
