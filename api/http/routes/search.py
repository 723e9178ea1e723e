"""What is there about these words?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.filters import MAX_FILTERS, filters_of
from api.http.deps import PrincipalDep, ServiceDep
from search.hybrid import SearchPage, search
from search.options import SearchQuery

router = APIRouter(prefix="/v1/search", tags=["search"])

MAX_TEXT = 2000


@router.get("")
def read_search(
    service: ServiceDep,
    principal: PrincipalDep,
    q: Annotated[str, Query(min_length=1, max_length=MAX_TEXT, description="要找什么 | what to look for")],
    type: Annotated[
        str | None,
        Query(max_length=100, description="类名；Passage 检索原文 | class; Passage searches the text itself"),
    ] = None,
    place: Annotated[
        str | None, Query(max_length=100, description="地名或行政区划代码 | place name or official code")
    ] = None,
    kind: Annotated[
        str | None, Query(max_length=100, description="资源种类（概念名） | concept of the resource kinds")
    ] = None,
    filter: Annotated[
        list[str] | None,
        Query(
            max_length=MAX_FILTERS,
            description="按属性筛选，写作 属性:值，可重复（如 theme:养老助老） | narrow by a facet, property:value, repeatable",
        ),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    cursor: Annotated[
        str | None, Query(max_length=500, description="上一页返回的 cursor | cursor of the page before")
    ] = None,
) -> SearchPage:
    """按词和意思检索，每条带出处 | search by words and meaning; each hit says why and shows its source."""
    filters = filters_of(place, kind, filter or ())
    return search(
        service.search, principal, SearchQuery(q, type=type, filters=filters, limit=limit, cursor=cursor)
    )
