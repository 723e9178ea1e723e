"""What must a backend that turns text into vectors be able to do?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors. A vector depends on its text alone, never on its neighbours."""

    @property
    def model(self) -> str:
        """Identifier of the model: its name and the hash of its weights; names property and index."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of stored texts, float32, shape (len(texts), dimensions)."""
        ...

    def query(self, text: str) -> Vectors:
        """The unit vector of a question, float32, shape (dimensions,)."""
        ...
