"""Who comes before whom? Ancestors nearest first, and the cycles that must not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
Parents = Mapping[str, Sequence[str]]


def ancestors(name: str, parents: Parents) -> tuple[str, ...]:
    """Everything above ``name``, nearest first, each once; a later mention (a longer way up) wins, so that
    the common root stands last.

    >>> ancestors("d", {"d": ["b", "c"], "b": ["a"], "c": ["b"], "a": []})
    ('c', 'b', 'a')
    """
    order: list[str] = []
    level = sorted(parents.get(name, ()))
    while level and len(order) <= len(parents) ** 2:
        order.extend(level)
        level = sorted({p for n in level for p in parents.get(n, ())})
    latest = dict.fromkeys(reversed(order))
    return tuple(n for n in reversed(latest) if n != name)


def on_cycle(parents: Parents) -> set[str]:
    """The names that are above themselves."""
    return {name for name in parents if name in _reachable(name, parents)}


def _reachable(name: str, parents: Parents) -> set[str]:
    seen: set[str] = set()
    waiting = list(parents.get(name, ()))
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(parents.get(current, ()))
    return seen


def inherited(name: str, order: Sequence[str], own: Mapping[str, T], default: T) -> T:
    """The own value, else that of the nearest ancestor that has one, else the default."""
    return next((own[n] for n in (name, *order) if own.get(n)), default)
