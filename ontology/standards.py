"""Which terms do the standards have that ours are aligned with? Their names, one list a standard in ``foreign/``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "foreign"
_NAMESPACE: Final = "# namespace: "
HSDS: Final = "hsds:"
"""The namespace of HSDS, which has none of its own: ``hsds:service``, ``hsds:service.name``."""


@lru_cache(maxsize=1)
def standards() -> dict[str, frozenset[str]]:
    """The local names of every known standard by namespace."""
    return dict(_read(path) for path in sorted(_FOLDER.glob("*.txt")))


def namespace_of(iri: str) -> str:
    """The known namespace that an IRI lies in, '' if in none."""
    return max((n for n in standards() if iri.startswith(n)), key=len, default="")


def _read(path: Path) -> tuple[str, frozenset[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    namespace = next(line.removeprefix(_NAMESPACE) for line in lines if line.startswith(_NAMESPACE))
    return namespace, frozenset(line for line in lines if line and not line.startswith("#"))
