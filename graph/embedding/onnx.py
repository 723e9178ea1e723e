"""How does a folder with ``model.onnx`` and ``tokenizer.json`` become an embedder?

A vector must depend on its text alone. A model quantised at run time has one scale for all texts of a batch
(cosine down to .993 between a text alone and in a batch), so each text is a batch of its own, unpadded, on
one thread; several texts run beside each other. Bit equality in any batch, order and number of threads is
tested (``tests/graph/embedding``). On two cores this is also the fastest way: 375 short texts/s, against 66
with two threads within one text (``bench/vectors.py``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from graph.embedding.errors import ModelNotFound, ModelUnusable
from graph.embedding.protocol import Vectors
from graph.embedding.text import prefixes_of, seen

MAX_TOKENS: Final = 512
MAX_NAME: Final = 60
OUTPUTS: Final = ("embedding", "sentence_embedding", "last_hidden_state", "token_embeddings")
"""Names of outputs that exporters use, best first; without one of them the first output counts."""


class OnnxEmbedder:
    """An ONNX text encoder on the CPU. Safe to share between threads.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and, if prefixes are not E5's,
            ``config_sentence_transformers.json``.
        threads: how many texts are embedded beside each other.

    Raises:
        ModelNotFound: a file is missing or not readable as what it should be.
        ModelUnusable: the model's inputs or outputs are not those of a text encoder.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self._name = str(folder)
        self._prefixes = prefixes_of(folder)
        self._tokenizer = _open_tokenizer(folder)
        self._session = _open_session(folder)
        self._inputs = {i.name for i in self._session.get_inputs()}
        self._output = _output_of(self._session)
        self._pool = ThreadPoolExecutor(max(1, threads), thread_name_prefix="embed")
        self._model = f"{model_name(folder)}-{_hash(folder)}"
        self._dimensions = int(self._check().shape[0])

    @property
    def model(self) -> str:
        """The folder's name and the hash of weights and tokenizer."""
        return self._model

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of stored texts (their first 400 characters), float32, shape (len(texts), dimensions)."""
        prefixed = [self._prefixes.passage + seen(text) for text in texts]
        vectors = list(self._pool.map(self._embed, prefixed))
        return np.stack(vectors) if vectors else np.zeros((0, self._dimensions), np.float32)

    def query(self, text: str) -> Vectors:
        """The unit vector of a question (its first 400 characters), float32, shape (dimensions,)."""
        return self._embed(self._prefixes.query + seen(text))

    def _embed(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        feed = {name: value for name, value in feed.items() if name in self._inputs}
        output: NDArray[Any] = self._session.run([self._output], feed)[0][0]
        return unit(output.mean(axis=0) if output.ndim == 2 else output, self._name)

    def _check(self) -> Vectors:
        try:
            return self._embed(self._prefixes.query + "口罩")
        except ModelUnusable:
            raise
        except Exception as error:  # onnxruntime's errors have no common base of their own
            raise ModelUnusable(self._name, str(error).splitlines()[0][:200]) from error


def unit(vector: NDArray[Any], model: str) -> Vectors:
    """The vector at length 1, float32.

    Raises:
        ModelUnusable: it is not a vector, not finite, or zero.
    """
    length = float(np.linalg.norm(vector.astype(np.float64)))
    if vector.ndim != 1 or not np.isfinite(length) or length == 0:
        raise ModelUnusable(model, f"output of shape {vector.shape}, length {length}")
    return np.asarray(vector / length, dtype=np.float32)


def model_name(folder: Path) -> str:
    """The folder's name as far as it can stand in an identifier.

    >>> model_name(Path("models/bge small（中文）"))
    'bge-small'
    """
    return re.sub(r"[^A-Za-z0-9._]+", "-", folder.resolve().name).strip("-")[:MAX_NAME] or "model"


def _hash(folder: Path) -> str:
    combined = hashlib.sha256()
    for name in ("model.onnx", "tokenizer.json"):
        with (folder / name).open("rb") as file:
            combined.update(hashlib.file_digest(file, "sha256").digest())
    combined.update(repr(prefixes_of(folder)).encode())
    return combined.hexdigest()[:12]


def _open_tokenizer(folder: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises plain Exception
        raise ModelNotFound(str(folder), f"tokenizer.json: {error}") from error
    tokenizer.no_padding()
    longest = (tokenizer.truncation or {}).get("max_length", MAX_TOKENS)
    tokenizer.enable_truncation(min(longest, MAX_TOKENS))
    return tokenizer


def _open_session(folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's errors have no common base of their own
        raise ModelNotFound(str(folder), f"model.onnx: {str(error).splitlines()[0][:200]}") from error


def _output_of(session: onnxruntime.InferenceSession) -> str:
    names = [output.name for output in session.get_outputs()]
    return next((name for name in OUTPUTS if name in names), names[0])
