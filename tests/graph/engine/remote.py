"""A small remote of files on loopback that can be told to misbehave."""

from __future__ import annotations

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from graph.engine.lock import Jar


class Remote:
    """Serves ``content`` for every jar of a lock file; counts what was asked for.

    ``spoiled`` names how many times a file is sent with wrong content, ``failing`` files are refused.
    """

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents
        self.asked: Counter[str] = Counter()
        self.spoiled: Counter[str] = Counter()
        self.failing: set[str] = set()
        self.cut: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/files"

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        remote = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.rsplit("/", 1)[1]
                if name not in remote.contents or name in remote.failing:
                    self.send_error(404)
                    return
                remote.asked[name] += 1
                body = remote.contents[name]
                if remote.spoiled[name] > 0:
                    remote.spoiled[name] -= 1
                    body = body[::-1]
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if name in remote.cut else body)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing on the terminal of the tests."""

        return Handler


def jar_of(name: str, content: bytes) -> Jar:
    """The lock file's entry of a made-up file."""
    import hashlib

    return Jar("example.parts", name, "1.0", "", hashlib.sha256(content).hexdigest(), len(content))
