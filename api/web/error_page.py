"""How is an error told to somebody at a browser? As a page with what was wrong and what to do; never under ``/v1/``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.web.site import site_of

API: Final = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/")
HEADINGS: Final = {
    404: ("没有找到", "Not found"),
    410: ("已不再列出", "No longer listed"),
    503: ("服务暂时不可用", "Not available just now"),
    500: ("出错了", "Something went wrong"),
}
PLAIN: Final = {
    404: (
        "没有这个页面。请从提问开始，或查看来源。",
        "There is no such page. Begin with a question, or look at the sources.",
    ),
}


def wants_page(request: Request) -> bool:
    """Whether a browser asks for something to look at, outside the programs' interface."""
    looks = "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers
    return looks and not request.url.path.startswith(API)


def error_page(request: Request, problem: Mapping[str, Any]) -> HTMLResponse:
    """The page of a problem."""
    status = int(problem["status"])
    zh, en = str(problem["detail"]), str(problem["detail_en"])
    if "/openapi.json" in zh:
        zh, en = PLAIN.get(status, (zh.split("。")[0] + "。", en.split(":")[0] + "."))
    heading = HEADINGS.get(status, ("这样问不行", "That cannot be asked"))
    return site_of(request).html(
        request,
        "error.html",
        status,
        status=status,
        heading=heading,
        detail=(zh, en),
        q=request.query_params.get("q", ""),
    )
