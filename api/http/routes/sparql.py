"""What does a SPARQL query find in a snapshot? The SPARQL 1.1 protocol's three ways to ask, read-only."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.deps import PrincipalDep, ServiceDep
from api.service import Service
from api.sparql_formats import SOLUTIONS, TRIPLES, accepted, media_type
from graph.principal import Principal
from graph.snapshots.sparql import MAX_QUERY, QueryNotValid, sparql

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"

router = APIRouter(prefix="/v1/snapshots/{id}/sparql", tags=["snapshots"])
Id = Annotated[
    str, Path(max_length=64, description="快照编号（可只写开头几位） | id of a snapshot, or its beginning")
]
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {media: {"schema": {}} for media in ("application/sparql-results+json",)}
        | {
            media: {"schema": {"type": "string"}}
            for media in (*list(SOLUTIONS.values())[1:], *TRIPLES.values())
        }
    }
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            QUERY: {"schema": {"type": "string", "maxLength": MAX_QUERY}},
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {"query": {"type": "string", "maxLength": MAX_QUERY}},
                }
            },
        },
    }
}


@router.get("", response_class=Response, responses=_ANSWERS)
def query_snapshot(
    id: Id,
    request: Request,
    service: ServiceDep,
    principal: PrincipalDep,
    query: Annotated[str, Query(min_length=1, max_length=MAX_QUERY, description="SPARQL 1.1")],
) -> Response:
    """用 SPARQL 1.1 查询快照（只读） | query a snapshot in SPARQL 1.1, read-only, within limits."""
    return _answer(service, principal, id, query, request)


@router.post("", response_class=Response, responses=_ANSWERS, openapi_extra=_BODY)
async def post_query(id: Id, request: Request, service: ServiceDep, principal: PrincipalDep) -> Response:
    """同上，查询放在请求体里 | the same, with the query in the body: as a form or as application/sparql-query."""
    query = _posted(request.headers.get("content-type", ""), await request.body())
    return await run_in_threadpool(_answer, service, principal, id, query, request)


def _answer(service: Service, principal: Principal, id: str, query: str, request: Request) -> Response:
    if {"default-graph-uri", "named-graph-uri"} & set(request.query_params):
        raise QueryNotValid(
            "快照只有一个默认图", "a snapshot is one default graph; leave out the graph parameters"
        )
    solutions, triples = accepted(request.headers.get("accept", ""))
    shelf = service.shelf
    snapshot = shelf.store.get(id)
    found = sparql(snapshot, principal, shelf.derived, query, solutions=solutions, triples=triples)
    return Response(
        found.content, headers={"Content-Type": media_type(found, solutions, triples), "Vary": "Accept"}
    )


def _posted(content_type: str, body: bytes) -> str:
    """The query of a request body."""
    kind = content_type.split(";")[0].strip().lower()
    try:
        text = body.decode()
        given = parse_qs(text, max_num_fields=20).get("query", []) if kind == FORM else [text]
    except ValueError as error:
        raise QueryNotValid("请求体不是 UTF-8 文本", "the body is not UTF-8 text") from error
    if kind not in {FORM, QUERY} or len(given) != 1:
        raise QueryNotValid(
            f"请求体应为 {QUERY}，或含一个 query 字段的 {FORM}",
            f"the body is {QUERY}, or {FORM} with one field query",
        )
    return given[0]
