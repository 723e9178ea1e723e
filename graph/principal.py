"""Who asks? Every function that reads the graph for somebody takes a ``Principal``.

Until roles exist, everybody sees the same: restricted values masked. The parameter is there
from the first commit so that no query has to be found and changed when roles come.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """The person or key that asks, and the organisation (entity id) they speak for, if any."""

    name: str
    speaks_for: str | None = None


PUBLIC = Principal("public")
"""Anybody: the reader of the page, the caller without a key."""
