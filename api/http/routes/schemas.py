"""What does the vocabulary say about a class?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from api.http.deps import ServiceDep
from ontology.errors import UsageProblem
from ontology.schemas import json_schema

router = APIRouter(prefix="/v1/schemas", tags=["schemas"])


class UnknownClass(UsageProblem):
    """The ontology has no class of that name."""

    status = 404


@router.get("")
def list_schemas(service: ServiceDep) -> list[dict[str, str]]:
    """全部类 | every class with its labels."""
    return [
        {"name": c.name, "zh": c.zh, "en": c.en} for _, c in sorted(service.graph.ontology.classes.items())
    ]


@router.get("/{name}")
def read_schema(name: Annotated[str, Path(max_length=100)], service: ServiceDep) -> dict[str, Any]:
    """一个类的 JSON Schema | the JSON schema of a class, made from the ontology."""
    if name not in service.graph.ontology.classes:
        raise UnknownClass(
            f"本体中没有类“{name}”；GET /v1/schemas 列出全部类",
            f"the ontology has no class {name!r}; GET /v1/schemas lists them",
            term=name,
        )
    return json_schema(name, service.graph.ontology)
