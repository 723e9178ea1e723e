"""How does the whole graph leave?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.exports import MEDIA_TYPES, export_bytes
from api.formats import Format
from api.http.deps import PrincipalDep, ServiceDep

_TEXT = {"type": "string"}
_SCHEMAS: dict[Format, dict[str, Any]] = {
    Format.NQUADS: _TEXT,
    Format.TURTLE: _TEXT,
    Format.JSONLD: {"type": "object"},
    Format.HSDS: {"type": "object"},
    Format.DCAT: _TEXT,
}

router = APIRouter(prefix="/v1/export", tags=["export"])


@router.get(
    "",
    response_class=StreamingResponse,
    responses={
        200: {"content": {kind: {"schema": _SCHEMAS[format]} for format, kind in MEDIA_TYPES.items()}}
    },
)
def read_export(
    service: ServiceDep,
    principal: PrincipalDep,
    format: Annotated[
        Format, Query(description="nquads、turtle、jsonld；hsds（HSDS 3.1 服务）；dcat（来源目录，Turtle）")
    ] = Format.NQUADS,
    full: Annotated[bool, Query(description="含历史 | with the history")] = False,
) -> StreamingResponse:
    """标准导出（--full 含历史） | the canonical export; with the history if full."""
    stream = export_bytes(service, principal, format, full=full)
    return StreamingResponse(stream, media_type=MEDIA_TYPES[format])
