"""Which pages are there? To ask, to read an answer, a thing, a passage, the list of sources; and the files they load."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from api.asking import bounded
from api.http.deps import PrincipalDep, ServiceDep
from api.web.answer_page import answer_page, answer_to_need
from api.web.cards import cards
from api.web.drawing import Drawing, drawing
from api.web.entity_page import entity_page
from api.web.home_page import EXAMPLES, Numbers
from api.web.marking import in_cells
from api.web.ontology_page import ontology_page, term_page
from api.web.site import Site, page_for, site_of
from api.web.wording import groups
from graph.reading import EntityView, Moved, entity, sources
from graph.reading.passages import first_passages, passages, surroundings
from search.ask import ask
from search.partners import partners

AROUND = 3

router = APIRouter(include_in_schema=False)
SiteDep = Annotated[Site, Depends(site_of)]
Id = Annotated[str, Path(max_length=200)]


@router.get("/")
def home(request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep) -> HTMLResponse:
    """The box to ask, examples, and what the graph holds."""
    numbers: Numbers = request.app.state.numbers
    found = numbers.of(service.graph, principal)
    return site.html(request, "home.html", numbers=found, examples=EXAMPLES)


@router.get("/ask")
def ask_page(
    request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep, q: str = ""
) -> Response:
    """The answer to a question; nothing asked leads to the box."""
    page, text = page_for(request), bounded(q).strip()
    if not text:
        return RedirectResponse(page.url(""), status_code=303)
    answer = ask(service.search, principal, text)
    view = answer_page(service.graph, principal, answer, groups(service.graph.ontology), page)
    return site.html(request, "answer.html", q=text, view=view, cited=("ask", text))


@router.get("/entities/{id}")
def entity_html(
    id: Id, request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep
) -> Response:
    """One thing with its facts, each with its sentence, and what it is connected with."""
    page, found = page_for(request), entity(service.graph, principal, id)
    if isinstance(found, Moved):
        return RedirectResponse(page.url("entities", found.id), status_code=308)
    view = entity_page(service.graph, principal, found, groups(service.graph.ontology), page)
    return site.html(request, "entity.html", view=view)


@router.get("/entities/{id}/drawing")
def entity_drawing(id: Id, request: Request, service: ServiceDep, principal: PrincipalDep) -> Drawing:
    """The surroundings of a thing as nodes and lines, for the drawing on its page."""
    found: EntityView | Moved = entity(service.graph, principal, id)
    if isinstance(found, Moved):
        found = entity(service.graph, principal, found.id)
    assert isinstance(found, EntityView)
    return drawing(service.graph, principal, found, groups(service.graph.ontology), page_for(request))


@router.get("/entities/{id}/matches")
def matches_html(
    id: Id, request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep
) -> HTMLResponse:
    """Who can meet a need of the graph."""
    ontology, page = service.graph.ontology, page_for(request)
    answer = answer_to_need(service.search, principal, id)
    view = answer_page(service.graph, principal, answer, groups(ontology), page)
    return site.html(request, "answer.html", q=answer.text, view=view, cited=("match", id))


@router.get("/entities/{id}/partners")
def partners_html(
    id: Id, request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep
) -> HTMLResponse:
    """Whom an organisation could work with, over all its needs."""
    answer = partners(service.search, principal, id)
    ids = [partner.organization.id for partner in answer.partners]
    found = cards(service.graph, principal, ids, groups(service.graph.ontology), page_for(request))
    proofs = [proof for partner in answer.partners for tie in partner.ties for proof in tie.evidence]
    texts = passages(service.graph, principal, (proof.passage for proof in proofs))
    return site.html(
        request, "partners.html", id=id, cited=("partners", id), answer=answer, cards=found, texts=texts
    )


@router.get("/passages/{id}")
def passage_html(
    id: Id,
    request: Request,
    service: ServiceDep,
    principal: PrincipalDep,
    site: SiteDep,
) -> HTMLResponse:
    """A passage in full, with what stands just before and after it."""
    found = surroundings(service.graph, principal, id, AROUND)
    shown = [(view, in_cells(view.text)) for view in found]
    here = next(view for view in found if view.id == id)
    return site.html(request, "passage.html", passages=shown, here=here)


@router.get("/sources")
def sources_html(
    request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep
) -> HTMLResponse:
    """The sources that the graph rests on."""
    found = sources(service.graph, principal)
    return site.html(request, "sources.html", sources=found, first=first_passages(service.graph, principal))


@router.get("/ontology")
def ontology_html(
    request: Request, service: ServiceDep, site: SiteDep, q: Annotated[str, Query(max_length=100)] = ""
) -> HTMLResponse:
    """The vocabulary: classes as a tree, properties, schemes; or the terms that are called so."""
    view = ontology_page(service.graph.ontology, page_for(request), q)
    return site.html(request, "ontology.html", view=view)


@router.get("/ontology/{name}")
def term_html(name: Id, request: Request, service: ServiceDep, site: SiteDep) -> HTMLResponse:
    """One term of the vocabulary."""
    view = term_page(service.graph.ontology, name, page_for(request))
    return site.html(request, "term.html", view=view)


@router.get("/static/{name}")
def static(
    name: str, request: Request, site: SiteDep, v: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """A file that pages load; kept by the browser for as long as its hash is asked for."""
    found = site.assets.get(name)
    if found is None:
        raise HTTPException(404)
    keep = "public, max-age=31536000, immutable" if v == found.hash else "no-cache"
    headers = {"ETag": f'"{found.hash}"', "Cache-Control": keep}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
