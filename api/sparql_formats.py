"""In which format does a SPARQL answer go out? By name (verb) or by what a client accepts (route)."""

from __future__ import annotations

from typing import Final

from graph.snapshots.sparql import Solutions, SparqlAnswer, Triples
from ontology.errors import UsageProblem

SOLUTIONS: Final[dict[Solutions, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRIPLES: Final[dict[Triples, str]] = {"turtle": "text/turtle", "ntriples": "application/n-triples"}
_ALSO: Final[dict[str, Solutions]] = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}


class FormatNotKnown(UsageProblem):
    """A format that a SPARQL answer cannot have."""

    status = 406

    def __init__(self, found: str) -> None:
        allowed = [*SOLUTIONS.values(), *TRIPLES.values()]
        super().__init__(
            f"SPARQL 结果没有“{found[:100]}”格式；可用：{'、'.join(allowed)}",
            f"a SPARQL answer cannot be {found[:100]!r}; use {', '.join(allowed)}",
            found=found[:100],
            allowed=allowed,
        )


def formats_of(name: str) -> tuple[Solutions, Triples]:
    """The formats of solutions and of triples by a name; '' for the usual ones.

    Raises:
        FormatNotKnown: there is none of that name.
    """
    solutions = next((s for s in SOLUTIONS if s == name), None)
    triples = next((t for t in TRIPLES if t == name), None)
    if name and not solutions and not triples:
        raise FormatNotKnown(name)
    return solutions or "json", triples or "turtle"


def accepted(header: str) -> tuple[Solutions, Triples]:
    """The best formats that an ``Accept`` header allows: one for solutions, one for triples.

    Raises:
        FormatNotKnown: it allows none.
    """
    ranked = _ranked(header or "*/*")
    anything = any(kind in {"*/*", "application/*", "text/*"} for kind in ranked)
    by_media: dict[str, Solutions] = {media: name for name, media in SOLUTIONS.items()}
    solutions = next((s for kind in ranked if (s := {**by_media, **_ALSO}.get(kind))), None)
    triples = next((t for kind in ranked for t, media in TRIPLES.items() if media == kind), None)
    if not (anything or solutions or triples):
        raise FormatNotKnown(header)
    return solutions or "json", triples or "turtle"


def media_type(answer: SparqlAnswer, solutions: Solutions, triples: Triples) -> str:
    """The media type of an answer in these formats."""
    kind = TRIPLES[triples] if answer.kind == "triples" else SOLUTIONS[solutions]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _ranked(header: str) -> list[str]:
    """Media types by their quality, those of quality 0 left out."""
    found: list[tuple[float, int, str]] = []
    for i, item in enumerate(header.lower().split(",")[:50]):
        kind, *parameters = (part.strip() for part in item.split(";"))
        quality = next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if quality > 0:
            found.append((-quality, i, kind))
    return [kind for _, _, kind in sorted(found)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
