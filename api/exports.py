"""How is the graph exported, whatever the door: verb or route?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from api.formats import Format
from api.service import Service
from graph.export.canonical import canonical
from graph.export.dcat import dcat
from graph.export.full import full as full_export
from graph.export.hsds import hsds
from graph.export.serialise import FormatNotPossible, check_format, serialise
from graph.principal import Principal

MEDIA_TYPES = {
    Format.NQUADS: "application/n-quads",
    Format.TURTLE: "text/turtle",
    Format.JSONLD: "application/ld+json",
    Format.HSDS: "application/json",
    Format.DCAT: "text/turtle",
}


def export_bytes(service: Service, principal: Principal, format: Format, *, full: bool) -> Iterator[bytes]:
    """The export in pieces. The first is made at once, so that what cannot be exported is
    said before an answer has begun."""
    if format in {Format.HSDS, Format.DCAT}:
        return _for_others(service, principal, format, full=full)
    check_format(format.value, full=full)
    lines = full_export(service.graph, principal) if full else canonical(service.graph, principal)
    pieces = serialise(lines, format.value, full=full, ontology=service.graph.ontology)
    return chain([next(pieces, b"")], pieces)


def _for_others(service: Service, principal: Principal, format: Format, *, full: bool) -> Iterator[bytes]:
    """Services as HSDS 3.1, or the catalogue of sources as DCAT: views for other systems, which have no history."""
    if full:
        raise FormatNotPossible(
            f"{format.value} 只含当前内容，不能加 --full；完整导出请用 nquads 或 jsonld",
            f"{format.value} holds what is there now and cannot be full; use nquads or jsonld for the full export",
            found=format.value,
            allowed=["nquads", "jsonld"],
        )
    if format == Format.DCAT:
        return iter([dcat(service.graph, principal)])
    pieces = (piece.encode() for piece in hsds(service.graph, principal))
    return chain([next(pieces, b"")], pieces)
