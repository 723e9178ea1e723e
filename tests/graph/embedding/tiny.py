"""A real, tiny ONNX encoder and its tokenizer, made on the spot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

VOCABULARY = {"<unk>": 0, "<s>": 1, "query": 2, "passage": 3, ":": 4, "mask": 5, "room": 6}
HIDDEN = 8


def write_model(folder: Path, *, pooled: bool = False, seed: int = 1) -> Path:
    """A folder with ``model.onnx`` (a word table; token vectors, or pooled ones) and ``tokenizer.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    table = np.random.default_rng(seed).normal(size=(len(VOCABULARY), HIDDEN)).astype(np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    name, shape = "last_hidden_state", ["batch", "tokens", HIDDEN]
    tensors = [numpy_helper.from_array(table, "table")]
    if pooled:
        nodes.append(helper.make_node("ReduceMean", ["last_hidden_state", "axis"], ["embedding"], keepdims=0))
        tensors.append(numpy_helper.from_array(np.array([1]), "axis"))
        name, shape = "embedding", ["batch", HIDDEN]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    output = helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    graph = helper.make_graph(nodes, "tiny", [ids], [output], tensors)
    opset = [helper.make_opsetid("", 20)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), str(folder / "model.onnx"))
    tokenizer = Tokenizer(models.WordLevel(VOCABULARY, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
