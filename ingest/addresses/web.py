"""How is a file fetched over HTTP? Asked for only if it changed, every redirect checked, bounded in bytes and time.

The host's number is looked up and checked before the request, and the number that was really connected to before the
answer is read: a name that means a host inside the own network is refused unless the allow list says otherwise. No
proxy, cookie or password of the environment is used.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
from pathlib import Path
from typing import Final

import httpx

from ingest.addresses.allowed import WEB, Allowed, is_public, take_apart
from ingest.addresses.errors import AddressFailed, AddressNotAllowed, NotAnAddress
from ingest.addresses.fetched import Fetched, FetchLimits
from ingest.addresses.naming import name_of
from ingest.addresses.telling import shown_address, told_of

_AGENT: Final = "gongjian"
_NOT_MODIFIED: Final = 304
_CHUNK: Final = 1 << 16


def fetch_web(
    address: str, allowed: Allowed, known: Fetched | None, folder: Path, limits: FetchLimits
) -> Fetched:
    """As ``fetch``, for http and https."""
    return asyncio.run(_in_time(address, allowed, known, folder, limits))


async def _in_time(
    address: str, allowed: Allowed, known: Fetched | None, folder: Path, limits: FetchLimits
) -> Fetched:
    try:
        async with asyncio.timeout(limits.seconds), _client(limits) as client:
            return await _follow(client, address, allowed, known, folder, limits)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise AddressFailed(
            address,
            f"{limits.seconds:g} 秒内没有读完，请稍后重试",
            f"it was not read within {limits.seconds:g} seconds; try again later",
            transient=True,
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, socket.gaierror) as error:
        cause = told_of(str(error), address) or type(error).__name__
        raise AddressFailed(
            address,
            f"连不上或中途断开（{cause}），请检查地址和网络后重试",
            f"not reached, or cut off ({cause}); check address and network, then try again",
            transient=True,
        ) from error


def _client(limits: FetchLimits) -> httpx.AsyncClient:
    headers = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    return httpx.AsyncClient(
        headers=headers, timeout=limits.waiting, follow_redirects=False, trust_env=False, cookies=None
    )


async def _follow(
    client: httpx.AsyncClient,
    address: str,
    allowed: Allowed,
    known: Fetched | None,
    folder: Path,
    limits: FetchLimits,
) -> Fetched:
    """Ask, and follow redirects to allowed addresses."""
    url = address
    for _ in range(limits.redirects + 1):
        private = _checked(address, url, allowed)
        await _public_or_allowed(address, url, private)
        async with client.stream("GET", url, headers=_conditions(known)) as response:
            _check_peer(address, response, private)
            if response.has_redirect_location and response.next_request:
                url = str(response.next_request.url)
                continue
            return await _taken(response, address, url, known, folder, limits)
    raise AddressFailed(
        address, f"转向超过 {limits.redirects} 次", f"it redirects more than {limits.redirects} times"
    )


def _checked(address: str, url: str, allowed: Allowed) -> bool:
    """Whether the own network may be reached at ``url``; a redirect leads out of the allow list at the server's fault."""
    try:
        prefix = allowed.check(url)
    except (AddressNotAllowed, NotAnAddress) as error:
        if url == address:
            raise
        raise AddressFailed(
            address,
            f"它转向不允许的地址 {shown_address(url)}：需要时请把那个前缀也加进 GONGJIAN_SOURCES",
            f"it redirects to {shown_address(url)}, which is not allowed: if needed, add that prefix to GONGJIAN_SOURCES too",
        ) from error
    if take_apart(url).scheme not in WEB:
        raise AddressFailed(address, "它转向别的协议", "it redirects to another protocol")
    return prefix.private


async def _public_or_allowed(address: str, url: str, private: bool) -> None:
    """Look the host up and refuse numbers of the own network."""
    if private:
        return
    place = take_apart(url)
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    if not all(is_public(str(entry[4][0])) for entry in found):
        raise _inside(address, place.host)


def _check_peer(address: str, response: httpx.Response, private: bool) -> None:
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    if not private and not (peer and is_public(str(peer[0]))):
        raise _inside(address, response.url.host)


def _inside(address: str, host: str) -> AddressFailed:
    return AddressFailed(
        address,
        f"主机 {host} 在内部网络里：确需读取时，请在 GONGJIAN_SOURCES 里把它写成 private:地址前缀",
        f"the host {host} is inside the own network: if it is needed, write it in GONGJIAN_SOURCES as private:PREFIX",
    )


def _conditions(known: Fetched | None) -> dict[str, str]:
    headers = {}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


async def _taken(
    response: httpx.Response,
    address: str,
    url: str,
    known: Fetched | None,
    folder: Path,
    limits: FetchLimits,
) -> Fetched:
    """The content of an answer, written into ``folder``."""
    if response.status_code == _NOT_MODIFIED and known:
        return Fetched(address, known.path, known.etag, known.last_modified, False, known.content, known.size)
    if not response.is_success:
        raise _refused(address, response.status_code)
    headers = response.headers
    name = name_of(url, headers.get("Content-Disposition", ""), headers.get("Content-Type", ""))
    path = folder / name
    content, size = await _written(response, address, path, limits)
    return Fetched(
        address,
        path,
        headers.get("ETag", ""),
        headers.get("Last-Modified", ""),
        known is None or known.content != content,
        content,
        size,
    )


async def _written(
    response: httpx.Response, address: str, path: Path, limits: FetchLimits
) -> tuple[str, int]:
    """Hash and size of the content, which is in ``path`` then; nothing stays there if it cannot be had whole."""
    hashed, size = hashlib.sha256(), 0
    stated = response.headers.get("Content-Length", "")
    too_big(address, int(stated) if stated.isdecimal() else 0, limits)
    try:
        with path.open("xb") as file:
            async for chunk in response.aiter_bytes(_CHUNK):
                size += len(chunk)
                too_big(address, size, limits)
                hashed.update(chunk)
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return hashed.hexdigest(), size


def too_big(address: str, size: int, limits: FetchLimits) -> None:
    """Refuse content over the limit.

    Raises:
        AddressFailed.
    """
    if size > limits.bytes:
        raise AddressFailed(
            address,
            f"文件超过上限 {limits.bytes} 字节；请拆成几个文件",
            f"the file is over the limit of {limits.bytes} bytes; split it",
        )


def _refused(address: str, status: int) -> AddressFailed:
    transient = status in {408, 425, 429} or status >= 500
    todo_zh, todo_en = ("请稍后重试", "try again later") if transient else ("请检查地址", "check the address")
    return AddressFailed(
        address,
        f"服务器回答 {status}，{todo_zh}",
        f"the server answers {status}; {todo_en}",
        transient=transient,
    )
