"""Which vocabulary is in force, and how does the service take another one? Read by anybody, reloaded with the key."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi import Path as PathParameter

from api.http.current import Reloaded
from api.http.deps import CurrentDep, ServiceDep
from api.http.safety import require_key
from api.terms import TermView, term_view
from api.vocabulary import VocabularyStatus, status_of, turtle_of
from ontology.shacl.graph import shapes_turtle

TURTLE = "text/turtle"
_TURTLE_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {TURTLE: {"schema": {"type": "string"}}}}}

router = APIRouter(prefix="/v1/ontology", tags=["ontology"])


@router.get("")
def read_ontology(current: CurrentDep) -> VocabularyStatus:
    """本体的版本、数量，库所用的版本 | the vocabulary's version and counts, and what the store was made with."""
    service = current.unchecked
    return status_of(service.graph, service.settings)


@router.get("/turtle", response_class=Response, responses=_TURTLE_ANSWER)
def read_turtle(current: CurrentDep) -> Response:
    """所加载的全部本体（Turtle） | the whole vocabulary as it is loaded."""
    return Response(turtle_of(current.unchecked.files), media_type=TURTLE)


@router.get("/shapes", response_class=Response, responses=_TURTLE_ANSWER)
def read_shapes(current: CurrentDep) -> Response:
    """由本体生成的全部 SHACL 约束 | every rule of the vocabulary as one SHACL graph."""
    return Response(shapes_turtle(current.unchecked.graph.ontology), media_type=TURTLE)


@router.get("/terms/{name}")
def read_term(name: Annotated[str, PathParameter(max_length=100)], service: ServiceDep) -> TermView:
    """一个术语：类、属性、概念或词表 | one term: class, property, concept or scheme."""
    return term_view(service.graph.ontology, name)


@router.post("/reload", dependencies=[Depends(require_key)])
def reload_ontology(current: CurrentDep) -> Reloaded:
    """重新读取本体文件并采用 | read the files anew and, if they pass with the store's records, take them."""
    return current.reload()
