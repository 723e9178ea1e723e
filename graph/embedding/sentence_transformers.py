"""How is a model of the sentence-transformers library used? The same interface; the library is an extra.

It is loaded when such a model is asked for and not before: on Linux it brings a CUDA torch of gigabytes. Texts
are embedded one at a time for the same reason as in ``onnx.py``: padding and the choice of kernels by
batch size change the last bits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from graph.embedding.errors import ExtraMissing, ModelNotFound
from graph.embedding.onnx import model_name, unit
from graph.embedding.protocol import Vectors
from graph.embedding.text import prefixes_from, seen

EXTRA: Final = "sentence-transformers"


class SentenceTransformersEmbedder:
    """A sentence-transformers model by folder or name.

    Args:
        name: a folder, or a name that the library can load.
        device: ``cpu``, ``cuda``, ``mps`` …; ``None`` leaves the choice to the library (a GPU if there is one).

    Raises:
        ExtraMissing: the library is not installed.
        ModelNotFound: the library cannot load the model.
    """

    def __init__(self, name: str, device: str | None = None) -> None:
        self._name = name
        self._encoder = _open(name, device)
        self._prefixes = prefixes_from(
            {key: text for key, text in (self._encoder.prompts or {}).items() if text}
        )
        self._model = f"{model_name(Path(name))}-{_hash(self._encoder, repr(self._prefixes))}"
        self._dimensions = int(self._embed("口罩").shape[0])

    @property
    def model(self) -> str:
        """The model's name and the hash of its weights."""
        return self._model

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of stored texts (their first 400 characters), float32, shape (len(texts), dimensions)."""
        vectors = [self._embed(self._prefixes.passage + seen(text)) for text in texts]
        return np.stack(vectors) if vectors else np.zeros((0, self._dimensions), np.float32)

    def query(self, text: str) -> Vectors:
        """The unit vector of a question (its first 400 characters), float32, shape (dimensions,)."""
        return self._embed(self._prefixes.query + seen(text))

    def _embed(self, text: str) -> Vectors:
        output = self._encoder.encode([text], prompt="", show_progress_bar=False, convert_to_numpy=True)
        return unit(np.asarray(output)[0], self._name)


def _open(name: str, device: str | None) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ExtraMissing(name, EXTRA) from error
    try:
        return SentenceTransformer(name, device=device)
    except Exception as error:  # the library raises OSError, ValueError, errors of the hub and of torch
        raise ModelNotFound(name, f"{type(error).__name__}: {str(error)[:300]}") from error


def _hash(encoder: Any, prefixes: str) -> str:
    combined = hashlib.sha256(prefixes.encode())
    for key, tensor in sorted(encoder.state_dict().items()):
        combined.update(key.encode())
        combined.update(tensor.detach().cpu().float().numpy().tobytes())
    return combined.hexdigest()[:12]
