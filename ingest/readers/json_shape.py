"""Does a .json file hold rows, or things of RDF or HSDS? By the names in its first objects."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ingest.errors import IngestError
from ingest.readers.encoding import find_encoding
from ingest.readers.hsds import known_table, named_table
from ingest.readers.json_stream import NotJson, Piece, members, pieces

_LINKED: Final = frozenset({"@context", "@graph", "@id", "@type"})
_REGISTERED: Final = "https://ror.org/"
_ENTRY: Final = frozenset({"types", "status", "established", "links", "relationships"})
_LOOKED_AT: Final = 1_000


def is_list(path: Path) -> bool:
    """Whether a JSON file is read as rows. What is JSON-LD or HSDS is not, nor is what cannot be read as JSON at all: its
    reader says what is wrong."""
    try:
        first, around = _beginning(pieces(path, find_encoding(path)))
    except (NotJson, IngestError):
        return False
    named = {name.split(".")[0].removesuffix("[]") for name in around}
    if _LINKED & (named | {name.split(".")[0] for name in first}) or any(
        _LINKED & members(p.value) for p in first.values()
    ):
        return False
    if not first:
        return bool(named) and not _is_hsds(named)
    if _is_hsds(named | {name.split(".")[0] for name in first}) and _nested(first):
        return False
    listed = all(name in {"", "contents"} or named_table(name) for name in first)
    return not (listed and all(_is_hsds(members(p.value), p.value) for p in first.values()))


def _beginning(found: Iterable[Piece]) -> tuple[dict[str, Piece], set[str]]:
    """The first element of each array of objects, and the paths around the arrays, as far as the file's beginning says."""
    first: dict[str, Piece] = {}
    around: set[str] = set()
    for count, piece in enumerate(found):
        if piece.number:
            first.setdefault(piece.path, piece)
        else:
            around.add(piece.path)
        if count > _LOOKED_AT or "" in first:
            break
    return first, around


def _nested(first: dict[str, Piece]) -> bool:
    """Whether arrays of things are tables of HSDS inside one of its objects."""
    return any(named_table(name.rsplit(".", 1)[-1]) for name in first)


def _is_hsds(names: set[str], value: object = None) -> bool:
    """Whether most names are fields of one HSDS table, and not those of an organisation registry."""
    identifier = next((v for k, v in value if k == "id"), "") if isinstance(value, list) else ""
    if str(identifier).startswith(_REGISTERED) or len(_ENTRY & names) >= 3:
        return False
    table, share = known_table(names)
    return bool(table) and share >= 0.5
