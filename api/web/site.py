"""How does an answer become a page? Templates compiled once, with the words, links and labels of the page's language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.asking import MAX_TEXT
from api.web.assets import Asset, read_assets
from api.web.page import Page, page_of
from api.web.quoting import proven, quoted
from api.web.vendor import scripts_folder
from api.web.wording import amount, class_label, groups

TEMPLATES: Final = Path(__file__).with_name("templates")


class Site:
    """The compiled templates and the files that pages load, for the life of a service."""

    def __init__(self, cache: Path) -> None:
        self.assets: Mapping[str, Asset] = read_assets(scripts_folder(cache))
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(
            asset=self._address,
            quoted=quoted,
            proven=proven,
            amount=amount,
            class_label=class_label,
            groups=groups,
            MAX_TEXT=MAX_TEXT,
        )
        for name in self.templates.list_templates():
            self.templates.get_template(name)

    def html(self, request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
        """A page in the language that the request asks for."""
        page = page_for(request)
        text = self.templates.get_template(template).render(page=page, say=page.say, url=page.url, **values)
        return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-cache"})

    def _address(self, name: str) -> str:
        """Where a file is served; '' if it could not be fetched."""
        found = self.assets.get(name)
        return f"/static/{name}?v={found.hash}" if found else ""


def page_for(request: Request) -> Page:
    """The page that a request asks for."""
    return page_of(request.url.path, request.query_params)


def site_of(request: Request) -> Site:
    """The site of the service that the request came to."""
    site: Site = request.app.state.site
    return site
