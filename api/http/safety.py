"""Who may talk to the service, and how much? Host and Origin checked, bodies bounded, writes behind one key.

The service listens on the loopback only. A page of another site that the user has open can still send
requests there (DNS rebinding, cross-site forms): the Host and Origin checks refuse those.
"""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem
from ontology.errors import GongjianError

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
MAX_BODY = 1 << 20
MIN_KEY = 32
_KEY_FILE = "admin.key"
_SCHEME = HTTPBearer(
    auto_error=False, description="本机管理密钥（主目录中的 admin.key） | the local admin key"
)
_UPLOAD_PATH = "/v1/sources"
TOO_LARGE = "request-entity-too-large"


class KeyRequired(GongjianError):
    """A write without the admin key, or with a wrong one."""

    status = 401


def admin_key(home: Path) -> str:
    """The local admin key; made on first use, complete or not at all, readable by the owner of the home only."""
    path = home / _KEY_FILE
    made = home / f"{_KEY_FILE}.{os.getpid()}"
    with suppress(FileNotFoundError):
        if len(key := path.read_text(encoding="ascii").strip()) >= MIN_KEY:
            path.chmod(0o600)
            return key
        path.unlink()
    with os.fdopen(
        os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(secrets.token_urlsafe(MIN_KEY) + "\n")
    with suppress(FileExistsError):
        os.link(made, path)
    made.unlink()
    return path.read_text(encoding="ascii").strip()


def require_key(request: Request, given: HTTPAuthorizationCredentials | None = Depends(_SCHEME)) -> None:
    """Dependency of every route that writes, or shows what is on this machine.

    Raises:
        KeyRequired: no key, or not the one of this home.
    """
    expected: str = request.app.state.admin_key
    if given is None or not hmac.compare_digest(given.credentials.encode(), expected.encode()):
        raise KeyRequired(
            f"这一步需要管理密钥：请在 Authorization 头中以 Bearer 给出主目录 {_KEY_FILE} 文件的内容",
            f"this needs the admin key: send the content of {_KEY_FILE} in the home folder as a Bearer token",
        )


def _name_of(authority: str) -> str:
    name = authority.rsplit("@", 1)[-1]
    return name[1 : name.index("]")] if name.startswith("[") and "]" in name else name.split(":")[0]


class LocalOnly:
    """ASGI layer that refuses foreign hosts, foreign origins and bodies over their limit."""

    def __init__(self, app: ASGIApp, upload_limit: int) -> None:
        self.app = app
        self.upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if _name_of(headers.get("host", "")) not in LOCAL_NAMES:
            await _refuse_host(scope, receive, send)
            return
        origin = headers.get("origin")
        if origin is not None and origin.split("://", 1)[-1] != headers.get("host"):
            await _refuse_origin(scope, receive, send)
            return
        limit = self.upload_limit if scope["path"].startswith(_UPLOAD_PATH) else MAX_BODY
        declared = headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > limit:
            await _refuse_body(limit)(scope, receive, send)
            return
        await _serve_bounded(self.app, limit, scope, receive, send)


async def _serve_bounded(app: ASGIApp, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve; once more than ``limit`` bytes have come, reading ends and whatever is answered becomes a 413."""
    seen = 0

    async def read() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > limit else message

    async def answer(message: Message) -> None:
        if seen <= limit:
            await send(message)
        elif message["type"] == "http.response.start":
            await _refuse_body(limit)(scope, receive, send)

    await app(scope, read, answer)


def _refuse_body(limit: int) -> ASGIApp:
    if limit > MAX_BODY:
        megabytes = limit >> 20
        zh = f"上传的文件超过上限 {megabytes} MB：请拆成几个文件，或请管理员调大 GONGJIAN_MAX_FILE_MB 后重启服务"
        en = f"the file is over the limit of {megabytes} MB: split it, or have GONGJIAN_MAX_FILE_MB raised and the service restarted"
        return problem(413, TOO_LARGE, zh, en, limit=limit)
    zh = f"请求内容超过上限 {limit} 字节。请拆分后再发"
    return problem(
        413,
        TOO_LARGE,
        zh,
        f"the request body is over the limit of {limit} bytes. Send it in parts",
        limit=limit,
    )


async def _refuse_host(scope: Scope, receive: Receive, send: Send) -> None:
    zh = "本服务只接受本机地址（127.0.0.1、localhost）的请求"
    await problem(421, "foreign-host", zh, "this service answers to 127.0.0.1 and localhost only")(
        scope, receive, send
    )


async def _refuse_origin(scope: Scope, receive: Receive, send: Send) -> None:
    zh = "拒绝来自其他网站页面的请求"
    await problem(403, "foreign-origin", zh, "requests from pages of other sites are refused")(
        scope, receive, send
    )
