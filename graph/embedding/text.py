"""Which part of a text does its vector see? The first 400 characters, with the model's prefix before them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAX_CHARACTERS: Final = 400
"""The model was trained on short passages, and the cost grows with length: 16 texts/s at 400 characters."""

PROMPTS_FILE: Final = "config_sentence_transformers.json"


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What the model expects before a passage and a question; E5's if nothing says otherwise."""

    passage: str = "passage: "
    query: str = "query: "


def seen(text: str) -> str:
    """The part of a text that is embedded; a lone surrogate, which no tokenizer takes, becomes ``?``.

    >>> len(seen("口" * 1000))
    400
    """
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def prefixes_of(folder: Path) -> Prefixes:
    """The prefixes that a model folder states in ``config_sentence_transformers.json``, else E5's."""
    try:
        prompts = json.loads((folder / PROMPTS_FILE).read_text(encoding="utf-8")).get("prompts") or {}
    except (OSError, ValueError):
        return Prefixes()
    return prefixes_from(prompts)


def prefixes_from(prompts: dict[str, str]) -> Prefixes:
    """Prefixes from the prompts of a sentence-transformers model; without any, E5's."""
    if not prompts:
        return Prefixes()
    passage = next((prompts[name] for name in ("passage", "document", "corpus") if name in prompts), "")
    return Prefixes(passage=passage, query=prompts.get("query", ""))
