"""Does the sentence-transformers backend keep the contract that the ONNX backend keeps?

A tiny real model with random weights is made on the spot: no download.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.embedding.errors import ModelNotFound
from graph.embedding.factory import open_embedder
from graph.embedding.sentence_transformers import SentenceTransformersEmbedder
from tests.graph.embedding import contract

# The libraries warn of their own deprecations while they are imported.
pytestmark = [pytest.mark.extra, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved sentence-transformers model: a BERT of two layers, mean pooling."""
    library: Any = pytest.importorskip("sentence_transformers", exc_type=ImportError)
    transformers: Any = pytest.importorskip("transformers", exc_type=ImportError)
    torch: Any = pytest.importorskip("torch", exc_type=ImportError)
    base = tmp_path_factory.mktemp("bert")
    characters = sorted(set("".join(contract.TEXTS) + "passagequery: 共建单位提供场地口罩"))
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "passage",
        "query",
        *(c for c in characters if c.strip()),
    ]
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    transformers.BertModel(config).save_pretrained(base)
    tokenizer = transformers.BertTokenizerFast(vocab={word: number for number, word in enumerate(words)})
    assert "[UNK]" not in tokenizer.tokenize("query: 口罩")
    tokenizer.save_pretrained(base)
    from sentence_transformers.sentence_transformer import modules as models

    encoder = models.Transformer(str(base), max_seq_length=512)
    pooling = models.Pooling(32, pooling_mode="mean")
    saved = tmp_path_factory.mktemp("saved") / "tiny-model"
    library.SentenceTransformer(modules=[encoder, pooling], device="cpu").save(str(saved))
    return saved


def test_contract(folder: Path) -> None:
    embedder = SentenceTransformersEmbedder(str(folder), device="cpu")
    contract.check_shape_and_length(embedder)
    contract.check_batch_independence(embedder)
    contract.check_text_seen(embedder)
    contract.check_hostile_text(embedder)
    contract.check_identity(embedder)
    assert embedder.dimensions == 32 and embedder.model.startswith("tiny-model-")
    assert not np.array_equal(embedder.query("口罩"), embedder.passages(["口罩"])[0])


def test_the_factory_opens_such_a_folder(folder: Path, tmp_path: Path) -> None:
    opened = open_embedder(str(folder), tmp_path)
    assert isinstance(opened, SentenceTransformersEmbedder)
    assert opened.model == SentenceTransformersEmbedder(str(folder), device="cpu").model


def test_a_folder_without_a_model_is_said(folder: Path, tmp_path: Path) -> None:
    assert folder.is_dir()
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelNotFound, match="empty"):
        SentenceTransformersEmbedder(str(tmp_path / "empty"), device="cpu")
