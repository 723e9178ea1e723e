"""How does the service listen? On the loopback, on a port that is proved free before anything is announced."""

from __future__ import annotations

import errno
import socket

import uvicorn

from api.http.app import create_app
from api.service import Service
from ontology.errors import ServiceProblem

HOST = "127.0.0.1"


class PortInUse(ServiceProblem):
    """Another program listens on the port."""


class PortNotAllowed(ServiceProblem):
    """This user may not listen on the port."""


def listen(port: int) -> socket.socket:
    """A listening socket on the loopback; port 0 takes any free one.

    Raises:
        PortInUse, PortNotAllowed: with what to do.
    """
    # The protocol is named because asyncio turns Nagle off (40 ms a small answer) only for sockets that name it.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(socket.SOMAXCONN)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(
                f"端口 {port} 已被占用：请停止占用它的程序，或用 GONGJIAN_PORT 换一个端口（0 为任意空闲端口）",
                f"port {port} is in use: stop the program that has it, or set GONGJIAN_PORT to another (0: any free one)",
                port=port,
            ) from error
        raise PortNotAllowed(
            f"不能监听端口 {port}（{error.strerror}）：请用 GONGJIAN_PORT 换一个 1024 以上的端口",
            f"cannot listen on port {port} ({error.strerror}): set GONGJIAN_PORT to one above 1024",
            port=port,
        ) from error
    return listener


def address(listener: socket.socket) -> str:
    """The service's address for a browser."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


def serve(service: Service, listener: socket.socket) -> None:
    """Serve until interrupted."""
    config = uvicorn.Config(create_app(service), log_config=None, access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])
