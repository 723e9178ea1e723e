"""How is the graph exported, whatever the door: verb or route?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from api.formats import Format
from api.service import Service
from graph.export.canonical import canonical
from graph.export.full import full as full_export
from graph.export.serialise import check_format, serialise
from graph.principal import Principal

MEDIA_TYPES = {
    Format.NQUADS: "application/n-quads",
    Format.TURTLE: "text/turtle",
    Format.JSONLD: "application/ld+json",
}


def export_bytes(service: Service, principal: Principal, format: Format, *, full: bool) -> Iterator[bytes]:
    """The export in pieces. The first is made at once, so that what cannot be exported is
    said before an answer has begun."""
    check_format(format.value, full=full)
    lines = full_export(service.graph, principal) if full else canonical(service.graph, principal)
    pieces = serialise(lines, format.value, full=full, ontology=service.graph.ontology)
    return chain([next(pieces, b"")], pieces)
