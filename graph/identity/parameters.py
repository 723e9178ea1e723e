"""Which numbers decide identity? The committed, versioned parameter file as one frozen object."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

DEFAULT_FILE: Final = Path(__file__).with_name("parameters.toml")
PROVINCE_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class Parameters:
    """Thresholds and scores in 0–1; see the file for what each one means."""

    version: int
    automatic: float
    review: float
    scores: Mapping[str, float]
    signatures_of_one_name: int
    least_place_digits: Mapping[str, int]


@lru_cache(maxsize=8)
def load_parameters(file: Path = DEFAULT_FILE) -> Parameters:
    """The parameters of a file (the committed one by default)."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Parameters(
        version=data["version"],
        automatic=data["thresholds"]["automatic"],
        review=data["thresholds"]["review"],
        scores=data["scores"],
        signatures_of_one_name=data["bounds"]["signatures_of_one_name"],
        least_place_digits=data["least_place_digits"],
    )
