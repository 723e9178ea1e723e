"""Which pages are about snapshots? The list of them, a citation, and the form that keeps an answer to be cited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.security import HTTPAuthorizationCredentials

from api.asking import MAX_TEXT, bounded
from api.citing import Asked, Kind, cite
from api.http.deps import PrincipalDep, ServiceDep
from api.http.safety import require_key
from api.reference_text import KINDS
from api.snapshots import listed
from api.web.cite_page import cite_page
from api.web.site import Site, page_for, site_of
from graph.snapshots.citations import find
from graph.snapshots.live import live_state

router = APIRouter(include_in_schema=False)
SiteDep = Annotated[Site, Depends(site_of)]


@router.get("/snapshots")
def snapshots_html(
    request: Request, service: ServiceDep, principal: PrincipalDep, site: SiteDep
) -> HTMLResponse:
    """The snapshots of this home."""
    found = listed(service.shelf, principal, live_state(service.graph))
    return site.html(request, "snapshots.html", found=found)


@router.get("/cite")
def cite_form(
    request: Request,
    service: ServiceDep,
    site: SiteDep,
    kind: Annotated[Kind, Query()],
    q: Annotated[str, Query(min_length=1, max_length=MAX_TEXT)],
) -> HTMLResponse:
    """Whether to keep this answer: what is kept, where, and the key that writing needs."""
    now = service.shelf.store.equal_to(live_state(service.graph))
    return site.html(
        request, "cite_form.html", kind=kind, names=KINDS[kind], q=q, snapshot=now.id if now else ""
    )


@router.post("/cite")
def keep_citation(
    request: Request,
    service: ServiceDep,
    principal: PrincipalDep,
    kind: Annotated[Kind, Form()],
    q: Annotated[str, Form(min_length=1, max_length=MAX_TEXT)],
    key: Annotated[str, Form(max_length=200)] = "",
) -> RedirectResponse:
    """Ask, keep the answer, lead to its page; makes the snapshot if there is none of the present state."""
    require_key(request, HTTPAuthorizationCredentials(scheme="Bearer", credentials=key.strip()))
    kept = cite(service, principal, Asked(kind, bounded(q)), create=True)
    return RedirectResponse(page_for(request).url("cite", kept.id), status_code=303)


@router.get("/cite/{cid}")
def citation_html(
    cid: Annotated[str, Path(max_length=64)],
    request: Request,
    service: ServiceDep,
    site: SiteDep,
    date: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """The answer as it was kept, its evidence, and how to cite it on a date."""
    view = cite_page(find(service.shelf.store, cid), date)
    return site.html(request, "citation.html", view=view, date=date)
