"""How does the service say that something went wrong? RFC 9457 problem details (``api.problem``), for every error;
as a page where a browser asks for one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.problem import describe, problem_of
from api.web.error_page import error_page, wants_page
from ontology.errors import GongjianError

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger("gongjian.http")

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {
            "type": "string",
            "description": "问题、位置与办法（中文） | what, where and what to do, in Chinese",
        },
        "detail_en": {"type": "string", "description": "the same in English"},
    },
}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"description": "RFC 9457 problem", "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}}}
}


def problem(status: int, slug: str, zh: str, en: str, /, **members: object) -> JSONResponse:
    """A problem response."""
    return _response(describe(status, slug, zh, en, **members))


def _response(body: dict[str, Any]) -> JSONResponse:
    status = int(body["status"])
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def _answer(request: Request, body: dict[str, Any]) -> Response:
    """A problem as a page for a browser, else as JSON."""
    return error_page(request, body) if wants_page(request) else _response(body)


def install(app: FastAPI) -> None:
    """Every error of ``app`` becomes a problem."""
    app.add_exception_handler(GongjianError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _unexpected)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, GongjianError)
    return _answer(request, problem_of(error))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [
        {"where": ".".join(str(part) for part in item["loc"]), "message": str(item["msg"])}
        for item in error.errors()
    ]
    kinds = [str(item["type"]) for item in error.errors()]
    zh = "；".join(f"{item['where']} {_wrong_with(kind)}" for item, kind in zip(found, kinds, strict=True))
    en = "; ".join(f"{item['where']}: {item['message']}" for item in found)
    body = describe(
        422,
        "invalid-request",
        f"请求不符合接口说明：{zh}。请对照 /openapi.json 改正",
        f"the request does not fit the contract: {en}. Compare it with /openapi.json",
        errors=found,
    )
    return _answer(request, body)


def _wrong_with(kind: str) -> str:
    """What is wrong, by the kind of error that pydantic names."""
    words = {
        "missing": "没有给出",
        "json_invalid": "不是 JSON（数字是出错的字符位置）",
        "extra_forbidden": "不是可用的字段",
    }
    if kind in words:
        return words[kind]
    bounded = ("greater", "less", "too_", "string_too", "string_pattern")
    return "超出允许的范围" if kind.startswith(bounded) else "类型或取值不对"


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    zh = {
        400: "请求读不懂（不是所说的格式）。请对照 /openapi.json",
        404: "没有这个地址。请对照 /openapi.json",
        405: "该地址不支持这种方法。请对照 /openapi.json",
    }.get(error.status_code, f"请求未能处理（{error.status_code}）。请对照 /openapi.json")
    slug = phrase.lower().replace(" ", "-")
    answer = _answer(request, describe(error.status_code, slug, zh, f"{phrase}: see /openapi.json"))
    answer.headers.update(error.headers or {})
    return answer


async def _unexpected(request: Request, error: Exception) -> Response:
    route = getattr(request.scope.get("route"), "path", "unknown")
    _log.error("unexpected", method=request.method, route=route, exc_info=error)
    body = describe(
        500,
        "internal-error",
        "服务内部出错，已记入日志。请稍后重试；若再次发生，请带上日志报告",
        "the service failed inside; it is in the log. Try again later, and report it with the log if it happens again",
    )
    return _answer(request, body)
