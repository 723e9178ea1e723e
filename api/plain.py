"""How does an answer become JSON? As pydantic writes it, which is how the HTTP routes write theirs."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_jsonable_python


def plain(value: object) -> Any:
    """Dataclasses, mappings, sequences, decimals and dates as JSON has them; what it does not know as text."""
    return to_jsonable_python(value, fallback=str)
