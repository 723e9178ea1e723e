"""Which page of HTML does a saved web page hold? Its parts told apart line by line, by hand."""

from __future__ import annotations

import base64
import quopri
import re

_BOUNDARY = re.compile(rb'boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;]+))', re.IGNORECASE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")


def html_of_archive(data: bytes) -> bytes:
    """The first part that is HTML, decoded; the whole body where the file has one part alone."""
    for head, body in _parts(data):
        if b"text/html" in head:
            return _decoded(head, body)
    return b""


def _parts(data: bytes) -> list[tuple[bytes, bytes]]:
    """Head (unfolded, small letters) and body of each part, those within parts too."""
    head, body = _split(data)
    marked = _BOUNDARY.search(_FOLD.sub(b" ", head))
    if not marked or b"multipart/" not in head.lower():
        return [(_FOLD.sub(b" ", head).lower(), body)]
    mark = b"--" + (marked[1] or marked[2])
    pieces: list[list[bytes]] = []
    for line in body.splitlines(keepends=True):
        bare = line.rstrip()
        if bare == mark:
            pieces.append([])
        elif bare == mark + b"--":
            break
        elif pieces:
            pieces[-1].append(line)
    return [part for piece in pieces for part in _parts(b"".join(piece))]


def _split(data: bytes) -> tuple[bytes, bytes]:
    blank = _BLANK.search(data)
    return (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")


def _decoded(head: bytes, body: bytes) -> bytes:
    way = re.search(rb"content-transfer-encoding:\s*([a-z0-9-]+)", head)
    if way and way[1] == b"base64":
        return base64.b64decode(body)
    return quopri.decodestring(body) if way and way[1] == b"quoted-printable" else body
