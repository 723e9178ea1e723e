"""What goes with every answer? Headers that keep a browser from guessing and from other hosts, and ``HEAD`` wherever there is ``GET``."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
OWN_ONLY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""For pages: files of this service alone, no script or style inside the HTML."""
POLICY = "Content-Security-Policy"
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Heading:
    """ASGI layer: safe headers on each answer; a ``HEAD`` is the ``GET`` without its body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers added and, for ``HEAD``, the body left out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head_only = scope["method"] == "HEAD"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers[name] = value
                is_page = headers.get("content-type", "").startswith("text/html")
                headers[POLICY] = OWN_ONLY if is_page else CLOSED
            elif head_only:
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"} if head_only else scope, receive, answer)
