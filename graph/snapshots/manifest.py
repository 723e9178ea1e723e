"""What identifies a snapshot? Its manifest: every file with size and hash, every version, nothing of place or time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from ontology.errors import DataProblem

FORMAT: Final = "gongjian-snapshot/1"
ID_DIGITS: Final = 32
"""Hex digits of SHA-256 that stand for a manifest or a citation: 128 bits."""


class ManifestNotValid(DataProblem):
    """A manifest that this version cannot read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: ``size`` in bytes and ``sha256`` of its content, before it is compressed if ``encoding`` is ``gzip``."""

    name: str
    size: int
    sha256: str
    encoding: str = "identity"

    @property
    def stored_name(self) -> str:
        """The name in the folder."""
        return f"{self.name}.gz" if self.encoding == "gzip" else self.name


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds. ``versions`` are those that its content follows from; ``counts`` how much of what."""

    versions: Mapping[str, str]
    model: str
    dimensions: int
    counts: Mapping[str, int]
    files: tuple[Entry, ...]

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same manifest is the same bytes."""
        return canonical_json(
            {
                "format": FORMAT,
                "versions": dict(self.versions),
                "model": {"name": self.model, "dimensions": self.dimensions},
                "counts": dict(self.counts),
                "files": [asdict(entry) for entry in sorted(self.files, key=lambda e: e.name)],
            }
        )

    @property
    def id(self) -> str:
        """The snapshot's id."""
        return content_id(self.to_bytes())

    def entry(self, name: str) -> Entry:
        """The file of that name; it is there in every snapshot of this format."""
        return next(entry for entry in self.files if entry.name == name)


def read_manifest(content: bytes) -> Manifest:
    """The manifest that ``to_bytes`` wrote.

    Raises:
        ManifestNotValid: it is damaged, or of another format.
    """
    try:
        plain = json.loads(content)
        if plain["format"] != FORMAT:
            raise ValueError(plain["format"])
        return Manifest(
            versions=plain["versions"],
            model=plain["model"]["name"],
            dimensions=int(plain["model"]["dimensions"]),
            counts=plain["counts"],
            files=tuple(map(_entry, plain["files"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestNotValid(
            f"manifest.json 读不懂（须为 {FORMAT}）：请从备份恢复，或用写出它的版本打开",
            f"manifest.json cannot be read (it has to be {FORMAT}): restore it from a backup, or use the version that wrote it",
            file="manifest.json",
        ) from error


def _entry(plain: Mapping[str, Any]) -> Entry:
    """A file's entry. A snapshot may come from anywhere: it names no file outside its folder."""
    entry = Entry(**plain)
    if not {"", ".", ".."}.isdisjoint(entry.name.split("/")):
        raise ValueError(entry.name)
    return entry


def canonical_json(value: Any) -> bytes:
    """The one form of a JSON value: keys sorted, no blanks, UTF-8.

    >>> canonical_json({"b": 1, "a": "值"}).decode()
    '{"a":"值","b":1}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def content_id(content: bytes) -> str:
    """The id of some bytes: the first 32 hex digits of their SHA-256."""
    return hashlib.sha256(content).hexdigest()[:ID_DIGITS]
